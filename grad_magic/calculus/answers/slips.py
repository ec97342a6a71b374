"""The slips, each known from what it leads to.

For each question a table: the slip, and the wrong answers that it gives, computed from the
solution. The first row that has the answer names the slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sympy import Add, Integer, cos, pi, sin

from grad_magic.calculus.answers.marking import Marking
from grad_magic.calculus.answers.truths import ZERO, Row, Truth, dot, graph, level
from grad_magic.calculus.answers.workings import Workings, negative, one_sign_changed
from grad_magic.findings import Slip
from grad_magic.presets import Asked
from grad_magic.problem import AnswerForm


def _opposite_rates(workings: Workings) -> Iterator[Row]:
    rate = workings.known.directional_derivative
    if rate is not None:
        yield (-rate,)
    elif len(workings.gradient) == 1:
        yield negative(workings.gradient)


def _rates_from_target(workings: Workings) -> Iterator[Row]:
    if workings.target:
        yield from _opposite_rates(workings)
        yield from workings.rates_along([negative(workings.given)])


def _rates_toward_target(workings: Workings) -> Iterator[Row]:
    target = workings.target
    if target and any(target):
        length = workings.norm(target)
        yield from workings.rates_along([target, tuple(entry / length for entry in target)])


def _rates_by_squared_length(workings: Workings) -> Iterator[Row]:
    if workings.given:
        square = dot(workings.given, workings.given)
        yield from workings.rates_along([tuple(entry / square for entry in workings.given)])


def _rates_in_other_unit(workings: Workings) -> Iterator[Row]:
    for angle in workings.problem.angles[:1]:
        turn = angle.value if angle.in_degrees else angle.value * pi / 180
        if len(workings.gradient) == 2:
            yield from workings.rates_along([(cos(turn), sin(turn))])


def _values(workings: Workings) -> Iterator[Row]:
    if workings.known.value is not None:
        yield (workings.known.value,)


def _formula_values(workings: Workings) -> Iterator[Row]:
    if workings.known.formula_value is not None:
        yield (workings.known.formula_value,)


def _norms(workings: Workings) -> Iterator[Row]:
    if workings.gradient:
        yield (workings.norm(workings.gradient),)


def _components(workings: Workings) -> Iterator[Row]:
    for entry in workings.gradient:
        yield (entry,)


def _sums(workings: Workings) -> Iterator[Row]:
    yield (Add(*workings.gradient),)
    yield (Add(*map(abs, workings.gradient)),)


def _unit_gradients(workings: Workings) -> Iterator[Row]:
    ascent = workings.known.steepest_ascent
    if ascent is not None:
        yield tuple(ascent)


def _inverse_slopes(workings: Workings) -> Iterator[Row]:
    slopes = workings.implicit(at_point=True)
    if slopes and all(slopes):
        inverse = tuple(1 / slope for slope in slopes)
        yield from (inverse, negative(inverse))


def _rows(*rows: Row) -> Iterator[Row]:
    return (row for row in rows if row)


_Slips = tuple[tuple[Slip, Callable[[Workings], Iterable[Row]]], ...]

_RATE_SLIPS: _Slips = (
    (Slip.FORMULA_MISUSED, _formula_values),
    (Slip.NOT_NORMALISED, lambda w: w.rates_along([w.given])),
    (Slip.SQUARED_LENGTH, _rates_by_squared_length),
    (Slip.FROM_TARGET, _rates_from_target),
    (Slip.TARGET_AS_DIRECTION, _rates_toward_target),
    (Slip.OPPOSITE, _opposite_rates),
    (Slip.WRONG_UNIT_OF_ANGLE, _rates_in_other_unit),
    (Slip.SWAPPED, lambda w: w.rates(w.swapped)),
    (Slip.SIGN, lambda w: w.rates(w.with_other_sign)),
    (Slip.NORM_INSTEAD, _norms),
    (Slip.SWAPPED_POINT, lambda w: w.rates(w.at_swapped_point)),
    (Slip.POINT_MISSING, lambda w: w.rates([w.partials]) if w.unit else _rows(w.partials)),
    (Slip.GRADIENT_INSTEAD, lambda w: _rows(w.gradient)),
    (Slip.PARTIAL_INSTEAD, _components),
    (Slip.VALUE_INSTEAD, _values),
    (Slip.POINT_TOO_EARLY, lambda w: w.rates(w.with_zeros) if w.unit else w.with_zeros),
    (Slip.NOT_NORMALISED, lambda w: w.rates_along([negative(w.given)])),
    (Slip.NOT_NORMALISED, lambda w: ((dot(row, w.given),) for row in w.swapped if w.given)),
)

_GRADIENT_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(negative(w.gradient))),
    (Slip.SWAPPED, lambda w: w.swapped),
    (Slip.TANGENT_FOR_NORMAL, lambda w: w.turned),
    (Slip.SIGN, lambda w: w.with_other_sign),
    (Slip.UNIT_GRADIENT_INSTEAD, _unit_gradients),
    (Slip.SWAPPED_POINT, lambda w: w.at_swapped_point),
    (Slip.POINT_MISSING, lambda w: _rows(w.partials)),
    (Slip.POINT_TOO_EARLY, lambda w: w.with_zeros),
    (Slip.NORM_INSTEAD, _norms),
    (Slip.RATE_INSTEAD, lambda w: w.own_rates),
    (Slip.PARTIAL_INSTEAD, _components),
    (Slip.VALUE_INSTEAD, _values),
)

_LARGEST_SLIPS: _Slips = (
    (Slip.SMALLEST_FOR_LARGEST, lambda w: ((-norm,) for (norm,) in _norms(w))),
    (Slip.NORM_SQUARED, lambda w: ((dot(w.gradient, w.gradient),),)),
    (Slip.GRADIENT_INSTEAD, lambda w: _rows(w.gradient)),
    (Slip.UNIT_GRADIENT_INSTEAD, _unit_gradients),
    (Slip.RATE_INSTEAD, lambda w: w.own_rates),
    (Slip.SUM_FOR_NORM, _sums),
    (Slip.SWAPPED_POINT, lambda w: ((w.norm(row),) for row in w.at_swapped_point)),
    (Slip.POINT_MISSING, lambda w: ((w.norm(row),) for row in _rows(w.partials))),
    (Slip.PARTIAL_INSTEAD, _components),
    (Slip.VALUE_INSTEAD, _values),
    (Slip.POINT_TOO_EARLY, lambda w: ((w.norm(row),) for row in w.with_zeros)),
)

_SMALLEST_SLIPS: _Slips = (
    (Slip.LARGEST_FOR_SMALLEST, _norms),
    (Slip.NORM_SQUARED, lambda w: ((-dot(w.gradient, w.gradient),),)),
    *_LARGEST_SLIPS[2:6],
    (Slip.POINT_TOO_EARLY, lambda w: ((-w.norm(row),) for row in w.with_zeros)),
)

_ASCENT_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(negative(w.gradient))),
    (Slip.DIRECTION_INSTEAD, lambda w: _rows(w.unit)),
    (Slip.SWAPPED, lambda w: w.swapped),
    (Slip.TANGENT_FOR_NORMAL, lambda w: w.turned),
    (Slip.SIGN, lambda w: w.with_other_sign),
    (Slip.SWAPPED_POINT, lambda w: w.at_swapped_point),
    (Slip.POINT_MISSING, lambda w: _rows(w.partials)),
    (Slip.NORM_INSTEAD, _norms),
    (Slip.POINT_TOO_EARLY, lambda w: w.with_zeros),
)

_DESCENT_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(w.gradient)),
    (Slip.DIRECTION_INSTEAD, lambda w: _rows(w.unit)),
    (Slip.SWAPPED, lambda w: map(negative, w.swapped)),
    (Slip.TANGENT_FOR_NORMAL, lambda w: w.turned),
    (Slip.SIGN, lambda w: map(negative, w.with_other_sign)),
    (Slip.SWAPPED_POINT, lambda w: map(negative, w.at_swapped_point)),
    (Slip.POINT_MISSING, lambda w: map(negative, _rows(w.partials))),
    (Slip.NORM_INSTEAD, _norms),
)


def _levels(*kinds: Callable[[Workings], Iterable[Row]]) -> Callable[[Workings], Iterator[Row]]:
    """Lines and planes through P with these normals."""
    return lambda w: (level(w.known, normal) for kind in kinds for normal in kind(w) if any(normal))


def _graphs(*kinds: Callable[[Workings], Iterable[Row]]) -> Callable[[Workings], Iterator[Row]]:
    """Tangents to a graph with these slopes."""
    return lambda w: (graph(w.known, slopes) for kind in kinds for slopes in kind(w))


def _levels_with_value(workings: Workings) -> Iterator[Row]:
    *normal, constant = level(workings.known, workings.gradient)
    value = workings.known.value
    if value is not None:
        yield from ((*normal, other) for other in (value, constant + value, constant - value))


def _levels_without_point(workings: Workings) -> Iterator[Row]:
    yield (*workings.gradient, ZERO)


def _levels_at_opposite(workings: Workings) -> Iterator[Row]:
    yield level(workings.known, workings.gradient, negative(workings.known.point or ()))


def _graphs_of_level(workings: Workings) -> Iterator[Row]:
    """What stands in the space of the graph where the level was asked, and the other way round."""
    yield graph(workings.known, workings.gradient)


def _levels_of_graph(workings: Workings) -> Iterator[Row]:
    # Of one variable the level is a point.
    if any(workings.gradient) and len(workings.gradient) > 1:
        *normal, constant = level(workings.known, workings.gradient)
        yield (*normal, ZERO, constant)


def _graphs_without_value(workings: Workings) -> Iterator[Row]:
    yield graph(workings.known, workings.gradient, value=ZERO)


def _graphs_without_point(workings: Workings) -> Iterator[Row]:
    nowhere = (ZERO,) * len(workings.gradient)
    yield graph(workings.known, workings.gradient, nowhere)
    yield graph(workings.known, workings.gradient, nowhere, ZERO)


def _graphs_at_opposite(workings: Workings) -> Iterator[Row]:
    yield graph(workings.known, workings.gradient, negative(workings.known.point or ()))


def _normals_of_graph(workings: Workings) -> Iterator[Row]:
    """The line through P that is perpendicular to the tangent of a curve y = f(x)."""
    if len(workings.gradient) == 1 and workings.known.point and workings.known.value is not None:
        normal = (Integer(1), workings.gradient[0])
        yield (*normal, dot(normal, (*workings.known.point, workings.known.value)))


_LEVEL_SLIPS: _Slips = (
    (Slip.NORMAL_FOR_TANGENT, _levels(lambda w: w.turned)),
    (Slip.POINT_FORGOTTEN, _levels_without_point),
    (Slip.VALUE_ADDED, _levels_with_value),
    (Slip.POINT_SIGN, _levels_at_opposite),
    (Slip.SWAPPED, _levels(lambda w: w.swapped)),
    (Slip.SIGN, _levels(lambda w: w.with_other_sign)),
    (Slip.SWAPPED_POINT, _levels(lambda w: w.at_swapped_point)),
    (Slip.OTHER_TANGENT, _graphs_of_level),
    (Slip.POINT_TOO_EARLY, _levels(lambda w: w.with_zeros)),
)

_GRAPH_SLIPS: _Slips = (
    (Slip.VALUE_FORGOTTEN, _graphs_without_value),
    (Slip.NORMAL_FOR_TANGENT, _normals_of_graph),
    (Slip.POINT_FORGOTTEN, _graphs_without_point),
    (Slip.POINT_SIGN, _graphs_at_opposite),
    (Slip.OPPOSITE, _graphs(lambda w: [negative(w.gradient)])),
    (Slip.SWAPPED, _graphs(lambda w: w.swapped)),
    (Slip.SIGN, _graphs(lambda w: w.with_other_sign)),
    (Slip.SWAPPED_POINT, _graphs(lambda w: w.at_swapped_point)),
    (Slip.OTHER_TANGENT, _levels_of_graph),
    (Slip.POINT_TOO_EARLY, _graphs(lambda w: w.with_zeros)),
)

_DIFFERENTIAL_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(negative(w.gradient))),
    (Slip.SWAPPED, lambda w: w.swapped),
    (Slip.SIGN, lambda w: w.with_other_sign),
    (Slip.SWAPPED_POINT, lambda w: w.at_swapped_point),
    (Slip.POINT_MISSING, lambda w: _rows(w.partials)),
    (Slip.POINT_TOO_EARLY, lambda w: w.with_zeros),
)

_HESSIAN_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(negative(w.second_derivatives))),
    (Slip.SWAPPED, lambda w: w.swapped_second_derivatives),
    (Slip.SIGN, lambda w: w.second_derivatives_with_other_sign),
    (Slip.POINT_MISSING, lambda w: _rows(w.general_second_derivatives)),
    (Slip.POINT_TOO_EARLY, lambda w: w.second_derivatives_of_constant),
    (Slip.GRADIENT_INSTEAD, lambda w: _rows(w.gradient)),
)

_PARTIALS_SLIPS: _Slips = (
    (Slip.SIGN, lambda w: one_sign_changed(w.named_partials)),
    (Slip.OPPOSITE, lambda w: _rows(negative(w.named_partials))),
    (Slip.SWAPPED, lambda w: w.other_partials),
    (Slip.POINT_MISSING, lambda w: _rows(w.general_named_partials)),
    (Slip.POINT_TOO_EARLY, lambda w: ((ZERO,) * len(w.named_partials),)),
)

_NATURAL_SLIPS: _Slips = (
    (Slip.GRADIENT_INSTEAD, lambda w: _rows(w.gradient)),
    (Slip.OPPOSITE, lambda w: _rows(negative(w.natural_gradient))),
    (Slip.METRIC_NOT_INVERTED, lambda w: _rows(w.gradient_by_metric)),
    (Slip.SIGN, lambda w: one_sign_changed(w.natural_gradient)),
    (Slip.NORM_INSTEAD, _norms),
)

_NORMAL_VECTOR_SLIPS: _Slips = (
    (Slip.TANGENT_FOR_NORMAL, lambda w: w.turned),
    (Slip.SWAPPED, lambda w: w.swapped),
    (Slip.SIGN, lambda w: w.with_other_sign),
    (Slip.SWAPPED_POINT, lambda w: w.at_swapped_point),
    (Slip.POINT_MISSING, lambda w: _rows(w.partials)),
    (Slip.POINT_TOO_EARLY, lambda w: w.with_zeros[1:]),
)

_IMPLICIT_SLIPS: _Slips = (
    (Slip.SIGN, lambda w: one_sign_changed(w.implicit(at_point=True))),
    (Slip.OPPOSITE, lambda w: _rows(negative(w.implicit(at_point=True)))),
    (Slip.SWAPPED, _inverse_slopes),
    (Slip.POINT_MISSING, lambda w: _rows(w.implicit(at_point=False))),
    (Slip.PARTIAL_INSTEAD, _components),
)

_SLIPS: Mapping[Asked, _Slips] = {
    Asked.VALUE: (),
    Asked.RATE: _RATE_SLIPS,
    Asked.GRADIENT: _GRADIENT_SLIPS,
    Asked.MAX_RATE: _LARGEST_SLIPS,
    Asked.MIN_RATE: _SMALLEST_SLIPS,
    Asked.ASCENT: _ASCENT_SLIPS,
    Asked.DESCENT: _DESCENT_SLIPS,
    Asked.LEVEL_TANGENT: _LEVEL_SLIPS,
    Asked.GRAPH_TANGENT: _GRAPH_SLIPS,
    Asked.DIFFERENTIAL: _DIFFERENTIAL_SLIPS,
    Asked.HESSIAN: _HESSIAN_SLIPS,
    Asked.PARTIALS: _PARTIALS_SLIPS,
    Asked.NATURAL_GRADIENT: _NATURAL_SLIPS,
    Asked.NORMAL_VECTOR: _NORMAL_VECTOR_SLIPS,
    Asked.IMPLICIT: _IMPLICIT_SLIPS,
}


def find_slip(marking: Marking, row: Row, truth: Truth) -> Slip | None:
    """The first slip whose wrong answer this is."""
    assert truth.row is not None
    # What one decimal writes exactly is not rounded.
    is_rounded = not all(entry.is_Rational and 10 % entry.q == 0 for entry in truth.row)
    if not truth.up_to and is_rounded and marking.equals(row, truth.row, units=2):
        return Slip.LAST_DIGIT
    workings = Workings(marking.problem, marking.known)
    if _has_right_formulas(marking, workings, row):
        # Of f_x = 6x = 12 the derivative is right, whatever has been made of it.
        return None
    for slip, wrong_answers in _SLIPS.get(marking.asked, ()):
        for wrong in wrong_answers(workings):
            is_alike = truth.up_to == "multiple" or len(wrong) == len(truth.row)
            up_to = truth.up_to if is_alike else ""
            if len(wrong) == len(row) and marking.agrees(row, wrong, up_to):
                return slip
    if len(row) != len(truth.row) or _is_no_number(marking):
        return Slip.SHAPE
    return _slip_of_tangent(marking, row, truth.row) if marking.is_about_tangent else None


def _has_right_formulas(marking: Marking, workings: Workings, row: Row) -> bool:
    """Whether the derivatives stand before the wrong numbers that they are said to be."""
    general = {
        Asked.GRADIENT: lambda: workings.partials,
        Asked.PARTIALS: lambda: workings.general_named_partials,
    }.get(marking.asked)
    differences = marking.workings
    if general is None or not len(differences) == len(row) == len(general()):
        return False
    typed = (difference + entry for difference, entry in zip(differences, row, strict=True))
    return all(
        marking.vanishes(formula - slope) for formula, slope in zip(typed, general(), strict=True)
    )


def _is_no_number(marking: Marking) -> bool:
    """Whether a formula stands where a number at P is asked for."""
    answer, problem = marking.answer, marking.problem
    is_formula = answer.form is AnswerForm.NUMBER and answer.names & set(problem.variables)
    return bool(is_formula) and problem.point is not None and not marking.is_about_tangent


def _slip_of_tangent(marking: Marking, row: Row, true: Row) -> Slip | None:
    """Whether it has at least the right slope, or the right point."""
    if not any(entry.xreplace(marking.exact) for entry in row[:-1]):
        return Slip.NOT_FLAT
    if marking.is_proportional(row[:-1], true[:-1]):
        return Slip.NOT_THROUGH_POINT
    known = marking.known
    assert known.point is not None
    assert known.value is not None
    is_graph = marking.asked is Asked.GRAPH_TANGENT
    point = (*known.point, known.value) if is_graph else known.point
    is_on = marking.vanishes(dot(row[:-1], point) - row[-1])
    if is_on is None:
        return None
    return Slip.THROUGH_POINT_ONLY if is_on else Slip.MISSES_POINT
