"""A letter for each softmax that the derivatives hold: s₁(1 - s₁) with s = softmax(x, y)."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Symbol

from grad_magic.formula.exponential_sums import arguments_of_softmax
from grad_magic.formula.tree import Formula
from grad_magic.lesson.steps import Line, Relation, Value
from grad_magic.problem import Problem

_LETTERS = ("s", "p", "q")
_Arguments = tuple[Formula, ...]


def with_letters(formula: Formula, problem: Problem) -> Formula:
    """The formula with s₁ for the first entry of softmax(x, y)."""
    return _replaced(formula, _letters(problem))


def as_called(formula: Formula) -> Formula | None:
    """A whole softmax as it was typed; None for anything else."""
    arguments = arguments_of_softmax(formula)
    return Formula("softmax", arguments) if arguments else None


def definition_lines(problem: Problem) -> Iterator[Line]:
    """s = softmax(x, y)."""
    for arguments, letter in _letters(problem).items():
        yield (Value(letter), Relation("="), Value(Formula("softmax", arguments)))


def _letters(problem: Problem) -> dict[_Arguments, Symbol]:
    """The letters that are free, for the arguments in the order in which they stand in f."""
    free = (Symbol(letter, real=True) for letter in _LETTERS if letter not in problem.letters)
    every = dict.fromkeys(_arguments(problem.formula.without_places))
    return dict(zip(every, free, strict=False))


def _arguments(formula: Formula) -> Iterator[_Arguments]:
    if formula.operation == "logsumexp":
        yield formula.operands
    elif formula.operation == "softmax_entry":
        yield formula.operands[1:]
    for part in formula.operands:
        yield from _arguments(part)


def _replaced(formula: Formula, letters: dict[_Arguments, Symbol]) -> Formula:
    if formula.operation == "softmax_entry":
        index, *arguments = formula.operands
        letter = letters.get(tuple(argument.without_places for argument in arguments))
        if letter is not None:
            return Formula("indexed", (Formula("name", value=letter), index))
    operands = tuple(_replaced(part, letters) for part in formula.operands)
    return Formula(formula.operation, operands, formula.value, digits=formula.digits)
