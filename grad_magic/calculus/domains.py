"""Where each operation is defined over the real numbers, and where it is smooth.

A formula is walked in exact numbers, as it was typed: its value at P exists if every
operation's condition holds on the way, and it is continuously differentiable near P if every
operation is so near its operands (chain rule).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sympy import Abs, Expr, Rational, Symbol, cos, sin

from grad_magic.calculus.numbers import sign_of
from grad_magic.calculus.program import Arithmetic, Instruction, Program
from grad_magic.problem import Formula
from grad_magic.reading.symbolic import BUILDERS, power

EXACT: Arithmetic[Expr] = Arithmetic(
    number=lambda number: number,
    operations=dict(BUILDERS) | {"integer_power": power, "odd_root_power": power},
)
"""SymPy's exact numbers."""

Test = Callable[..., bool | None]


@dataclass(frozen=True)
class Condition:
    """What an operation asks of its first operand.

    Attributes:
        holds: called with the operands: True, False, or None where the sign of an exact
            number is not settled.
        relation, bound: the condition as it is written, as in "> 0".
        subject: what is compared with the bound: the operand itself, or for tan its cosine.
        subject_text: the subject as it is written, `{}` for the operand.
    """

    holds: Test
    relation: str
    bound: int = 0
    subject: Callable[[Expr], Expr] = lambda operand: operand
    subject_text: str = "{}"


@dataclass(frozen=True)
class Failure:
    """An operation whose condition does not hold, or is not settled, at P.

    Attributes:
        formula: the operation, with its place.
        operand: the first part it acts on.
        condition: what it needs.
        value: what the condition is about, at P.
        settled: False where the condition may yet hold.
    """

    formula: Formula
    operand: Formula
    condition: Condition
    value: Expr
    settled: bool


class UndefinedError(ArithmeticError):
    """The formula has no real value at P."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.condition.relation)
        self.failure = failure


def _signs(*allowed: int) -> Test:
    """A test that the operand's sign is one of these."""

    def holds(operand: Expr, *_: Expr) -> bool | None:
        sign = sign_of(operand)
        return None if sign is None else sign in allowed

    return holds


def _all(*tests: bool | None) -> bool | None:
    if False in tests:
        return False
    return None if None in tests else True


def _any(*tests: bool | None) -> bool | None:
    if True in tests:
        return True
    return None if None in tests else False


_positive = _signs(1)
_not_negative = _signs(0, 1)
_not_zero = _signs(-1, 1)


def _within(test: Test) -> Test:
    """A test on the distance of the operand from both ends of [-1, 1]."""
    return lambda operand: _all(test(1 - operand), test(1 + operand))


def _power_exists(base: Expr, exponent: Expr) -> bool | None:
    """Over the reals, 0 has only positive powers and negative numbers have none in general."""
    return _any(_positive(base), _all(_not_negative(base), _positive(exponent)))


def _whole_power_exists(base: Expr, exponent: Rational) -> bool | None:
    return True if exponent.p >= 0 else _not_zero(base)


def _differentiable_root(base: Expr, exponent: Rational) -> bool | None:
    """x^(p/q) with odd q has a continuous derivative at 0 if p/q > 1."""
    return True if exponent > 1 else _not_zero(base)


_DIVISION = Condition(_not_zero, "≠")
_COSINE = Condition(lambda angle: _not_zero(cos(angle)), "≠", 0, cos, "cos({})")
_SINE = Condition(lambda angle: _not_zero(sin(angle)), "≠", 0, sin, "sin({})")
_WITHIN_ONE = Condition(_within(_not_negative), "≤", 1, Abs, "|{}|")
_INSIDE_ONE = Condition(_within(_positive), "<", 1, Abs, "|{}|")

DOMAINS: Mapping[str, Condition] = {
    "reciprocal": _DIVISION,
    "integer_power": Condition(_whole_power_exists, "≠"),
    "odd_root_power": Condition(_whole_power_exists, "≠"),
    "power": Condition(_power_exists, ">"),
    "log": Condition(_positive, ">"),
    "sqrt": Condition(_not_negative, "≥"),
    "tan": _COSINE,
    "sec": _COSINE,
    "cot": _SINE,
    "csc": _SINE,
    "coth": _DIVISION,
    "csch": _DIVISION,
    "asin": _WITHIN_ONE,
    "acos": _WITHIN_ONE,
    "acosh": Condition(lambda operand: _not_negative(operand - 1), "≥", 1),
    "atanh": _INSIDE_ONE,
}
"""Where an operation has a real value; everywhere, if it is not listed."""

SMOOTH: Mapping[str, Condition] = {
    "sqrt": Condition(_positive, ">"),
    "odd_root_power": Condition(_differentiable_root, "≠"),
    "power": Condition(lambda base, _: _positive(base), ">"),
    "abs": Condition(_not_zero, "≠"),
    "sign": Condition(_not_zero, "≠"),
    "asin": _INSIDE_ONE,
    "acos": _INSIDE_ONE,
    "acosh": Condition(lambda operand: _positive(operand - 1), ">", 1),
}
"""Where an operation has continuous derivatives nearby; on all its domain, if not listed."""


def evaluate(program: Program, values: Mapping[Symbol, Expr]) -> Expr:
    """The exact value of a formula.

    Raises:
        UndefinedError: it has no real value there, or that is not settled.
    """
    return trace(program, values)[-1]


def trace(program: Program, values: Mapping[Symbol, Expr]) -> tuple[Expr, ...]:
    """The exact value of every part of a formula, in the program's order.

    Raises:
        UndefinedError: a part has no real value, or that is not settled.
    """
    results: list[Expr] = []
    for instruction in program.instructions:
        failure = _failure(program, instruction, results, DOMAINS)
        if failure is not None:
            raise UndefinedError(failure)
        leaf = instruction.formula.value
        if leaf is None:
            operate = EXACT.operations[instruction.operation]
            results.append(operate(*program.arguments(instruction, results)))
        else:
            results.append(values.get(leaf, leaf))
    return tuple(results)


def first_seam(program: Program, results: tuple[Expr, ...]) -> Failure | None:
    """The first operation that is not known to be smooth near these values, if any."""
    failures = (
        _failure(program, instruction, results, SMOOTH) for instruction in program.instructions
    )
    return next((failure for failure in failures if failure is not None), None)


def _failure(
    program: Program,
    instruction: Instruction,
    results: list[Expr] | tuple[Expr, ...],
    conditions: Mapping[str, Condition],
) -> Failure | None:
    condition = conditions.get(instruction.operation)
    if condition is None:
        return None
    arguments = program.arguments(instruction, results)
    holds = condition.holds(*arguments)
    if holds:
        return None
    return Failure(
        formula=instruction.formula,
        operand=program.instructions[instruction.operands[0]].formula,
        condition=condition,
        value=condition.subject(arguments[0]),
        settled=holds is False,
    )
