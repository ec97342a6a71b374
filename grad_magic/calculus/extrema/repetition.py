"""How critical points repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import Expr, Integer

from grad_magic.calculus.extrema.equations.systems import Search, has_period
from grad_magic.findings import Finding, Part, Repetition
from grad_magic.formula.program import Instruction, Program
from grad_magic.formula.sympy_forms import to_sympy

if TYPE_CHECKING:
    from sympy import Symbol

# By whether f itself has the period, and whether some variables do not repeat.
_KINDS = {
    (True, False): Repetition.POINTS,
    (True, True): Repetition.POINTS_IN_SOME_VARIABLES,
    (False, False): Repetition.PLACES,
    (False, True): Repetition.PLACES_IN_SOME_VARIABLES,
}
_IN_SOME = {kind: _KINDS[is_of_f, True] for (is_of_f, _), kind in _KINDS.items()}
# Defined on all numbers, whether smooth or not.
_ON_ALL_NUMBERS = (
    *("name", "number", "add", "multiply", "negate", "sin", "cos", "exp"),
    *("abs", "max", "min", "sign", "piecewise"),
)


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
    if not all(has_period(partial, *shift) for partial in partials for shift in shifts):
        return None
    if not all(has_domain_of_period(program, *shift) for shift in shifts):
        return None
    return tuple(_sentences(f, variables, search))


def repeating(finding: Finding[Repetition], variables: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """The variables in which points repeat by what is found."""
    found = finding.parts.get("repeating")
    return found if isinstance(found, tuple) else tuple(variables)


def with_other_coordinates(
    found: Sequence[Finding[Repetition]], coordinates: Mapping[Symbol, tuple[Expr, Expr]]
) -> Iterator[Finding[Repetition]]:
    """With which period points repeat where each variable is u·v + c of what it was.

    Args:
        found: with which period they did.
        coordinates: for each variable the unit u, positive, and the origin c.
    """
    for finding in found:
        variables = repeating(finding, tuple(coordinates))
        for unit, origin in dict.fromkeys(coordinates[v] for v in variables):
            alike = [v for v in variables if coordinates[v] == (unit, origin)]
            starts = {"period": Integer(0), "low": origin, "high": origin}
            parts: dict[str, Part] = {
                name: part * unit + starts[name] if isinstance(part, Expr) else part
                for name, part in finding.parts.items()
            }
            if len(alike) == len(coordinates):
                yield Finding(finding.kind, parts)
            else:
                yield Finding(_IN_SOME[finding.kind], {**parts, "repeating": tuple(alike)})


def has_domain_of_period(program: Program, variable: Symbol, period: Expr) -> bool:
    """Whether the formula is seen to be defined at the same places a period further on."""
    operands = (
        to_sympy(program.instructions[index].formula)
        for instruction in program.instructions
        if instruction.operation not in _ON_ALL_NUMBERS and not _is_whole_power(instruction)
        for index in instruction.operands
    )
    branches = (
        part
        for instruction in program.instructions
        for branch in instruction.branches
        for part in branch
    )
    return all(has_period(operand, variable, period) for operand in operands) and all(
        has_domain_of_period(part, variable, period) for part in branches
    )


def _is_whole_power(instruction: Instruction) -> bool:
    exponent = instruction.exponent
    return instruction.operation == "integer_power" and exponent is not None and exponent > 0


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
        parts: dict[str, Part] = {"period": period, "low": -period / 2, "high": period / 2}
        if is_in_some:
            parts["repeating"] = tuple(repeating)
        yield Finding(_KINDS[is_period_of_f, is_in_some], parts)
