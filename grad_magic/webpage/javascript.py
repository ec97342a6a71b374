"""A program as JavaScript: f and its partial derivatives written out as plain arithmetic.

The program is run over an arithmetic whose numbers are pieces of JavaScript: what it would compute
it writes down. The partial derivatives go along with the values (forward mode), by the same table
of derivatives that the sweep backward has. Where an operation has no derivative they are NaN, and
where f as typed has no value it is NaN itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grad_magic.formula.adjoints import DERIVATIVES, Rules
from grad_magic.formula.arithmetic import Arithmetic

if TYPE_CHECKING:
    from sympy import Expr, Rational, Symbol

    from grad_magic.formula.program import Instruction, Program

Piece = str
"""A number in JavaScript: a name, a literal, or a place of the working memory."""


def write_function(program: Program, variables: Sequence[Symbol]) -> str:
    """The functions `value`, f at a point, and `slopes`, f with its partial derivatives.

    They write what they compute into an array `work`, by which one sees where a number became too
    large.

    >>> from grad_magic.formula.program import compile_formula
    >>> from grad_magic.formula.sympy_forms import from_sympy
    >>> from sympy.abc import x, y
    >>> print(write_function(compile_formula(from_sympy(x * y)), (x, y)))
    const work = new Float64Array(3);
    function value(x0, x1) {
    work.fill(0);
    work[0] = x0 * x1;
    return work[0];
    }
    function slopes(x0, x1) {
    work.fill(0);
    work[0] = x0 * x1;
    work[1] = x1;
    work[2] = x0;
    return [work[0], [work[1], work[2]]];
    }
    """
    names = {variable: f"x{index}" for index, variable in enumerate(variables)}
    plain, full = _Writer(), _Writer()
    value = _write(plain, program, names, by=()).value
    moved = _write(full, program, names, by=tuple(names.values()))
    partials = [full.keep(slope or "0") for slope in moved.slopes]
    arguments = ", ".join(names.values())
    lines = (
        f"const work = new Float64Array({max(plain.size, full.size, 1)});",
        f"function value({arguments}) {{",
        "work.fill(0);",
        *plain.lines,
        f"return {value};",
        "}",
        f"function slopes({arguments}) {{",
        "work.fill(0);",
        *full.lines,
        f"return [{moved.value}, [{', '.join(partials)}]];",
        "}",
    )
    return "\n".join(lines)


@dataclass
class _Writer:
    """The statements so far, and how much working memory they use."""

    lines: list[str] = field(default_factory=list)
    size: int = 0

    def keep(self, text: str) -> Piece:
        """The number that this expression gives, in a place of its own."""
        place = f"work[{self.size}]"
        self.size += 1
        self.lines.append(f"{place} = {text};")
        return place

    def reserve(self) -> Piece:
        """A place that is filled later."""
        return self.keep("NaN")


@dataclass(frozen=True)
class _Moving:
    """A number with its derivatives by the variables, None for 0; of a condition its truth.

    Attributes:
        value: the number, or whether the condition holds.
        slopes: one for each variable.
        sure: of a condition, whether it is the same nearby.
    """

    value: Piece
    slopes: tuple[Piece | None, ...] = ()
    sure: Piece = "true"


def _write(
    writer: _Writer, program: Program, names: Mapping[Symbol, str], by: tuple[str, ...]
) -> _Moving:
    """Writes a program, with the derivatives by these variables; what it gives."""
    arithmetic = _arithmetic(writer)
    results: list[_Moving] = []
    for instruction in program.instructions:
        leaf = instruction.formula.value
        if instruction.operation == "name":
            name = names[leaf]
            results.append(_Moving(name, tuple("1" if name == other else None for other in by)))
        elif instruction.operation == "number":
            results.append(_Moving(_number(leaf), (None,) * len(by)))
        elif instruction.branches:
            results.append(_write_cases(writer, instruction, names, by))
        elif instruction.operation in _CONDITIONS:
            operands = [results[index] for index in instruction.operands]
            results.append(_CONDITIONS[instruction.operation](operands))
        else:
            operands = [results[index] for index in instruction.operands]
            results.append(_write_operation(writer, arithmetic, instruction, operands))
    return results[-1]


def _write_operation(
    writer: _Writer,
    arithmetic: Arithmetic[Piece],
    instruction: Instruction,
    operands: Sequence[_Moving],
) -> _Moving:
    """One operation with its derivatives, by the chain rule."""
    arguments: list[Any] = [operand.value for operand in operands]
    if instruction.exponent is not None:
        arguments.append(instruction.exponent)
    value = arithmetic.operations[instruction.operation](*arguments)
    by_variable = list(zip(*(operand.slopes for operand in operands), strict=True))
    if not any(slope for slopes in by_variable for slope in slopes):
        return _Moving(value, (None,) * len(by_variable))
    factors = _RULES[instruction.operation](arithmetic, value, *arguments)
    return _Moving(value, tuple(_chained(writer, factors, slopes) for slopes in by_variable))


def _chained(
    writer: _Writer, factors: Sequence[Piece | int], slopes: Sequence[Piece | None]
) -> Piece | None:
    """The sum of the products of derivatives; None for 0."""
    terms = [
        _product(factor, slope)
        for factor, slope in zip(factors, slopes, strict=True)
        if slope is not None and factor != 0
    ]
    if not terms:
        return None
    return terms[0] if len(terms) == 1 and " " not in terms[0] else writer.keep(" + ".join(terms))


def _product(factor: Piece | int, slope: Piece) -> str:
    if factor == 1:
        return slope
    return _text(factor) if slope == "1" else f"{_text(factor)} * {slope}"


def _write_cases(
    writer: _Writer, instruction: Instruction, names: Mapping[Symbol, str], by: tuple[str, ...]
) -> _Moving:
    """A value by cases: of the first whose condition holds, without derivatives at a seam."""
    value, slopes = writer.reserve(), tuple(writer.reserve() for _ in by)
    sure: list[Piece] = []
    for condition, formula in instruction.branches:
        holds = _write(writer, condition, names, ())
        sure.append(holds.sure)
        writer.lines.append(f"if ({holds.value}) {{")
        case = _write(writer, formula, names, by)
        writer.lines.append(f"{value} = {case.value};")
        certain = " && ".join(dict.fromkeys(part for part in sure if part != "true")) or "true"
        writer.lines += [
            f"{place} = {certain} ? {slope or '0'} : NaN;"
            for place, slope in zip(slopes, case.slopes, strict=True)
        ]
        writer.lines.append("} else {")
    writer.lines.append("}" * len(instruction.branches))
    return _Moving(value, slopes)


# Conditions


def _relation(sign: str) -> Callable[[Sequence[_Moving]], _Moving]:
    """A comparison with 0, which is the same nearby if the difference is not 0."""

    def compare(operands: Sequence[_Moving]) -> _Moving:
        (difference,) = operands
        return _Moving(f"({difference.value} {sign} 0)", sure=f"({difference.value} !== 0)")

    return compare


def _all_hold(parts: Sequence[_Moving]) -> _Moving:
    """Sure if all are, or one is sure not to hold."""
    return _connected(parts, "&&", "!")


def _one_holds(parts: Sequence[_Moving]) -> _Moving:
    """Sure if all are, or one is sure to hold."""
    return _connected(parts, "||", "")


def _connected(parts: Sequence[_Moving], sign: str, decisive: str) -> _Moving:
    all_sure = " && ".join(part.sure for part in parts)
    decided = " || ".join(f"({decisive}{part.value} && {part.sure})" for part in parts)
    truth = f" {sign} ".join(part.value for part in parts)
    return _Moving(f"({truth})", sure=f"(({all_sure}) || {decided})")


_CONDITIONS: Mapping[str, Callable[[Sequence[_Moving]], _Moving]] = MappingProxyType(
    {
        "less": _relation("<"),
        "less_equal": _relation("<="),
        "greater": _relation(">"),
        "greater_equal": _relation(">="),
        "equal": _relation("==="),
        "unequal": _relation("!=="),
        "true": lambda _: _Moving("true"),
        "and": _all_hold,
        "or": _one_holds,
    }
)

# Numbers


def _number(number: Expr | None) -> Piece:
    """A literal, in brackets if it is negative."""
    assert number is not None
    return _text(float(number))


def _text(number: Piece | float) -> Piece:
    if isinstance(number, str):
        return number
    literal = json.dumps(number)
    return f"({literal})" if number < 0 else literal


_TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "negate": "-{}",
        "reciprocal": "over({})",
        "power": "power({}, {})",
        "exp": "Math.exp({})",
        "log": "ln({})",
        "sqrt": "Math.sqrt({})",
        "abs": "Math.abs({})",
        "sign": "Math.sign({})",
        "sin": "Math.sin({})",
        "cos": "Math.cos({})",
        "tan": "Math.tan({})",
        "cot": "over(Math.tan({}))",
        "sec": "over(Math.cos({}))",
        "csc": "over(Math.sin({}))",
        "asin": "Math.asin({})",
        "acos": "Math.acos({})",
        "atan": "Math.atan({})",
        "sinh": "Math.sinh({})",
        "cosh": "Math.cosh({})",
        "tanh": "Math.tanh({})",
        "coth": "over(Math.tanh({}))",
        "sech": "over(Math.cosh({}))",
        "csch": "over(Math.sinh({}))",
        "asinh": "Math.asinh({})",
        "acosh": "Math.acosh({})",
        "atanh": "artanh({})",
        "atan2": "angle({}, {})",
        "floor": "Math.floor({})",
        "ceiling": "Math.ceil({})",
        "heaviside": "step({})",
        "erf": "erf({})",
        "gamma": "gamma({})",
        "beta": "beta({}, {})",
        "factorial": "gamma({} + 1)",
        "binomial": "binomial({}, {})",
        "besselj": "besselJ({}, {})",
        "sigmoid": "sigmoid({})",
        "softplus": "softplus({})",
        "polygamma": "polygamma({}, {})",
    }
)
"""How each operation is written; the functions without Math are in `arithmetic.js`."""


# Those with as many operands as one likes, or with a constant exponent.
_JOINED: Mapping[str, str] = MappingProxyType({"add": " + ", "multiply": " * "})
_LISTED: Mapping[str, str] = MappingProxyType({"max": "Math.max", "min": "Math.min"})
_POWERS: Mapping[str, str] = MappingProxyType(
    {"integer_power": "wholePower", "odd_root_power": "oddRoot"}
)

WRITTEN = frozenset((*_TEMPLATES, *_JOINED, *_LISTED, *_POWERS, *_CONDITIONS))
"""The operations that can be written."""


def _arithmetic(writer: _Writer) -> Arithmetic[Piece]:
    """An arithmetic that writes down what it computes."""

    def by_template(template: str, *operands: Piece | int) -> Piece:
        return writer.keep(template.format(*map(_text, operands)))

    def joined(sign: str, *operands: Piece | int) -> Piece:
        return writer.keep(sign.join(map(_text, operands)))

    def listed(name: str, *operands: Piece | int) -> Piece:
        return writer.keep(f"{name}({', '.join(map(_text, operands))})")

    def with_exponent(name: str, base: Piece, exponent: Rational) -> Piece:
        return writer.keep(f"{name}({base}, {exponent.p}, {exponent.q})")

    return Arithmetic(
        number=_number,
        operations={
            **{name: partial(by_template, text) for name, text in _TEMPLATES.items()},
            **{name: partial(joined, sign) for name, sign in _JOINED.items()},
            **{name: partial(listed, function) for name, function in _LISTED.items()},
            **{name: partial(with_exponent, function) for name, function in _POWERS.items()},
        },
        choose=_never_chosen,
    )


def _never_chosen(_: object) -> Piece:
    raise AssertionError  # cases are written by _write_cases


def _unless(name: str) -> Callable[..., tuple[Piece, ...]]:
    """0 for each operand, and NaN where the function of this name says that there is a jump."""

    def derivatives(a: Arithmetic[Piece], _: Piece, x: Piece) -> tuple[Piece, ...]:
        return (a.operations["add"](f"{name}({x})"),)

    return derivatives


def _by_leader(name: str) -> Callable[..., tuple[Piece, ...]]:
    """1 for the leading operand and 0 for the others; NaN where several lead."""

    def derivatives(a: Arithmetic[Piece], _: Piece, *operands: Piece) -> tuple[Piece, ...]:
        listed = ", ".join(map(_text, operands))
        add = a.operations["add"]
        return tuple(add(f"{name}({place}, [{listed}])") for place in range(len(operands)))

    return derivatives


def _of_angle(a: Arithmetic[Piece], value: Piece, y: Piece, x: Piece) -> tuple[Piece, ...]:
    """Those of the table, but none at the cut where the angle jumps."""
    by_y, by_x = DERIVATIVES["atan2"](a, value, y, x)
    multiply = a.operations["multiply"]
    off_cut = f"offCut({y}, {x})"
    return multiply(by_y, off_cut), multiply(by_x, off_cut)


_RULES: Rules = {
    **DERIVATIVES,
    "abs": lambda a, _, x: (a.operations["add"](f"signOff0({x})"),),
    "sign": _unless("flatOff0"),
    "heaviside": _unless("flatOff0"),
    "floor": _unless("flatOffWhole"),
    "ceiling": _unless("flatOffWhole"),
    "max": _by_leader("leads"),
    "min": _by_leader("trails"),
    "atan2": _of_angle,
}
"""The table of derivatives, with NaN at the corners and jumps of which it is not asked."""
