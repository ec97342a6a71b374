"""Why δ is so short: the derivative of the loss of one entry, by what it is a loss of."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from sympy import Symbol

from grad_magic.array_problem import ArrayProblem
from grad_magic.array_solution import NamedFormula
from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.formula.array_operations import ENTRYWISE
from grad_magic.formula.derivation_lines import derivation_lines
from grad_magic.formula.derivatives import differentiate
from grad_magic.formula.normal_form import UntreatedError
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    in_reading_order,
    to_sympy,
)
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import find_typed_order
from grad_magic.lesson.pieces import EQUALS, measure_text, words
from grad_magic.lesson.sections.worked_functions import state_derivatives
from grad_magic.lesson.steps import FunctionValue, Line, Partial, Piece, Value

_LETTERS = ("s", "t", "q", "r")
_PROBABILITIES = ("p", "q", "r")
_LOSSES = ("C", "J", "E", "l")
_BROKEN = frozenset({"relu", "abs", "sign"})
_OF_NUMBERS = frozenset(
    {"add", "negate", "multiply", "reciprocal", "power", *ENTRYWISE}
).difference(_BROKEN)
_INDEX = Symbol("i", real=True)
_OUTSIDE = frozenset({"total", "mean"})
# Losses of which the derivative is known by heart need no line.
_CURVED = frozenset({"sigmoid", "tanh", "softplus"})


def entry_lines(problem: ArrayProblem, layers: Sequence[NamedFormula]) -> Iterator[Line]:
    """The derivative of the cross-entropy, or what else f is a sum of, by what σ is of."""
    taken = {problem.name, *problem.shapes, *(layer.name for layer in layers)}
    letter = _free(_LETTERS, taken)
    if letter is None:
        return
    if problem.formula.holds({"softmax"}):
        probability = _free(_PROBABILITIES, {*taken, letter})
        label = next(_labels(problem.formula), None)
        if probability is not None and label is not None:
            yield _softmax_line(letter, probability, label)
        return
    name = _free(_LOSSES, taken)
    if name is None:
        return
    for loss in _losses(problem.formula):
        yield from _loss_lines(loss, problem, letter, name)


def _free(letters: Iterable[str], taken: Container[str]) -> str | None:
    """The first letter that stands for nothing else."""
    return next((letter for letter in letters if letter not in taken), None)


def _losses(formula: Formula, *, is_negative: bool = False) -> Iterator[Formula]:
    """The parts of f that are functions of entries, with the sign that they have in f."""
    if formula.operation == "negate":
        yield from _losses(formula.operands[0], is_negative=not is_negative)
    elif formula.operation in _OUTSIDE:
        yield from _losses(formula.operands[0], is_negative=is_negative)
    elif formula.operation in ("add", "multiply") and formula.holds(_OUTSIDE):
        for part in formula.operands:
            yield from _losses(part, is_negative=is_negative)
    elif formula.operation in _OF_NUMBERS and _is_loss(formula) and not formula.holds(_OUTSIDE):
        yield Formula("negate", (formula,)) if is_negative else formula


def _is_loss(formula: Formula) -> bool:
    """Whether it is made of a logarithm, with σ or the like in it."""
    return formula.holds({"log", "softplus"}) and (
        formula.holds(_CURVED) or _holds_logarithm_of_exponential(formula)
    )


def _holds_logarithm_of_exponential(formula: Formula) -> bool:
    is_one = formula.operation == "log" and formula.holds({"exp"})
    return is_one or any(map(_holds_logarithm_of_exponential, formula.operands))


def _loss_lines(loss: Formula, problem: ArrayProblem, letter: str, name: str) -> Iterator[Line]:
    """What is known of σ, and the loss as C(s) with C′(s)."""
    variable = Symbol(letter, real=True)
    entry = _of_one_entry(loss, frozenset(problem.variables), variable)
    if entry is None or variable not in entry.names:
        return
    indexed = _with_index(entry, problem)
    if indexed != entry:
        name, entry = f"{name}_{_INDEX}", indexed
    try:
        derivation = differentiate(entry, variable, find_typed_order(entry, (variable,)))
    except UntreatedError:
        return
    symbols = sorted(entry.names, key=str)
    if derivation is None or not have_same_values(
        derivation.formula, to_sympy(entry).diff(variable), symbols
    ):
        return
    operations = {called for called in _CURVED if entry.holds({called})}
    if _holds_logarithm_of_exponential(entry):
        operations.add("softplus_typed")
    yield from state_derivatives(operations, variable)
    loss_of_entry: Line = (FunctionValue(name, (variable,)), EQUALS, Value(entry))
    yield (words("array_one_entry", loss=loss_of_entry, index=Value(_INDEX)),)
    chain = [line.formula for line in derivation_lines(derivation, ordinary=True)]
    chain[-1:] = [_without_quotients(formula, variable) for formula in chain[-1:]]
    row: Line = (Partial(name, variable, at_point=False, ordinary=True),)
    for formula in (*chain[-1:], derivation.formula):
        row += (EQUALS, Value(formula))
    yield row


def _without_quotients(formula: Formula, variable: Symbol) -> Formula:
    """y(1 - σ(s)) for y/σ(s)·σ(s)(1 - σ(s)): what is seen at once takes no step."""
    call = Formula("sigmoid", (Formula("name", value=variable),))
    letter = Symbol("sigma", real=True)
    replaced = _replaced(_opened(formula), call, Formula("name", value=letter))
    if replaced.holds(_CURVED) or letter not in replaced.names:
        return formula
    try:
        short = in_reading_order(to_sympy(replaced))
    except UnreadableExpressionError:
        return formula
    short = _replaced(short, Formula("name", value=letter), call)
    symbols = sorted(short.names, key=str)
    is_shorter = measure_text(short) < measure_text(formula)
    return (
        short
        if is_shorter and have_same_values(short, to_sympy(_opened(formula)), symbols)
        else formula
    )


def _opened(formula: Formula) -> Formula:
    """The formula without what marks numbers that have been put in."""
    if formula.operation == "entered":
        return _opened(formula.operands[0])
    operands = tuple(map(_opened, formula.operands))
    return Formula(formula.operation, operands, formula.value, digits=formula.digits)


def _with_index(entry: Formula, problem: ArrayProblem) -> Formula:
    """The loss of entry i with yᵢ for the vector y."""
    for name in sorted(entry.names, key=str):
        is_array = problem.shapes.get(str(name), ()) != ()
        if is_array and str(name).isalpha():
            indexed = Symbol(f"{name}_{_INDEX}", real=True)
            entry = _replaced(entry, Formula("name", value=name), Formula("name", value=indexed))
    return entry


def _of_one_entry(formula: Formula, variables: frozenset[str], letter: Symbol) -> Formula | None:
    """The loss with a letter for the one part in which the variables stand; None if there is none.

    The part is the largest one that is always the same.
    """
    parts = set(_inner_parts(formula, variables))
    if len(parts) != 1:
        parts = set(_arguments(formula, variables))
    if len(parts) != 1:
        return None
    (part,) = parts
    replaced = _replaced(formula.without_places, part, Formula("name", value=letter))
    is_whole = {str(name) for name in replaced.names}.isdisjoint(variables)
    return replaced if is_whole and not _has_others(replaced) else None


def _arguments(formula: Formula, variables: frozenset[str]) -> Iterator[Formula]:
    """What the innermost functions of entries are of, as Xw + b of σ(Xw + b)."""
    if not {str(name) for name in formula.names} & variables:
        return
    below = [part for operand in formula.operands for part in _arguments(operand, variables)]
    if below:
        yield from below
    elif formula.operation in _OF_NUMBERS.intersection(ENTRYWISE):
        yield formula.operands[0].without_places


def _inner_parts(formula: Formula, variables: frozenset[str]) -> Iterator[Formula]:
    """What functions and products with data are of, as far as a variable is in it."""
    if not {str(name) for name in formula.names} & variables:
        return
    if formula.operation not in _OF_NUMBERS:
        yield formula.without_places
        return
    for part in formula.operands:
        yield from _inner_parts(part, variables)


def _replaced(formula: Formula, part: Formula, letter: Formula) -> Formula:
    if formula == part:
        return letter
    operands = tuple(_replaced(operand, part, letter) for operand in formula.operands)
    return Formula(formula.operation, operands, formula.value, digits=formula.digits)


def _has_others(formula: Formula) -> bool:
    """Whether something is left that is no function of numbers."""
    if formula.operation in ("name", "number"):
        return False
    return formula.operation not in _OF_NUMBERS or any(map(_has_others, formula.operands))


def _labels(formula: Formula) -> Iterator[str]:
    """The y of each y ⊙ ln softmax(…)."""
    if formula.operation == "multiply" and any(map(_is_log_softmax, formula.operands)):
        others = (part for part in formula.operands if not _is_log_softmax(part))
        yield from (str(part.value) for part in others if part.operation == "name")
    for part in formula.operands:
        yield from _labels(part)


def _is_log_softmax(formula: Formula) -> bool:
    return formula.operation == "log" and formula.operands[0].operation == "softmax"


def _softmax_line(letter: str, probability: str, label: str) -> Line:
    """ln p₁ = s₁ - ln(e^s₁ + e^s₂), so ∂/∂s₁(-y₁ ln p₁ - y₂ ln p₂) = (y₁ + y₂)p₁ - y₁."""
    s, p, y = (_entries(name) for name in (letter, probability, label))
    logarithms = tuple(Formula("log", (entry,)) for entry in p)
    powers = Formula("add", tuple(Formula("exp", (entry,)) for entry in s))
    minus = Formula("negate", (Formula("log", (powers,)),))
    loss = Formula(
        "add",
        tuple(
            Formula("negate", (Formula("multiply", pair),))
            for pair in zip(y, logarithms, strict=True)
        ),
    )
    total = Formula("multiply", (Formula("add", y), p[0]))
    slope = Formula("add", (total, Formula("negate", (y[0],))))
    called: Piece = Value(Formula("softmax", s))
    vector: Line = (Value(Symbol(probability, real=True)), EQUALS, called)
    first: Line = (
        Value(logarithms[0]),
        EQUALS,
        Value(Formula("add", (s[0], minus))),
    )
    second: Line = (Value(Formula("derivative", (loss, s[0]))), EQUALS, Value(slope))
    gaps: dict[str, Piece | Line] = {"vector": vector, "logarithm": first, "slope": second}
    gaps["difference"] = Value(Formula("add", (p[0], Formula("negate", (y[0],)))))
    return (words("array_softmax_entry", label=Value(Symbol(label, real=True)), **gaps),)


def _entries(name: str) -> tuple[Formula, Formula]:
    first, second = (Symbol(f"{name}_{index}", real=True) for index in (1, 2))
    return Formula("name", value=first), Formula("name", value=second)
