"""Parameters that only move the graph: max(x, a) + y² is g(x - a, y) + a with max(x, 0) + y²."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, permutations, product
from typing import TYPE_CHECKING

from sympy import Add, Basic, Expr, Integer, Symbol, Tuple, factor
from sympy.core.relational import Eq, Relational

from grad_magic.calculus.extrema.added_parameters import without_added_parameters
from grad_magic.calculus.extrema.repetition import with_other_coordinates
from grad_magic.findings import CriticalReason, Finding, Part, Repetition, SearchRemark
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import from_sympy, sides, to_sympy, without_minus_signs
from grad_magic.formula.tree import Formula
from grad_magic.solution import CriticalPoint, CriticalPoints

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_MOST_TRIED = 64
_TWO = 2
# No name that can be typed is like this.
_DISTANCE = Symbol("d__", real=True)
# Parts of reasons that are curves through the point; other tuples are directions.
_CURVES = ("curve", "rising_curve", "falling_curve")
_TOLD_BY_DISTANCES = (CriticalReason.LOWEST_TERMS, CriticalReason.LOWEST_AND_NEXT_TERMS)
_TOLD_OF_INNER = (CriticalReason.AS_OUTER_FUNCTION, CriticalReason.AS_INNER_FUNCTION)


@dataclass(frozen=True)
class Translation:
    """f(x₁, …, xₙ) = g(x₁ - c₁, …, xₙ - cₙ) + c, with fewer parameters in g than in f.

    Attributes:
        f, program: g, and how it is typed.
        shifts: cᵢ, by xᵢ; those that are 0 are left out.
        constant: c.
        variables: x₁, …, xₙ.
        distances: what letters of g stand for, as d for b - a in (x - a)³(x - b).
    """

    f: Expr
    program: Program
    shifts: Mapping[Symbol, Expr]
    constant: Expr
    variables: Sequence[Symbol]
    distances: Mapping[Symbol, Expr] = field(default_factory=dict)

    def told(self, found: CriticalPoints) -> CriticalPoints | None:
        """The critical points of g as those of f; None where it is not known how that is told."""
        reasons = {point.reason.kind for point in found.points}
        is_of_window = any(remark.kind.is_of_window for remark in found.remarks)
        if is_of_window or not reasons.isdisjoint(_TOLD_BY_DISTANCES):
            return None
        if self.distances and (found.is_complete is None or found.repetition or found.remarks):
            return None
        points = tuple(map(self._point, found.points))
        if any(_has(point, letter) for point in points for letter in self.distances):
            return None
        return replace(
            found,
            points=points,
            repetition=self._repetition(found.repetition),
            remarks=tuple(map(self._remark, found.remarks)),
        )

    def _repetition(self, found: Sequence[Finding[Repetition]]) -> tuple[Finding[Repetition], ...]:
        """With which period points repeat, those being listed around where they are moved to."""
        if any(finding.kind.is_of_inner for finding in found):
            return tuple(Finding(f.kind, self._of_inner(f.parts)) for f in found)
        zero, one = Integer(0), Integer(1)
        coordinates = {v: (one, self.shifts.get(v, zero)) for v in self.variables}
        return tuple(with_other_coordinates(found, coordinates))

    def _remark(self, remark: Finding[SearchRemark]) -> Finding[SearchRemark]:
        parts = dict(self._moved_parts(remark.parts))
        exception = parts.get("exception")
        if isinstance(exception, tuple | Tuple):
            is_one = not isinstance(exception[0], tuple | Tuple)
            moved = self._curve(exception) if is_one else Tuple(*map(self._curve, exception))
            parts["exception"] = moved
        return Finding(remark.kind, parts)

    def _point(self, point: CriticalPoint) -> CriticalPoint:
        reason = point.reason
        parts = dict(self._moved_parts(reason.parts))
        curves = {name: parts[name] for name in _CURVES if name in parts}
        parts |= {k: self._curve(p) for k, p in curves.items() if isinstance(p, Tuple)}
        if reason.kind in _TOLD_OF_INNER:
            parts = dict(self._of_inner(reason.parts))
        return replace(
            point,
            point=tuple(self._curve(point.point)),
            value=self._value(point.value) + self.constant,
            reason=Finding(reason.kind, parts),
            where=None if point.where is None else self._condition(point.where),
        )

    def _value(self, value: Expr) -> Expr:
        moved = self._moved(value)
        return factor(moved) if value.has(*self.distances) and value.is_polynomial() else moved

    def _of_inner(self, parts: Mapping[str, Part]) -> Mapping[str, Part]:
        """What f depends on, without terms of parameters alone."""
        moved = dict(self._moved_parts(parts))
        if isinstance(moved["inner"], Expr):
            moved["inner"] = moved["inner"].as_independent(*self.variables, as_Add=True)[1]
        return moved

    def _curve(self, entries: Sequence[Expr]) -> Tuple:
        pairs = zip(self.variables, entries, strict=True)
        return Tuple(*(self._moved(entry) + self.shifts.get(v, 0) for v, entry in pairs))

    def _moved(self, found: Basic) -> Basic:
        places = {v: v - shift for v, shift in self.shifts.items()}
        return found.xreplace({**places, **self.distances})

    def _moved_parts(self, parts: Mapping[str, Part]) -> Mapping[str, Part]:
        return {
            name: self._condition(part)
            if isinstance(part, Relational)
            else self._moved(part)
            if isinstance(part, Expr)
            else part
            for name, part in parts.items()
        }

    def _condition(self, found: Boolean) -> Boolean:
        relations = {part: self._relation(part) for part in found.atoms(Relational)}
        return found.xreplace(relations)

    def _relation(self, found: Relational) -> Relational:
        """x > a for x - a > 0, but (x - a)² + y² = 1 as it stands."""
        told = self._moved(found)
        gap = told.lhs - told.rhs
        if all(gap.diff(variable).is_number for variable in self.variables):
            if not isinstance(told, Eq):
                return without_minus_signs(told)
            is_negative = all(part.could_extract_minus_sign() for part in Add.make_args(gap))
            return Eq(*sides(-gap if is_negative else gap))
        return told


def without_translations(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> Translation | None:
    """The function moved to where the most of its parameters vanish; None where none does.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed.
    """
    typed = program.instructions[-1].formula
    parameters = f.free_symbols - set(variables)
    if not parameters or typed.names != f.free_symbols or typed.holds(("piecewise",)):
        return None
    choices = [[Integer(0), *_shifts_of(v, variables, typed)] for v in variables]
    found = None
    for chosen in islice(product(*choices), 1, _MOST_TRIED):
        pairs = zip(variables, chosen, strict=True)
        moved = _translated(typed, variables, {v: shift for v, shift in pairs if shift != 0})
        left = moved.f.free_symbols - set(variables)
        if (
            left < parameters
            and moved.program.instructions[-1].formula.names == moved.f.free_symbols
        ):
            parameters, found = left, moved
    return found or _at_distance(variables, typed, len(parameters))


def _at_distance(variables: Sequence[Symbol], typed: Formula, count: int) -> Translation | None:
    """The function moved to where only the distance of two places is left; None without one.

    Of (x + a)²(x - b) the places are -a and b.
    """
    if count != _TWO:
        return None
    for variable in variables:
        places = sorted(_shifts_of(variable, variables, typed), key=str)
        found = []
        for origin, other in permutations(places, 2):
            if len(origin.free_symbols) != 1 or len(other.free_symbols) != 1:
                continue
            (letter,) = other.free_symbols
            slope = other.diff(letter)
            if not slope.is_number or origin.has(letter):
                continue
            values = {letter: (origin - _DISTANCE) / slope}
            formula = _shifted(typed, (*variables, *origin.free_symbols, letter), values)
            moved = _translated(formula, variables, {variable: origin})
            if moved.f.free_symbols - set(variables) == {_DISTANCE}:
                found.append(replace(moved, distances={_DISTANCE: origin - other}))
        if found:
            # x = a is critical for (x - a)²(x - b) whether a = b or not, and x = b is not.
            flat = (moved for moved in found if _is_flat_at_origin(moved, variable))
            return next(flat, found[0])
    return None


def _is_flat_at_origin(moved: Translation, variable: Symbol) -> bool:
    slope = moved.f.diff(variable).xreplace({variable: Integer(0)})
    return bool(slope.expand() == 0)


def _has(point: CriticalPoint, letter: Symbol) -> bool:
    parts = (*point.point, point.value, point.where, *point.reason.parts.values())
    return any(part.has(letter) for part in parts if isinstance(part, Basic))


def _translated(
    typed: Formula, variables: Sequence[Symbol], shifts: Mapping[Symbol, Expr]
) -> Translation:
    formula = _shifted(typed, variables, {v: v + shift for v, shift in shifts.items()})
    moved = without_added_parameters(to_sympy(formula), variables, compile_formula(formula))
    return Translation(moved.f, moved.program, shifts, moved.constant, variables)


def _shifts_of(variable: Symbol, variables: Sequence[Symbol], typed: Formula) -> list[Expr]:
    """What a variable is compared with: a where there is x - a, a or a/2 where x + y - a."""
    found: dict[Expr, None] = {}
    for gap in _gaps(typed):
        slope = gap.diff(variable)
        place = gap.xreplace(dict.fromkeys(variables, Integer(0)))
        if slope.is_number and slope != 0 and place.free_symbols:
            shared = sum(gap.has(v) for v in variables)
            found |= dict.fromkeys((-place / slope, -place / slope / shared))
    return list(found)


def _gaps(typed: Formula) -> Iterator[Expr]:
    """The sums in a formula, and the differences of what is compared."""
    for operand in typed.operands:
        yield from _gaps(operand)
    if typed.operation == "add" and _is_linear(typed):
        yield to_sympy(typed)
    if typed.operation in ("max", "min") and all(map(_is_linear, typed.operands)):
        first, *others = map(to_sympy, typed.operands)
        yield from (first - other for other in others)


def _is_linear(formula: Formula) -> bool:
    expression = to_sympy(formula)
    symbols = expression.free_symbols
    return expression.is_polynomial(*symbols) and all(
        expression.diff(symbol).is_number for symbol in symbols
    )


def _shifted(
    formula: Formula, variables: Sequence[Symbol], values: Mapping[Symbol, Expr]
) -> Formula:
    """The formula with other values of the variables, its linear parts added up."""
    if formula.names.isdisjoint(values) and formula.operation not in ("max", "min"):
        return formula
    if not formula.operands or _is_linear(formula):
        return from_sympy(to_sympy(formula).xreplace(dict(values)).expand())
    operands = tuple(_shifted(operand, variables, values) for operand in formula.operands)
    if formula.operation not in ("max", "min"):
        return _flat(replace(formula, operands=operands))
    numbers = [to_sympy(operand) for operand in operands]
    common = numbers[0].as_independent(*variables, as_Add=True)[0]
    rest = [(number - common).expand() for number in numbers]
    if not common.free_symbols or any(part.free_symbols - set(variables) for part in rest):
        return replace(formula, operands=operands)
    largest = replace(formula, operands=tuple(map(from_sympy, rest)))
    return Formula("add", (largest, from_sympy(common)))


def _flat(formula: Formula) -> Formula:
    """A sum without sums among its terms."""
    if formula.operation != "add":
        return formula
    terms = (t.operands if t.operation == "add" else (t,) for t in formula.operands)
    return replace(formula, operands=tuple(term for part in terms for term in part))
