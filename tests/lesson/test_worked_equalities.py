"""What stands on both sides of an equals sign in a worked solution is equal."""

from __future__ import annotations

import random
from collections.abc import Iterator

import mpmath
import pytest
from sympy import EulerGamma, Expr, Rational, Symbol

from grad_magic.errors import GradMagicError
from grad_magic.formula.arithmetic import NotRealError
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.formula.tree import Formula
from grad_magic.lesson.steps import Decimal, Line, Piece, Relation, Separator, Value, Vector, Words
from grad_magic.result import Result, solve
from tests.benchmarks.problems import textbook_requests
from tests.formula.chain_values import DIGITS, value_of

# The others hold equations, which are not true everywhere.
_TOPICS = {
    *("function", "partials", "gradient", "values", "direction", "rates", "second_order"),
    "natural_gradient",
}
# What is said in a sentence, and how many sides at its end are no part of what is true for all.
_SAID = {
    "known_derivative": ("derivative", 0),
    "known_derivative_of": ("derivative", 0),
    "eigenvalues_solve": ("equation", 1),
}
_LETTERS = ("z", "s", "t", "lambda")
_EVERY_TENTH = 10


def _statements(result: Result) -> Iterator[list[Line]]:
    """The sides of each chain of equations; a line that begins with a sign goes on with it."""
    chain: list[Line] = []
    letters: dict[Symbol, Formula] = {}
    for step in result.steps:
        if step.topic not in _TOPICS:
            continue
        for line in step.lines:
            yield from _said(line)
            for statement in _split(line, Separator()):
                letters |= _letters(statement)
                sides = list(_split(statement, Relation("=")))
                if sides[0]:
                    yield [_restored(side, letters) for side in chain]
                    # A letter is that of one derivation.
                    letters = letters if chain and isinstance(sides[0][0], Words) else {}
                    chain = chain if isinstance(sides[0][0], Words) else sides
                else:
                    chain += sides[1:]
    yield [_restored(side, letters) for side in chain]


def _said(line: Line) -> Iterator[list[Line]]:
    for piece in line:
        if isinstance(piece, Words) and piece.sentence in _SAID:
            gap, count = _SAID[piece.sentence]
            sides = list(_split(piece.gaps[gap], Relation("=")))
            yield sides[: len(sides) - count]


def _letters(statement: Line) -> dict[Symbol, Formula]:
    """What a letter stands for that is brought in there."""
    for piece in statement:
        if isinstance(piece, Words) and piece.sentence == "with_abbreviation":
            letter, _, inner = piece.gaps["definition"]
            assert isinstance(letter, Value)
            assert isinstance(inner, Value)
            assert isinstance(letter.expr, Symbol)
            assert isinstance(inner.expr, Formula)
            return {letter.expr: inner.expr}
    return {}


def _restored(side: Line, letters: dict[Symbol, Formula]) -> Line:
    return tuple(
        Value(_with(piece.expr, letters))
        if isinstance(piece, Value) and isinstance(piece.expr, Formula)
        else piece
        for piece in side
    )


def _with(formula: Formula, letters: dict[Symbol, Formula]) -> Formula:
    if formula.operation == "name":
        return letters.get(formula.value, formula)
    operands = tuple(_with(part, letters) for part in formula.operands)
    return Formula(formula.operation, operands, formula.value)


def _split(line: Line, sign: Piece) -> Iterator[Line]:
    part: Line = ()
    for piece in line:
        if piece == sign:
            yield part
            part = ()
        else:
            part += (piece,)
    yield part


def _number(side: Line, values: dict[Symbol, mpmath.mpf]) -> mpmath.mpf | None:
    """The value of a side that is one expression, also before its decimal; else None."""
    if len(side) > 1 and side[1] == Relation("≈"):
        side = side[:1]
    if len(side) != 1:
        return None
    (piece,) = side
    if isinstance(piece, Decimal):
        return mpmath.mpf(piece.mantissa) * mpmath.mpf(10) ** piece.exponent
    if not isinstance(piece, Value) or not isinstance(piece.expr, (Formula, Expr)):
        return None
    try:
        formula = piece.expr if isinstance(piece.expr, Formula) else from_sympy(piece.expr)
        return None if _has_gamma(formula) else value_of(formula, values)
    except (NotRealError, UnreadableExpressionError):
        return None


