"""A program backward: one sweep gives all partial derivatives.

The adjoint of a part of f is the derivative of f by that part. That of f itself is 1, and each
operation hands on to its operands its own adjoint times its derivative by them, the last operation
first: the reverse mode of Griewank and Walther, Evaluating Derivatives (2nd ed.), chapter 3. It
takes a small multiple of the operations of f, however many variables there are (chapter 4).

Nothing is asked here about where an operation has a derivative: the table holds wherever its row in
`grad_magic.calculus.domains.SMOOTH` does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from sympy import Rational, Symbol, pi

from grad_magic.formula.arithmetic import Arithmetic
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.program import Instruction, Program

Number = TypeVar("Number")


@dataclass(frozen=True)
class Trace(Generic[Number]):
    """A program with the value of each of its parts.

    Attributes:
        program: what was run.
        values: what each instruction gave.
        cases: of each instruction that is a value by cases, by its place, the case that applies.
        corners: the places of the operations that have no derivatives at their operands, of
            values by cases those whose case changes there. What no name is put into is none.
    """

    program: Program
    values: Sequence[Number]
    cases: Mapping[int, Trace[Number]] = field(default_factory=dict)
    corners: Collection[int] = ()

    @property
    def value(self) -> Number:
        """That of the formula."""
        return self.values[-1]


class NoCaseError(ArithmeticError):
    """No case of a definition by cases applies."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction.operation)
        self.instruction = instruction


Watch = Mapping[str, Callable[[Instruction, tuple[Any, ...]], bool]]
"""For an operation what looks at the numbers that it is about to be applied to, and tells whether
it has no derivatives there."""
NO_WATCH: Watch = MappingProxyType({})


def trace_program(
    program: Program,
    place: Mapping[Symbol, Number],
    arithmetic: Arithmetic[Number],
    watch: Watch = NO_WATCH,
) -> Trace[Number]:
    """The value of every part of a formula, of cases that of the one that applies.

    Args:
        program: the formula.
        place: the values of its variables.
        arithmetic: of single numbers.
        watch: what is asked before an operation; what it raises ends the run.

    Raises:
        NoCaseError: no case applies.
    """
    values: list[Any] = []
    cases: dict[int, Trace[Any]] = {}
    corners: set[int] = set()
    operations = arithmetic.operations
    for index, instruction in enumerate(program.instructions):
        operation = instruction.operation
        if operation == "name":
            values.append(place[instruction.formula.value])
        elif operation == "number":
            values.append(arithmetic.number(instruction.formula.value))
        elif instruction.branches:
            cases[index], is_sure = _applying_case(instruction, place, arithmetic, watch)
            values.append(cases[index].value)
            if not is_sure:
                corners.add(index)
        else:
            arguments = tuple([values[operand] for operand in instruction.operands])
            if instruction.exponent is not None:
                arguments = (*arguments, instruction.exponent)
            is_corner = operation in watch and watch[operation](instruction, arguments)
            if is_corner and not instruction.is_constant:
                corners.add(index)
            values.append(operations[operation](*arguments))
    return Trace(program, values, cases, corners)


def _applying_case(
    instruction: Instruction,
    place: Mapping[Symbol, Number],
    arithmetic: Arithmetic[Number],
    watch: Watch,
) -> tuple[Trace[Number], bool]:
    """The case that applies, and whether it applies nearby as well."""
    is_sure = True
    for condition, value in instruction.branches:
        truth = trace_program(condition, place, arithmetic, watch)
        is_sure = is_sure and not truth.corners
        if truth.value:
            return trace_program(value, place, arithmetic, watch), is_sure
    raise NoCaseError(instruction)


# The derivatives of each operation

Rule = Callable[..., tuple[Any, ...]]
"""From an arithmetic, the value of an operation, and its operands (behind them its exponent), to
its derivative by each operand."""
Rules = Mapping[str, Rule]


def by_other_factors(a: Arithmetic[Any], _: Any, *factors: Any) -> tuple[Any, ...]:
    """For each factor the product of all others, without a division: some of them may be 0."""
    if len(factors) == 2:
        return factors[1], factors[0]
    multiply = a.operations["multiply"]
    before = list(accumulate(factors[:-1], multiply))
    behind = list(accumulate(factors[:0:-1], multiply))[::-1]
    return (behind[0], *map(multiply, before[:-1], behind[1:]), before[-1])


def _by_base(a: Arithmetic[Any], _: Any, base: Any, exponent: Rational) -> tuple[Any, ...]:
    """The constant exponent times the next lower power."""
    if exponent.q == 1:
        factor, lower = int(exponent.p), "integer_power"
    else:
        factor, lower = a.number(exponent), "odd_root_power"
    if exponent == 2:
        return (a.operations["multiply"](factor, base),)
    return (a.operations["multiply"](factor, a.operations[lower](base, exponent - 1)),)


