"""Exact numbers by hand, kinks, and what is said where there is no gradient."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sympy import Matrix, Rational, exp, log, simplify, sqrt

from grad_magic.errors import NoAnswerError
from grad_magic.result import solve

HALF = Rational(1, 2)


def test_logistic_regression_of_the_course_notes() -> None:
    # (1/n) Xᵀ(ŷ - y) with ŷ = 1/2: ((1/2)(1,2) + (1/2)(2,1) - (1/2)(3,3))/3 = (0, 0).
    result = solve(
        "L(w)=-mean(y*log(sigmoid(X@w))+(1-y)*log(1-sigmoid(X@w))) "
        "X=[[1,2],[2,1],[3,3]] y=[0,0,1] at=(w=[0,0])"
    )
    assert result.value == log(2)
    assert result.gradient_at == Matrix([0, 0])


def test_affine_layer_of_the_course_notes() -> None:
    result = solve(
        "L(W,b)=sum(G*(W@X+b)) G=[[1,2],[3,4]] X=[[1,0],[2,1]] at=(W=[[0,0],[0,0]], b=[[0],[0]])"
    )
    assert result.gradients == {"W": Matrix([[1, 4], [3, 10]]), "b": Matrix([3, 7])}
    assert result.norm == 2 * sqrt(46)


def test_matrix_gradient_of_the_course_notes() -> None:
    result = solve("L(W)=sum((W@x-y)^2)/2 x=[1,2] y=[1,1] at=(W=[[1,0],[0,1]])")
    assert result.gradient_at == Matrix([[0, 0], [1, 2]])
    assert result.value == HALF


@pytest.mark.slow
def test_softmax_is_exact() -> None:
    result = solve("L(z)=-dot(y,log(softmax(z))) y=[0,1] at=(z=[2,0])")
    share = 1 / (1 + exp(-2))
    assert (result.gradient_at - Matrix([share, -share])).applyfunc(simplify) == Matrix([0, 0])


def test_a_direction_is_divided_by_its_joint_length() -> None:
    # ⟨(-7, -4), (1, 1)⟩ - 3·1 over √3.
    result = solve(
        "L(w,b)=mean((X@w+b-y)^2) X=[[1,2],[3,1]] y=[1,2] at=(w=[0,0], b=0) dir=(w=[1,1], b=1)"
    )
    assert result.directional_derivative == -14 / sqrt(3)
    assert result.unit_direction["b"] == 1 / sqrt(3)


def test_along_the_gradient_the_rate_is_its_length() -> None:
    result = solve("L(w)=norm(w)^2 at=(w=[3,4]) dir=-grad")
    assert result.directional_derivative == -10


def test_one_step_of_descent() -> None:
    # w = (1, 1) - (1/4)(2, 4): L falls from 1 + 2 to 1/4.
    result = solve("L(w)=w@A@w A=[[1,0],[0,2]] at=(w=[1,1]) step_size=1/4")
    step = result.solution.numbers.step
    assert step.point["w"].tolist() == [[HALF], [0]]
    assert step.value == Rational(1, 4)
    assert result.path_values == (3.0, 0.25)


def test_floats_stay_floats_and_are_marked() -> None:
    result = solve("L(w)=sum(w*w)", at={"w": np.array([0.5, 2.0])})
    assert result.is_approximate
    assert isinstance(result.gradients["w"], np.ndarray)
    assert result.gradients["w"].tolist() == [1.0, 4.0]
    assert "L ≈ 4.25" in result.text


@pytest.mark.parametrize(
    ("text", "operation", "index", "convention"),
    [
        ("L(x)=sum(relu(x)) at=(x=[0,1])", "relu", (0,), [0, 1]),
        ("L(x)=sum(abs(x)) at=(x=[1,0])", "abs", (1,), [1, 0]),
        ("L(x)=norm(x) at=(x=[0,0])", "norm", None, [0, 0]),
        ("L(x)=max(x) at=(x=[1,1,0])", "largest", None, [HALF, HALF, 0]),
    ],
)
def test_at_a_kink_there_is_no_gradient(
    text: str, operation: str, index: Any, convention: list[Any]
) -> None:
    result = solve(text)
    numbers = result.solution.numbers
    assert (numbers.kink.operation, numbers.kink.index) == (operation, index)
    assert not numbers.gradients
    assert [entry for (entry,) in numbers.kink.convention["x"].tolist()] == convention
    assert result.gradients is result.norm is result.gradient_at is None
    assert result.differentiable is False
    assert "no gradient" in result.reason
    assert "By convention" in result.text


@pytest.mark.parametrize(
    ("text", "gradient"),
    [
        # The kink of the first entry is multiplied by 0, that of x is in a square.
        ("L(x)=dot(c,relu(x)) c=[0,1] at=(x=[0,1])", [0, 1]),
        ("L(x)=norm(x)^2 at=(x=[0,0])", [0, 0]),
        ("L(x)=sum(relu(x)^2) at=(x=[0,1])", [0, 2]),
        # Its argument does not change with x: it is 0 everywhere.
        ("L(x)=sum(relu(A@x)) A=[[0,0],[1,1]] at=(x=[1,2])", [1, 1]),
    ],
)
def test_a_kink_that_does_not_reach_the_loss_is_none(text: str, gradient: list[int]) -> None:
    result = solve(text)
    assert result.gradient_at == Matrix(gradient)
    assert result.differentiable is True


@pytest.mark.parametrize(
    "formula",
    [
        # Each is at most 5‖w‖² for ‖w‖ ≤ 1, so ∇L = 0.
        *("norm(w*w)", "abs(w@w)", "sum(abs(w^3))", "max(w*w)", "max(w@w,0)", "sqrt((w@w)^2)"),
        *("norm(w)^2+max(w*w)", "sum(sqrt(w^4))", "norm((w@w)*w)", "norm(outer(w,b)@w) b=[-1,2]"),
    ],
)
def test_a_kink_of_a_square_is_none(formula: str) -> None:
    result = solve(f"L(w)={formula} at=(w=[0,0])")
    assert result.differentiable is True
    assert result.gradient_at == Matrix([0, 0])


@pytest.mark.parametrize("formula", ["sqrt(w@w)", "sum(sqrt(w^2))", "abs(norm(w))+norm(w*w)"])
def test_slopes_of_plus_and_minus_one_are_not_said_to_be_infinite(formula: str) -> None:
    result = solve(f"L(w)={formula} at=(w=[0,0])")
    assert result.differentiable is False
    assert "infinite" not in result.text


@pytest.mark.parametrize(
    "request_text",
    [
        "L(w)=sum(w^(3/2)) at=(w=[0,1]) dir=(w=[-1,0])",
        "L(w)=sum(sqrt(w)*w) at=(w=[0,1]) dir=(w=[-1,1])",
        "L(w)=sum(w^(5/4)) at=(w=[0,0])",
    ],
)
def test_at_the_end_of_its_domain_f_has_no_gradient(request_text: str) -> None:
    result = solve(request_text)
    assert result.differentiable is False
    assert result.gradient_at is None
    assert "has no values on one side" in result.reason
    assert "rises" not in result.text


def test_beside_the_end_of_its_domain_f_has_a_gradient() -> None:
    # (3/2)√(1/4) = 3/4; ‖w‖³ has values everywhere.
    assert solve("L(w)=sum(w^(3/2)) at=(w=[1/4,1])").gradient_at == Matrix([3 * HALF / 2, 3 * HALF])
    assert solve("L(w)=norm(w)^3 at=(w=[0,0])").gradient_at == Matrix([0, 0])


def test_a_mean_and_a_sum_over_a_matrix_of_the_same_size() -> None:
    # n stands below once only, and a mean over n×n entries would take it twice.
    formulas = solve("L(w,W)=mean(w)*sum(W*W) w:(n) W:(n,n)").gradient_formulas
    assert formulas == {"w": "(‖W‖_F²/n) 𝟏", "W": "2 mean(w) W"}


@pytest.mark.slow
def test_a_gradient_that_differences_contradict_is_not_relied_on() -> None:
    # 2x, written with two kinks that cancel, and too large to be followed along rays.
    result = solve("L(x)=sum(relu(2*x)-2*relu(-x))", at={"x": [0] * 201})
    assert result.differentiable is None
    (warning,) = result.warnings
    assert warning.startswith("Differences of values of L do not confirm this gradient")


def test_a_root_of_zero_has_no_derivative() -> None:
    result = solve("L(x)=sum(sqrt(x)) at=(x=[0,1])")
    assert result.gradients is None
    assert "√x has no derivative where it is 0" in result.reason
    assert "By convention" not in result.text


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        (
            "L(w)=sum(log(X@w)) X=[[1,2],[3,-4]] at=(w=[1,1])",
            "a logarithm needs a positive number, and (X@w)[1] is -1",
            "log(X@w)",
        ),
        (
            "L(x)=sum(1/x) at=(x=[1,0])",
            "a denominator may not be 0, and x[1] is 0",
            "x",
        ),
        # Simplification cancels it.
        (
            "L(x)=sum(x/x) at=(x=[1,0])",
            "a denominator may not be 0, and x[1] is 0",
            "x",
        ),
        (
            "L(X)=logdet(X) at=(X=[[1,2],[2,4]])",
            "logdet needs det(X) > 0, and that is 0",
            "logdet(X)",
        ),
        (
            "L(X)=trace(inv(X)) at=(X=[[1,2],[2,4]])",
            "inv(X) does not exist: the matrix is singular",
            "inv(X)",
        ),
        (
            "L(x)=sum(sqrt(x)) at=(x=[1,-1])",
            "a square root needs a number that is not negative, and x[1] is -1",
            "sqrt(x)",
        ),
    ],
)
def test_where_f_has_no_value_the_entry_is_named(text: str, message: str, marked: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        solve(text)
    error = caught.value
    assert error.message == message
    assert error.source[error.start : error.end] == marked


def test_a_fact_seen_in_the_data_makes_the_formula_short_and_is_told() -> None:
    with_rows_of_1 = solve("L(W)=-sum(Y*log(softmax(X@W,axis=1))) X:(n,d) W:(d,2) Y=[[1,0],[0,1]]")
    assert with_rows_of_1.gradient_formulas == {"W": "Xᵀ(softmax(XW) - Y)"}
    assert "The rows of Y sum to 1" in with_rows_of_1.text
    others = solve("L(W)=-sum(Y*log(softmax(X@W,axis=1))) X:(n,d) W:(d,2) Y=[[1,1],[0,1]]")
    assert others.gradient_formulas == {"W": "Xᵀ(diag(Y𝟏) softmax(XW) - Y)"}
    unknown = solve("L(W)=-sum(Y*log(softmax(X@W,axis=1))) X:(n,d) W:(d,k) Y:(n,k)")
    assert "If the rows of Y sum to 1, ∇_W L = Xᵀ(softmax(XW) - Y)." in unknown.text


def test_a_variable_that_cancels_has_gradient_zero() -> None:
    result = solve("L(x,y)=sum(x-x+y) at=(x=[1,2], y=[1,2])")
    assert result.gradients == {"x": Matrix([0, 0]), "y": Matrix([1, 1])}


def test_what_is_nearly_saturated_has_a_gradient_that_is_not_zero() -> None:
    # 1 - tanh(40)² = 4/(e⁴⁰ + e⁻⁴⁰)², in exact numbers and in floats.
    slope = 4 * np.exp(-80.0)
    exact = solve("L(w)=sum(tanh(w)) at=(w=[40,0])")
    assert float(exact.gradient_at[0]) == pytest.approx(slope, rel=1e-12)
    assert "≈ 7.219·10⁻³⁵" in solve("L(w)=sum(tanh(w)) at=(w=[40])").text
    rounded = solve("L(w)=sum(tanh(w))", at={"w": np.array([40.0, 0.0])})
    assert rounded.gradient_at == pytest.approx([slope, 1], rel=1e-12)


@pytest.mark.parametrize(
    ("loss", "gradient"),
    [
        # σ(40) - 1 = -σ(-40).
        ("-sum(y*log(sigmoid(z))+(1-y)*log(1-sigmoid(z)))", [-np.exp(-40.0), np.exp(-50.0)]),
        # softmax(z) - y: the first share falls short of 1 by the second.
        ("-sum(y*log(softmax(z)))", [-np.exp(-90.0), np.exp(-90.0)]),
        ("sum(softplus(-z))", [-np.exp(-40.0), -1]),
    ],
)
def test_of_floats_the_last_digits_of_a_share_are_not_lost(
    loss: str, gradient: list[float]
) -> None:
    result = solve(f"L(z)={loss}", at={"z": np.array([40.0, -50.0])}, y=np.array([1.0, 0.0]))
    assert result.gradient_at == pytest.approx(gradient, rel=1e-12, abs=0)


def test_what_is_itself_rounded_cancels_as_it_may() -> None:
    # 2p ⊙ (p - ‖p‖²𝟏) is positive for the largest share, and no smaller than rounding tells.
    result = solve("L(z)=sum(softmax(z)^2)", at={"z": np.array([40.1, 1.0, -2.2])})
    assert result.gradient_at[0] >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("L(z)=sum(log(sigmoid(z)))", -800),
        ("L(z)=-sum(log(1-sigmoid(-z)))", 800),
        ("L(z)=sum(log(1+exp(-z)))", 800),
    ],
)
def test_logarithms_of_shares_do_not_round_to_infinity(text: str, value: float) -> None:
    result = solve(text, at={"z": np.array([-800.0, 800.0])})
    assert result.value == pytest.approx(value)
    assert not result.warnings


def test_what_no_differences_can_check_is_said_to_be_unchecked() -> None:
    result = solve("L(x)=sum(exp(x)) at=(x=[1000,1])")
    assert result.gradient_at == Matrix([exp(1000), exp(1)])
    (warning,) = result.warnings
    assert warning.startswith("This gradient could not be checked")


@pytest.mark.parametrize(
    ("entries", "cofactors"),
    [
        # By hand: each entry's minor with its sign.
        ([[1, 2], [2, 4]], [[4, -2], [-2, 1]]),
        ([[1, 2, 3], [2, 4, 6], [1, 0, 1]], [[4, 4, -4], [-2, -2, 2], [0, 0, 0]]),
        ([[1, 2, 3], [2, 4, 6], [3, 6, 9]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
        ([[1, 2], [3, 4]], [[4, -3], [-2, 1]]),
    ],
)
def test_a_determinant_has_its_cofactors_as_gradient(
    entries: list[list[int]], cofactors: list[list[int]]
) -> None:
    result = solve("L(X)=det(X)", at={"X": entries})
    assert result.gradient_at == Matrix(cofactors)
    assert not result.warnings
    floats = solve("L(X)=det(X)", at={"X": np.array(entries, dtype=float) / 10})
    expected = np.array(cofactors) / 10 ** (len(entries) - 1)
    assert floats.gradient_at == pytest.approx(expected, abs=1e-12)
    assert not floats.warnings


def test_where_the_formula_of_a_determinant_holds_is_said() -> None:
    general = solve("L(X)=det(X) X:(n,n)")
    assert general.gradient_formulas["X"] == "det(X) X⁻ᵀ"
    assert "This holds where det(X) ≠ 0." in general.text
    singular = solve("L(X)=det(X) at=(X=[[1,2],[2,4]])")
    assert singular.gradient_formulas["X"] == "cof(X)"
    assert "Where det(X) ≠ 0, ∇_X L = det(X) X⁻ᵀ." in singular.text


@pytest.mark.parametrize("text", ["1/det(X)", "det(X)*trace(inv(X))", "logdet(X)"])
def test_where_f_needs_the_inverse_itself_nothing_is_said(text: str) -> None:
    assert "cof" not in solve(f"L(X)={text} X:(n,n)").text


def test_descent_goes_through_singular_matrices() -> None:
    # ∇det diag(x, y) = diag(y, x), so that x and y become x - y/10 and y - x/10: (1, 0),
    # (1, -0.1), (1.01, -0.2), (1.03, -0.301).
    result = solve("L(X)=det(X) at=(X=[[1,0],[0,0]]) path=descent iterations=3 step_size=0.1")
    assert result.path_values == pytest.approx([0, -0.1, -0.202, -0.31003], rel=1e-12)


@pytest.mark.parametrize("size", [1e-6, 1e-3, 1e3, 1e6])
@pytest.mark.parametrize(
    "text", ["L(x)=sum(log(x))", "L(x)=norm(x)", "L(x)=sum(sin(x))", "L(x)=sum(x^4)"]
)
def test_gradients_are_confirmed_at_every_scale(text: str, size: float) -> None:
    result = solve(text, at={"x": size * np.array([1.5, 0.25, 3.0])})
    assert not result.warnings


@pytest.mark.parametrize(
    ("loss", "is_differentiable"),
    [
        # At (0, 0) the first are at most a multiple of ‖w‖²; the slopes of the others are ±1.
        ("norm(w*w)", True),
        ("sum(abs(w^3))", True),
        ("sum(abs(w))", False),
        ("sum(abs(w))+1000000", False),
        ("sum(abs(w))+10*sum(abs(w-0.0005))", False),
    ],
)
def test_a_large_number_or_another_kink_nearby_hides_no_kink(
    loss: str, *, is_differentiable: bool
) -> None:
    assert solve(f"L(w)={loss} at=(w=[0,0])").differentiable is is_differentiable


@pytest.mark.parametrize(
    ("text", "formula", "value", "gradient"),
    [
        # Residuals 0, 3, -2, cut off at 2: (0, 2, -2), and 2·3 - 2 + 2 = 6.
        (
            "L(w)=sum(huber(X@w-y,2)) X=[[1,2],[3,1],[0,1]] y=[1,0,2] at=(w=[1,0])",
            "2Xᵀ clip((Xw - y)/2, -1, 1)",
            6,
            [6, 0],
        ),
        ("L(w)=sum(huber(w)) at=(w=[-1/2,3])", "clip(w, -1, 1)", 1 / 8 + 5 / 2, [-HALF, 1]),
        ("L(w)=sum(huber(w)) at=(w=[1,-1])", "clip(w, -1, 1)", 1, [1, -1]),
        ("L(w)=sum(clip(w,-1,1)) at=(w=[1/2,3])", "1[-1 < w ≤ 1]", 3 / 2, [1, 0]),
    ],
)
def test_what_is_cut_off_has_a_gradient(
    text: str, formula: str, value: float, gradient: list[object]
) -> None:
    result = solve(text)
    assert result.gradient_formulas == {"w": formula}
    assert float(result.value) == value
    assert result.gradient_at == Matrix(gradient)


@pytest.mark.slow
def test_where_it_is_cut_off_clip_has_no_gradient() -> None:
    assert solve("L(w)=sum(clip(w,0,1)) at=(w=[1/2,1])").differentiable is False
    assert solve("L(w)=sum(clip(w,0,1)+relu(w-1)) at=(w=[1/2,1])").gradient_at == Matrix([1, 1])
    # Of unordered bounds the last one wins, as in NumPy.
    assert solve("L(w)=sum(clip(w,2,1)) at=(w=[1/2,3])").value == 2


def test_data_of_three_hundred_rows_and_their_targets_are_exact() -> None:
    data = np.arange(3000).reshape(300, 10) % 7
    targets = np.arange(300) % 5
    result = solve("L(w)=sum((X@w-y)^2)", X=data, y=targets, at={"w": [0] * 10})
    assert list(result.gradients["w"]) == [int(entry) for entry in -2 * data.T @ targets]
    assert result.value == int((targets**2).sum())
    assert "L = " in result.text


@pytest.mark.parametrize("loss", ["norm(W@X)^2", "logdet(X)+sum(W)", "a@inv(X)@a+sum(W)"])
def test_products_that_no_time_limit_can_end_are_refused_at_once(loss: str) -> None:
    square = np.ones((2200, 2200))
    with pytest.raises(NoAnswerError, match="takes 10,648,000,000 multiplications") as raised:
        solve(f"L(W)={loss}", X=square, a=square[0], at={"W": square})
    assert "Take a part of the data" in str(raised.value)
