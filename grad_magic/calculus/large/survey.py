"""F at P part by part: where it is defined, and where it has no derivatives.

With fractions every question has its answer. With rounded numbers f is run twice, with fewer and
with more digits: a sign counts where both runs have it, and the number itself to some digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

import mpmath
from sympy import Expr, Integer, Symbol

from grad_magic.calculus.domains import DOMAINS, SMOOTH, Condition, Failure
from grad_magic.calculus.large.numbers import (
    MIXED,
    MixedNumber,
    is_exact,
    mixed_number,
    rounded,
    sympy_number,
)
from grad_magic.calculus.undefined import undefined_at
from grad_magic.errors import NoAnswerError
from grad_magic.formula.adjoints import NoCaseError, Trace, Watch, trace_program
from grad_magic.formula.arithmetic import NotRealError
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.program import Instruction, Program
from grad_magic.problem import Problem
from grad_magic.wording.messages import Message

# Digits of both runs; the second pair is for sums that cancel.
PRECISIONS = ((30, 50), (120, 180))
# A number is known where both runs agree on it to this part.
_AGREEMENT = mpmath.mpf(10) ** -9
_OF_BASE = (DOMAINS["power"], SMOOTH["power"])
_SIGNS: Mapping[str, Callable[[int], bool]] = {
    ">": lambda sign: sign > 0,
    "≥": lambda sign: sign >= 0,
    "<": lambda sign: sign < 0,
    "≤": lambda sign: sign <= 0,
    "≠": lambda sign: sign != 0,
}


class _UndefinedError(ArithmeticError):
    """An operation has no real value, or that is not settled."""

    def __init__(self, failure: Failure, *, is_rounded: bool) -> None:
        super().__init__(failure.formula.operation)
        self.failure = failure
        self.is_rounded = is_rounded


@dataclass
class _Survey:
    """What is asked of the operations of one run.

    Attributes:
        earlier: what the run with fewer digits was asked about, in its order; None in that run.
        asked: the same of this run.
    """

    earlier: Sequence[MixedNumber] | None
    asked: list[MixedNumber] = field(default_factory=list)

    def watch(self) -> Watch:
        """For each operation that has a condition what looks at its operands."""
        names = {*DOMAINS, *SMOOTH} - {"max", "min"}
        conditions = {name: (DOMAINS.get(name), SMOOTH.get(name)) for name in names}
        return {
            **{name: partial(self._look, *pair) for name, pair in conditions.items() if any(pair)},
            "max": partial(self._compare, 1),
            "min": partial(self._compare, -1),
            **dict.fromkeys(RELATIONS, self._relate),
        }

    def _look(
        self,
        domain: Condition | None,
        smooth: Condition | None,
        instruction: Instruction,
        arguments: tuple[Any, ...],
    ) -> bool:
        """Makes sure that the operation has a value; whether it has no derivatives there."""
        if domain is not None:
            holds, margin = self._holds(domain, arguments)
            if not holds:
                raise _undefined(instruction, domain, arguments, margin, settled=holds is False)
        return smooth is not None and not self._holds(smooth, arguments)[0]

    def _holds(
        self, condition: Condition, arguments: tuple[Any, ...]
    ) -> tuple[bool | None, MixedNumber]:
        """Whether a condition holds, and by how much."""
        if isinstance(arguments[-1], Expr) and condition.holds(Integer(0), arguments[-1]):
            # Of the base of x^5 nothing is asked.
            return True, 0
        numbers = [_as_sympy(argument) for argument in arguments]
        margin = mixed_number(_margin(condition, numbers))
        # Of a power the sign of its exponent matters where the base is 0.
        is_of_base = condition in _OF_BASE and is_exact(arguments[0])
        if is_exact(margin) and (is_of_base or all(map(_is_exact, arguments))):
            return condition.holds(*numbers), margin
        # SymPy's 0.0 - 0 is an exact 0, which rounded numbers do not prove.
        margin = rounded(margin)
        sign = self._settle(margin)
        # Γ has poles at single points, as what must not be 0.
        test = _SIGNS.get(condition.relation, _SIGNS["≠"])
        return None if sign is None else test(sign), margin

    def _compare(self, factor: int, _: Instruction, operands: tuple[MixedNumber, ...]) -> bool:
        """Whether the largest (or smallest) operand is not known to be the only one."""
        if len(operands) == 1:
            return False
        sizes = [factor * operand for operand in operands]
        sizes.sort(key=None if all(map(is_exact, sizes)) else rounded)
        return not self._settle(sizes[-1] + -sizes[-2])

    def _relate(self, _: Instruction, operands: tuple[MixedNumber, ...]) -> bool:
        """Whether a comparison changes nearby, or is not settled."""
        return not self._settle(operands[0])

    def _settle(self, number: MixedNumber) -> int | None:
        """The sign of a number; None where it is not known."""
        position = len(self.asked)
        self.asked.append(number)
        sign = int(number > 0) - int(number < 0)
        if is_exact(number) or (self.earlier is None and sign):
            return sign
        if self.earlier is None or position >= len(self.earlier):
            return None
        return sign if agree(self.earlier[position], number) else None


def agree(rough: MixedNumber, fine: MixedNumber) -> bool:
    """Whether a number and the same with more digits settle it: its sign and some digits."""
    if is_exact(fine):
        return bool(rough == fine)
    return bool(fine != 0 and abs(fine + -rounded(rough)) <= _AGREEMENT * abs(fine))


def _margin(condition: Condition, numbers: Sequence[Expr]) -> Expr:
    """What must be positive, or not 0, for the condition to hold."""
    if isinstance(condition.bound, int):
        return condition.subject(*numbers) - condition.bound
    # The poles of Γ at 0, -1, -2, …
    argument = numbers[-1]
    return argument if argument > 0 else argument - round(float(argument))


def _is_exact(argument: Any) -> bool:
    return isinstance(argument, Expr) or is_exact(argument)


def _as_sympy(argument: Any) -> Expr:
    return argument if isinstance(argument, Expr) else sympy_number(argument, mpmath.mp.dps)


def _undefined(
    instruction: Instruction,
    condition: Condition,
    arguments: tuple[Any, ...],
    margin: MixedNumber,
    *,
    settled: bool,
) -> _UndefinedError:
    operands = instruction.formula.operands
    shown = tuple(sympy_number(a, 6) if not isinstance(a, Expr) else a for a in arguments)
    failure = Failure(
        formula=instruction.formula,
        operands=operands,
        condition=condition,
        value=condition.subject(*shown),
        settled=settled,
        values=shown,
    )
    return _UndefinedError(failure, is_rounded=not is_exact(margin))


@dataclass(frozen=True)
class Survey:
    """F at P.

    Attributes:
        fine: f part by part.
        digits: the decimal digits in which that was made.
        rough: the same in fewer digits; None where all numbers are fractions.
        rough_digits: how many.
    """

    fine: Trace[MixedNumber]
    digits: int
    rough: Trace[MixedNumber] | None = None
    rough_digits: int = 0


def survey(
    problem: Problem,
    program: Program,
    place: Mapping[Symbol, Expr],
    precisions: Sequence[tuple[int, int]] = PRECISIONS,
) -> Survey:
    """F at P, part by part.

    Args:
        problem: what is asked, for messages.
        program: f.
        place: the coordinates of P, numbers.
        precisions: digits of the two runs, one pair after the other until f(P) is known.

    Raises:
        NoAnswerError: a part of f has no real value at P, or that is not settled.
    """
    last: Survey | NoAnswerError | None = None
    for rough_digits, digits in precisions:
        rough, first = None, _Survey(None)
        try:
            rough = _trace(problem, program, place, first, rough_digits)
        except _UndefinedError as failed:
            if not failed.is_rounded:
                raise undefined_at(problem, failed.failure) from None
        if rough is not None and all(map(is_exact, chain(first.asked, _values(rough)))):
            return Survey(rough, rough_digits)
        try:
            fine = _trace(problem, program, place, _Survey(first.asked), digits)
        except _UndefinedError as failed:
            last = undefined_at(problem, failed.failure)
            if failed.failure.settled:
                break
            continue
        if rough is None:
            continue
        last = Survey(fine, digits, rough, rough_digits)
        if agree(rough.value, fine.value):
            break
    if isinstance(last, Survey):
        return last
    raise last or NoAnswerError(
        Message("has_no_value_at_that_is_settled", name=problem.name, place=problem.place)
    )


def _trace(
    problem: Problem,
    program: Program,
    place: Mapping[Symbol, Expr],
    asked: _Survey,
    digits: int,
) -> Trace[MixedNumber]:
    with mpmath.workdps(digits):
        numbers = {symbol: mixed_number(value) for symbol, value in place.items()}
        try:
            return trace_program(program, numbers, MIXED, asked.watch())
        except NoCaseError as error:
            failure = Failure(
                error.instruction.formula, reason=Message("has_no_case_for_this_point")
            )
            raise undefined_at(problem, failure) from None
        except (NotRealError, ZeroDivisionError, OverflowError):
            message = Message(
                "a_part_of_is_out_of_reach_at", name=problem.name, place=problem.place
            )
            raise NoAnswerError(message) from None


def _values(trace: Trace[MixedNumber]) -> Iterator[MixedNumber]:
    yield from trace.values
    for case in trace.cases.values():
        yield from _values(case)
