"""A formula as a straight-line program: evaluated over any kind of number, without generated code.

The program follows the formula as it was typed, step by step, so that it fails exactly where
the formula does, and never where only SymPy's rewriting of it would not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from sympy import Expr, Integer, Rational, Symbol

from grad_magic.formula.arithmetic import Arithmetic, Case, Number
from grad_magic.formula.exponential_sums import WRITTEN_OUT
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula


class Instruction(NamedTuple):
    """One operation on results of earlier instructions; a tuple, as long programs have very many.

    Attributes:
        operation: one of `grad_magic.formula.operations`, a key of the tables of an Arithmetic.
        operands: indices of earlier instructions.
        exponent: the constant of "integer_power" and "odd_root_power"; None elsewhere.
        formula: the part of the formula that it computes, with its place.
        branches: of "piecewise", the condition and the value of each case. They are programs
            of their own, as only the case that applies need have a value.
        is_constant: whether no name is put into it.
    """

    operation: str
    operands: tuple[int, ...]
    exponent: Rational | None
    formula: Formula
    branches: tuple[tuple[Program, Program], ...] = ()
    is_constant: bool = False


@dataclass(frozen=True)
class Program:
    """Instructions in an order in which each needs only earlier ones; the last is the result."""

    instructions: tuple[Instruction, ...]

    def run(self, values: Mapping[Symbol, Number], arithmetic: Arithmetic[Number]) -> Number:
        """The value of the formula where the variables have these values."""
        results: list[Number] = []
        for instruction in self.instructions:
            leaf = instruction.formula.value
            if instruction.operation == "name":
                results.append(values[leaf])
            elif instruction.operation == "number":
                results.append(arithmetic.number(leaf))
            elif instruction.branches:
                results.append(arithmetic.choose(self._cases(instruction, values, arithmetic)))
            else:
                operate = arithmetic.operations[instruction.operation]
                results.append(operate(*self.arguments(instruction, results)))
        return results[-1]

    @staticmethod
    def _cases(
        instruction: Instruction, values: Mapping[Symbol, Any], arithmetic: Arithmetic[Any]
    ) -> list[Case]:
        return [
            (partial(condition.run, values, arithmetic), partial(value.run, values, arithmetic))
            for condition, value in instruction.branches
        ]

    @staticmethod
    def arguments(instruction: Instruction, results: Sequence[Number]) -> tuple[Any, ...]:
        """What the instruction's operation is called with: operands, then the exponent."""
        operands = tuple([results[index] for index in instruction.operands])
        return operands if instruction.exponent is None else (*operands, instruction.exponent)


def compile_formula(formula: Formula) -> Program:
    """The program of a formula; equal parts are computed once."""
    instructions: list[Instruction] = []
    index_of: dict[object, int] = {}
    # By the ids of the numbers and symbols that leaves share, as their own hashes take longer. They
    # are kept beside, so that no other comes to have the same id.
    leaves: dict[int, tuple[int, Expr]] = {}
    are_constant: list[bool] = []

    def emit(part: Formula) -> int:
        if part.value is not None:
            leaf = id(part.value)
            if leaf not in leaves:
                leaves[leaf] = place_of(part.value, part, part.operation), part.value
            return leaves[leaf][0]
        if part.operation in WRITTEN_OUT:
            return emit(WRITTEN_OUT[part.operation](part))
        if part.operation == "piecewise":
            return append(Instruction("piecewise", (), None, part, _branches(part)))
        operation, parts, exponent = _classify(part)
        operands = tuple([emit(operand) for operand in parts])
        if operation in ("max", "min") and len(set(operands)) == 1:
            # max(u, u) is u, and what is equal everywhere is no corner.
            return operands[0]
        return place_of((operation, operands, exponent), part, operation, operands, exponent)

    def place_of(
        key: object,
        part: Formula,
        operation: str,
        operands: tuple[int, ...] = (),
        exponent: Rational | None = None,
    ) -> int:
        index = index_of.get(key)
        if index is None:
            is_constant = operation != "name" and all(map(are_constant.__getitem__, operands))
            instruction = Instruction(operation, operands, exponent, part, (), is_constant)
            index = index_of[key] = append(instruction)
        return index

    def append(instruction: Instruction) -> int:
        instructions.append(instruction)
        are_constant.append(instruction.is_constant)
        return len(instructions) - 1

    emit(formula)
    return Program(tuple(instructions))


def _branches(formula: Formula) -> tuple[tuple[Program, Program], ...]:
    values, conditions = formula.operands[::2], formula.operands[1::2]
    return tuple(
        (compile_formula(condition), compile_formula(value))
        for value, condition in zip(values, conditions, strict=True)
    )


def _classify(formula: Formula) -> tuple[str, tuple[Formula, ...], Rational | None]:
    """The operation with its operands, powers told apart by what their exponent allows.

    A whole exponent takes any base, an odd root any base as well, and every other power
    only bases that are not negative.
    """
    if formula.operation == "cbrt":
        return "odd_root_power", formula.operands, Rational(1, 3)
    if formula.operation != "power":
        return formula.operation, formula.operands, None
    base, exponent = formula.operands
    constant = _constant(exponent)
    if isinstance(constant, Integer):
        return "integer_power", (base,), constant
    if isinstance(constant, Rational) and constant.q % 2:
        return "odd_root_power", (base,), constant
    return "power", formula.operands, None


def _constant(formula: Formula) -> Expr | None:
    return None if _has_name(formula) else to_sympy(formula)


def _has_name(formula: Formula) -> bool:
    return formula.operation == "name" or any(map(_has_name, formula.operands))
