"""The test of a critical point by its second derivatives, in a sentence of its own as books do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from grad_magic.calculus.eigenvalues import eigensystem
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.lesson.pieces import (
    EQUALS,
    ZERO,
    apart,
    clauses,
    has_one_variable,
    is_rounded,
    measure_text,
    name_of,
    number,
    series,
    words,
)
from grad_magic.lesson.sections import extremum_criterion
from grad_magic.lesson.steps import (
    Discriminant,
    FunctionValue,
    Grid,
    Hessian,
    Line,
    Piece,
    Point,
    Relation,
    RepeatedPartial,
    Value,
    Words,
)
from grad_magic.lesson.substitution import put_in, reckon_terms
from grad_magic.solution import CriticalPoint, Solution

if TYPE_CHECKING:
    from sympy import Expr, Matrix

_PLANE = 2
_BOTH = 2
_MOST_COLUMNS = 70
_MOST_UNDECIDED = 6
# Columns of 2√2 and -2e⁻¹, which have room within a sentence.
_MOST_OF_ENTRY = 6
_ORDERS = ((0, 0), (0, 1), (1, 1))


def is_tested(found: CriticalPoint, solution: Solution) -> bool:
    """Whether the second derivatives decide and can be shown."""
    if not found.reason.kind.is_by_hessian or found.hessian is None or found.where is not None:
        return False
    if found.hessian.free_symbols:
        return False
    if any(is_rounded(value, solution) for value in (*found.hessian, *found.point, found.value)):
        return False
    return len(solution.variables) <= _PLANE or _signs(found, found.hessian, solution) is not None


def groups_of(
    points: Sequence[CriticalPoint], solution: Solution
) -> Iterable[tuple[CriticalPoint, ...]]:
    """The points, those together for which the test has the same numbers."""
    groups: dict[object, tuple[CriticalPoint, ...]] = {}
    is_plane = len(solution.variables) == _PLANE
    for place, found in enumerate(points):
        key: object = place
        if is_plane and found.hessian is not None and are_short(found):
            told = tuple(found.hessian)
            if not _tells_numbers(solution):
                told = (found.discriminant, *(() if found.kind == "saddle" else told[:1]))
            key = (found.kind, told)
        groups[key] = (*groups.get(key, ()), found)
    return groups.values()


def _tells_numbers(solution: Solution) -> bool:
    """Whether D is worked out at each point, and not told as a function before."""
    return extremum_criterion.is_in_letters(solution) or not extremum_criterion.tells_general(
        solution
    )


def point_lines(group: tuple[CriticalPoint, ...], solution: Solution) -> Iterator[Line]:
    """At (1, 0), D = 72 > 0 and f_xx = 12 > 0, so f has a local minimum f(1, 0) = -5."""
    found, *others = group
    assert found.hessian is not None
    if others:
        yield from _of_several(group, found.hessian, solution)
        return
    if has_one_variable(solution):
        yield (_by_second_derivative(found, found.hessian, solution),)
    elif len(solution.variables) == _PLANE:
        yield from _by_discriminant(found, found.hessian, solution)
    else:
        yield from _by_matrix(found, found.hessian, solution)


def _value(found: CriticalPoint, solution: Solution) -> Line:
    value = FunctionValue(solution.problem.name, found.point)
    return (value, *number(found.value, solution))


def _verdict(found: CriticalPoint, way: str, solution: Solution, **gaps: Line) -> Words:
    """The kind, in the row of this way to find it."""
    return words(
        f"{found.kind}_{way}",
        f=name_of(solution),
        value=_value(found, solution),
        **gaps,
    )


def _by_second_derivative(found: CriticalPoint, hessian: Matrix, solution: Solution) -> Words:
    """f″(1) = 6 > 0."""
    second = RepeatedPartial(
        solution.problem.name,
        solution.variables * 2,
        at_point=False,
        ordinary=True,
        place=found.point,
    )
    shown: Line = (second, *number(hessian[0], solution), _side(hessian[0]), ZERO)
    place: Line = (Value(solution.variables[0]), EQUALS, Value(found.point[0]))
    return apart(_verdict(found, "tested_by_one", solution, second=shown, place=place))


def _side(value: Expr) -> Relation:
    return Relation("<" if sign_of(value) == -1 else ">")


def _of_several(
    group: tuple[CriticalPoint, ...], hessian: Matrix, solution: Solution
) -> Iterator[Line]:
    """The same of several points of the same numbers, f(-1, -1) = f(1, 1) = -1.

    Extreme values stand by themselves.
    """
    found = group[0]
    values: Line = series(_value(one, solution) for one in group)
    if all(one.value == found.value for one in group):
        called = (FunctionValue(solution.problem.name, one.point) for one in group)
        values = tuple(piece for value in called for piece in (value, EQUALS))
        values = (*values[:-1], *number(found.value, solution))
    row = {"minimum": "minima_tested", "maximum": "maxima_tested"}.get(found.kind, "saddles_tested")
    gaps: dict[str, Piece | Line] = {
        "f": name_of(solution),
        "places": series((Point(one.point),) for one in group),
        **_signs_told(group, hessian, solution),
    }
    is_extreme = row != "saddles_tested"
    if not is_extreme:
        gaps["values"] = values
    yield (apart(words(f"two_{row}" if len(group) == _BOTH else row, **gaps)),)
    if is_extreme:
        yield values


def _signs_told(
    group: tuple[CriticalPoint, ...], hessian: Matrix, solution: Solution
) -> dict[str, Line]:
    """D = 72 > 0, and f_xx = 12 > 0 where it decides between the two kinds."""
    found = group[0]
    assert found.discriminant is not None
    discriminant: Line = (extremum_criterion.DISCRIMINANT,)
    second: Line = (extremum_criterion.told_second(solution, 0, 0, at_point=False),)
    if are_short(found):
        discriminant += _worked(group, hessian, solution)
        second += (EQUALS, Value(hessian[0, 0]))
    told: Line = (*discriminant, _side(found.discriminant), ZERO)
    if are_short(found) and extremum_criterion.varies_in_letters(solution):
        # What the letters stand for is told once.
        is_first = found == next(filter(are_short, solution.critical_points or ()), None)
        letters = (
            (
                *(
                    extremum_criterion.named_second(solution, *order, at_point=False)
                    if is_first
                    else (extremum_criterion.letter_of(*order),)
                ),
                EQUALS,
                Value(hessian[order]),
            )
            for order in _ORDERS
        )
        value: Line = (extremum_criterion.DISCRIMINANT, EQUALS, Value(found.discriminant))
        told = clauses((*letters, (*value, _side(found.discriminant), ZERO)))
        second = second[:1]
    gaps: dict[str, Line] = {"discriminant": told}
    if found.kind != "saddle":
        gaps["second"] = (*second, _side(hessian[0, 0]), ZERO)
    return gaps


def _by_discriminant(found: CriticalPoint, hessian: Matrix, solution: Solution) -> Iterator[Line]:
    yield from value_lines(found, solution)
    gaps = {"place": (Point(found.point),), **_signs_told((found,), hessian, solution)}
    if are_short(found):
        yield (apart(_verdict(found, "tested", solution, **gaps)),)
    else:
        # Behind the values, which are apart.
        yield (_verdict(found, "tested_by_values", solution, **gaps),)


def are_short(found: CriticalPoint) -> bool:
    """Whether the second derivatives and D can be told within a sentence."""
    if found.hessian is None:
        return False
    return all(
        value.is_Rational or (value.is_number and measure_text(value) <= _MOST_OF_ENTRY)
        for value in found.hessian
    )


def undecided(solution: Solution) -> list[CriticalPoint]:
    """The points in the plane at which D = 0, where they are few."""
    hessian, points = solution.hessian, solution.critical_points or ()
    if hessian is None or len(solution.variables) != _PLANE or len(points) > _MOST_UNDECIDED:
        return []
    return [
        found
        for found in points
        if found.has_gradient
        and not found.is_approximate
        and found.where is None
        and found.hessian is None
        and all(value.is_Rational for value in _hessian_at(found, hessian, solution))
        and _hessian_at(found, hessian, solution).det() == 0
    ]


def _hessian_at(found: CriticalPoint, hessian: Matrix, solution: Solution) -> Matrix:
    return hessian.xreplace(dict(zip(solution.variables, found.point, strict=True)))


def undecided_lines(
    points: Sequence[CriticalPoint], solution: Solution, *, has_values: bool
) -> Iterator[Line]:
    """At (0, 0), D = 2·0 - 0² = 0, so this test does not decide; perhaps with f(0, 0) = 0."""
    for found in points:
        assert solution.hessian is not None
        hessian = _hessian_at(found, solution.hessian, solution)
        worked = extremum_criterion.with_numbers(hessian, solution)
        zero: Line = (extremum_criterion.DISCRIMINANT, EQUALS)
        zero += (ZERO,) if worked is None else (Value(worked), EQUALS, ZERO)
        row = "test_does_not_decide_at" + "_value" * has_values
        gaps = {"value": _value(found, solution)} if has_values else {}
        yield (apart(words(row, place=Point(found.point), zero=zero, **gaps)),)


def value_lines(found: CriticalPoint, solution: Solution) -> Iterator[Line]:
    """Of two variables the second derivatives and D where they are no short fractions."""
    if found.hessian is None or found.discriminant is None or are_short(found):
        return
    values: list[Line] = [
        (extremum_criterion.told_second(solution, *order, at_point=False), *number(value, solution))
        for order, value in (((row, column), found.hessian[row, column]) for row, column in _ORDERS)
    ]
    values.append((extremum_criterion.DISCRIMINANT, *number(found.discriminant, solution)))
    yield (apart(words("test_at", place=Point(found.point), values=clauses(values))),)


def _worked(group: tuple[CriticalPoint, ...], hessian: Matrix, solution: Solution) -> Line:
    """= 12·6 - 0² = 72; where D has been told as a function its terms, 8 - 16 - 8 = -16."""
    found = group[0]
    assert found.discriminant is not None
    line: Line = () if _tells_numbers(solution) else _terms_of_general(group, solution)
    # -2·(-2) - 0² below a statement, right behind these numbers, is done by head.
    is_by_head = solution.problem.presentation.follows_statement and hessian.has(0)
    if _tells_numbers(solution) and not is_by_head:
        worked = extremum_criterion.with_numbers(hessian, solution)
        line = () if worked is None else (EQUALS, Value(worked))
    return (*line, EQUALS, Value(found.discriminant))


def _terms_of_general(group: tuple[CriticalPoint, ...], solution: Solution) -> Line:
    """= 8 - 16 - 8 where D(x, y) is a sum whose terms are the same numbers at all these points."""
    general = solution.critical_points_discriminant
    if general is None or solution.problem.has_decimals:
        return ()
    form = extremum_criterion.in_fewest_signs(general, solution)
    found = {
        put_in(form, dict(zip(solution.variables, one.point, strict=True)), one.discriminant)
        for one in group
        if one.discriminant is not None
    }
    terms = {None if worked is None else reckon_terms(worked) for worked in found}
    (worked,) = terms if len(terms) == 1 else (None,)
    is_sum = worked is not None and worked.operation == "add" and worked not in found
    return (EQUALS, Value(worked)) if is_sum else ()


def _by_matrix(found: CriticalPoint, hessian: Matrix, solution: Solution) -> Iterator[Line]:
    """H_f(0, 0, 0) = … and its eigenvalues, or what else shows their signs."""
    grid = Grid(tuple(map(tuple, hessian.tolist())))
    yield (Hessian(solution.problem.name, found.point), EQUALS, grid)
    gaps = _signs(found, hessian, solution)
    assert gaps is not None
    way, shown = gaps
    yield (_verdict(found, way, solution, shown=shown, place=(Point(found.point),)),)


def _signs(found: CriticalPoint, hessian: Matrix, solution: Solution) -> tuple[str, Line] | None:
    """The numbers whose signs decide: eigenvalues, else principal minors (Sylvester)."""
    if hessian.free_symbols or sum(map(measure_text, hessian)) > _MOST_COLUMNS:
        return None
    eigen = eigensystem(hessian)
    if eigen is not None and all(value.is_Rational for value in eigen.values):
        return "tested_by_eigenvalues", _listed(eigen.values)
    if not all(value.is_Rational for value in hessian):
        return None
    if found.kind == "saddle":
        return _indefinite(hessian, solution)
    minors = [shorten_number(hessian[:size, :size].det()) for size in range(1, hessian.rows + 1)]
    return "tested_by_minors", _listed(minors)


def _listed(numbers: Iterable[Expr]) -> Line:
    return series((Value(value),) for value in numbers)


def _indefinite(hessian: Matrix, solution: Solution) -> tuple[str, Line] | None:
    """Two entries of the diagonal with both signs, or a principal minor of two rows below 0."""
    diagonal = list(hessian.diagonal())
    high, low = max(diagonal), min(diagonal)
    if low < 0 < high:
        return "tested_by_diagonal", _listed((high, low))
    for row, column in combinations(range(hessian.rows), 2):
        minor = hessian[row, row] * hessian[column, column] - hessian[row, column] ** 2
        if minor < 0:
            pair = (solution.variables[row], solution.variables[column])
            name = Discriminant(solution.problem.name, pair)
            return "tested_by_pair", (name, EQUALS, Value(minor), Relation("<"), ZERO)
    return None
