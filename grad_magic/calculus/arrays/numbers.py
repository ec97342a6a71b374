"""The numbers at the point: exact where that tells something, and checked by values of f alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from grad_magic.array_problem import MOST_EXACT_ENTRIES
from grad_magic.array_solution import ArrayNatural, ArrayNumbers, Kink
from grad_magic.calculus.arrays.analysis import Analysis
from grad_magic.calculus.arrays.arithmetic import (
    Arithmetic,
    ExactArithmetic,
    FloatArithmetic,
    NotExactError,
)
from grad_magic.calculus.arrays.conditions import find_needs
from grad_magic.calculus.arrays.descent import step_from
from grad_magic.calculus.arrays.differences import agrees_with_values
from grad_magic.calculus.arrays.kinks import find_kink, is_mixed, leaves_gradients, with_halves
from grad_magic.calculus.arrays.nodes import in_order, rational_of
from grad_magic.calculus.arrays.point import Point, joined
from grad_magic.calculus.arrays.rays import Broken, Ended, Smooth
from grad_magic.calculus.arrays.short_entries import (
    check_lengths,
    is_noise,
    kept_digits,
    short,
    shortened,
)
from grad_magic.calculus.arrays.surroundings import (
    find_slopes_beside,
    find_surroundings,
    gradients_on_side,
)
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.formula.tree import Place
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# Where frameworks do not agree on a derivative.
_NO_CONVENTION = frozenset({"root", "boundary", "clip", "sign", "where"})


def find_numbers(analysis: Analysis, sizes: Mapping[str, int]) -> ArrayNumbers:
    """All numbers at the point of a problem in which every name has a value.

    Args:
        analysis: of the function.
        sizes: the letters for numbers of rows and columns.

    Raises:
        NoAnswerError: f has no value there.
    """
    point = Point(analysis, sizes)
    with np.errstate(all="ignore"):
        if point.is_exact:
            try:
                return _numbers(point, ExactArithmetic())
            except (NotExactError, TypeError):
                # Of some exact numbers SymPy does not know which is larger.
                pass
        return _numbers(point, FloatArithmetic())


def gradients_in_floats(
    analysis: Analysis, sizes: Mapping[str, int], arrays: Mapping[str, Values]
) -> dict[str, Values]:
    """The gradients where all names have these values.

    Args:
        analysis: of the function.
        sizes: the letters for numbers of rows and columns.
        arrays: floats in two dimensions, by all names.

    Raises:
        NoAnswerError: they are not finite there.
    """
    with np.errstate(all="ignore"):
        evaluation = Evaluation(FloatArithmetic(), arrays, sizes)
        gradients, _ = Point(analysis, sizes).gradients(evaluation)
    return gradients


@dataclass(frozen=True)
class _FirstOrder:
    """What the first derivatives are.

    Attributes:
        gradients: by names; at a kink what the formulas give.
        layers: the values of layers and of δ.
        around: what f does near the point.
        kink: why there is no gradient; None where there is one.
    """

    gradients: dict[str, Values]
    layers: dict[str, Values]
    around: Smooth | Broken | Ended | None
    kink: Kink | None


def _numbers(point: Point, arithmetic: Arithmetic) -> ArrayNumbers:
    """The numbers in one arithmetic."""
    is_exact = isinstance(arithmetic, ExactArithmetic)
    arrays = point.arrays(exact=is_exact)
    value = short(point.loss(arithmetic, arrays))
    evaluation = Evaluation(arithmetic, arrays, point.sizes)
    is_constant = point.analysis.is_constant
    if is_constant:
        node = point.analysis.typed.node
        number = rational_of(node)
        value = short(evaluation.value(node)[0, 0]) if number is None else number
    elif not is_exact:
        value = _value_without_noise(point, value)
    found = _first_order(point, evaluation, is_exact=is_exact)
    gradients, around, kink = found.gradients, found.around, found.kink
    verdict = None if kink is not None else agrees_with_values(point, gradients)
    square = _inner(gradients, gradients)
    direction = _direction(point, gradients, exact=is_exact)
    natural = None if kink is not None else _natural(point, arithmetic, gradients)
    length = slope = None
    if direction is not None:
        length, slope = _inner(direction, direction), _inner(gradients, direction)
    return ArrayNumbers(
        value=value,
        gradients={} if kink is not None else gradients,
        layers=found.layers,
        is_exact=is_exact,
        squared_norm=None if kink is not None else short(square),
        direction=direction,
        squared_length=short(length),
        slope=None if kink is not None else short(slope),
        sides=None if kink is None else find_slopes_beside(point, direction),
        natural=natural,
        step=step_from(point, arithmetic, arrays, gradients, natural),
        kink=kink,
        is_doubtful=verdict is False and not isinstance(around, Smooth),
        is_unchecked=kink is None and verdict is None,
        is_by_formula=is_constant or _is_by_formula(point, evaluation),
        are_regular=not any(
            arithmetic.is_singular(evaluation.value(node.operands[0]))
            for node in point.analysis.nodes
            if node.operation == "det"
        ),
    )


def _first_order(point: Point, evaluation: Evaluation, *, is_exact: bool) -> _FirstOrder:
    """The gradients, or a kink and what the formulas give there."""
    gradients, layers = point.gradients(evaluation)
    if is_exact:
        check_lengths(gradients.values())
    around = None if point.analysis.is_constant else find_surroundings(point, evaluation)
    if isinstance(around, Smooth):
        found, found_layers = gradients_on_side(point, around, evaluation, is_exact=is_exact)
        if not around.agrees(found):
            around = Broken() if leaves_gradients(point, None, evaluation) else None
        elif leaves_gradients(point, found, evaluation):
            around = Broken()
        else:
            gradients, layers = found, found_layers
    elif not is_exact:
        gradients, layers = _without_noise(point, gradients, layers)
    kink = None
    if not point.analysis.is_constant:
        kink = find_kink(point, evaluation, gradients, around)
    halved = None if kink is None else with_halves(point, evaluation)
    if halved is not None:
        gradients, layers = point.gradients(halved)
    if is_exact:
        gradients = {name: shortened(values) for name, values in gradients.items()}
        layers = {name: shortened(values) for name, values in layers.items()}
    if kink is not None and kink.operation not in _NO_CONVENTION:
        convention = {} if is_mixed(point, evaluation) else gradients
        kink = replace(kink, convention=convention)
    return _FirstOrder(gradients, layers, around, kink)


def _is_by_formula(point: Point, evaluation: Evaluation) -> bool:
    """Whether the conditions of the formulas hold at the point, and nothing is divided by 0."""
    swept = point.analysis.swept
    adjoints = (*swept.gradients.values(), *(layer.adjoint for layer in swept.layers))
    for node in in_order(*adjoints):
        below = [base for base, exponent in node.factors if exponent < 0]
        if any((evaluation.value(base) == 0).any() for base in below):
            return False
    for node, kind in find_needs(point.analysis).items():
        if kind == "single":
            inner = evaluation.value(node.operands[0])
            ties = np.asarray(inner == evaluation.value(node), dtype=bool)
            fails = bool((ties.sum(axis=node.axis) > 1).any())
        else:
            fails = bool((evaluation.value(node) == 0).any())
        if fails:
            return False
    return True


def _value_without_noise(point: Point, value: Any) -> Any:
    """With 0 for what is nothing but rounding."""
    longer = _in_more_digits(point)
    if longer is None:
        return value
    try:
        other = point.loss(FloatArithmetic(), longer)
    except (TypeError, NoAnswerError):
        # No inverse and no determinant is computed in more digits.
        return value
    return 0.0 if is_noise(value, other) else value


def _without_noise(
    point: Point, gradients: dict[str, Values], layers: dict[str, Values]
) -> tuple[dict[str, Values], dict[str, Values]]:
    """With 0 for what is nothing but rounding: more digits make something else of it."""
    longer = _in_more_digits(point)
    if longer is None:
        return gradients, layers
    try:
        evaluation = Evaluation(FloatArithmetic(), longer, point.sizes)
        longer_gradients, longer_layers = point.gradients(evaluation)
    except (TypeError, NoAnswerError):
        # No inverse and no determinant is computed in more digits.
        return gradients, layers
    return kept_digits(gradients, longer_gradients), kept_digits(layers, longer_layers)


def _in_more_digits(point: Point) -> dict[str, Values] | None:
    """The floats of the request with more digits behind; None of too many."""
    given = point.arrays(exact=False)
    if sum(values.size for values in given.values()) > MOST_EXACT_ENTRIES:
        return None
    return {name: values.astype(np.longdouble) for name, values in given.items()}


def _direction(
    point: Point, gradients: Mapping[str, Values], *, exact: bool
) -> dict[str, Values] | None:
    """The change that is asked about, 0 where nothing is said."""
    if point.problem.along_gradient:
        return {name: point.problem.along_gradient * v for name, v in gradients.items()}
    if point.problem.direction is None:
        return None
    asked = point.problem.direction
    direction = {}
    for name, values in gradients.items():
        if name not in asked:
            direction[name] = 0 * values
        else:
            is_usable = exact and asked[name].is_exact
            direction[name] = asked[name].square if is_usable else asked[name].floats
    return direction


def _natural(
    point: Point, arithmetic: Arithmetic, gradients: Mapping[str, Values]
) -> ArrayNatural | None:
    """F⁻¹∇L over the entries of all variables, one behind the other."""
    metric = point.problem.metric
    if metric is None:
        return None
    is_exact = isinstance(arithmetic, ExactArithmetic) and metric.is_exact
    if not is_exact:
        arithmetic = FloatArithmetic()
        gradients = {name: np.asarray(v, dtype=float) for name, v in gradients.items()}
    entries = metric.square if is_exact else metric.floats
    _check_definite(point, arithmetic, entries)
    slope = np.array(joined(point.problem.variables, gradients)).reshape(-1, 1)
    vector = arithmetic.multiply(arithmetic.inverse(entries), slope)
    parts, start = {}, 0
    for name, values in gradients.items():
        parts[name] = vector[start : start + values.size].reshape(values.shape)
        start += values.size
    if is_exact:
        parts = {name: shortened(values) for name, values in parts.items()}
    return ArrayNatural(parts, short((slope * vector).sum()), is_exact=is_exact)


def _check_definite(point: Point, arithmetic: Arithmetic, metric: Values) -> None:
    """By Sylvester's criterion: all leading principal minors are positive."""
    sizes = range(1, len(metric) + 1)
    if all(arithmetic.determinant(metric[:size, :size])[0, 0] > 0 for size in sizes):
        return
    place = point.problem.places.get("metric", Place(0, 0))
    message = Message("this_metric_is_not_positive_definite")
    advice = Message("leading_principal_minors_must_be_positive")
    raise point.problem.error(place, message, advice)


def _inner(one: Mapping[str, Values], other: Mapping[str, Values]) -> Any:
    """The sum of all products of entries."""
    return sum((one[name] * other[name]).sum() for name in one)
