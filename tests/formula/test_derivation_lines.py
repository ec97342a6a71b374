from __future__ import annotations

import random
from collections.abc import Sequence

import mpmath
import pytest
from sympy import Symbol

from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.derivation_lines import DerivationLine, NamedRule, derivation_lines
from grad_magic.formula.derivatives import differentiate
from grad_magic.formula.normal_form import UntreatedError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import find_typed_order
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.typesetting.plain import render_atom
from grad_magic.reading.request import read_problem
from grad_magic.wording.english import ENGLISH
from tests.benchmarks.problems import textbook_requests
from tests.formula.chain_values import DIGITS, value_of
from tests.formula.test_derivatives import PROBLEMS

_POINTS = 3


def _lines(
    formula: Formula, variables: Sequence[Symbol], index: int, *, is_brief: bool = False
) -> list[DerivationLine]:
    derivation = differentiate(formula, variables[index], find_typed_order(formula, variables))
    if derivation is None:
        return []
    ordinary = len(variables) == 1
    return list(derivation_lines(derivation, ordinary=ordinary, is_brief=is_brief))


def _read(typed: str, names: str) -> tuple[Formula, tuple[Symbol, ...]]:
    problem = read_problem(f"f({names})={typed}")
    return problem.formula, problem.variables


def _written(
    typed: str, names: str, index: int, *, is_brief: bool = False
) -> list[tuple[str, str]]:
    return [
        (
            render_atom(notate_formula(line.formula), ENGLISH),
            " ".join(rule.value for rule in line.rules),
        )
        for line in _lines(*_read(typed, names), index, is_brief=is_brief)
    ]


def _check(formula: Formula, variables: Sequence[Symbol]) -> int:
    """Compares every line with the difference quotients of f; how many there were."""
    generator = random.Random(3)  # noqa: S311  (nothing is kept secret)
    names = [name for name in formula.names if isinstance(name, Symbol)]
    compared = 0
    for index, variable in enumerate(variables):
        lines = _lines(formula, variables, index)
        lines += [
            line for line in _lines(formula, variables, index, is_brief=True) if line not in lines
        ]
        program = compile_formula(formula)
        for attempt in range(40):
            low = -1.0 if attempt % 2 else 0.05
            values = {name: mpmath.mpf(generator.uniform(low, 1.5)) for name in names}

            def along(number: mpmath.mpf, values: dict[Symbol, mpmath.mpf] = values) -> mpmath.mpf:
                return program.run({**values, variable: number}, HIGH_PRECISION)  # noqa: B023  (called at once)

            ordered = {variable: values[variable], **values} if variable in values else values
            try:
                slope = mpmath.diff(along, values[variable])
                found = [value_of(line.formula, ordered) for line in lines]
            except NotRealError:
                continue
            for line, value in zip(lines, found, strict=True):
                assert abs(value - slope) < mpmath.mpf(10) ** -12 * (1 + abs(slope)), line
            compared += len(found)
            if attempt >= 2 * _POINTS:
                break
    return compared


@pytest.mark.parametrize(("typed", "names"), [problem[:2] for problem in PROBLEMS])
def test_every_line_is_equal_to_the_derivative(typed: str, names: str) -> None:
    formula, variables = _read(typed, names)
    with mpmath.workdps(DIGITS):
        _check(formula, variables)


@pytest.mark.slow
def test_so_it_is_on_the_pages_of_the_textbooks() -> None:
    compared = 0
    with mpmath.workdps(DIGITS):
        for request in textbook_requests():
            problem = read_problem(request)
            try:
                compared += _check(problem.formula, problem.variables)
            except UntreatedError:
                continue
    assert compared > 2000


def test_factors_are_differentiated_at_once_where_one_rule_leads_to_it() -> None:
    assert _written("x^2*sin(x*y)", "x,y", 0) == [("2x·sin(x·y) + x²·cos(x·y)·y", "product chain")]
    assert _written("y*ln(x^2+y)", "x,y", 1) == [("ln(x² + y) + y/(x² + y)", "product")]


