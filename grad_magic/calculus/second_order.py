"""The second derivatives at P: by the rules or by their definition, at once or when they are read.

Only `order=k` and the kind of a critical point need them in the answer. Elsewhere they are
computed, and checked against the values of f, when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, permutations

from sympy import Expr, Matrix, Symbol, nan, oo, zoo
from sympy import I as IMAGINARY_UNIT

from grad_magic.calculus import directions
from grad_magic.calculus.by_values.checking import measure_hessian
from grad_magic.calculus.by_values.confirmation import call_witness
from grad_magic.calculus.derivatives import evaluate_derivative
from grad_magic.calculus.eigenvalues import eigensystem
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.extrema.kinds.discriminants import discriminant_at
from grad_magic.calculus.higher_order import higher_partials, mixed_agree
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.sides import two_sided, value_of
from grad_magic.findings import DifferentiabilityReason
from grad_magic.solution import (
    Deferred,
    HigherOrder,
    HigherPartial,
    Known,
    Limit,
    SecondLimits,
    SecondOrder,
    Solution,
)

SecondSides = tuple[tuple[tuple[Limit, Limit], ...], ...]
"""In row x and column y the limits of (f_x(P + t·e_y) - f_x(P))/t for t → 0- and t → 0+."""

_THIRD = 3
_NOT_REAL = (IMAGINARY_UNIT, nan, zoo, oo, -oo)


def are_real(expressions: Iterable[Expr]) -> bool:
    """Whether the expressions stand for real numbers, and hold no i, ∞ or undefined part."""
    return not any(expression.has(*_NOT_REAL) for expression in expressions)


def general_hessian(inquiry: Inquiry) -> Matrix | None:
    """The n×n matrix of second partial derivatives; None where one of them is not real."""
    return inquiry.hessian.applyfunc(shorten) if are_real(inquiry.hessian) else None


def is_second_order_told(known: Solution) -> bool:
    """Whether the answer needs the second derivatives at P."""
    first_order = known.first_order
    return first_order is not None and (known.problem.order > 1 or first_order.is_zero is True)


def second_order(inquiry: Inquiry, known: Solution) -> SecondOrder:
    """The Hessian at P with its eigenvalues, and D_u²f(P).

    Args:
        inquiry: what is asked.
        known: the parts up to what follows from the gradient.
    """
    unit = None if known.direction is None else known.direction.unit
    by_rules = partial(_hessian_by_rules, inquiry, known)
    if is_second_order_told(known):
        found = by_rules()
        if found is None:
            return _by_definition(second_limits(inquiry, known))
        rate = partial(_second_rate, found, unit)
        return SecondOrder(
            Known(found),
            Deferred(rate),
            eigensystem=eigensystem(found),
            discriminant=Deferred(partial(discriminant_at, found)),
        )
    rules = Deferred(by_rules)
    limits = Deferred(partial(_limits_unless, rules, inquiry, known))
    hessian = Deferred(partial(_confirmed_hessian, inquiry, known, rules, limits))
    along = Deferred(partial(_rate_by_either, rules, hessian, limits, unit))
    second = SecondOrder(
        hessian, along, limits=limits, discriminant=Deferred(partial(_discriminant, hessian))
    )
    if known.limits is None and inquiry.is_twice_smooth and not known.problem.parameters:
        measure = partial(measure_hessian, inquiry.program, inquiry.place)
        return replace(second, measured=Deferred(measure))
    return second


def _hessian_by_rules(inquiry: Inquiry, known: Solution) -> Matrix | None:
    """The n×n second partial derivatives at P where f is twice smooth near it."""
    if known.limits is not None or not inquiry.is_twice_smooth:
        return None
    entries = [evaluate_derivative(entry, inquiry.place) for entry in inquiry.hessian]
    return None if None in entries else Matrix(*inquiry.hessian.shape, entries)


def second_order_without_gradient(inquiry: Inquiry, known: Solution) -> SecondOrder | None:
    """The second derivatives that exist at P though f is not differentiable there, or perhaps not.

    Returns:
        None where no order is asked for.
    """
    if known.problem.order < 2 or known.limits is None or known.verdict is None:
        return None
    return _by_definition(second_limits(inquiry, known))


def second_limits(inquiry: Inquiry, known: Solution) -> SecondLimits:
    """The second derivatives at P by their definition."""
    from grad_magic.calculus.second_limits import (
        is_twice_differentiable,
        second_along,
        second_partials,
    )

    assert known.at_point is not None
    assert known.value is not None
    near, slopes = inquiry.near(known.value), known.at_point.partials
    f, along = known.problem.f, None
    gradient = None if known.first_order is None else known.first_order.gradient
    if known.direction is not None:
        unit = known.direction.unit
        rate = known.direction.rate if gradient is None else directions.dot(gradient, unit)
        along = None if rate is None else second_along(f, near, rate, unit)
    partials = second_partials(f, near, inquiry.partials, slopes)
    is_smooth = known.at_point.verdict.reason.kind is DifferentiabilityReason.SMOOTHLY_FILLED
    if is_smooth:
        partials = _symmetric(partials)
    hessian = _matrix_of(partials)
    is_twice = (
        hessian is not None
        and gradient is not None
        and (is_smooth or is_twice_differentiable(near, gradient, hessian))
    )
    return SecondLimits(partials, along, is_twice)


def _symmetric(partials: SecondSides) -> SecondSides:
    """Those of a function with continuous second derivatives, of which one tells the other."""
    size = range(len(partials))
    return tuple(
        tuple(
            partials[column][row]
            if any(side.kind == "open" for side in partials[row][column])
            else partials[row][column]
            for column in size
        )
        for row in size
    )


def _matrix_of(partials: SecondSides) -> Matrix | None:
    """The n×n second partial derivatives; None where one is not known, or does not exist."""
    rows = [[value_of(two_sided(sides)) for sides in row] for row in partials]
    return None if any(None in row for row in rows) else Matrix(rows)


def _discriminant(hessian: Deferred[Matrix | None]) -> Expr | None:
    return discriminant_at(hessian.value)


def _limits_unless(
    rules: Deferred[Matrix | None], inquiry: Inquiry, known: Solution
) -> SecondLimits | None:
    return None if rules.value is not None else second_limits(inquiry, known)


def _by_definition(limits: SecondLimits) -> SecondOrder:
    """What the limits tell; eigenvalues only where they are those of a second derivative."""
    hessian, pairs = _matrix_of(limits.partials), None
    if hessian is not None and limits.is_twice_differentiable:
        pairs = eigensystem(hessian)
    along = None if limits.along_direction is None else value_of(two_sided(limits.along_direction))
    return SecondOrder(
        Known(hessian),
        Known(along),
        eigensystem=pairs,
        limits=Known(limits),
        discriminant=Deferred(partial(discriminant_at, hessian)),
    )


def _rate_by_either(
    rules: Deferred[Matrix | None],
    confirmed: Deferred[Matrix | None],
    limits: Deferred[SecondLimits | None],
    unit: Matrix | None,
) -> Expr | None:
    """D_u²f(P) by the rules, unless the values of f contradict them, or else by its definition."""
    if unit is None:
        return None
    if rules.value is not None:
        return None if confirmed.value is None else _second_rate(confirmed.value, unit)
    sides = None if limits.value is None else limits.value.along_direction
    return None if sides is None else value_of(two_sided(sides))


def _confirmed_hessian(
    inquiry: Inquiry,
    known: Solution,
    rules: Deferred[Matrix | None],
    limits: Deferred[SecondLimits | None],
) -> Matrix | None:
    """The second derivatives at P, unless the values of f near P contradict them."""
    hessian = rules.value
    if hessian is None and limits.value is not None:
        hessian = _matrix_of(limits.value.partials)
    witness = None if hessian is None else call_witness(inquiry.program, inquiry.place, known)
    if witness is None:
        return hessian
    by_limits = rules.value is None
    doubts = filter(None, witness.doubts_of_hessian(hessian, by_limits=by_limits))
    return None if any(doubt.kind.contradicts for doubt in doubts) else hessian


def _second_rate(hessian: Matrix, unit: Matrix | None) -> Expr | None:
    """D_u²f(P) where the order of differentiation does not matter."""
    return None if unit is None or not _is_symmetric(hessian) else second_rate(hessian, unit)


def second_rate(hessian: Matrix, direction: Matrix) -> Expr:
    """D_u²f(P) = uᵀHu for a unit vector u, n×1."""
    return shorten_number((direction.T * hessian * direction)[0].expand())


def _is_symmetric(hessian: Matrix) -> bool:
    return all(sign_of(entry) == 0 for entry in hessian - hessian.T)


def higher_order(inquiry: Inquiry, known: Solution) -> HigherOrder | None:
    """The partial derivatives of order 2 to k; None where they are not asked for or not known.

    Args:
        inquiry: what is asked.
        known: the parts up to the second derivatives.
    """
    variables, order = known.problem.variables, known.problem.order
    if order < 2:
        return None
    if known.point is None:
        partials = higher_partials(inquiry.typed, variables, order)
        return HigherOrder(partials, mixed_agree(known.problem.f, variables, order))
    if known.second_order is None:
        is_at_boundary = known.verdict is not None and known.verdict.reason.kind.is_at_boundary
        # There are no limits from both sides to be told, but the general expressions.
        return (
            HigherOrder(higher_partials(inquiry.typed, variables, order))
            if is_at_boundary
            else None
        )
    limits = known.second_limits
    if limits is None:
        partials = higher_partials(inquiry.typed, variables, order, inquiry.place)
        # Where they are continuous the mixed ones agree (Clairaut, Schwarz).
        if all(part.at_point is not None for part in partials):
            return HigherOrder(partials, mixed_agree=True)
        # Of x^(7/3), f‴(0) is infinite, though f″(0) = 0 by the rules.
        return HigherOrder(_by_limits_from_third(inquiry, known, partials))
    place = inquiry.place if known.limits is None else None
    return _higher_order_by_limits(
        inquiry, known, limits, higher_partials(inquiry.typed, variables, order, place)
    )


def _by_limits_from_third(
    inquiry: Inquiry, known: Solution, partials: Sequence[HigherPartial]
) -> tuple[HigherPartial, ...]:
    """With what the rules leave out from order 3 on."""
    place = {variable: index for index, variable in enumerate(known.problem.variables)}
    found: dict[tuple[Symbol, ...], HigherPartial] = {}
    for part in partials:
        places = [place[variable] for variable in part.variables]
        before = found.get(part.variables[:-1])
        told = part if before is None else _with_limits(inquiry, known, part, before, places)
        found[part.variables] = told
    return tuple(found.values())


def _higher_order_by_limits(
    inquiry: Inquiry, known: Solution, limits: SecondLimits, partials: Sequence[HigherPartial]
) -> HigherOrder:
    """The partial derivatives by their definition, beside the general expressions."""
    place = {variable: index for index, variable in enumerate(known.problem.variables)}
    found: dict[tuple[Symbol, ...], HigherPartial] = {}
    for part in partials:
        places = [place[variable] for variable in part.variables]
        if len(places) == 2:
            found[part.variables] = replace(part, at_point=_entry(limits, places))
        else:
            before = found[part.variables[:-1]]
            found[part.variables] = _with_limits(inquiry, known, part, before, places)
    with_values = tuple(found.values())
    # Of order 3 and more one order of differentiation may have a value where another has none.
    are_known = all(
        part.at_point is not None and part.sides is None
        for part in with_values
        if len(part.variables) > 2
    )
    agree = _mixed_agree(limits, len(place))
    assert known.verdict is not None
    is_smooth = known.verdict.reason.kind is DifferentiabilityReason.SMOOTHLY_FILLED
    if agree and not are_known and not is_smooth:
        agree = _third_agree(inquiry, known, limits, found)
    return HigherOrder(with_values, agree)


def _third_agree(
    inquiry: Inquiry,
    known: Solution,
    limits: SecondLimits,
    found: Mapping[tuple[Symbol, ...], HigherPartial],
) -> bool | None:
    """Whether f_xxy, f_xyx and f_yxx agree at P, and so on; None where one is not known.

    Two that differ decide it; that all agree takes all of them.
    """
    from grad_magic.calculus.second_limits import next_partial

    variables = known.problem.variables
    if known.problem.order != _THIRD or len(variables) > _THIRD or known.value is None:
        return None
    near, verdict = inquiry.near(known.value), True
    for part in found.values():
        if len(part.variables) < _THIRD or len(set(part.variables)) == 1:
            continue
        values: list[Expr | None] = []
        for order in sorted(set(permutations(map(variables.index, part.variables)))):
            second = found[tuple(variables[place] for place in sorted(order[:2]))]
            value = _entry(limits, order[:2])
            sides = (
                None
                if value is None
                else next_partial(known.problem.f, near, second.general, value, order)
            )
            values.append(None if sides is None else value_of(two_sided(sides)))
        known_values = [value for value in values if value is not None]
        differences = [sign_of(value - known_values[0]) for value in known_values]
        if any(differences):
            return False
        verdict = verdict and None not in (*values, *differences)
    return verdict or None


def _with_limits(
    inquiry: Inquiry,
    known: Solution,
    part: HigherPartial,
    before: HigherPartial,
    places: Sequence[int],
) -> HigherPartial:
    """A derivative of order 3 or more by its definition, where the rules give no value at P."""
    if part.at_point is not None or before.at_point is None:
        return part
    from grad_magic.calculus.second_limits import next_partial

    assert known.value is not None
    near = inquiry.near(known.value)
    sides = next_partial(known.problem.f, near, before.general, before.at_point, places)
    return replace(part, at_point=value_of(two_sided(sides)), sides=sides)


def _mixed_agree(limits: SecondLimits, size: int) -> bool | None:
    """Whether f_xy(P) = f_yx(P) for each two variables; None where one is not known."""
    pairs = [
        (_entry(limits, (row, column)), _entry(limits, (column, row)))
        for row, column in combinations(range(size), 2)
    ]
    differences = [
        None if first is None or second is None else sign_of(first - second)
        for first, second in pairs
    ]
    if any(differences):
        return False
    return None if None in differences else True


def _entry(limits: SecondLimits, place: Sequence[int]) -> Expr | None:
    row, column = place
    return value_of(two_sided(limits.partials[row][column]))
