"""Derivatives that not every reader knows by heart, stated before they are used."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from sympy import E, Expr, Integer, Symbol

from grad_magic.formula.normal_form import BRANCHING
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import EQUALS, ZERO, clauses, shown_entry, shown_partial, words
from grad_magic.lesson.sections.worked_scope import asks_for_second_order
from grad_magic.lesson.steps import Line, Partial, Relation, Value
from grad_magic.lesson.styles import style_named
from grad_magic.solution import Solution

_LETTERS = ("z", "s", "q", "p", "m")
_ONE, _TWO = (Formula("number", value=Integer(n)) for n in (1, 2))


def known_derivative_lines(solution: Solution) -> Iterator[Line]:
    """A row for each such function in f: σ′(z) = σ(z)(1 - σ(z)) and others."""
    problem = solution.problem
    names = problem.names - {problem.name}
    letters = (style_named(problem.presentation).inner_letter, *_LETTERS)
    letter = next((letter for letter in letters if letter not in names), None)
    if letter is None or "sigma" in names:
        return
    used = _operations(problem.formula)
    # The derivative of ln(1 + e^z) is written with σ, if not in what it is a factor of.
    if _holds_logarithm(problem.formula) and "sigmoid" in _operations_of_partials(solution):
        used |= {"softplus_typed"}
    if "softplus" in used and asks_for_second_order(solution):
        used |= {"sigmoid"}
    yield from state_derivatives(used, Symbol(letter, real=True))
    for operation, row in (("max", "maximum_by_regions"), ("min", "minimum_by_regions")):
        if operation in used:
            yield (words(row),)


def state_derivatives(operations: Container[str], z: Symbol) -> Iterator[Line]:
    """A row for each of these functions whose derivative is stated, in the letter z."""
    argument = Formula("name", value=z)
    for operation, state in _STATED.items():
        if operation in operations:
            premise, derivative = state(z, argument)
            # A function is defined before its derivative is recalled.
            row = "known_derivative" if operation in _CONDITIONAL else "known_derivative_of"
            yield (words(row, premise=premise, derivative=derivative),)


def has_cases(solution: Solution) -> bool:
    """Whether f comes by cases, each of which is differentiated for itself."""
    return bool(_operations(solution.problem.formula) & BRANCHING)


def has_one_formula(solution: Solution) -> bool:
    """Whether maxima or minima in f leave no cases in its derivatives, as max(0, x)² does not."""
    extrema = _operations(solution.problem.formula) & {"max", "min"}
    shown = _shown_derivatives(solution) if extrema else []
    return bool(extrema) and all(
        isinstance(form, Formula) and "piecewise" not in _operations(form) for form in shown
    )


def _operations(formula: Formula) -> set[str]:
    found = {formula.operation}
    for part in formula.operands:
        found |= _operations(part)
    return found


def _holds_logarithm(formula: Formula) -> bool:
    """Whether ln(1 + e^…) was typed in it."""
    if formula.operation == "log" and formula.operands[0].operation == "add":
        terms = formula.operands[0].operands
        return any(map(_is_exponential, terms))
    return any(map(_holds_logarithm, formula.operands))


def _is_exponential(formula: Formula) -> bool:
    is_power_of_e = formula.operation == "power" and formula.operands[0].value == E
    return formula.operation == "exp" or is_power_of_e


def _operations_of_partials(solution: Solution) -> set[str]:
    found: set[str] = set()
    for shown in _shown_derivatives(solution):
        found |= _operations(shown) if isinstance(shown, Formula) else set()
    return found


def _shown_derivatives(solution: Solution) -> list[Formula | Expr]:
    columns = range(len(solution.variables))
    if solution.jacobian is None:
        return [shown_partial(solution, column)[0] for column in columns]
    rows = range(solution.jacobian.rows)
    return [shown_entry(solution, row, column)[0] for row in rows for column in columns]


def _apply(operation: str, *operands: Formula) -> Formula:
    return Formula(operation, operands)


def _minus(formula: Formula) -> Formula:
    return _apply("negate", formula)


def _over(above: Formula, below: Formula) -> Formula:
    return _apply("multiply", above, _apply("reciprocal", below))


def _sigma(z: Formula) -> Formula:
    return _over(_ONE, _apply("add", _ONE, _apply("exp", _minus(z))))


def _slope(name: str, z: Symbol) -> Partial:
    return Partial(name, z, at_point=False, ordinary=True)


def _is_defined(operation: str, z: Formula, definition: Formula) -> Line:
    return (Value(_apply(operation, z)), EQUALS, Value(definition))


_Stated = tuple[Line, Line]


def _state_sigmoid(z: Symbol, argument: Formula) -> _Stated:
    sigma = _apply("sigmoid", argument)
    product = _apply("multiply", sigma, _apply("add", _ONE, _minus(sigma)))
    derivative = (_slope("sigma", z), EQUALS, Value(product))
    return _is_defined("sigmoid", argument, _sigma(argument)), derivative


def _quotient_of_exponentials(z: Formula) -> Line:
    power = _apply("exp", z)
    quotient = _over(power, _apply("add", _ONE, power))
    return (EQUALS, Value(quotient), EQUALS, Value(_apply("sigmoid", z)))


def _logarithm(z: Formula) -> Formula:
    return _apply("log", _apply("add", _ONE, _apply("exp", z)))


def _state_softplus(z: Symbol, argument: Formula) -> _Stated:
    definitions = (
        _is_defined("softplus", argument, _logarithm(argument)),
        _is_defined("sigmoid", argument, _sigma(argument)),
    )
    derivative = (_slope("softplus", z), *_quotient_of_exponentials(argument))
    return clauses(definitions), derivative


def _state_softplus_typed(_: Symbol, argument: Formula) -> _Stated:
    derivative = Value(_apply("derivative", _logarithm(argument)))
    premise = _is_defined("sigmoid", argument, _sigma(argument))
    return premise, (derivative, *_quotient_of_exponentials(argument))


def _state_tanh(z: Symbol, argument: Formula) -> _Stated:
    up, down = _apply("exp", argument), _apply("exp", _minus(argument))
    quotient = _over(_apply("add", up, _minus(down)), _apply("add", up, down))
    square = _apply("power", _apply("tanh", argument), _TWO)
    slope = Value(_apply("add", _ONE, _minus(square)))
    short = Value(_apply("power", _apply("sech", argument), _TWO))
    derivative = (_slope("tanh", z), EQUALS, slope, EQUALS, short)
    return _is_defined("tanh", argument, quotient), derivative


def _state_logsumexp(z: Symbol, _: Formula) -> _Stated:
    """Of two arguments, as those of more are alike."""
    names = tuple(Formula("name", value=Symbol(f"{z.name}_{index}", real=True)) for index in (1, 2))
    called = _apply("logsumexp", *names)
    powers = tuple(_apply("exp", name) for name in names)
    total = _apply("add", *powers)
    entry = _apply("softmax_entry", _ONE, *names)
    slope = Value(_apply("derivative", called, names[0]))
    derivative = (slope, EQUALS, Value(_over(powers[0], total)), EQUALS, Value(entry))
    return (Value(called), EQUALS, Value(_apply("log", total))), derivative


def _state_softmax(z: Symbol, _: Formula) -> _Stated:
    names = tuple(Formula("name", value=Symbol(f"{z.name}_{index}", real=True)) for index in (1, 2))
    first, second = (_apply("softmax_entry", number, *names) for number in (_ONE, _TWO))
    powers = tuple(_apply("exp", name) for name in names)
    premise = (Value(first), EQUALS, Value(_over(powers[0], _apply("add", *powers))))
    slopes = (
        _apply("multiply", first, _apply("add", _ONE, _minus(first))),
        _minus(_apply("multiply", first, second)),
    )
    lines = (
        (Value(_apply("derivative", first, name)), EQUALS, Value(slope))
        for name, slope in zip(names, slopes, strict=True)
    )
    return premise, clauses(tuple(lines))


def _state_absolute(_: Symbol, argument: Formula) -> _Stated:
    size = _apply("abs", argument)
    slope = (Value(_apply("derivative", size)), EQUALS, Value(_over(argument, size)))
    return (Value(argument), Relation("≠"), ZERO), slope


_STATED: dict[str, Callable[[Symbol, Formula], _Stated]] = {
    "softplus": _state_softplus,
    "softplus_typed": _state_softplus_typed,
    "sigmoid": _state_sigmoid,
    "tanh": _state_tanh,
    "abs": _state_absolute,
    "logsumexp": _state_logsumexp,
    "softmax_entry": _state_softmax,
}
"""By operation; the premise, and the derivative."""
# Of which the premise is a condition, and no definition.
_CONDITIONAL = frozenset({"abs"})
