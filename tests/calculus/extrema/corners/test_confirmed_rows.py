"""Rows of critical points of functions with seams: kinds by hand, and against exact values."""

from __future__ import annotations

import operator
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from sympy import (
    And,
    Eq,
    Expr,
    Integer,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    symbols,
    true,
)
from sympy.logic.boolalg import Boolean

from grad_magic import solve
from grad_magic.calculus.extrema.corners.confirmed_rows import confirmed_rows
from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.errors import NoAnswerError
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint, CriticalPoints

x, y, z = symbols("x y z", real=True)

Row = tuple[tuple[Expr | int, ...], str, bool, Boolean | None]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # Of both signs on both sides of y = 0, where xy changes its own.
        ("f(x,y)=piecewise((-3*y**2,y*x>0),(3*y**2,otherwise))", {((x, 0), "saddle", True, None)}),
        # -x³ just below y = 0: a jump but at the origin.
        (
            "f(x,y)=piecewise((-3*y**2,y>=0),(y**3-x**3,otherwise))",
            {((0, 0), "saddle", True, None), ((x, 0), "maximum", False, x > 0),
             ((x, 0), "saddle", False, x < 0)},
        ),
        # x² y³ above and -y³ below are both positive.
        (
            "f(x,y)=piecewise((x**2*y**3,y>=0),(-y**3,otherwise))",
            {((0, y), "minimum", True, y > 0), ((x, 0), "minimum", True, None)},
        ),
        # 0 on the right, x³ y³ on the left has the sign of -y.
        (
            "f(x,y)=piecewise((0,x>0),(x**3*y**3,otherwise))",
            {((0, y), "minimum", True, y < 0), ((0, y), "maximum", True, y > 0),
             ((0, 0), "saddle", True, None), ((x, 0), "saddle", True, x < 0),
             ((x, y), "minimum", True, x > 0)},
        ),
        # Near (0, y) f = -x², near the origin x² + y² on the right.
        (
            "f(x,y)=piecewise((x**2+y**2,x>y**2),(-x**2,otherwise))",
            {((0, y), "maximum", True, Ne(y, 0)), ((0, 0), "saddle", True, None)},
        ),
    ],
)  # fmt: skip
def test_curves_on_borders(request_text: str, rows: set[Row]) -> None:
    result = solve(f"{request_text} critical=all")
    assert {(p.point, p.kind, p.has_gradient, p.where) for p in result.critical_points} == rows


@pytest.mark.slow
def test_a_saddle_that_is_claimed_to_be_a_minimum_is_not_told() -> None:
    f = Piecewise((z * x, z > x), (z**2 + x**2, True))
    found = search_critical_points(f, (x, y, z), compile_formula(from_sympy(f)))
    # -t² along (-t, y, t).
    assert all(point.kind not in ("minimum", "maximum") for point in found.points)


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_text",
    [
        "f(x,y,z)=piecewise((0,z<x**2),(3*z*x,otherwise))",
        "f(x,y,z)=piecewise((-z**2,z<-x**2),(x**2*z,otherwise))",
    ],
)
def test_proofs_are_true_of_the_function_as_typed(request_text: str) -> None:
    result = solve(f"{request_text} critical=all")
    assert "changes like" not in result.text


@pytest.mark.slow
def test_each_sign_of_a_parameter_has_directions_of_its_own() -> None:
    # a·x·y where y > x: -at² along (-t, t), 2at² along (t, 2t).
    result = solve("f(x,y)=piecewise((x*a*y,y>x),(x**2+y**2,otherwise)) critical=all")
    down = {str(point.where): point.reason.parts.get("down") for point in result.critical_points}
    assert down["a < 0"] == (1, 2)
    assert down["a > 0"] == (-1, 1)


def false_row(kind: str, *, is_strict: bool | None = False) -> CriticalPoints:
    row = CriticalPoint(
        (x, Integer(0)), Integer(0), "minimum", is_strict, Finding(CriticalReason.NOWHERE_BELOW)
    )
    return CriticalPoints((replace(row, kind=kind),), is_complete=True)  # type: ignore[arg-type]  # parametrized


@pytest.mark.parametrize(
    ("f", "claimed", "kept"),
    [
        # y² everywhere, -y² below, y³, and a jump.
        (Piecewise((y**2, y > 0), (2 * y**2, True)), "minimum", "minimum"),
        (Piecewise((y**2, y > 0), (-(y**2), True)), "minimum", "undecided"),
        (Piecewise((y**2, y > 0), (-(y**2), True)), "maximum", "undecided"),
        (Piecewise((y**2, y > 0), (-(y**2), True)), "saddle", "saddle"),
        (Piecewise((y**2, y > 0), (2 * y**2, True)), "saddle", "undecided"),
        (Piecewise((y**2, y >= 0), (1 + y**2, True)), "minimum", None),
        (Piecewise((y**2, y >= 0), (-y, True)), "minimum", None),
    ],
)
def test_what_becomes_of_a_claim(f: Expr, claimed: str, kept: str | None) -> None:
    found = confirmed_rows(false_row(claimed), (x, y), compile_formula(from_sympy(f)))
    assert [row.kind for row in found.points] == ([] if kept is None else [kept])
    assert found.is_complete is (None if kept is None else True)


