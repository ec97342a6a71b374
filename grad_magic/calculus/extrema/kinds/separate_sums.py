"""Kinds of critical points of sums of functions of one variable each: √|x| - x + y²."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from sympy import Add, Expr, Integer, Symbol

from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.kinds.verdicts import extremum, strict_reason
from grad_magic.calculus.limits import Neighborhood
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.solution import CriticalVerdict

Classifier: TypeAlias = Callable[[Neighborhood], CriticalVerdict]

_CONSTANT = CriticalReason.CONSTANT_NEARBY


def classify_sum(
    f: Expr, variables: Sequence[Symbol], point: Sequence[Expr], classify: Classifier
) -> CriticalVerdict | None:
    """An extremum where each part has one of the same kind; None for others, or no such sum.

    Args:
        f: the function.
        variables: its n variables.
        point: P, n exact numbers.
        classify: tells the kind of a point of a function of one variable.
    """
    parts = _parts(f, variables)
    if parts is None or len(parts) < 2:
        return None
    verdicts = list(_verdicts(parts, dict(zip(variables, point, strict=True)), classify))
    # A part that is constant near P has a minimum and a maximum there.
    kinds = {verdict.kind for verdict in verdicts if verdict.reason.kind is not _CONSTANT}
    if kinds not in ({"minimum"}, {"maximum"}):
        return None
    is_strict = _strictness(verdicts, is_whole=len(parts) == len(variables))
    sign = 1 if kinds == {"minimum"} else -1
    reason = Finding(CriticalReason.NOWHERE_BELOW if sign > 0 else CriticalReason.NOWHERE_ABOVE)
    return extremum(sign, strict_reason(reason) if is_strict else reason, is_strict=is_strict)


def _strictness(verdicts: Sequence[CriticalVerdict], *, is_whole: bool) -> bool | None:
    """Whether the extremum is strict, as all of them are; it is not where one of them is not."""
    strict = [verdict.is_strict for verdict in verdicts]
    if False in strict or not is_whole:
        return False
    return None if None in strict else True


def _parts(f: Expr, variables: Sequence[Symbol]) -> dict[Symbol, Expr] | None:
    """The sum of the terms with each variable; None where a term has several."""
    parts: dict[Symbol, Expr] = {}
    for term in Add.make_args(f):
        names = [variable for variable in variables if term.has(variable)]
        if len(names) > 1:
            return None
        for name in names:
            parts[name] = parts.get(name, Integer(0)) + term
    return parts


def _verdicts(
    parts: dict[Symbol, Expr], place: dict[Symbol, Expr], classify: Classifier
) -> Iterator[CriticalVerdict]:
    for name, part in parts.items():
        value = shorten_number(part.xreplace({name: place[name]}))
        try:
            program = compile_formula(from_sympy(part))
        except UnreadableExpressionError:
            yield CriticalVerdict("undecided", None, Finding(CriticalReason.SPECIAL_UNDECIDED))
            return
        yield classify(Neighborhood(program, {name: place[name]}, value))