def test_the_product_rule_shows_a_factor_to_which_two_rules_lead() -> None:
    assert _written("x*sin(x*e^(x*y))", "x,y", 0)[:2] == [
        ("sin(x·e^(x·y)) + x·∂/∂x(sin(x·e^(x·y)))", "product"),
        ("sin(x·e^(x·y)) + x·cos(x·e^(x·y))·∂/∂x(x·e^(x·y))", "chain"),
    ]


def test_the_inner_derivative_of_a_chain_stands_behind_the_outer_one() -> None:
    assert _written("x*e^(2y)", "x,y", 1) == [("x·e^(2y)·2", "chain")]
    assert _written("sqrt(x^2+y^2)", "x,y", 0) == [("1/(2√(x² + y²))·2x", "power chain")]
    assert _written("80/(1+x^2+2y^2+3z^2)", "x,y,z", 2) == [
        ("-80/(1 + x² + 2y² + 3z²)²·6z", "power chain")
    ]


def test_the_quotient_rule() -> None:
    assert _written("(x-y)/(x+y)", "x,y", 1) == [
        ("((-1)·(x + y) - (x - y))/(x + y)²", "quotient"),
    ]


def test_what_is_known_by_heart_has_no_lines() -> None:
    for typed in ("x^3+y^3-3x*y", "sin(x)*cos(y)", "1000-x^2/100-y^2/50", "x*y^2 ln(y)"):
        assert _written(typed, "x,y", 0) == []


def test_cases_have_no_lines() -> None:
    assert _written("max(x^2,y)*sin(x*y)", "x,y", 0) == []


def test_a_chain_within_a_chain_is_opened_from_outside() -> None:
    assert _written("sin(cos(tan(x)))", "x", 0) == [
        ("cos(cos(tan(x)))·(cos(tan(x)))′", "chain"),
        ("cos(cos(tan(x)))(-sin(tan(x))·sec²(x))", "chain"),
    ]


def test_a_variable_base_with_a_variable_exponent() -> None:
    assert _written("x^x", "x", 0) == [
        ("x^x·(x·ln(x))′", "variable_exponent"),
        ("x^x·(ln(x) + x·1/x)", "product"),
    ]


def test_the_logarithm_of_a_product_goes_by_the_chain_rule() -> None:
    assert _written("ln(x^2*y)", "x,y", 0) == [("1/(x²·y)·2x·y", "chain")]


def test_of_a_long_chain_the_lines_in_the_middle_are_left_out_and_their_rules_named() -> None:
    lines = _written("sin(cos(tan(ln(x^2+1))))", "x", 0)
    assert len(lines) == 3
    assert [rules for _, rules in lines] == ["chain", "chain", "chain"]
    assert "′" not in lines[-1][0]


def test_rules_are_named_in_a_fixed_order() -> None:
    assert [rule.value for rule in NamedRule] == [
        "product",
        "quotient",
        "power",
        "chain",
        "variable_exponent",
    ]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        # An inner function that is a letter's or a plain one's takes no line of its own.
        ("sqrt(y+e^(2x))", ["1/(2√(y + e^(2x)))·e^(2x)·2"]),
        ("-ln(sigmoid(x+2y))", ["-1/σ(x + 2y)·σ(x + 2y)(1 - σ(x + 2y))"]),
        ("ln(1+e^(x*y))", ["1/(1 + e^(x·y))·e^(x·y)·y"]),
        # (u²/2)′ is u·u′.
        ("(x+y-2)^2/2", ["x + y - 2"]),
        ("((x+y-2)^2+(3x+y-3)^2)/2", ["x + y - 2 + (3x + y - 3)·3"]),
        ("(tanh(2x+y)-1)^2/2", ["(tanh(2x + y) - 1)(1 - tanh²(2x + y))·2"]),
    ],
)
def test_a_brief_chain_has_the_inner_derivative_at_once(typed: str, lines: list[str]) -> None:
    assert [line for line, _ in _written(typed, "x,y", 0, is_brief=True)] == lines
