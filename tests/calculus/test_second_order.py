from __future__ import annotations

import pickle
from collections.abc import Sequence

import pytest
from sympy import Expr, Integer, Matrix, Rational, Symbol, exp, symbols
from sympy.abc import x as plain_x
from sympy.abc import y as plain_y

from grad_magic.calculus import derivatives
from grad_magic.calculus.second_order import second_rate
from grad_magic.result import Result, solve

x, y = symbols("x y", real=True)
PLAIN = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Expr, ...]]:
    """The gradients whose second derivatives have been taken."""
    seen: list[tuple[Expr, ...]] = []
    differentiate = derivatives.hessian

    def hessian(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Matrix:
        seen.append(tuple(partials))
        return differentiate(partials, variables)

    monkeypatch.setattr(derivatives, "hessian", hessian)
    return seen


@pytest.mark.parametrize(
    "request_text",
    [
        PLAIN,
        "f=x^2*y",
        "f=x^2*y at=(1,2) rate=1",
        "f(x,y)=a*x^2+y at=(1,2) dir=grad",
        "f=x^2+y^2==5 at=(1,2)",
        "f=(x*y, x+y) at=(1,2) dir=(1,0)",
        "f=|x|+y at=(0,1) dir=(1,1)",
        "f=x|x|+y at=(0,1)",
    ],
)
def test_what_is_not_told_is_not_computed(request_text: str, taken: list[tuple[Expr, ...]]) -> None:
    result = solve(request_text)
    assert result.text
    assert result.latex
    assert taken == []


def test_a_picture_does_not_need_the_exact_hessian(taken: list[tuple[Expr, ...]]) -> None:
    assert solve(PLAIN).scene is not None
    assert taken == []


@pytest.mark.parametrize("request_text", [f"{PLAIN} order=2", "f=x*y at=(0,0)"])
def test_what_is_told_is_computed_once(request_text: str, taken: list[tuple[Expr, ...]]) -> None:
    result = solve(request_text)
    assert len(taken) == 1
    assert result.to_dict()["hessian_at"] is not None
    assert len(taken) == 1


def test_it_is_computed_when_it_is_read_and_then_kept(taken: list[tuple[Expr, ...]]) -> None:
    result = solve(PLAIN)
    assert result.hessian == Matrix([[0, 2 * exp(2 * y)], [2 * exp(2 * y), 4 * x * exp(2 * y)]])
    assert result.hessian_at == Matrix([[0, 2], [2, 4]])
    # uᵀHu = (0 - 2·2 + 4)/2
    assert result.second_directional_derivative == 0
    assert result.to_dict()["hessian_at"][1] == [
        {"exact": "2", "decimal": 2.0},
        {"exact": "4", "decimal": 4.0},
    ]
    assert len(taken) == 1


def test_it_comes_in_the_symbols_that_were_handed_in() -> None:
    result = solve(plain_x**2 * plain_y, at=(1, 2))
    assert result.hessian == Matrix([[2 * plain_y, 2 * plain_x], [2 * plain_x, 0]])
    assert result.hessian_at == Matrix([[4, 2], [2, 0]])


def test_it_can_be_read_off_a_copy() -> None:
    copied = pickle.loads(pickle.dumps(solve(PLAIN)))  # noqa: S301  (it is our own)
    assert copied.hessian_at == Matrix([[0, 2], [2, 4]])


@pytest.mark.slow
def test_by_definition_it_is_computed_when_it_is_read_too() -> None:
    # f_x = 2|x| + 1 has no derivative at 0.
    assert solve("f=x|x|+y at=(0,1)").hessian_at is None
    # f_x(0, y) = 1 - y and f_y(x, 0) = x (Peano).
    peano = "piecewise((x y(x^2-y^2)/(x^2+y^2), (x,y) != (0,0)), (0, otherwise)) + x"
    result = solve(f"f(x,y)={peano} at=(0,0) dir=(0,1)")
    assert result.hessian_at == Matrix([[0, -1], [1, 0]])
    # f(0, t) = 0, so D_u² is 0 whatever the mixed derivatives are.
    assert result.second_directional_derivative == 0


def test_a_number_that_the_values_of_f_contradict_is_not_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(derivatives, "hessian", lambda *_: Matrix([[0, 2], [2, 5]]))
    result = solve(PLAIN)
    assert result.directional_derivative is not None
    assert (result.hessian_at, result.second_directional_derivative) == (None, None)
    assert result.warnings == ()


def test_told_it_takes_all_that_was_claimed_at_p_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(derivatives, "hessian", lambda *_: Matrix([[0, 2], [2, 5]]))
    result = solve(f"{PLAIN} order=2")
    assert (result.hessian_at, result.gradient_at, result.differentiable) == (None, None, None)
    assert result.partials_at == (None, None)
    assert result.unit_direction is not None
    assert [doubt.kind.value for doubt in result.doubts] == ["numerical_disagreement_by"]


def test_a_second_derivative_that_is_not_real_leaves_no_general_hessian(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(derivatives, "hessian", lambda *_: Matrix([[0, Integer(-1) ** 0.5 * x]]))
    assert solve("f=x*y").hessian is None


def test_the_second_rate_along_a_direction() -> None:
    # f = x² + 3xy at any point, u = (3, 4)/5: 2·9/25 + 2·3·12/25 = 90/25.
    hessian = Matrix([[2, 3], [3, 0]])
    assert second_rate(hessian, Matrix([3, 4]) / 5) == Integer(18) / 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "at", "hessian", "kind"),
    [
        # cos((x+y)/2)·sin((x-y)/2)/((x-y)/2) = 1 - (x+y)²/8 - (x-y)²/24 + …
        (
            "{(sin(x)-sin(y))/(x-y), x!=y; cos(x), otherwise}",
            "(0,0)",
            [[Rational(-1, 3), Rational(-1, 6)], [Rational(-1, 6), Rational(-1, 3)]],
            "maximum",
        ),
        # sin(x)/x = 1 - x²/6 + …
        (
            "{sin(x)/x+y^2, x!=0; 1+y^2, otherwise}",
            "(0,0)",
            [[Rational(-1, 3), 0], [0, 2]],
            "saddle",
        ),
        # sin(xy)/x + y² = y + y² - x²y³/6 + …, f_xx = -y³/3 = 1/24.
        (
            "{sin(x*y)/x+y^2, x!=0; y+y^2, otherwise}",
            "(0,-1/2)",
            [[Rational(1, 24), 0], [0, 2]],
            "minimum",
        ),
    ],
)
def test_the_second_derivatives_of_a_smooth_filling_decide(
    f: str, at: str, hessian: list[list[Rational]], kind: str
) -> None:
    result = solve(f"f(x,y)={f} at={at}")
    assert isinstance(result, Result)
    assert result.hessian_at == Matrix(hessian)
    assert result.critical_kind == kind


@pytest.mark.slow
def test_a_sum_in_which_all_terms_are_zero_has_no_common_factor() -> None:
    # The base is z².
    result = solve("f(x,y,z)=exp((-(2*y*(y-z)-y^2-(y-z)^2))^(5/3)) at=(-1,-1,2) order=2")
    assert result.gradient_at[0] == result.gradient_at[1] == 0
    assert result.hessian_at[1, 1] == result.hessian_at[1, 2] == 0
