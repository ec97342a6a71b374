"""The numbers of a moment, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from sympy import Float, MatrixBase

from grad_magic.picture.floats import write_float
from grad_magic.picture.local_data import to_float
from grad_magic.webpage.contents import write_exact, write_unit_vector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sympy import Expr, Matrix

    from grad_magic.interactive.place import Place
    from grad_magic.picture.shapes import Role
    from grad_magic.solution import Limit, Solution
    from grad_magic.webpage.contents import Contents
    from grad_magic.wording.language import Language

    Value: TypeAlias = Expr | Matrix | tuple[Expr, ...]

# Coordinates are written as they are.
_ALL_DIGITS = 12
# What is smaller beside the norm of the gradient is 0 but for rounding.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Row:
    """One number.

    Attributes:
        role: what it is about, for its colour.
        name: what it is, in plain characters.
        exact: its exact form as MathML; empty where it is not known, or says what `decimal` does.
        decimal: its decimal, or words in its place.
        sign: what stands before the decimal: "=", "≈", or nothing before words.
    """

    role: Role
    name: str
    exact: str
    decimal: str
    sign: str


def write_rows(
    contents: Contents, place: Place, solution: Solution | None, *, is_exact: bool
) -> tuple[Row, ...]:
    """The numbers at a place."""
    return tuple(_rows(contents, place, solution, is_exact=is_exact))


def _rows(
    contents: Contents, place: Place, solution: Solution | None, *, is_exact: bool
) -> Iterator[Row]:
    names, words = contents.names, contents.words
    is_curve = len(place.point) == 1
    letter = names.variables[0] if is_curve else names.point
    here = f"{names.f}({letter})"
    gradient = f"{names.f}′({letter})" if is_curve else f"{names.gradient}({letter})"

    def row(role: Role, name: str, value: Value, *, is_known: bool) -> Row:
        return _row(contents, role, name, value, is_exact=is_known)

    yield row("point", letter, place.point, is_known=True)
    if not is_curve:
        unit = None if solution is None else solution.unit_direction
        way = tuple(Float(number) for number in place.way)
        known = unit is not None and is_exact and place.is_exact
        if known and unit is not None:
            unit_row = row("direction", names.direction, unit, is_known=True)
            yield replace(unit_row, exact=unit_row.exact and write_unit_vector(unit))
        else:
            yield row("direction", names.direction, way, is_known=False)
    if solution is None or solution.value is None:
        yield Row("level", here, "", words["no_value"], "")
        return
    yield row("level", here, solution.value, is_known=is_exact)
    rate = f"{names.rate}({letter})"
    if solution.gradient_at is None or solution.norm is None:
        sides = solution.one_sided_derivatives or (solution.one_sided_partials or (None,))[0]
        if sides is not None:
            keys = ("left", "right") if is_curve else ("backward", "forward")
            for key, side, sign in zip(keys, sides, (1, 1) if is_curve else (-1, 1), strict=True):
                yield _side_row(contents, words[key], side, sign, is_exact=is_exact)
        return
    if is_curve:
        yield row("gradient", gradient, solution.gradient_at[0], is_known=is_exact)
        return
    yield row("gradient", gradient, solution.gradient_at, is_known=is_exact)
    along = solution.directional_derivative
    if along is not None:
        yield row("direction", rate, along, is_known=is_exact and place.is_exact)
    yield row("gradient", f"{words['largest']} ‖{gradient}‖", solution.norm, is_known=is_exact)
    yield row("gradient", words["smallest"], -solution.norm, is_known=is_exact)


def _side_row(contents: Contents, name: str, side: Limit, sign: int, *, is_exact: bool) -> Row:
    """A one-sided rate; backward it is that of going backward."""
    if side.kind == "finite" and side.value is not None:
        return _row(contents, "direction", name, sign * side.value, is_exact=is_exact)
    if side.kind == "infinite" and side.value is not None:
        return Row("direction", name, "", "∞" if (sign * side.value) > 0 else "−∞", "=")
    word = "no_value" if side.kind in ("undefined", "none") else "no_number"
    return Row("direction", name, "", contents.words[word], "")


def _row(contents: Contents, role: Role, name: str, value: Value, *, is_exact: bool) -> Row:
    digits = _ALL_DIGITS if role == "point" else contents.digits
    decimal = write_decimal(value, digits)
    if not is_exact:
        return Row(role, name, "", decimal, "≈")
    entries = _entries(value)
    if all(entry.is_Rational and _is_decimal(entry, digits) for entry in entries):
        return Row(role, name, "", decimal, "=")
    return Row(role, name, write_exact(value), decimal, "≈")


def _entries(value: Value) -> tuple[Expr, ...]:
    is_row = isinstance(value, (tuple, MatrixBase))
    return tuple(value) if is_row else (value,)


def _is_decimal(number: Expr, digits: int) -> bool:
    """Whether a fraction is its decimal of so many digits."""
    return bool(abs(number) < 10**digits and (number * 10**digits).is_Integer) and (
        len(str(abs(int(number * 10**digits))).strip("0")) <= digits
    )


def write_decimal(value: Value, digits: int) -> str:
    """A number or a vector in decimals."""
    written = [write_float(to_float(entry), digits) for entry in _entries(value)]
    return written[0] if len(written) == 1 else f"({', '.join(written)})"


def tell(
    contents: Contents,
    language: Language,
    place: Place,
    solution: Solution | None,
    *,
    is_exact: bool,
) -> str:
    """What is said of a place where f has a gradient, in one sentence; elsewhere nothing."""
    if solution is None:
        return ""
    names = contents.names
    is_curve = len(place.point) == 1
    letter = names.variables[0] if is_curve else names.point
    rate = f"{names.f}′({letter})" if is_curve else f"{names.rate}({letter})"
    parts = {
        "f": names.f,
        "point": letter,
        "direction": names.direction,
        "rate": rate,
        "place": f"{letter} = {write_decimal(place.point, _ALL_DIGITS)}",
        "gradient": rate if is_curve else f"{names.gradient}({letter})",
        "zero": "= 0" if is_exact else "≈ 0",
    }

    def say(key: str, **more: str) -> str:
        row = language.sentence(f"page_{key}", of_one_variable=is_curve)
        return language.space_out(row.format(**parts, **more))

    gradient = solution.gradient_at
    if gradient is None or solution.norm is None:
        return ""
    if solution.slope is None:
        kind = solution.critical_kind or "undecided"
        key = f"page_{kind}" if kind != "undecided" else "sliders_undecided"
        word = language.sentence(key, of_one_variable=is_curve)
        return say("critical", kind=word)
    along = gradient[0] if is_curve else solution.directional_derivative
    if along is None:
        return ""
    size, norm = to_float(along), to_float(solution.norm)
    is_level = abs(size) <= _ROUNDING * norm
    is_known = is_exact and (is_curve or place.is_exact)
    number = write_decimal(along, contents.digits)
    sign = "=" if is_known and along.is_Rational and _is_decimal(along, contents.digits) else "≈"
    change = say("level" if is_level else "rises" if size > 0 else "falls")
    return say("said", number=f"{sign} {'0' if is_level else number}", change=change)
