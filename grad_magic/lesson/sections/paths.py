"""The path of an optimiser: its rule, some of its points, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Integer, Rational

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.paths import MOMENTUM
from grad_magic.findings import PathEnd
from grad_magic.lesson.decimals import is_exact_decimal, to_decimal
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    ZERO,
    has_one_variable,
    name_of,
    plain_number,
    words,
)
from grad_magic.lesson.sections.natural_gradient import METRIC
from grad_magic.lesson.steps import (
    At,
    Gradient,
    Indexed,
    Inverse,
    Letter,
    Line,
    MatrixProduct,
    Piece,
    Primed,
    Relation,
    Separator,
    Signed,
    Terms,
    Tuple,
    Value,
    Words,
)
from grad_magic.solution import Path, Solution

# All points of a short path are shown; of a longer one the first, one half way and the last.
_MOST_SHOWN = 5
_FIRST_SHOWN = 3
MOVING, VELOCITY = Letter("point"), Letter("v")
STEP_SIZE, MOMENTUM_SHARE, TIME = Letter("η"), Letter("β"), Letter("t")
_NOW, _NEXT = "k", "k + 1"


def path_lines(solution: Solution, path: Path, first_step: Line = ()) -> Iterator[Line]:
    """The rule, points with f at them, and how the path ends.

    Args:
        solution: of which function.
        path: its path.
        first_step: = and how the first point comes about.
    """
    is_worked = solution.problem.presentation.is_worked
    if is_worked:
        yield (words(f"path_rule_{path.method}"),)
    yield from _rule_lines(solution, path)
    last = len(path.points) - 1
    if is_worked and last > 0:
        yield (words("path_points_of_flow" if path.method == "flow" else "path_points"),)
    for index in _shown(last):
        place = _station(index, path, solution)
        value = At(name_of(solution), place)
        line: Line = (place, *(first_step if index == 1 else ()))
        line += _point(path.points[index], solution)
        yield (*line, Separator(), value, *in_decimals(path.values[index], solution))
    if last > 0:
        yield (_progress(solution, path),)
    if path.end is not PathEnd.COMPLETE:
        yield (_end(solution, path),)


def _rule_lines(solution: Solution, path: Path) -> Iterator[Line]:
    """How the path goes on from each of its points."""
    assert solution.point is not None
    start = plain_number(solution.point[0], solution) if has_one_variable(solution) else POINT
    if path.method == "flow":
        falling = Signed("-", At(slope(solution), At(MOVING, TIME)))
        begin: Line = (At(MOVING, ZERO), EQUALS, start)
        yield (At(Primed(MOVING), TIME), EQUALS, falling, Separator(), *begin)
        return
    now: Piece = Indexed(MOVING, _NOW)
    inverse = (Inverse(METRIC),) if path.method == "natural" else ()
    step: Piece = Signed("-", MatrixProduct((STEP_SIZE, *inverse, At(slope(solution), now))))
    if path.method == "momentum":
        kept = MatrixProduct((MOMENTUM_SHARE, Indexed(VELOCITY, _NOW)))
        still: Line = (Indexed(VELOCITY, "0"), EQUALS, ZERO)
        share: Line = (MOMENTUM_SHARE, *in_decimals(MOMENTUM, solution))
        speed = Indexed(VELOCITY, _NEXT)
        yield (speed, EQUALS, Terms((kept, step)), Separator(), *still, Separator(), *share)
        step = speed
    begin = (Indexed(MOVING, "0"), EQUALS, start)
    size: Line = (STEP_SIZE, *in_decimals(path.step_size, solution))
    moved = (Indexed(MOVING, _NEXT), EQUALS, Terms((now, step)))
    yield (*moved, Separator(), *begin, Separator(), *size)


def slope(solution: Solution) -> Piece:
    """The gradient as a function, in one variable f′."""
    name = solution.problem.name
    if has_one_variable(solution):
        return Primed(name_of(solution))
    return Gradient(name, at_point=False)


def _shown(last: int) -> tuple[int, ...]:
    """Which of the points behind P are shown."""
    if last <= _MOST_SHOWN:
        return tuple(range(1, last + 1))
    return (*range(1, _FIRST_SHOWN + 1), *sorted({max(last // 2, _FIRST_SHOWN + 1), last}))


def _station(index: int, path: Path, solution: Solution) -> Piece:
    """P₃, and of the flow P(0.3)."""
    if path.method == "flow":
        return At(MOVING, in_decimals(index * path.step_size, solution)[-1])
    return Indexed(MOVING, str(index))


def _point(point: tuple[Expr, ...], solution: Solution) -> Line:
    """Its coordinates in decimals, as all of a path are."""
    if len(point) == 1:
        return in_decimals(point[0], solution)
    lines = [in_decimals(entry, solution) for entry in point]
    is_exact = all(sign == EQUALS for sign, _ in lines)
    entries = Tuple(tuple(decimal for _, decimal in lines))
    return (EQUALS if is_exact else APPROXIMATELY, entries)


def in_decimals(value: Expr, solution: Solution) -> tuple[Relation, Piece]:
    """= and the decimal, or ≈ where it is rounded."""
    decimal = to_decimal(value, solution.problem.digits)
    if decimal is None:
        return EQUALS, Value(value)
    is_exact = isinstance(value, Rational) and is_exact_decimal(decimal, value)
    return EQUALS if is_exact else APPROXIMATELY, decimal


def _progress(solution: Solution, path: Path) -> Words:
    """How f has changed from P to the last point."""
    first, last = path.values[0], path.values[-1]
    row = {-1: "path_falls", 1: "path_rises"}.get(sign_of(last - first) or 0, "path_keeps")
    count = len(path.points) - 1
    when = words("after_step" if count == 1 else "after_steps", count=Value(Integer(count)))
    if path.method == "flow":
        time = in_decimals(count * path.step_size, solution)
        when = words("at_time", time=(TIME, *time))
    gaps = {"first": _spoken(first, solution), "last": _spoken(last, solution)}
    return words(row, when=when, f=name_of(solution), **gaps)


def _spoken(value: Expr, solution: Solution) -> Piece:
    """The number, or about how large it is."""
    sign, decimal = in_decimals(value, solution)
    return decimal if sign == EQUALS else words("about", number=decimal)


def _end(solution: Solution, path: Path) -> Words:
    """Why the path has no further point."""
    index = len(path.points) - 1
    last = _station(index, path, solution)
    return words(
        path.end.value,
        f=name_of(solution),
        zero=(At(slope(solution), last), EQUALS, ZERO),
        last=last,
        next=_station(index + 1, path, solution),
    )
