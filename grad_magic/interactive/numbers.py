"""The numbers of a moment, and what is said of it, in the notation of the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import Float, Integer

from grad_magic.lesson.decimals import (
    is_decimal_only,
    is_long_beside_decimals,
    to_decimal,
    write_number,
)
from grad_magic.lesson.notation import Mathematics, Sign
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    UNIT,
    ZERO,
    has_one_variable,
    name_of,
    words_about,
)
from grad_magic.lesson.steps import (
    Components,
    Decimal,
    FunctionValue,
    Gradient,
    Norm,
    Partial,
    Phrase,
    Point,
    Rate,
    Signed,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import style_of
from grad_magic.lesson.typesetting.html import render_html
from grad_magic.lesson.typesetting.plain import render_line
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.picture.local_data import to_float

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sympy import Expr

    from grad_magic.interactive.place import Place
    from grad_magic.lesson.steps import Line, Piece, Words
    from grad_magic.lesson.transcription import Style
    from grad_magic.picture.shapes import Role
    from grad_magic.problem import Problem
    from grad_magic.solution import Limit, Solution
    from grad_magic.wording.language import Language

# What is smaller beside the norm of the gradient is 0 but for rounding.
_ROUNDING = 1e-12
# Signs of a vector that has its decimals beside it.
_LONGEST_VECTOR = 60


@dataclass(frozen=True)
class Row:
    """One number.

    Attributes:
        role: what it is about, for its colour.
        name: what it is.
        value: "=" or "≈" and the number, or words in its place.
    """

    role: Role
    name: Line
    value: Line


@dataclass(frozen=True, eq=False)
class Script:
    """How the lines of a moment are written.

    Attributes:
        language: of the words.
        style: of the notation.
    """

    language: Language
    style: Style

    def html(self, line: Line) -> str:
        """As HTML with MathML."""
        return render_html(line, self.language, self.style)

    def text(self, line: Line) -> str:
        """In plain characters."""
        # Beside a relation stand a space of the sentence and one of its own.
        return " ".join(render_line(line, self.language, self.style).split())


def script_of(problem: Problem, language: Language) -> Script:
    """The notation of the answer, with P by its letter, as it moves; of one variable by that."""
    style = style_of(problem, style_named(problem.presentation))
    is_curve = len(problem.variables) == 1
    point = Mathematics(problem.variables[0]) if is_curve else Sign(problem.point_letter)
    letters = {**style.letters, "P": point}
    return Script(language, replace(style, letters=letters, coordinates=None, place=None))


def write_rows(
    language: Language,
    place: Place,
    solution: Solution,
    *,
    is_exact: bool,
    is_found: bool = True,
) -> tuple[Row, ...]:
    """The numbers at a place.

    Args:
        language: of the words.
        place: where.
        solution: what is true there; without a value outside of the domain of f.
        is_exact: whether its numbers are exact ones.
        is_found: whether the time was enough; else a missing value does not mean that there is
            none.
    """
    return tuple(_rows(language, place, solution, is_exact=is_exact, is_found=is_found))


def _rows(
    language: Language, place: Place, solution: Solution, *, is_exact: bool, is_found: bool
) -> Iterator[Row]:
    problem = solution.problem
    is_curve = has_one_variable(solution)

    def word(key: str) -> Line:
        above, below = (f"{problem.distance_letter} → 0{sign}" for sign in "⁺⁻")
        row = language.sentences[f"page_{key}"]
        return (Phrase(row.format(above=above, below=below)),)

    yield Row("point", (POINT,), _point(place, problem))
    if not is_curve:
        yield Row("direction", (UNIT,), _direction(place, solution, is_exact=is_exact))
    value = (FunctionValue(problem.name),)
    if solution.value is None:
        yield Row("level", value, word("no_value" if is_found else "no_number"))
        return
    yield Row("level", value, _number(solution.value, problem, is_exact=is_exact))
    if solution.gradient_at is None or solution.norm is None:
        sides = solution.one_sided_derivatives or (solution.one_sided_partials or (None,))[0]
        if sides is not None:
            keys = ("left", "right") if is_curve else ("backward", "forward")
            for key, side in zip(keys, sides, strict=True):
                told = _side(side, problem, is_exact=is_exact)
                yield Row("direction", word(key), word(told) if isinstance(told, str) else told)
        return
    slope = _slope(solution)
    if is_curve:
        only = _number(solution.gradient_at[0], problem, is_exact=is_exact)
        yield Row("gradient", (slope,), only)
        return
    along = tuple(solution.gradient_at)
    yield Row("gradient", (slope,), _vector(along, problem, is_exact=is_exact))
    if solution.directional_derivative is not None:
        yield Row("direction", (_rate(solution),), _along(place, solution, is_exact=is_exact))
    norm = Norm(slope)
    most = _number(solution.norm, problem, is_exact=is_exact)
    least = _number(-solution.norm, problem, is_exact=is_exact)
    yield Row("gradient", word("largest"), (norm, *most))
    yield Row("gradient", word("smallest"), (Signed("-", norm), *least))


def _slope(solution: Solution) -> Piece:
    """∇f(P), of one variable f′(x)."""
    name = solution.problem.name
    if has_one_variable(solution):
        return Partial(name, solution.variables[0], at_point=True, ordinary=True)
    return Gradient(name, at_point=True)


def _rate(solution: Solution) -> Piece:
    return _slope(solution) if has_one_variable(solution) else Rate(solution.problem.name)


def _number(value: Expr, problem: Problem, *, is_exact: bool) -> Line:
    """As the answer has it; ≈ and the decimal alone where it is not exactly known."""
    if is_exact:
        return write_number(value, problem.digits, in_decimals=problem.has_decimals)
    return (APPROXIMATELY, _decimal(value, problem.digits))


def _decimal(value: Expr, digits: int) -> Decimal:
    decimal = to_decimal(value, digits)
    assert decimal is not None
    return decimal


def _vector(entries: Sequence[Expr], problem: Problem, *, is_exact: bool) -> Line:
    """Exact entries, and their decimals behind them where one of them has another writing."""
    digits = problem.digits
    decimals = Components(tuple(_decimal(entry, digits) for entry in entries))
    is_long = sum(len(str(entry)) for entry in entries) > _LONGEST_VECTOR
    has_decimals = problem.has_decimals
    if (
        not is_exact
        or is_long
        or any(map(is_decimal_only, entries))
        or (has_decimals and any(map(is_long_beside_decimals, entries)))
    ):
        return (APPROXIMATELY, decimals)
    written = (write_number(entry, digits, in_decimals=has_decimals) for entry in entries)
    exact: Line = (EQUALS, Vector(tuple(entries)))
    return exact if all(len(line) == 2 for line in written) else (*exact, APPROXIMATELY, decimals)


def _point(place: Place, problem: Problem) -> Line:
    if any(map(is_decimal_only, place.point)):
        return (APPROXIMATELY, *_vector(place.point, problem, is_exact=False)[1:])
    return (EQUALS, Point(place.point))


def _direction(place: Place, solution: Solution, *, is_exact: bool) -> Line:
    """U in the form of the answer; by its decimals where it has no exact one."""
    unit, digits = solution.unit_direction, solution.problem.digits
    if unit is not None and is_exact and place.is_exact and not any(map(is_decimal_only, unit)):
        return (EQUALS, write_unit(unit))
    way = tuple(_decimal(Float(entry), digits) for entry in place.way)
    return (APPROXIMATELY, Components(way))


def _along(place: Place, solution: Solution, *, is_exact: bool) -> Line:
    along = solution.directional_derivative
    assert along is not None
    if _is_level(along, solution):
        is_known = is_exact and (place.is_exact or solution.norm == 0)
        return (EQUALS if is_known and along == 0 else APPROXIMATELY, ZERO)
    return _number(along, solution.problem, is_exact=is_exact and place.is_exact)


def _is_level(along: Expr, solution: Solution) -> bool:
    """Whether the rate is 0, but for rounding."""
    return abs(to_float(along)) <= _ROUNDING * to_float(solution.norm or Integer(0))


def _side(side: Limit, problem: Problem, *, is_exact: bool) -> Line | str:
    """A limit of the difference quotient from one side; or the word for none by its key."""
    if side.kind == "finite" and side.value is not None:
        return _number(side.value, problem, is_exact=is_exact)
    if side.kind == "infinite" and side.value is not None:
        infinite = Decimal("∞")
        return (EQUALS, infinite if side.value > 0 else Signed("-", infinite))
    return "no_value" if side.kind in ("undefined", "none") else "no_number"


def tell(language: Language, place: Place, solution: Solution, *, is_exact: bool) -> Words | None:
    """What is said of a place where f has a gradient, in one sentence; elsewhere nothing."""
    gradient = solution.gradient_at
    if gradient is None or solution.norm is None:
        return None
    rate = _rate(solution)
    where: Line = (POINT, *_point(place, solution.problem))
    if solution.slope is None:
        kind = solution.critical_kind or "undecided"
        key = f"page_{kind}" if kind != "undecided" else "sliders_undecided"
        sign = EQUALS if is_exact else APPROXIMATELY
        row = language.sentence(key, of_one_variable=has_one_variable(solution))
        return words_about(
            solution,
            "page_critical",
            place=where,
            gradient=_slope(solution),
            zero=(sign, ZERO),
            kind=Phrase(row),
        )
    is_curve = has_one_variable(solution)
    along = gradient[0] if is_curve else solution.directional_derivative
    if along is None:
        return None
    number = (
        _number(along, solution.problem, is_exact=is_exact)
        if is_curve
        else _along(place, solution, is_exact=is_exact)
    )
    is_level = _is_level(along, solution)
    key = "page_level" if is_level else "page_rises" if to_float(along) > 0 else "page_falls"
    change = words_about(solution, key, f=name_of(solution), direction=UNIT)
    return words_about(solution, "page_said", place=where, rate=rate, number=number, change=change)
