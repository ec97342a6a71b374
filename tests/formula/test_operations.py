"""Every operation is known to every table, and all tables agree on its values."""

from __future__ import annotations

import math
from collections.abc import Collection

import mpmath
import numpy as np
import pytest
from sympy import Expr, Integer, Rational, Symbol, sqrt

from grad_magic.calculus.domains import DOMAINS, EXACT, SMOOTH, evaluate
from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import CONSTANT, Expansion
from grad_magic.calculus.expansions.operations import ExpansionOperations
from grad_magic.calculus.extrema.kinds.taylor import TAYLOR, WITHOUT_TAYLOR, taylor
from grad_magic.calculus.large.numbers import MIXED
from grad_magic.calculus.limits import Neighborhood, both_rates
from grad_magic.calculus.solver import solve
from grad_magic.formula.adjoints import DERIVATIVES
from grad_magic.formula.arithmetic import GRID, HIGH_PRECISION
from grad_magic.formula.operations import FORMULA_OPERATIONS, OPERATIONS, PROGRAM_OPERATIONS
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import BUILDERS, from_sympy, to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.lesson.typesetting.latex_printer import latex_text
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.request import read_problem
from grad_magic.reading.vocabulary import CALLABLES
from grad_magic.webpage.javascript import WRITTEN

EXPANSIONS = ExpansionOperations(ExpansionCalculus(Coefficients()), only_smooth=False).arithmetic()
BY_NAME = {operation.name: operation for operation in OPERATIONS}
CALLED = {name for name, operation in BY_NAME.items() if operation.kind == "function"}
# The reader writes these with other operations.
REWRITTEN = {"root", "norm", "relu", "softmax", "clip", "power", "where"}
REWRITTEN |= {"square", "exp2", "expm1", "log1p", "acoth", "asech", "acsch"}


@pytest.mark.parametrize(
    ("table", "operations"),
    [
        pytest.param(BUILDERS, FORMULA_OPERATIONS, id="SymPy's forms"),
        pytest.param(GRID.operations, PROGRAM_OPERATIONS, id="grid"),
        pytest.param(HIGH_PRECISION.operations, PROGRAM_OPERATIONS, id="high precision"),
        # Exact numbers are built with SymPy's forms too.
        pytest.param(EXACT, FORMULA_OPERATIONS | PROGRAM_OPERATIONS, id="exact"),
        pytest.param(DOMAINS, PROGRAM_OPERATIONS, id="domains"),
        pytest.param(SMOOTH, PROGRAM_OPERATIONS, id="smooth"),
        pytest.param(EXPANSIONS.operations, PROGRAM_OPERATIONS, id="expansions"),
        pytest.param(DERIVATIVES, PROGRAM_OPERATIONS, id="derivatives"),
        pytest.param(MIXED.operations, PROGRAM_OPERATIONS, id="mixed numbers"),
        pytest.param(WRITTEN, PROGRAM_OPERATIONS, id="JavaScript"),
        pytest.param(TAYLOR, PROGRAM_OPERATIONS, id="Taylor polynomials"),
        pytest.param(
            {entry.operation for entry in CALLABLES}, CALLED | REWRITTEN | {"piecewise"}, id="names"
        ),
    ],
)
def test_a_table_has_a_row_for_each_operation_and_no_other(
    table: Collection[str], operations: Collection[str]
) -> None:
    assert set(operations) - set(table) == set()
    assert set(table) - set(operations) == set()


def test_each_operation_is_listed_once() -> None:
    assert len(BY_NAME) == len(OPERATIONS)


def number(value: object) -> Formula:
    return Formula("number", value=Rational(str(value)))


HOLDS, FAILS = Formula("greater", (number(2),)), Formula("less", (number(2),))