def _by_base_and_exponent(
    a: Arithmetic[Any], value: Any, base: Any, exponent: Any
) -> tuple[Any, ...]:
    """y·x^(y - 1) and x^y·ln x for x > 0."""
    multiply, o = a.operations["multiply"], a.operations
    by_base = multiply(value, exponent, o["reciprocal"](base))
    return by_base, multiply(value, o["log"](base))


def _by_leader(sign: int) -> Rule:
    """1 for the operand that is larger (or smaller) than all others, and 0 for these."""

    def derivatives(a: Arithmetic[Any], _: Any, *operands: Any) -> tuple[Any, ...]:
        add, negate = a.operations["add"], a.operations["negate"]
        leader = 0
        for place, operand in enumerate(operands):
            if sign * add(operand, negate(operands[leader])) > 0:
                leader = place
        return tuple(int(place == leader) for place in range(len(operands)))

    return derivatives


def _by_angle_of(a: Arithmetic[Any], _: Any, y: Any, x: Any) -> tuple[Any, ...]:
    """Of the angle of the point (x, y): x/(x² + y²) and -y/(x² + y²)."""
    o = a.operations
    square = o["add"](o["multiply"](x, x), o["multiply"](y, y))
    over = o["reciprocal"](square)
    return o["multiply"](x, over), o["negate"](o["multiply"](y, over))


def _of_erf(a: Arithmetic[Any], _: Any, x: Any) -> tuple[Any, ...]:
    o = a.operations
    bell = o["exp"](o["negate"](o["multiply"](x, x)))
    return (o["multiply"](2, bell, o["reciprocal"](o["sqrt"](a.number(pi)))),)


def _of_beta(a: Arithmetic[Any], value: Any, p: Any, q: Any) -> tuple[Any, ...]:
    """B(p, q)·(ψ(p) - ψ(p + q)), and the same for q."""
    o = a.operations
    at_sum = o["negate"](o["polygamma"](0, o["add"](p, q)))
    return tuple(
        o["multiply"](value, o["add"](o["polygamma"](0, argument), at_sum)) for argument in (p, q)
    )


def _of_bessel(a: Arithmetic[Any], _: Any, order: Any, x: Any) -> tuple[Any, ...]:
    """(J_{n-1} - J_{n+1})/2; the order n is a constant."""
    o = a.operations
    beside = (o["besselj"](o["add"](order, step), x) for step in (-1, 1))
    below, above = beside
    half = a.number(Rational(1, 2))
    return 0, o["multiply"](half, o["add"](below, o["negate"](above)))


def _of_polygamma(a: Arithmetic[Any], _: Any, order: Any, x: Any) -> tuple[Any, ...]:
    return 0, a.operations["polygamma"](a.operations["add"](order, 1), x)


def _function(derivative: Callable[[Operations, Any, Any], Any]) -> Rule:
    """The rule of a function of one operand, from its operations, value and operand."""
    return lambda a, value, x: (derivative(a.operations, value, x),)


def _level(_: Arithmetic[Any], __: Any, *operands: Any) -> tuple[Any, ...]:
    """What is constant wherever it has derivatives, and what only constants are put into."""
    return (0,) * len(operands)


Operations = Mapping[str, Callable[..., Any]]

