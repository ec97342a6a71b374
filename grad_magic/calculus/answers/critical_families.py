"""Answers that are families of points by whole numbers: x = π/2 + kπ, (kπ, nπ/2)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import Eq, Equality, Integer

from grad_magic.calculus.answers.asking import WHOLE_NUMBERS
from grad_magic.calculus.answers.critical_curves import lies_on
from grad_magic.calculus.answers.marking import Marking, all_of, is_zero
from grad_magic.calculus.answers.truths import ZERO, Row
from grad_magic.calculus.extrema.repetition import repeating
from grad_magic.findings import Finding, Repetition
from grad_magic.solution import CriticalPoint, CriticalPoints

if TYPE_CHECKING:
    from sympy import Expr, Symbol

# How far whole numbers are tried: some four periods of the finest family that is met, π/4.
_REACH = 8
_MOST_LETTERS = 2


@dataclass(frozen=True)
class Family:
    """The points start + Σ n·step with whole numbers n.

    Attributes:
        start: one of them.
        steps: as many as the family has letters.
    """

    start: Row
    steps: tuple[Row, ...]

    def has(self, marking: Marking, offset: Row) -> bool:
        """Whether steps lead from one of its points to another that lies so far off."""
        return any(
            all(marking.vanishes(a - b) for a, b in zip(offset, along, strict=True))
            for along in self._differences()
        )

    def _differences(self) -> Iterator[Row]:
        counts = range(-_REACH, _REACH + 1)
        for numbers in itertools.product(counts, repeat=len(self.steps)):
            yield tuple(
                sum((n * step[i] for n, step in zip(numbers, self.steps, strict=True)), ZERO)
                for i in range(len(self.start))
            )

    def reaches(self, marking: Marking, point: Row) -> bool:
        """Whether a point is one of the family."""
        offset = tuple(a - b for a, b in zip(point, self.start, strict=True))
        return self.has(marking, offset)

    def points(self) -> Iterator[Row]:
        """A few of its points, of each residue by a small number."""
        counts = range(-_MOST_LETTERS, _MOST_LETTERS + 2)
        for numbers in itertools.product(counts, repeat=len(self.steps)):
            yield tuple(
                self.start[i]
                + sum((n * step[i] for n, step in zip(numbers, self.steps, strict=True)), ZERO)
                for i in range(len(self.start))
            )


def family_of(marking: Marking, row: Row) -> Family | None:
    """The family of a row with letters for whole numbers; of a point one without steps."""
    taken = {*marking.problem.variables, *marking.problem.parameters, *marking.answer.decimals}
    letters = sorted({s for entry in row for s in entry.free_symbols} - taken, key=str)
    if len(letters) > _MOST_LETTERS or not {str(name) for name in letters} <= WHOLE_NUMBERS:
        return None
    steps = tuple(tuple(entry.expand().diff(name) for entry in row) for name in letters)
    if any(entry.free_symbols & set(letters) for step in steps for entry in step):
        return None
    return Family(tuple(entry.xreplace(dict.fromkeys(letters, ZERO)) for entry in row), steps)


def curves_of(marking: Marking, curve: Expr) -> tuple[Expr, ...]:
    """Some of the curves that a letter for whole numbers stands for, as x + y = π/2 + kπ.

    None of them where no letter stands in it, or where they are not equally far from each other.
    """
    taken = {*marking.problem.variables, *marking.problem.parameters, *marking.answer.decimals}
    letters = curve.free_symbols - taken
    if len(letters) != 1 or not {str(name) for name in letters} <= WHOLE_NUMBERS:
        return ()
    (letter,) = letters
    if not curve.diff(letter).is_number:
        return ()
    return tuple(curve.xreplace({letter: Integer(n)}) for n in range(-_REACH, _REACH + 1))


def is_among_curves(
    marking: Marking, point: CriticalPoint, curves: Sequence[Expr], found: CriticalPoints
) -> bool | None:
    """Whether a curve of critical points, and all that repeat it, are in a family; None if open.

    The family has equal steps, so that with a curve and the next it has all of them.
    """
    (repetition, *others) = found.repetition or (None,)
    if repetition is None or others or found.may_miss or not isinstance(point.where, Equality):
        return None
    inner, period = (repetition.parts.get(name) for name in ("inner", "period"))
    if inner is None:
        return None
    difference = point.where.lhs - point.where.rhs
    values = [(inner - sign * difference).expand() for sign in (1, -1)]
    value = next((value for value in values if value.is_number), None)
    if value is None:
        return None
    following = replace(point, where=Eq(inner, value + period))
    return all_of(
        [any(lies_on(marking, place, curve) for curve in curves) for place in (point, following)]
    )


def covers_all(marking: Marking, families: Sequence[Family], found: CriticalPoints) -> bool | None:
    """Whether families have all critical points of a periodic f; None where it has another form.

    Each point of one period has to be in a family that goes on by whole periods. Points for some
    values of the parameters alone, as for sin(ax) with a = 0, an answer may leave out.
    """
    if not found.repetition or found.may_miss:
        return None
    shifts: list[Row] = []
    for finding in found.repetition:
        if finding.kind.is_of_inner:
            return None
        shifts += _shifts(marking, finding)
    left_out = [
        point
        for point in found.points
        if not any(
            family.reaches(marking, point.point)
            and all(family.has(marking, shift) for shift in shifts)
            for family in families
        )
    ]
    variables = set(marking.problem.variables)
    if left_out and all(p.where is not None and p.where.free_symbols - variables for p in left_out):
        return None
    return not left_out


def _shifts(marking: Marking, finding: Finding[Repetition]) -> Iterator[Row]:
    """The steps by a period that lead from critical points to others."""
    period, variables = finding.parts["period"], marking.problem.variables
    for variable in repeating(finding, variables):
        # Where none are named, f may have the period in some of them alone.
        if "repeating" in finding.parts or _is_period(marking, variable, period):
            yield tuple(period if other == variable else ZERO for other in variables)


def _is_period(marking: Marking, variable: Symbol, period: Expr) -> bool:
    """Whether f repeats itself with this period in a variable."""
    f = marking.problem.f
    return is_zero(f.xreplace({variable: variable + period}) - f) is True


def are_critical(marking: Marking, family: Family) -> bool | None:
    """Whether ∇f = 0 at all points of a family, as at a few of them; None where that is open."""
    verdicts: list[bool | None] = []
    for point in family.points():
        place = dict(zip(marking.problem.variables, point, strict=True))
        slopes = [slope.subs(place, simultaneous=True) for slope in marking.known.partials]
        verdicts += [marking.vanishes(slope) if slope.is_number else None for slope in slopes]
    return False if False in verdicts else None if None in verdicts else True


def kinds_of(
    marking: Marking, family: Family, kind: str, found: CriticalPoints
) -> Iterator[tuple[str, CriticalPoint]]:
    """The kind that is said of a family, beside each of its points that is known."""
    if kind:
        yield from ((kind, p) for p in found.points if family.reaches(marking, p.point))