# Operands with the value by the standard library, or by a closed form.
SAMPLES: list[tuple[str, tuple[object, ...], float]] = [
    ("add", (1, "1/2", -3), -1.5),
    ("multiply", (2, "1/2", -3), -3),
    ("negate", ("1/2",), -0.5),
    ("reciprocal", (-4,), -0.25),
    ("power", (-3, 3), -27),
    ("power", (2, -2), 0.25),
    ("power", (-8, "1/3"), -2),
    ("power", (-8, "2/3"), 4),
    ("power", (-8, "-2/3"), 0.25),
    ("power", (2, "3/2"), 2**1.5),
    ("power", (2, "-1/2"), 2**-0.5),
    ("exp", ("-1/2",), math.exp(-0.5)),
    ("log", (3,), math.log(3)),
    ("sqrt", (2,), math.sqrt(2)),
    ("sqrt", (0,), 0),
    ("cbrt", (-27,), -3),
    ("abs", (-3,), 3),
    ("sign", (-3,), -1),
    ("sign", (0,), 0),
    ("sin", (2,), math.sin(2)),
    ("cos", (2,), math.cos(2)),
    ("tan", (2,), math.tan(2)),
    ("cot", (2,), 1 / math.tan(2)),
    ("sec", (2,), 1 / math.cos(2)),
    ("csc", (2,), 1 / math.sin(2)),
    ("asin", ("-1/3",), math.asin(-1 / 3)),
    ("asin", (1,), math.pi / 2),
    ("acos", ("-1/3",), math.acos(-1 / 3)),
    ("acos", (-1,), math.pi),
    ("atan", (-2,), math.atan(-2)),
    ("sinh", (-2,), math.sinh(-2)),
    ("cosh", (-2,), math.cosh(-2)),
    ("tanh", (-2,), math.tanh(-2)),
    ("coth", (-2,), 1 / math.tanh(-2)),
    ("sech", (-2,), 1 / math.cosh(-2)),
    ("csch", (-2,), 1 / math.sinh(-2)),
    ("asinh", (-2,), math.asinh(-2)),
    ("acosh", (3,), math.acosh(3)),
    ("acosh", (1,), 0),
    ("atanh", ("-1/3",), math.atanh(-1 / 3)),
    ("atan2", (1, -2), math.atan2(1, -2)),
    ("atan2", (0, -2), math.pi),
    ("atan2", (-1, 0), -math.pi / 2),
    ("max", (-1, 2, "3/2"), 2),
    ("min", (-1, 2, "3/2"), -1),
    ("floor", ("-3/2",), -2),
    ("floor", (2,), 2),
    ("ceiling", ("-3/2",), -1),
    ("heaviside", (-3,), 0),
    ("heaviside", (3,), 1),
    ("erf", ("1/2",), math.erf(0.5)),
    ("gamma", ("5/2",), math.gamma(2.5)),
    ("gamma", ("-1/2",), math.gamma(-0.5)),
    ("beta", (2, "3/2"), math.gamma(2) * math.gamma(1.5) / math.gamma(3.5)),
    ("factorial", (4,), 24),
    ("binomial", (5, 2), 10),
    ("binomial", (5, 0), 1),
    ("binomial", (2, 5), 0),
    # Abramowitz and Stegun, table 9.1.
    ("besselj", (0, 1), 0.7651976866),
    ("besselj", (1, 2), 0.5767248078),
    ("besselj", (-1, 2), -0.5767248078),
    ("sigmoid", (-2,), 1 / (1 + math.exp(2))),
    ("softplus", (-2,), math.log1p(math.exp(-2))),
    ("logsumexp", (-2, 1), math.log(math.exp(-2) + math.e)),
    ("softmax_entry", (2, -2, 1, 0), math.e / (math.exp(-2) + math.e + 1)),
    ("polygamma", (1, 1), math.pi**2 / 6),
    ("polygamma", (0, 2), 1 - 0.5772156649015329),
    ("less", (-1,), True),
    ("less", (0,), False),
    ("less_equal", (0,), True),
    ("less_equal", (1,), False),
    ("greater", (1,), True),
    ("greater", (0,), False),
    ("greater_equal", (0,), True),
    ("greater_equal", (-1,), False),
    ("equal", (0,), True),
    ("equal", (1,), False),
    ("unequal", (1,), True),
    ("unequal", (0,), False),
    ("and", (HOLDS, HOLDS), True),
    ("and", (HOLDS, FAILS), False),
    ("or", (FAILS, HOLDS), True),
    ("or", (FAILS, FAILS), False),
    ("true", (), True),
    ("piecewise", (1, FAILS, 2, HOLDS, 3, Formula("true")), 2),
]


def formula_of(operation: str, operands: tuple[object, ...]) -> Formula:
    return Formula(
        operation,
        tuple(part if isinstance(part, Formula) else number(part) for part in operands),
    )


def test_every_operation_has_a_sample_with_as_many_operands_as_it_takes() -> None:
    assert {operation for operation, _, _ in SAMPLES} == FORMULA_OPERATIONS
    programs = [compile_formula(formula_of(*sample[:2])) for sample in SAMPLES]
    carried_out = {
        instruction.operation for program in programs for instruction in program.instructions
    }
    assert carried_out - {"number", "piecewise"} == PROGRAM_OPERATIONS
    for operation, operands, _ in SAMPLES:
        assert BY_NAME[operation].operands in (None, len(operands))


@pytest.mark.parametrize(("operation", "operands", "expected"), SAMPLES)
def test_all_arithmetics_agree(
    operation: str, operands: tuple[object, ...], expected: float
) -> None:
    formula = formula_of(operation, operands)
    program = compile_formula(formula)
    expansion = program.run({}, EXPANSIONS)
    if isinstance(expansion, Expansion):
        assert expansion.knows(CONSTANT)
        expansion = expansion.coefficient(CONSTANT)
    with mpmath.workdps(30):
        precise = program.run({}, HIGH_PRECISION)
        mixed = program.run({}, MIXED)
    values = {
        "grid": np.asarray(program.run({}, GRID)).item(),
        "high precision": precise,
        "mixed": mixed,
        "exact": evaluate(program, {}),
        "SymPy": to_sympy(formula),
        "expansions": expansion,
    }
    for name, value in values.items():
        if isinstance(expected, bool):
            assert bool(value) is expected, name
        else:
            assert float(value) == pytest.approx(expected, rel=1e-9, abs=1e-15), name