def test_a_point_that_differs_is_left_out_of_its_row() -> None:
    # y²·(y - x²) changes its sign beside y = x² alone, near (0, 0) as well.
    f = Piecewise((-(y**2), And(y > x**2, x > -1)), (y**2, True))
    found = confirmed_rows(false_row("minimum"), (x, y), compile_formula(from_sympy(f)))
    assert [row.where for row in found.points] == [Ne(x, 0)]
    # Of (0, 0) nothing is told.
    assert found.may_miss


@pytest.mark.parametrize(
    ("f", "kind", "kept"),
    [
        # A corner with both signs on each side, one with a minimum on it, and none.
        (Piecewise((y, y > 0), (2 * y, True)), SearchRemark.NO_GRADIENT_ALONG,
         SearchRemark.NO_GRADIENT_ALONG),
        (Piecewise((y, y > 0), (-2 * y, True)), SearchRemark.NO_GRADIENT_ALONG,
         SearchRemark.NO_GRADIENT_ALONG_OPEN),
        (Piecewise((y, y > 0), (y + y**2, True)), SearchRemark.NO_GRADIENT_ALONG, None),
    ],
)  # fmt: skip
def test_what_becomes_of_a_remark(f: Expr, kind: SearchRemark, kept: SearchRemark | None) -> None:
    claim = CriticalPoints((), is_complete=True, remarks=(Finding(kind, {"zeros": Eq(y, 0)}),))
    found = confirmed_rows(claim, (x, y), compile_formula(from_sympy(f)))
    assert [remark.kind for remark in found.remarks] == ([] if kept is None else [kept])
    assert found.is_complete is (True if kept is kind else None)


# Random functions, compared with exact values


@dataclass(frozen=True)
class Typed:
    """A function as text, and its values in fractions."""

    text: str
    value: Callable[[dict[str, Fraction]], Fraction]


def polynomial(source: random.Random, names: list[str], degree: int, terms: int) -> Typed:
    parts = [
        (
            source.choice([1, -1, 2, -3]),
            [source.choice(names) for _ in range(source.randint(1, degree))],
        )
        for _ in range(source.randint(1, terms))
    ]

    def value(place: dict[str, Fraction]) -> Fraction:
        total = Fraction(0)
        for coefficient, letters in parts:
            product = Fraction(coefficient)
            for letter in letters:
                product *= place[letter]
            total += product
        return total

    text = "+".join("*".join([f"({coefficient})", *letters]) for coefficient, letters in parts)
    return Typed(text, value)


def border(source: random.Random, names: list[str]) -> Typed:
    first, second = names[0], names[-1]
    return source.choice(
        [
            Typed(second, lambda place: place[second]),
            Typed(f"{first}-1", lambda place: place[first] - 1),
            Typed(f"{first}*{second}", lambda place: place[first] * place[second]),
            Typed(f"{second}-{first}**2", lambda place: place[second] - place[first] ** 2),
        ]
    )


def composition(source: random.Random, names: list[str]) -> Typed:
    one, other = polynomial(source, names, 3, 2), polynomial(source, names, 2, 2)
    line, gap = polynomial(source, names, 1, 1), border(source, names)
    relation, holds = source.choice(
        [(">", operator.gt), (">=", operator.ge), ("<", operator.lt), ("<=", operator.le)]
    )
    name, pick = source.choice([("max", max), ("min", min)])
    level = source.choice([0, 1, -1])
    return source.choice(
        [
            Typed(
                f"piecewise(({one.text},{gap.text}{relation}0),({other.text},otherwise))",
                lambda p: (one if holds(gap.value(p), 0) else other).value(p),
            ),
            Typed(f"{name}({one.text},{line.text})", lambda p: pick(one.value(p), line.value(p))),
            Typed(
                f"{name}({other.text},{line.text},{level})",
                lambda p: pick(other.value(p), line.value(p), Fraction(level)),
            ),
            Typed(f"abs({gap.text})*({other.text})", lambda p: abs(gap.value(p)) * other.value(p)),
            Typed(
                f"abs({name}({line.text},{level}))+({other.text})",
                lambda p: abs(pick(line.value(p), Fraction(level))) + other.value(p),
            ),
        ]
    )


STEP = Fraction(1, 10**8)