def _has_gamma(formula: Formula) -> bool:
    """Whether Euler's γ stands in it, which programs do not know."""
    return formula.value == EulerGamma or any(map(_has_gamma, formula.operands))


def _count_equal(result: Result) -> int:
    generator = random.Random(5)  # noqa: S311  (nothing is kept secret)
    names = [*result.variables, *result.problem.parameters]
    names += [Symbol(name, real=True) for name in _LETTERS]
    # What stands inside a log-sum-exp has a number behind its letter.
    names += [Symbol(f"{name}_{index}", real=True) for name in "sz" for index in (1, 2, 3)]
    compared = 0
    for chain in _statements(result):
        for _ in range(3):
            values = {name: mpmath.mpf(generator.uniform(0.1, 0.9)) for name in names}
            found = [_number(side, values) for side in chain]
            numbers = [number for number in found if number is not None]
            for number in numbers[1:]:
                assert abs(number - numbers[0]) < mpmath.mpf(10) ** -12 * (1 + abs(number)), chain
            compared += len(numbers[1:])
    return compared


def _solved(request: str) -> Result | None:
    try:
        result = solve(f"{request} steps=full")
    except GradMagicError:
        return None
    assert isinstance(result, Result)
    return result


def _compared(requests: Iterator[str]) -> int:
    with mpmath.workdps(DIGITS):
        results = filter(None, map(_solved, requests))
        return sum(map(_count_equal, results))


@pytest.mark.slow
def test_the_sides_of_each_equation_are_equal() -> None:
    assert _compared(iter(textbook_requests()[:6])) >= 30


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, _EVERY_TENTH, 4))
def test_so_are_they_for_all_problems_of_the_textbooks(first: int) -> None:
    assert _compared(iter(textbook_requests()[first::_EVERY_TENTH])) > 300


@pytest.mark.slow
def test_so_are_they_in_second_order() -> None:
    requests = textbook_requests()[:: 2 * _EVERY_TENTH]
    assert _compared(f"{request} order=2" for request in requests) > 150


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "letter"),
    [
        ("sin(sqrt(x^2+y^2))*e^(x*y)/(1+x)", "s"),
        ("ln(1+x^2+y^2)*sin(x*y)/(1+x^2+y^2)", "s"),
        ("e^(-(x^2+y^2))*sin(sqrt(x^2+y^2))*s", "w"),
    ],
)
def test_a_letter_for_an_inner_function_changes_no_value(function: str, letter: str) -> None:
    result = solve(f"f={function} steps=full")
    assert isinstance(result, Result)
    assert f"with {letter} = " in result.text
    with mpmath.workdps(DIGITS):
        assert _count_equal(result) >= 6


@pytest.mark.parametrize(
    ("request_", "least"),
    [
        ("f(x,y)=sigmoid(x*y)", 3),
        ("f(x,y)=softplus(x)*tanh(y)", 3),
        ("f(x,y)=ln(1+e^x)*y", 3),
        ("f=x^2-3x*y+5y^2 at=(1,1) order=2", 6),
        ("f=x^2+0.5x*y at=(1,1) order=2", 3),
        ("f=exp(x*y) at=(1,1) order=2", 9),
        ("f=x^2+y^3 at=(1,2) metric=((2,1),(1,3))", 6),
    ],
)
def test_so_are_they_in_sentences_and_in_a_metric(request_: str, least: int) -> None:
    result = _solved(request_)
    assert result is not None
    with mpmath.workdps(DIGITS):
        assert _count_equal(result) >= least


def test_the_check_sees_an_equation_that_is_wrong() -> None:
    result = solve("f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=full")
    assert isinstance(result, Result)
    one, other = (Value(Rational(n)) for n in (1, 2))
    assert _number((one,), {}) != _number((other,), {})
    assert _number((Vector((Rational(1), Rational(2))),), {}) is None
    with mpmath.workdps(DIGITS):
        assert _count_equal(result) > 10