# Forms that lose no digits are taken, such as sech² for 1 - tanh².
DERIVATIVES: Rules = {
    "add": lambda _, __, *terms: (1,) * len(terms),
    "multiply": by_other_factors,
    "negate": lambda *_: (-1,),
    "reciprocal": _function(lambda o, y, _: o["negate"](o["multiply"](y, y))),
    "integer_power": _by_base,
    "odd_root_power": _by_base,
    "power": _by_base_and_exponent,
    "exp": _function(lambda _, y, __: y),
    "log": _function(lambda o, _, x: o["reciprocal"](x)),
    "sqrt": _function(lambda o, y, _: o["reciprocal"](o["add"](y, y))),
    "abs": _function(lambda o, _, x: o["sign"](x)),
    "sin": _function(lambda o, _, x: o["cos"](x)),
    "cos": _function(lambda o, _, x: o["negate"](o["sin"](x))),
    "tan": _function(lambda o, _, x: _square(o, o["sec"](x))),
    "cot": _function(lambda o, _, x: o["negate"](_square(o, o["csc"](x)))),
    "sec": _function(lambda o, y, x: o["multiply"](y, o["tan"](x))),
    "csc": _function(lambda o, y, x: o["negate"](o["multiply"](y, o["cot"](x)))),
    "asin": _function(lambda o, _, x: _over_root(o, o["add"](1, o["negate"](x)), o["add"](1, x))),
    "acos": _function(
        lambda o, _, x: o["negate"](_over_root(o, o["add"](1, o["negate"](x)), o["add"](1, x)))
    ),
    "atan": _function(lambda o, _, x: o["reciprocal"](o["add"](1, o["multiply"](x, x)))),
    "sinh": _function(lambda o, _, x: o["cosh"](x)),
    "cosh": _function(lambda o, _, x: o["sinh"](x)),
    "tanh": _function(lambda o, _, x: _square(o, o["sech"](x))),
    "coth": _function(lambda o, _, x: o["negate"](_square(o, o["csch"](x)))),
    "sech": _function(lambda o, y, x: o["negate"](o["multiply"](y, o["tanh"](x)))),
    "csch": _function(lambda o, y, x: o["negate"](o["multiply"](y, o["coth"](x)))),
    "asinh": _function(
        lambda o, _, x: o["reciprocal"](o["sqrt"](o["add"](1, o["multiply"](x, x))))
    ),
    "acosh": _function(lambda o, _, x: _over_root(o, o["add"](x, -1), o["add"](x, 1))),
    "atanh": _function(
        lambda o, _, x: o["reciprocal"](o["multiply"](o["add"](1, o["negate"](x)), o["add"](1, x)))
    ),
    "erf": _of_erf,
    "sigmoid": _function(lambda o, y, x: o["multiply"](y, o["sigmoid"](o["negate"](x)))),
    "softplus": _function(lambda o, _, x: o["sigmoid"](x)),
    "atan2": _by_angle_of,
    "max": _by_leader(1),
    "min": _by_leader(-1),
    "gamma": _function(lambda o, y, x: o["multiply"](y, o["polygamma"](0, x))),
    "factorial": _function(lambda o, y, x: o["multiply"](y, o["polygamma"](0, o["add"](x, 1)))),
    "beta": _of_beta,
    "besselj": _of_bessel,
    "polygamma": _of_polygamma,
    **dict.fromkeys(("sign", "floor", "ceiling", "heaviside", "binomial"), _level),
    # Conditions choose a case, and have no derivatives.
    **dict.fromkeys((*RELATIONS, "true", "and", "or"), _level),
}
"""The derivatives of each operation by its operands, where it is smooth."""


def _square(o: Operations, number: Any) -> Any:
    return o["multiply"](number, number)


def _over_root(o: Operations, one: Any, other: Any) -> Any:
    """1/√(one·other), for numbers that are not negative, each with its own root."""
    return o["reciprocal"](o["multiply"](o["sqrt"](one), o["sqrt"](other)))


def derivatives_of(
    trace: Trace[Any], index: int, arithmetic: Arithmetic[Any], rules: Rules = DERIVATIVES
) -> tuple[Any, ...]:
    """The derivatives of the operation at `index` by its operands."""
    instruction, values = trace.program.instructions[index], trace.values
    arguments = [values[operand] for operand in instruction.operands]
    if instruction.exponent is not None:
        arguments.append(instruction.exponent)
    return rules[instruction.operation](arithmetic, values[index], *arguments)


@dataclass(frozen=True)
class Corner(Generic[Number]):
    """An operation that has no derivatives at its operands, with its adjoint.

    Attributes:
        trace: the part of the formula in which it stands, the case that applies or all of it.
        index: its place there.
        adjoint: the derivative of f by it.
    """

    trace: Trace[Number]
    index: int
    adjoint: Number

    @property
    def instruction(self) -> Instruction:
        """What stands there."""
        return self.trace.program.instructions[self.index]


def sweep_back(
    trace: Trace[Number], arithmetic: Arithmetic[Number], rules: Rules = DERIVATIVES
) -> tuple[dict[Symbol, Number], list[Corner[Number]]]:
    """All partial derivatives of a formula, as far as no corner is in the way.

    Args:
        trace: the formula at a point.
        arithmetic: with which the trace was made.
        rules: the derivatives of the operations, where the arithmetic has better ones.

    Returns:
        The partial derivative by each name that is met, and the corners that are met. Nothing is
        handed on through them: where the adjoint of one is not 0, the derivatives by the names
        below it lack that part.

    >>> from grad_magic.formula.arithmetic import GRID
    >>> from grad_magic.formula.program import compile_formula
    >>> from grad_magic.formula.sympy_forms import from_sympy
    >>> from sympy.abc import x, y
    >>> trace = trace_program(compile_formula(from_sympy(x**3 * y)), {x: 2.0, y: 5.0}, GRID)
    >>> gradient, corners = sweep_back(trace, GRID)
    >>> float(gradient[x]), float(gradient[y])
    (60.0, 8.0)
    """
    sweep = _Sweep(arithmetic, rules)
    sweep.run(trace, 1)
    return sweep.gradient, sweep.corners


