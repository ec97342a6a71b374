"""f along all the lines y = kx into a point, or the curves y = kx²: its limit depends on k."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import (
    Eq,
    Integer,
    Piecewise,
    Poly,
    PolynomialError,
    Pow,
    Rational,
    Symbol,
    cancel,
    together,
    true,
)

from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.curves import Path, read_path
from grad_magic.lesson.increments import T, value_along_family
from grad_magic.lesson.pieces import EQUALS, POINT, name_of, words
from grad_magic.lesson.sections.worked_quotients import worked_on_curve
from grad_magic.lesson.steps import (
    Equation,
    FunctionValue,
    Line,
    Piece,
    Point,
    Relation,
    Separator,
    Value,
)
from grad_magic.lesson.styles import style_named
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr


_OTHER_LETTERS = ("k", "m", "c")
_TRIED = (Rational(5, 13), Rational(-12, 13), Integer(3), Integer(0))
_HALF = Rational(1, 2)


@dataclass(frozen=True)
class _Family:
    """The curves into (a, b) on which the other variable is b + k(x - a)ᵐ.

    Attributes:
        running: which of the two variables is x.
        letter: k.
        power: m.
        start: the point.
        variables: both variables.
    """

    running: int
    letter: Symbol
    power: int
    start: tuple[Expr, ...]
    variables: tuple[Symbol, ...]

    def places(self, step: Expr) -> tuple[Expr, ...]:
        """The point of a curve where x - a is a step."""
        own, other = self.start[self.running], self.start[1 - self.running]
        pair = (own + step, other + self.letter * step**self.power)
        return pair if self.running == 0 else pair[::-1]

    @property
    def step(self) -> Expr:
        """x - a."""
        return self.variables[self.running] - self.start[self.running]


def family_lines(solution: Solution) -> Iterator[Line]:
    """That f has no limit at P, by all such curves at once; nothing where they do not show it."""
    family = _family(solution)
    if family is None or not _is_one_case(family, solution):
        return
    form = value_along_family(solution, family.places(T), family.letter, _TRIED)
    limit = None if form is None else _limit(form, family.letter)
    if form is None or limit is None:
        return
    name, variable = solution.problem.name, family.variables[family.running]
    places = family.places(family.step)
    value = form.xreplace({T: family.step})
    other = family.variables[1 - family.running]
    left = other - family.start[1 - family.running]
    right = family.letter * family.step**family.power
    kind = "along_line" if family.power == 1 else "along_curve"
    curve = words(kind, equation=_equation(left, right))
    yield (words("towards_on_family", curve=curve, moving=Point(solution.variables), point=POINT),)
    yield (
        FunctionValue(name, places),
        *worked_on_curve(solution, family.places(T), family.step, value, variable),
        EQUALS,
        Value(_in_rising_powers(form, family.step)),
        Separator(),
        words(
            "for_values" if _has_no_poles(form, family.letter) else "for_values_near_point",
            where=(Value(variable), Relation("≠"), Value(family.start[family.running])),
            point=POINT,
        ),
    )
    gaps: dict[str, Piece | Line] = {
        "f": name_of(solution),
        "letter": Value(family.letter),
        "point": POINT,
    }
    if form == limit:
        yield (words("constant_on_family", **gaps),)
    else:
        yield (words("no_limit_on_family", limit=Value(in_reading_order(limit)), **gaps),)


def _equation(left: Expr, right: Expr) -> Equation:
    """y - 2 = k(x - 1)."""
    sides = (in_reading_order(left), in_reading_order(right))
    return Equation(Eq(left, right, evaluate=False), sides)


def _family(solution: Solution) -> _Family | None:
    """The curves of the kind of that of which the reason speaks."""
    reason = None if solution.verdict is None else solution.verdict.reason
    if reason is None or reason.kind is not DifferentiabilityReason.DISCONTINUOUS:
        return None
    path = read_path(reason.parts.get("curve"), solution.variables)
    power = None if path is None or path.leading is None else _power(path, path.leading)
    if path is None or path.leading is None or power is None:
        return None
    letter = _letter(solution)
    if letter is None:
        return None
    return _Family(path.leading, letter, power, path.start, tuple(solution.variables))


def _power(path: Path, leading: int) -> int | None:
    """The m of b + ct^m; None of another curve."""
    away = (path.places[1 - leading] - path.start[1 - leading]).expand()
    if away == 0:
        return 1
    base, exponent = away.as_independent(path.parameter, as_Add=False)[1].as_base_exp()
    return int(exponent) if base == path.parameter and exponent.is_Integer else None


def _letter(solution: Solution) -> Symbol | None:
    """The first of the letters that names nothing else in the request."""
    taken = {solution.problem.name, *map(str, solution.variables)}
    usual = style_named(solution.problem.presentation).slope_letter
    free = (letter for letter in (usual, *_OTHER_LETTERS) if letter not in taken)
    return next((Symbol(letter, real=True) for letter in free), None)


def _is_one_case(family: _Family, solution: Solution) -> bool:
    """Whether the first case of f holds off the point on each of the curves, whatever k is."""
    f = solution.f
    if not isinstance(f, Piecewise) or f.args[0][0].has(Piecewise):
        return False
    step = Symbol("t", positive=True)
    put = (dict(zip(family.variables, family.places(side * step), strict=True)) for side in (1, -1))
    return all(f.args[0][1].subs(at, simultaneous=True) == true for at in put)


def _limit(form: Expr, letter: Symbol) -> Expr | None:
    """What f tends to on each curve; None where it is not plain to see, or the same on all."""
    if not form.is_rational_function(T):
        return None
    limit = form.subs(T, 0)
    if not limit.has(letter) or limit.free_symbols != {letter}:
        return None
    divisor = together(limit).as_numer_denom()[1]
    base = divisor.args[0] if isinstance(divisor, Pow) and divisor.args[1] == _HALF else divisor
    try:
        is_plain = base.is_number or Poly(base, letter).count_roots() == 0
    except (PolynomialError, NotImplementedError):
        return None
    return limit if is_plain else None


def _in_rising_powers(form: Expr, step: Expr) -> Formula:
    """k/(1 + k²) + x, of which the limit is seen; a quotient in x as it is."""
    try:
        terms = [] if form.is_number else Poly(form, T).terms()
    except PolynomialError:
        terms = []
    if len(terms) <= 1:
        return in_reading_order(form.xreplace({T: step}))
    powers = (cancel(factor) * step**exponent for (exponent,), factor in reversed(terms))
    return Formula("add", tuple(map(in_reading_order, powers)))


def _has_no_poles(form: Expr, letter: Symbol) -> bool:
    """Whether what f is on the curves is seen to have values for all t ≠ 0: no t = -1 - k²."""
    divisor = together(form).as_numer_denom()[1]
    if not divisor.has(T):
        return True
    terms = Poly(divisor, T, letter).terms()
    is_sum_of_squares = all(
        coefficient > 0 and not any(exponent % 2 for exponent in exponents)
        for exponents, coefficient in terms
    )
    return is_sum_of_squares and any(exponents[1] == 0 for exponents, _ in terms)
