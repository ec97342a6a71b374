"""Where each operation is defined over the real numbers, and where it is smooth.

A formula is walked in exact numbers, as it was typed: its value at P exists if every
operation's condition holds on the way, and it is continuously differentiable near P if every
operation is so near its operands (chain rule).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sympy import (
    Abs,
    Expr,
    Float,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Ne,
    Or,
    Rational,
    Symbol,
    cos,
    factor,
    false,
    floor,
    pi,
    sin,
    true,
)
from sympy.logic.boolalg import Boolean

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.program import Instruction, Program
from grad_magic.formula.sympy_forms import BUILDERS, MAX_POWER_DIGITS, UnbuildableError, power
from grad_magic.formula.tree import Formula
from grad_magic.wording.messages import Message, Told


def _decided_sign(number: Expr) -> int:
    sign = sign_of(number)
    if sign is None:
        raise UnbuildableError(Message("the_sign_of_a_number_could_not_be_decided"))
    return sign


# Factoring below this size takes milliseconds.
_LARGEST_FACTORED = 60
_LARGEST_FLOORED = Float(10) ** MAX_POWER_DIGITS


def _exact_floor(number: Expr) -> Expr:
    """SymPy's own trusts rounded digits, and tanh(1000) is less than 1."""
    if number.is_number and not abs(number.evalf(5)) < _LARGEST_FLOORED:
        raise UnbuildableError(
            Message("its_whole_part_has_more_than_digits", max_power_digits=MAX_POWER_DIGITS)
        )
    whole = floor(number)
    if not isinstance(whole, Integer):
        raise UnbuildableError(Message("floor_of_a_number_could_not_be_decided"))
    if _decided_sign(number - whole) < 0:
        whole -= 1
    if _decided_sign(number - whole) < 0 or _decided_sign(whole + 1 - number) <= 0:
        raise UnbuildableError(Message("floor_of_a_number_could_not_be_decided"))
    return whole


def _exact_largest(*numbers: Expr) -> Expr:
    largest = numbers[0]
    for number in numbers[1:]:
        if _decided_sign(number - largest) > 0:
            largest = number
    return largest


EXACT: Mapping[str, Callable[..., Any]] = dict(BUILDERS) | {
    "integer_power": power,
    "odd_root_power": power,
    "sign": lambda number: Integer(_decided_sign(number)),
    "abs": lambda number: _decided_sign(number) * number,
    "floor": _exact_floor,
    "ceiling": lambda number: -_exact_floor(-number),
    "max": _exact_largest,
    "min": lambda *numbers: -_exact_largest(*(-number for number in numbers)),
}
"""The operations on SymPy's exact numbers."""

NONE_OF = "is none of"
Test = Callable[..., bool | None]
Conditions = list[Boolean]
RELATIONAL: Mapping[str, Callable[..., Boolean]] = {
    ">": Gt,
    "≥": Ge,
    "<": Lt,
    "≤": Le,
    "≠": Ne,
}
"""The relations of conditions as SymPy's."""


@dataclass(frozen=True)
class Condition:
    """What an operation asks of its operands.

    Attributes:
        holds: called with the operands: True, False, or None where the sign of an exact
            number is not settled.
        relation, bound: the condition as it is written, as in "> 0".
        subject: what is compared with the bound: the first operand, or for tan its cosine.
        subject_text: the subject as it is written, `{0}`, `{1}` for the operands.
        needed: the same of an operand with parameters, where it is no relation with the bound.
    """

    holds: Test
    relation: str
    bound: int | str = 0
    subject: Callable[..., Expr] = lambda operand, *_: operand
    subject_text: str = "{0}"
    needed: Callable[..., Boolean] | None = None


@dataclass(frozen=True)
class Failure:
    """An operation whose condition does not hold, or is not settled, at P.

    Attributes:
        formula: the operation, with its place.
        operands: the parts it acts on.
        condition: what it needs; None where `reason` says what is wrong.
        value: what the condition is about, at P.
        settled: False where the condition may yet hold.
        reason: what is wrong with the operation, as the end of a sentence.
        values: the operands at P.
    """

    formula: Formula
    operands: tuple[Formula, ...] = ()
    condition: Condition | None = None
    value: Expr | None = None
    settled: bool = True
    reason: Told = ""
    values: tuple[Expr, ...] = ()