def curves(source: random.Random, dimension: int) -> Iterator[tuple[Fraction, ...]]:
    """Steps (c₁t^p₁, …, cₙt^pₙ) for a small t: along the axes and many curves."""
    for axis in range(dimension):
        for side in (1, -1):
            yield tuple(side * STEP * (k == axis) for k in range(dimension))
    for _ in range(60):
        factors = [Fraction(source.randint(-5, 5), source.randint(1, 4)) for _ in range(dimension)]
        powers = [source.choice([1, 1, 2, 3]) for _ in range(dimension)]
        if any(factors):
            yield tuple(c * STEP**power for c, power in zip(factors, powers, strict=True))


Place = dict[str, Fraction]


def changes_around(source: random.Random, typed: Typed, place: Place) -> list[Fraction]:
    """f - f(P) at points close by on all sides."""
    here = typed.value(place)
    ends = (
        {name: place[name] + step for name, step in zip(place, steps, strict=True)}
        for steps in curves(source, len(place))
    )
    return [typed.value(end) - here for end in ends]


def signs_of(changes: list[Fraction]) -> set[int]:
    return {(change > 0) - (change < 0) for change in changes}


def places(
    source: random.Random, row: CriticalPoint, names: list[str]
) -> Iterator[dict[str, Fraction]]:
    """Rational points of a row."""
    where = true if row.where is None else row.where
    free = sorted(where.free_symbols.union(*(value.free_symbols for value in row.point)), key=str)
    for _ in range(12 if free else 1):
        numbers = {s: Rational(source.randint(-9, 9), source.choice([1, 2, 5])) for s in free}
        point = [value.xreplace(numbers) for value in row.point]
        if where.xreplace(numbers) == true and all(value.is_Rational for value in point):
            yield {
                name: Fraction(int(value.p), int(value.q))
                for name, value in zip(names, point, strict=True)
            }


def false_claims(source: random.Random, typed: Typed, names: list[str]) -> Iterator[str]:
    try:
        result = solve(f"f({','.join(names)})={typed.text} critical=all")
    except NoAnswerError:
        # A machine that is busy has no time for it, and nothing false is said.
        return
    for row in result.critical_points:
        for place in places(source, row, names):
            here = typed.value(place)
            changes = changes_around(source, typed, place)
            signs = signs_of(changes)
            is_level = all(abs(change) < STEP * Fraction(1, 1000) for change in changes)
            if row.value.is_Rational and Rational(here.numerator, here.denominator) != row.value:
                yield f"value {row.point}"
            if (row.kind == "minimum" and -1 in signs) or (row.kind == "maximum" and 1 in signs):
                yield f"{row.kind} {row.point} {place}"
            if (row.is_strict and 0 in signs) or (row.has_gradient and not is_level):
                yield f"strict or gradient {row.point} {place}"
    for remark in result.critical_points_remarks:
        yield from false_remark(source, typed, names, remark, result.critical_points)


def false_remark(
    source: random.Random,
    typed: Typed,
    names: list[str],
    remark: Finding[SearchRemark],
    rows: tuple[CriticalPoint, ...],
) -> Iterator[str]:
    """A seam of which it is said that only points that are listed are extrema."""
    told = (SearchRemark.NO_GRADIENT_ALONG, SearchRemark.NO_GRADIENT_PERHAPS)
    zeros = remark.parts.get("zeros", true)
    variables = [Symbol(name, real=True) for name in names]
    if remark.kind not in told or not isinstance(zeros, Eq) or zeros.lhs not in variables:
        return
    seam = CriticalPoint(
        tuple(zeros.rhs if v == zeros.lhs else v for v in variables),
        Integer(0), "undecided", None, Finding(CriticalReason.SPECIAL_UNDECIDED),
    )  # fmt: skip
    for place in places(source, seam, names):
        signs = signs_of(changes_around(source, typed, place))
        exact = {
            v: Rational(place[n].numerator, place[n].denominator)
            for v, n in zip(variables, names, strict=True)
        }
        is_listed = any(
            all(
                (value - v).xreplace(exact) == 0
                for v, value in zip(variables, row.point, strict=True)
            )
            for row in rows
        )
        if len(names) > 1 and not {1, -1} <= signs and not is_listed:
            yield f"unlisted {zeros} {place}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_random_compositions_are_told_rightly(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311  (nothing is kept secret)
    names = source.choice([["x"], ["x", "y"], ["x", "y"], ["x", "y", "z"]])
    typed = composition(source, names)
    assert list(false_claims(source, typed, names)) == [], typed.text


# f_x = -3 cos x + 2 - 2y² for x < 1 and -3 cos x - 2y² beyond: zeros of cos x beside a corner.
@pytest.mark.slow
def test_places_in_decimals_and_exact_ones_that_are_the_same() -> None:
    found = solve("f(x,y)=-3sin x-2|x|y^2-2max(1-x,0) critical=all plot=none")
    kinds = {row.point[0]: row.kind for row in found.critical_points if row.point[1:] == (0,)}
    assert kinds[Integer(1)] == "maximum"
