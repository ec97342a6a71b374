"""The critical points for single values of the parameters, and what is common to all of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import product

import mpmath
from sympy import Eq, Expr, Rational, Symbol

from grad_magic.calculus.domains import has_values_for_all
from grad_magic.calculus.extrema.corners.cancelling_seams import without_cancelling_seams
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.kinds.verdicts import Searcher
from grad_magic.calculus.extrema.parameter_rows import short_entries
from grad_magic.calculus.extrema.repetition import repeating
from grad_magic.errors import MeaninglessRequestError
from grad_magic.findings import Finding, Part, Repetition, SearchRemark
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.solution import CriticalPoint, CriticalPoints

# Where a function is tried that should be real at single points at most.
_PLACES = (0.3, -0.7, 1.9, -2.3, 11.1)


@dataclass(frozen=True)
class Repeated:
    """Critical points, and with which period they repeat.

    Attributes:
        points: those of one period.
        told: the period, and in which variables.
    """

    points: tuple[CriticalPoint, ...]
    told: tuple[Finding[Repetition], ...]

    def periods(self, variables: Sequence[Symbol]) -> Mapping[Symbol, Part]:
        """The period of each variable that has one."""
        return {v: told.parts["period"] for told in self.told for v in repeating(told, variables)}

    def is_free(self, variable: Symbol, variables: Sequence[Symbol]) -> bool:
        """Whether the points are the same for all values of a variable."""
        index = list(variables).index(variable)
        return all(
            point.point[index] == variable
            and not any(entry.has(variable) for k, entry in enumerate(point.point) if k != index)
            and not (point.where is not None and point.where.has(variable))
            for point in self.points
        )


@dataclass(frozen=True)
class CaseSearch:
    """Finds critical points, and keeps where f has no gradient for some values of parameters.

    Attributes:
        f, variables, formula: the function, and how it was typed.
        search: finds the critical points of a function.
        seams: the equations met so far, each once.
        repetitions: the points for some values, and with which period they repeat, if they do.
        may_leave_out: parameters of which single values may be left out.
        left_out: values of a parameter, for which the points are not known, and the parameter.
    """

    f: Expr
    variables: Sequence[Symbol]
    formula: Formula
    search: Searcher
    seams: dict[Part, None] = field(default_factory=dict)
    repetitions: list[Repeated] = field(default_factory=list)
    may_leave_out: set[Symbol] = field(default_factory=set)
    left_out: dict[Expr, Symbol] = field(default_factory=dict)

    def complete(
        self, values: Mapping[Symbol, Expr], back: Mapping[Symbol, Expr]
    ) -> CriticalPoints:
        """All critical points of f with these values of its parameters.

        The values stand in f as it was typed, which is defined nowhere else: 0·ln(x) needs x > 0.

        Args:
            values: of the parameters.
            back: what symbols in these values stand for.

        Raises:
            UnsolvedError: they are not known to be all.
        """
        try:
            numbers = {parameter: from_sympy(value) for parameter, value in values.items()}
            # In one form in both: where f has |x + 1/(2a + 2)| and the program its like with
            # 1/(2(a + 1)), the seam of the one would not be that of the other.
            values = {parameter: to_sympy(number) for parameter, number in numbers.items()}
            f = self.f.xreplace(dict(values))
        except (UnreadableExpressionError, ValueError, TypeError):
            # SymPy compares only what it knows to be real, and max(√(-1 - x²), x) is not.
            raise UnsolvedError from None
        try:
            program = compile_formula(with_values(self.formula, numbers))
            plain, program = without_cancelling_seams(f, self.variables, program)
            found = self.search(plain, self.variables, program)
        except MeaninglessRequestError:
            # √(a - x²) is real at one point for a = 0, which says nothing of other values.
            if self._may_be_real(values):
                raise UnsolvedError from None
            return CriticalPoints((), is_complete=True)
        if found.is_complete is None:
            raise UnsolvedError
        self.repetitions.append(Repeated(found.points, found.repetition))
        for remark in found.remarks:
            zeros = remark.parts.get("zeros")
            # x = 0 is the known seam x = a for this value of a.
            known = (seam.xreplace(dict(values)) for seam in self.seams if isinstance(seam, Eq))
            if isinstance(zeros, Eq) and zeros not in known:
                self.seams[short_entries(zeros.xreplace(back))] = None
        return found

    def points_at(self, parameter: Symbol, value: Expr) -> tuple[CriticalPoint, ...]:
        """The critical points for one value of a parameter; none where it is left out.

        Raises:
            UnsolvedError: they are not known to be all, and it may not be left out.
        """
        try:
            return self.complete({parameter: value}, {}).points
        except UnsolvedError:
            if parameter not in self.may_leave_out:
                raise
            self.left_out[value] = parameter
            return ()

    def _may_be_real(self, values: Mapping[Symbol, Expr]) -> bool:
        """Whether f, of which a part is real at single points at most, may not use this part."""
        program = compile_formula(self.formula)
        has_cases = any(instruction.branches for instruction in program.instructions)
        if has_cases or not all(value.is_number for value in values.values()):
            return True
        given = {symbol: mpmath.mpmathify(value.evalf(30)) for symbol, value in values.items()}
        for numbers in product(_PLACES, repeat=len(self.variables)):
            place = zip(self.variables, map(mpmath.mpf, numbers), strict=True)
            with suppress(NotRealError):
                program.run({**given, **dict(place)}, HIGH_PRECISION)
                return True
        return False

    def repetition(self) -> tuple[Finding[Repetition], ...]:
        """With which period the points repeat, for all values of the parameters the same one.

        Raises:
            UnsolvedError: it depends on them.
        """
        told = [case.told for case in self.repetitions if case.told]
        if not told:
            return ()
        if any(finding.kind.is_of_inner for part in told for finding in part):
            return self._repetition_of_inner(told)
        whole = max(self.repetitions, key=lambda case: len(case.periods(self.variables)))
        periods = whole.periods(self.variables)
        for case in self.repetitions:
            others = case.periods(self.variables)
            if any(
                others[v] != periods.get(v) if v in others else not case.is_free(v, self.variables)
                for v in {**periods, **others}
            ):
                raise UnsolvedError
        return whole.told

    def _repetition_of_inner(
        self, told: Sequence[tuple[Finding[Repetition], ...]]
    ) -> tuple[Finding[Repetition], ...]:
        parts = (part for finding in told[0] for part in finding.parts.values())
        symbols = {s for part in parts if isinstance(part, Expr) for s in part.free_symbols}
        if any(other != told[0] for other in told) or not symbols <= set(self.variables):
            raise UnsolvedError
        return told[0]

    def remarks(self) -> Iterator[Finding[SearchRemark]]:
        """Where f may have no gradient, and which values of the parameters are left out."""
        for zeros in self.seams:
            yield Finding(SearchRemark.NO_GRADIENT_PERHAPS, {"zeros": zeros})
        for value, parameter in self.left_out.items():
            parts: dict[str, Part] = {"first": parameter, "unequal": "≠", "second": value}
            yield Finding(SearchRemark.REGULAR_ASSUMED, parts)


def with_values(formula: Formula, values: Mapping[Symbol, Formula]) -> Formula:
    """The formula with others in place of some names.

    What has a value everywhere and becomes a number is this number: |0·x| has no corner.
    """
    if formula.operation == "name":
        assert formula.value is not None
        return values.get(formula.value, formula)
    if formula.names.isdisjoint(values):
        return formula
    operands = tuple(with_values(operand, values) for operand in formula.operands)
    changed = replace(formula, operands=operands)
    if not has_values_for_all(compile_formula(changed), changed.names):
        return changed
    number = to_sympy(changed)
    return Formula("number", value=number) if isinstance(number, Rational) else changed