class UndefinedError(ArithmeticError):
    """The formula has no real value at P."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.formula.operation)
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


def _twice_differentiable_root(base: Expr, exponent: Rational) -> bool | None:
    return True if exponent > 2 else _not_zero(base)


_DIVISION = Condition(_not_zero, "≠")


def off_poles(argument: Expr) -> Boolean:
    """That Γ has a value, as a condition on letters."""
    number, names = argument.as_independent(*argument.free_symbols, as_Add=True)
    if not number.is_Integer:
        number, names = Integer(0), argument
    return Or(Gt(names, -number), Ne(names, floor(names), evaluate=False))


_POLES_OF_GAMMA = Condition(
    lambda argument: _any(_positive(argument), _not_zero(sin(pi * argument))),
    NONE_OF,
    "0, -1, -2, …",
    needed=off_poles,
)
_NOT_WHOLE = Condition(
    lambda argument: _not_zero(argument - floor(argument)),
    "≠",
    0,
    lambda argument: sin(pi * argument),
    "sin(pi*{0})",
)


def leading_operand(factor: int, operands: Sequence[Expr]) -> int | None:
    """The place of the operand that is larger (with the factor -1: smaller) than all others.

    Returns:
        None where the first place is shared, or that is not settled.
    """
    for place, candidate in enumerate(operands):
        others = (other for index, other in enumerate(operands) if index != place)
        if all(_positive(factor * (candidate - other)) for other in others):
            return place
    return None


def _one_leads(factor: int) -> Test:
    """A test that one operand is larger (or smaller) than all others, as max and min need."""

    def holds(*operands: Expr) -> bool | None:
        if leading_operand(factor, operands) is not None:
            return True
        differences = [a - b for index, a in enumerate(operands) for b in operands[:index]]
        return None if None in map(sign_of, differences) else False

    return holds


def _apart(factor: int) -> Condition:
    return Condition(
        _one_leads(factor), "≠", 0, lambda first, second, *_: first - second, "{0} - {1}"
    )


_APART = {"max": _apart(1), "min": _apart(-1)}
_COSINE = Condition(lambda angle: _not_zero(cos(angle)), "≠", 0, cos, "cos({0})")
_SINE = Condition(lambda angle: _not_zero(sin(angle)), "≠", 0, sin, "sin({0})")
_WITHIN_ONE = Condition(_within(_not_negative), "≤", 1, Abs, "|{0}|")
_INSIDE_ONE = Condition(_within(_positive), "<", 1, Abs, "|{0}|")

# Operations that are defined for all operands; the last ones give truth values.
_TOTAL = (
    *("add", "multiply", "negate", "exp", "abs", "sign", "sin", "cos", "atan", "sinh", "cosh"),
    *("tanh", "sech", "asinh", "max", "min", "floor", "ceiling", "erf", "besselj", "sigmoid"),
    *("softplus", *RELATIONS, "and", "or", "true"),
    # No formula is built with operands that it has no value for.
    "binomial",
)
DOMAINS: Mapping[str, Condition | None] = {
    **dict.fromkeys(_TOTAL),
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
    "atan2": Condition(
        lambda y, x: _any(_not_zero(x), _not_zero(y)),
        "≠",
        0,
        lambda y, x: y**2 + x**2,
        "{0}^2+{1}^2",
    ),
    "heaviside": _DIVISION,
    "gamma": _POLES_OF_GAMMA,
    "polygamma": replace(
        _POLES_OF_GAMMA,
        holds=lambda _, argument: _POLES_OF_GAMMA.holds(argument),
        subject=lambda _, argument: argument,
        subject_text="{1}",
    ),
    "factorial": Condition(
        lambda argument: _POLES_OF_GAMMA.holds(argument + 1),
        NONE_OF,
        "-1, -2, …",
        needed=lambda argument: off_poles(argument + 1),
    ),
    "beta": Condition(
        lambda p, q: _all(*map(_POLES_OF_GAMMA.holds, (p, q, p + q))), NONE_OF, "0, -1, -2, …"
    ),
}
"""Where an operation has a real value; None: everywhere."""

# Operations that have continuous derivatives wherever they are defined. The truth values are
# judged where the cases are told apart.
_SMOOTH_THROUGHOUT = (
    *("add", "multiply", "negate", "reciprocal", "integer_power", "exp", "log", "sin", "cos"),
    *("tan", "cot", "sec", "csc", "atan", "sinh", "cosh", "tanh", "coth", "sech", "csch"),
    *("asinh", "atanh", "erf", "gamma", "beta", "factorial", "besselj", "polygamma", "sigmoid"),
    *("softplus", *RELATIONS, "and", "or", "true"),
    # Of constants only.
    "binomial",
)
SMOOTH: Mapping[str, Condition | None] = {
    **dict.fromkeys(_SMOOTH_THROUGHOUT),
    "sqrt": Condition(_positive, ">"),
    "odd_root_power": Condition(_differentiable_root, "≠"),
    "power": Condition(lambda base, _: _positive(base), ">"),
    "abs": Condition(_not_zero, "≠"),
    "sign": Condition(_not_zero, "≠"),
    "asin": _INSIDE_ONE,
    "acos": _INSIDE_ONE,
    "acosh": Condition(lambda operand: _positive(operand - 1), ">", 1),
    "atan2": Condition(
        lambda y, x: _any(_positive(x), _not_zero(y)), "≠", 0, lambda y, _: y, "{0}"
    ),
    **_APART,
    "floor": _NOT_WHOLE,
    "ceiling": _NOT_WHOLE,
    "heaviside": Condition(_not_zero, "≠"),
}
"""Where an operation has continuous derivatives nearby; None: on all its domain."""


SMOOTH_TWICE: Mapping[str, Condition | None] = {
    **SMOOTH,
    "odd_root_power": Condition(_twice_differentiable_root, "≠"),
}
"""Where it has continuous second derivatives nearby."""
CONTINUOUS: Mapping[str, Condition | None] = {
    **SMOOTH,
    **dict.fromkeys(("sqrt", "odd_root_power", "power", "abs", "asin", "acos", "acosh")),
    **dict.fromkeys(_APART),
}
"""Where its limit is its value, from all points where it has one; None: on all its domain."""


def evaluate(
    program: Program, values: Mapping[Symbol, Expr], assumed: Conditions | None = None
) -> Expr:
    """The exact value of a formula; `assumed` as in `trace`.

    Raises:
        UndefinedError: it has no real value there, or that is not settled.
    """
    return trace(program, values, assumed)[-1]


def is_defined_nowhere(program: Program) -> bool:
    """Whether it is proved that a part of the formula has no real value, as ln(-x²)."""
    try:
        trace(program, {}, [])
    except UndefinedError as error:
        return error.failure.condition is not None and error.failure.settled
    return False


def is_defined_everywhere(program: Program) -> bool:
    """Whether it is made of operations on all numbers; in what cases leave out it has none."""
    return all(
        DOMAINS.get(instruction.operation) is None
        and all(is_defined_everywhere(part) for branch in instruction.branches for part in branch)
        for instruction in program.instructions
    )


def has_values_for_all(program: Program, variables: Collection[Expr]) -> bool:
    """Whether all operations have a value for all values of the variables."""
    for instruction in program.instructions:
        is_power = instruction.exponent is not None and instruction.exponent >= 0
        has_value = is_power or DOMAINS.get(instruction.operation) is None
        is_fixed = instruction.formula.names.isdisjoint(variables)
        if instruction.branches or not (has_value or is_fixed or _has_positive_base(instruction)):
            return False
    return True


def _has_positive_base(instruction: Instruction) -> bool:
    """Whether it is a power of a positive number, such as e^u."""
    if instruction.operation != "power":
        return False
    base = instruction.formula.operands[0]
    return (
        base.operation == "number"
        and isinstance(base.value, Expr)
        and base.value.is_positive is True
    )


def trace(
    program: Program, values: Mapping[Symbol, Expr], assumed: Conditions | None = None
) -> tuple[Expr, ...]:
    """The exact value of every part of a formula, in the program's order.

    Args:
        program: the formula.
        values: the point; names without a value are parameters and stay.
        assumed: where given, conditions on parameters that are not settled are added to it
            and taken to hold.

    Raises:
        UndefinedError: a part has no real value, or that is not settled.
    """
    results: list[Expr] = []
    for instruction in program.instructions:
        failure = _failure(program, instruction, results, DOMAINS)
        if failure is not None and not _assume(failure, assumed):
            raise UndefinedError(failure)
        leaf = instruction.formula.value
        if leaf is not None:
            results.append(values.get(leaf, leaf))
        elif instruction.branches:
            results.append(evaluate(chosen_case(instruction, values), values, assumed))
        else:
            results.append(_built(instruction, program.arguments(instruction, results)))
    return tuple(results)


def _assume(failure: Failure, assumed: Conditions | None) -> bool:
    """Adds the condition on parameters that a part needs; False if it can not be stated."""
    condition, value = failure.condition, failure.value
    if assumed is None or failure.settled or condition is None or value is None:
        return False
    if condition.needed is not None and value.free_symbols:
        assumed.append(condition.needed(value))
        return True
    relation = RELATIONAL.get(condition.relation)
    subjects = [value]
    if condition in _APART.values():
        # No two operands are equal, so that one leads; of max(1, 0, a) it is never 0.
        ahead = 1 if condition is _APART["max"] else -1
        values = failure.values
        leaders = [v for v in values if all(sign_of(other - v) != ahead for other in values)]
        gaps = (first - second for first, second in combinations(leaders, 2))
        subjects = [gap for gap in gaps if sign_of(gap) not in (1, -1)]
    if relation is None or not all(subject.free_symbols for subject in subjects):
        return False
    # -s² ≥ 0 holds for one number alone, around which a square root would be imaginary, and
    # min(s, 0)^(3/2) has values where min(s, 0) is 0.
    if relation in (Ge, Gt) and _is_never_above(value, condition.bound):
        return False
    for subject in subjects:
        needed = relation(subject, condition.bound)
        if needed not in assumed and needed != true:
            assumed.append(needed)
    return True


def _built(instruction: Instruction, arguments: tuple[Expr, ...]) -> Expr:
    operation = instruction.operation
    # Of parameters no sign can be decided, so SymPy's own function stays as it is.
    has_names = any(argument.free_symbols for argument in arguments)
    operate = BUILDERS.get(operation, power) if has_names else EXACT[operation]
    try:
        result = operate(*arguments)
    except (UnbuildableError, ZeroDivisionError) as error:
        said = error.said if isinstance(error, UnbuildableError) else str(error)
        failure = Failure(
            instruction.formula,
            reason=Message("cannot_be_computed", error=said),
            settled=False,
        )
        raise UndefinedError(failure) from None
    # A zero that stays a sum would make noise of every function of it.
    is_hidden_zero = operation == "add" and sign_of(result) == 0
    return Integer(0) if is_hidden_zero else result


def chosen_case(instruction: Instruction, values: Mapping[Symbol, Expr]) -> Program:
    """The value's program of the first case of a piecewise formula whose condition holds.

    Raises:
        UndefinedError: no case applies, or that is not settled.
    """
    for condition, value in instruction.branches:
        holds = _truth(condition, trace(condition, values), RELATIONS)
        if holds:
            return value
        if holds is None:
            reason = Message("has_cases_that_are_open")
            raise UndefinedError(Failure(instruction.formula, reason=reason, settled=False))
    raise UndefinedError(Failure(instruction.formula, reason=Message("has_no_case_for_this_point")))


# For the sign of a difference at P: the truth that the relation keeps nearby (None: it changes).
_HOLDS_NEARBY: Mapping[str, Callable[[int], bool | None]] = {
    "less": lambda sign: sign < 0 if sign else None,
    "less_equal": lambda sign: sign < 0 if sign else None,
    "greater": lambda sign: sign > 0 if sign else None,
    "greater_equal": lambda sign: sign > 0 if sign else None,
    "equal": lambda sign: False if sign else None,
    "unequal": lambda sign: True if sign else None,
}


def _truth(
    condition: Program,
    results: tuple[Expr, ...],
    relations: Mapping[str, Callable[[int], bool | None]],
) -> bool | None:
    """The truth value of a condition, from the exact values of the differences in it."""
    truths: list[bool | None] = []
    for instruction in condition.instructions:
        parts = [truths[index] for index in instruction.operands]
        if instruction.operation in relations:
            sign = sign_of(results[instruction.operands[0]])
            truths.append(None if sign is None else relations[instruction.operation](sign))
        elif instruction.operation in ("and", "or"):
            truths.append(_all(*parts) if instruction.operation == "and" else _any(*parts))
        else:
            truths.append(True if instruction.operation == "true" else None)
    return truths[-1]


def first_seam(
    program: Program,
    results: tuple[Expr, ...],
    values: Mapping[Symbol, Expr],
    assumed: Conditions | None = None,
    smooth: Mapping[str, Condition | None] = SMOOTH,
) -> Failure | None:
    """The first operation that is not known to be smooth near these values, if any.

    Conditions on parameters are assumed as in `trace`.
    """
    return _survey(program, results, values, assumed, smooth)[0]


def is_made_continuous(program: Program, values: Mapping[Symbol, Expr]) -> bool:
    """Whether a formula is made of operations that are continuous at their operands at P."""
    try:
        results = trace(program, values)
        return first_seam(program, results, values, smooth=CONTINUOUS) is None
    except UndefinedError:
        return False


LEVEL = ("sign", "floor", "ceiling", "heaviside")
"""Operations that are constant wherever they are smooth."""


def _survey(
    program: Program,
    results: tuple[Expr, ...],
    values: Mapping[Symbol, Expr],
    assumed: Conditions | None,
    smooth: Mapping[str, Condition | None],
) -> tuple[Failure | None, bool]:
    """The first seam, and without one whether the formula varies near these values.

    What is constant near them has no seam, whatever it is made of: √max(x, 0) at x = -1.
    """
    moving: set[int] = set()
    for index, instruction in enumerate(program.instructions):
        if instruction.branches:
            failure, moves = _survey_cases(instruction, values, assumed, smooth)
        elif moving.isdisjoint(instruction.operands):
            failure, moves = None, instruction.formula.value in values
        else:
            failure = _failure(program, instruction, results, smooth)
            moves = _still_moves(instruction, program.arguments(instruction, results), moving)
        if failure is not None and not _assume(failure, assumed):
            return failure, True
        if moves:
            moving.add(index)
    return None, len(program.instructions) - 1 in moving


def _still_moves(instruction: Instruction, operands: Sequence[Expr], moving: set[int]) -> bool:
    """Whether the result varies with operands of which some do."""
    if instruction.operation in _APART:
        place = leading_operand(1 if instruction.operation == "max" else -1, operands)
        return place is None or instruction.operands[place] in moving
    return instruction.operation not in LEVEL


def _survey_cases(
    instruction: Instruction,
    values: Mapping[Symbol, Expr],
    assumed: Conditions | None,
    smooth: Mapping[str, Condition | None],
) -> tuple[Failure | None, bool]:
    """A condition that changes near P, or a seam within the case that applies."""
    if not _has_variable(instruction, values):
        return None, False
    for condition, value in instruction.branches:
        compared = trace(condition, values)
        holds = _truth(condition, compared, _HOLDS_NEARBY)
        # A jump within a condition changes the case although no difference is 0 at P.
        if holds is None or first_seam(condition, compared, values) is not None:
            return Failure(instruction.formula, reason="changes its case"), True
        if holds:
            return _survey(value, trace(value, values, assumed), values, assumed, smooth)
    return None, True


def _has_variable(instruction: Instruction, variables: Mapping[Symbol, Expr]) -> bool:
    return instruction.formula.value in variables or any(
        _has_variable(inner, variables)
        for branch in instruction.branches
        for part in branch
        for inner in part.instructions
    )


def _never_holds(condition: Condition, operands: Sequence[Expr]) -> bool:
    """Whether a condition holds for no values of the parameters, as -a² > 0."""
    value = condition.subject(*operands)
    relation = RELATIONAL.get(condition.relation)
    if relation is None or not value.free_symbols or condition in _APART.values():
        return False
    if condition is DOMAINS["power"] and sign_of(operands[1]) == 1:
        # Where the base is 0, it has a value.
        return bool(Ge(value, condition.bound) == false)
    if relation(value, condition.bound) == false:
        return True
    if relation is Ne and value.count_ops() <= _LARGEST_FACTORED:
        return bool(shorten(value - condition.bound) == 0)
    return relation is Gt and _is_never_above(value, condition.bound)


def slack_never_positive(condition: Condition | None, operands: Sequence[Expr]) -> Expr | None:
    """By how much an inequality is met, -x² of 1 + x² ≤ 1, if that is proved never to be > 0."""
    relation = RELATIONAL.get(condition.relation) if condition is not None else None
    if condition is None or relation in (None, Ne) or condition.holds(*operands):
        return None
    value, bound = condition.subject(*operands), Integer(condition.bound)
    ends = (value, bound) if relation in (Ge, Gt) else (bound, value)
    return ends[0] - ends[1] if _is_never_above(*ends) else None


def _is_never_above(value: Expr, bound: Expr) -> bool:
    if value.count_ops() > _LARGEST_FACTORED:
        return False
    gap = bound - value
    return is_never_negative(gap) or is_never_negative(factor(gap))


def _failure(
    program: Program,
    instruction: Instruction,
    results: list[Expr] | tuple[Expr, ...],
    conditions: Mapping[str, Condition | None],
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
        operands=tuple(program.instructions[index].formula for index in instruction.operands),
        condition=condition,
        value=condition.subject(*arguments),
        settled=holds is False or _never_holds(condition, arguments),
        values=arguments,
    )
