"""The partial derivatives of order 2 to k, and whether the mixed ones agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, combinations_with_replacement, islice, product

from sympy import Expr, Piecewise, Symbol, binomial, together

from grad_magic.calculus.derivatives import (
    differentiate,
    evaluate_derivative,
    open_cases,
    points_left_out,
)
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.validity import Derivation, TypedFunction, differentiated_again
from grad_magic.errors import MeaninglessRequestError, NoAnswerError
from grad_magic.solution import HigherPartial
from grad_magic.wording.messages import Message

MAX_PARTIALS = 120
"""More partial derivatives than these fill pages that nobody reads."""

# A derivative this long takes seconds to differentiate again and to evaluate.
_LARGEST_DERIVATIVE = 5_000
# Multiplying out the difference of two mixed derivatives below this size takes milliseconds.
_LARGEST_DIFFERENCE = 400
# Cases within cases multiply.
_MOST_CASES = 12


def higher_partials(
    function: TypedFunction,
    variables: Sequence[Symbol],
    order: int,
    values: Mapping[Symbol, Expr] | None = None,
) -> tuple[HigherPartial, ...]:
    """All partial derivatives of order 2 to `order`.

    Of order 2 both mixed ones are given, as they are compared; of higher orders one for each
    choice of variables.

    Args:
        function: f.
        variables: its n variables.
        order: the highest order, 2 or more.
        values: the point, or None.

    Raises:
        MeaninglessRequestError: they are more than `MAX_PARTIALS`.
        NoAnswerError: they grow too long.
    """
    count = count_partials(len(variables), order)
    if count > MAX_PARTIALS:
        raise MeaninglessRequestError(
            Message("there_are_partial_derivatives_up_to_order", count=count, order=order),
            advice=Message("at_most_are_shown_ask_for_a_lower_order", max_partials=MAX_PARTIALS),
        )
    derivatives: dict[tuple[Symbol, ...], Expr] = {(): function.f}
    shown: dict[tuple[Symbol, ...], Derivation] = {}
    for sequence in _sequences(variables, order):
        for length in range(1, len(sequence) + 1):
            part, before, last = sequence[:length], sequence[: length - 1], sequence[length - 1]
            if part not in derivatives:
                derivatives[part] = _next_derivative(derivatives[before], last)
                expression = shorten(derivatives[part])
                if before:
                    expression = _without_equal_cases(expression)
                    shown[part] = differentiated_again(function, shown[before], expression, last)
                else:
                    shown[part] = function.differentiated(expression, last)
    return tuple(
        HigherPartial(
            sequence,
            shown[sequence].expression,
            _value_at(derivatives[sequence], shown[sequence], values),
            shown[sequence].valid_where,
        )
        for sequence in _sequences(variables, order)
    )


def _without_equal_cases(derivative: Expr) -> Expr:
    """0 for cases that are all 0; where they meet is said beside it, not where there is none."""
    if not derivative.has(Piecewise) or points_left_out(derivative):
        return derivative
    values: list[Expr] = []
    for value, _ in islice(open_cases(derivative), _MOST_CASES):
        values.append(shorten(value))
        if values[-1] != values[0]:
            # The rest need not be looked at.
            return derivative
    return values[0] if 1 < len(values) < _MOST_CASES else derivative


def _value_at(
    derivative: Expr, shown: Derivation, values: Mapping[Symbol, Expr] | None
) -> Expr | None:
    """The value at the point; None where the derivative that comes before does not exist there."""
    if values is None or shown.valid_where.xreplace(values) == False:  # noqa: E712  (SymPy's own)
        return None
    return evaluate_derivative(derivative, values)


def count_partials(dimension: int, order: int) -> int:
    """How many partial derivatives `higher_partials` gives."""
    return dimension**2 + sum(
        int(binomial(dimension + degree - 1, degree)) for degree in range(3, order + 1)
    )


def _sequences(variables: Sequence[Symbol], order: int) -> Iterator[tuple[Symbol, ...]]:
    yield from product(variables, repeat=2)
    for degree in range(3, order + 1):
        yield from combinations_with_replacement(variables, degree)


def _next_derivative(derivative: Expr, variable: Symbol) -> Expr:
    result = differentiate(derivative, variable)
    if result.count_ops() > _LARGEST_DERIVATIVE:
        raise NoAnswerError(
            Message("the_partial_derivatives_are_too_long", largest_derivative=_LARGEST_DERIVATIVE),
            advice=Message("ask_for_a_lower_order"),
        )
    return result


def mixed_agree(f: Expr, variables: Sequence[Symbol], order: int) -> bool | None:
    """Whether the mixed partial derivatives of order 2 (and 3) are equal as expressions.

    Equality of g_xy and g_yx for g = f and for each g = f_x gives all of order 3.

    Returns:
        True where that is proved, else None.
    """
    functions = [f]
    if order > 2:
        functions += [differentiate(f, variable) for variable in variables]
    agree = all(
        _is_zero_function(
            differentiate(differentiate(g, first), second)
            - differentiate(differentiate(g, second), first)
        )
        for g in functions
        for first, second in combinations(variables, 2)
    )
    return True if agree else None


def _is_zero_function(difference: Expr) -> bool:
    if difference == 0:
        return True
    if difference.count_ops() > _LARGEST_DIFFERENCE:
        return False
    return bool(difference.expand() == 0 or together(difference).as_numer_denom()[0].expand() == 0)
