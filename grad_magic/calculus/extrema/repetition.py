"""How critical points repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy.functions.elementary.trigonometric import TrigonometricFunction

from grad_magic.calculus.extrema.systems import Search, has_period
from grad_magic.findings import Finding, Repetition, SearchRemark
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import to_sympy

if TYPE_CHECKING:
    from sympy import Expr, Symbol

# By whether f itself has the period, and whether some variables do not repeat.
_KINDS = {
    (True, False): Repetition.POINTS,
    (True, True): Repetition.POINTS_IN_SOME_VARIABLES,
    (False, False): Repetition.PLACES,
    (False, True): Repetition.PLACES_IN_SOME_VARIABLES,
}
_ABOUT_SEAMS = (
    SearchRemark.NO_GRADIENT_ALONG,
    SearchRemark.NO_GRADIENT_ALONG_BUT,
    SearchRemark.NO_GRADIENT_ALONG_OPEN,
    SearchRemark.NO_GRADIENT_ALONG_OPEN_BUT,
    SearchRemark.NO_GRADIENT_PERHAPS,
)
_ON_ALL_NUMBERS = ("name", "number", "add", "multiply", "negate", "sin", "cos", "exp")


def repetitions(
    f: Expr, variables: Sequence[Symbol], program: Program, search: Search, partials: Sequence[Expr]
) -> tuple[Finding[Repetition], ...] | None:
    """A sentence for each period with which the zeros of ∇f repeat.

    Where ∇f has a period and f perhaps not, f(x + T) - f(x) is constant around each point: the
    points and their kinds repeat, the values need not.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed, which tells where it is defined.
        search: the zeros of its gradient.
        partials: the gradient.

    Returns:
        None where ∇f, or where f is defined, is not seen to be the same a period further on.
    """
    if not search.repeating <= set(search.periods):
        return None
    shifts = [(variable, search.periods[variable]) for variable in search.repeating]
    domains = [
        to_sympy(program.instructions[index].formula)
        for instruction in program.instructions
        if instruction.operation not in _ON_ALL_NUMBERS
        for index in instruction.operands
    ]
    if not all(
        has_period(formula, *shift) for formula in (*partials, *domains) for shift in shifts
    ):
        return None
    return tuple(_sentences(f, variables, search))


def may_repeat(f: Expr, remarks: Sequence[Finding[SearchRemark]]) -> bool:
    """Whether points beside those on seams can be missing, as the period of f is not told."""
    return f.has(TrigonometricFunction) and all(remark.kind in _ABOUT_SEAMS for remark in remarks)


def _sentences(
    f: Expr, variables: Sequence[Symbol], search: Search
) -> Iterator[Finding[Repetition]]:
    groups: dict[tuple[Expr, bool], list[Symbol]] = {}
    for variable in variables:
        if variable in search.repeating:
            period = search.periods[variable]
            groups.setdefault((period, has_period(f, variable, period)), []).append(variable)
    for (period, is_period_of_f), repeating in groups.items():
        is_in_some = len(repeating) < len(variables)
        parts: dict[str, Expr | str] = {"period": period, "low": -period / 2, "high": period / 2}
        if is_in_some:
            parts["repeating"] = " and ".join(str(variable) for variable in repeating)
        yield Finding(_KINDS[is_period_of_f, is_in_some], parts)