# The first sample of each, which lies inside its domain.
FIRST_SAMPLES = {operation: (operands, value) for operation, operands, value in reversed(SAMPLES)}
UNARY = [name for name in sorted(TAYLOR) if BY_NAME[name].operands == 1]


@pytest.mark.parametrize("operation", [name for name in UNARY if name not in WITHOUT_TAYLOR])
def test_a_taylor_polynomial_begins_with_the_value(operation: str) -> None:
    (operand,), expected = FIRST_SAMPLES[operation]
    x = Symbol("x", real=True)
    f = to_sympy(Formula(operation, (Formula("name", value=x),)))
    jet = taylor(f, [x], [Rational(str(operand))], 2)
    assert float(jet.constant) == pytest.approx(expected, rel=1e-12)


def symbolic(operation: str) -> Expr:
    """The operation of symbols, or of whole numbers where it takes no others."""
    count = BY_NAME[operation].operands
    symbols = [Symbol(name, real=True) for name in "xyz"[: 3 if count is None else count]]
    operands = {
        "binomial": [Integer(5), Integer(2)],
        "besselj": [Integer(3), symbols[-1]],
        "polygamma": [Integer(1), symbols[-1]],
        "softmax_entry": [Integer(2), *symbols],
        "piecewise": [symbols[0], symbols[0] > 0, Integer(0), symbols[0] <= 0],
    }
    return BUILDERS[operation](*operands.get(operation, symbols))


# Conditions stand in cases, and ψ is met in derivatives only.
PRINTED = FORMULA_OPERATIONS - {entry.name for entry in OPERATIONS if entry.kind == "relation"}
PRINTED -= {"and", "or", "true", "polygamma"}


# Their brackets are typeset, but are not read.
UNREAD_IN_LATEX = {"floor", "ceiling"}


@pytest.mark.parametrize("operation", sorted(PRINTED))
def test_what_is_printed_can_be_typed(operation: str) -> None:
    expression = symbolic(operation)
    # The brace of cases is for the eye: the request has the word piecewise.
    texts = [] if operation == "piecewise" else [plain_text(expression)]
    texts += [] if operation in UNREAD_IN_LATEX else [f"${latex_text(expression)}$"]
    for text in texts:
        assert to_sympy(read_expression(text, Place(0, len(text)))) == expression


@pytest.mark.parametrize("operation", sorted(PRINTED | {"polygamma"}))
def test_what_sympy_builds_is_read_back(operation: str) -> None:
    expression = symbolic(operation)
    assert to_sympy(from_sympy(expression)) == expression


CALLS = {
    entry.names[0]: FIRST_SAMPLES[entry.operation][0]
    for entry in CALLABLES
    if entry.operation in CALLED
}
# P is (0, 1), and the last operand moves with x.
CALLED_AT = {
    name: f"{name}({','.join(map(str, operands))}+x)" for name, operands in CALLS.items()
} | {"binomial": "binomial(5,2)*x"}


def slope(text: str) -> float:
    """∂f/∂x(P) as a quotient of differences."""
    program = compile_formula(read_expression(text, Place(0, len(text))))
    x, y = (Symbol(name, real=True) for name in "xy")
    with mpmath.workdps(40):
        step = mpmath.mpf(10) ** -15
        values = [
            program.run({x: side * step, y: mpmath.mpf(1)}, HIGH_PRECISION) for side in (-1, 1)
        ]
        return float((values[1] - values[0]) / (2 * step))


@pytest.mark.parametrize("name", CALLS)
def test_a_formula_with_it_has_a_gradient(name: str) -> None:
    result = solve(read_problem(f"f(x,y)={CALLED_AT[name]}+y at=(0,1)"))
    assert result.gradient_at is not None
    assert float(result.gradient_at[0]) == pytest.approx(slope(CALLED_AT[name]), abs=1e-12)


@pytest.mark.parametrize("name", CALLS)
def test_a_formula_with_it_has_one_sided_rates_at_a_corner(name: str) -> None:
    problem = read_problem(f"f(x,y)={CALLED_AT[name]}+abs(x)+y at=(0,1)")
    program = compile_formula(problem.formula)
    values = dict(zip(problem.variables, problem.point or (), strict=True))
    near = Neighborhood(program, values, evaluate(program, values))
    for limit, jump in zip(both_rates(near, (Integer(1), Integer(0))), (-1, 1), strict=True):
        assert limit.kind == "finite"
        assert limit.value is not None
        assert float(limit.value) == pytest.approx(slope(CALLED_AT[name]) + jump, abs=1e-12)


def test_what_is_read_as_a_constant_goes_through_a_corner() -> None:
    result = solve(read_problem("f=binomial(5,2)*abs(x)+y at=(0,0) dir=(1,1)"))
    assert result.one_sided_partials is not None
    assert [limit.value for limit in result.one_sided_partials[0]] == [-10, 10]
    assert result.partials_at == (None, 1)
    assert result.one_sided_derivatives is not None
    before, after = (limit.value for limit in result.one_sided_derivatives)
    assert (before, after) == (-9 / sqrt(2), 11 / sqrt(2))