@dataclass(frozen=True)
class _Sweep:
    """What is found on the way back through a program and the cases in it."""

    arithmetic: Arithmetic[Any]
    rules: Rules
    gradient: dict[Symbol, Any] = field(default_factory=dict)
    corners: list[Corner[Any]] = field(default_factory=list)

    def run(self, trace: Trace[Any], weight: Any) -> None:
        """The part of the derivatives that comes through this trace, whose adjoint is given."""
        instructions, gradient = trace.program.instructions, self.gradient
        add = self.arithmetic.operations["add"]
        adjoints: list[Any] = [0] * len(instructions)
        adjoints[-1] = weight
        for index in range(len(instructions) - 1, -1, -1):
            instruction, adjoint = instructions[index], adjoints[index]
            operation = instruction.operation
            if operation == "name":
                name = instruction.formula.value
                gradient[name] = add(adjoint, gradient[name]) if name in gradient else adjoint
            elif index in trace.corners:
                self.corners.append(Corner(trace, index, adjoint))
            elif instruction.is_constant or not adjoint:
                continue
            elif instruction.branches:
                self.run(trace.cases[index], adjoint)
            elif operation == "add":
                for operand in instruction.operands:
                    before = adjoints[operand]
                    adjoints[operand] = add(before, adjoint) if before else adjoint
            else:
                self._hand_on(trace, index, adjoints)

    def _hand_on(self, trace: Trace[Any], index: int, adjoints: list[Any]) -> None:
        """Adds to the adjoints of the operands what comes from one operation."""
        adjoint = adjoints[index]
        multiply, add = (self.arithmetic.operations[name] for name in ("multiply", "add"))
        is_one = _is_one(adjoint)
        for operand, derivative in self._derivatives(trace, index):
            if derivative:
                part = derivative if is_one else adjoint
                if not is_one and not _is_one(derivative):
                    part = multiply(adjoint, derivative)
                before = adjoints[operand]
                adjoints[operand] = add(before, part) if before else part

    def _derivatives(self, trace: Trace[Any], index: int) -> list[tuple[int, Any]]:
        """The operands of an operation that are no constants, each with the derivative by it."""
        instructions, values = trace.program.instructions, trace.values
        operands = instructions[index].operands
        active = [operand for operand in operands if not instructions[operand].is_constant]
        if instructions[index].operation == "multiply" and len(active) == 1:
            # By far the most of a long formula; the rule would say the same, for constants too.
            others = [values[operand] for operand in operands if operand != active[0]]
            by_active = others[0]
            for other in others[1:]:
                by_active = self.arithmetic.operations["multiply"](by_active, other)
            return [(active[0], by_active)]
        derivatives = derivatives_of(trace, index, self.arithmetic, self.rules)
        if len(active) == len(operands):
            return list(zip(operands, derivatives, strict=False))
        pairs = zip(operands, derivatives, strict=False)
        return [(operand, part) for operand, part in pairs if operand in active]


def _is_one(number: Any) -> bool:
    return type(number) is int and number == 1


CornerRate = Callable[[Trace[Any], int, Sequence[Any]], Any]
"""Of the corner at a place of a trace, whose operands have these rates, its own rate."""


def push_forward(
    trace: Trace[Number],
    direction: Mapping[Symbol, Number],
    arithmetic: Arithmetic[Number],
    corner_rate: CornerRate,
    rules: Rules = DERIVATIVES,
) -> Number:
    """The rate of change of a formula for t → 0+ along a direction.

    The chain rule holds for one-sided rates as well, where all corners are Lipschitz continuous
    and have one-sided rates themselves.

    Args:
        trace: the formula at a point.
        direction: the rates of the names; what is not in it does not move.
        arithmetic: with which the trace was made.
        corner_rate: the rate at a corner.
        rules: as in `sweep_back`.
    """
    rates: list[Any] = []
    multiply, add = arithmetic.operations["multiply"], arithmetic.operations["add"]
    for index, instruction in enumerate(trace.program.instructions):
        inner = [rates[operand] for operand in instruction.operands]
        if instruction.operation == "name":
            rates.append(direction.get(instruction.formula.value, 0))
        elif instruction.branches and index not in trace.corners:
            case = trace.cases[index]
            rates.append(push_forward(case, direction, arithmetic, corner_rate, rules))
        elif index in trace.corners:
            rates.append(corner_rate(trace, index, inner))
        elif not any(inner):
            rates.append(0)
        else:
            derivatives = derivatives_of(trace, index, arithmetic, rules)
            pairs = zip(derivatives, inner, strict=False)
            rates.append(add(0, *(multiply(part, rate) for part, rate in pairs if part and rate)))
    rate: Number = rates[-1]
    return rate
