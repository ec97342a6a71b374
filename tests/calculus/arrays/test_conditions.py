"""Where the formulas of gradients hold."""

from __future__ import annotations

import pytest

from grad_magic.errors import MeaninglessRequestError
from grad_magic.result import solve

NONZERO = "This holds where no entry of {} is 0."


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        ("L(w)=sum(relu(w)) w:(n)", NONZERO.format("w")),
        ("L(w)=norm(X@w-y,1) w:(n) X:(m,n) y:(m)", NONZERO.format("Xw - y")),
        (
            "L(V,W)=norm(V@relu(W@x)-y)^2+sum(abs(V)) W:(h,d) V:(k,h) x:(d) y:(k)",
            NONZERO.format("V and Wx"),
        ),
        ("L(w)=relu(w@x-1) w:(d) x:(d)", "This holds where wᵀx - 1 ≠ 0."),
        ("L(w)=max(w) w:(n)", "This holds where one entry alone is the largest in max(w)."),
        (
            "L(W)=sum(max(X@W,axis=1)) X:(n,d) W:(d,k)",
            "This holds where one entry alone is the largest in max(XW, axis = 1).",
        ),
        # At w = 0 the gradient is 0: L(w) is at most √n‖w‖².
        ("L(w)=norm(w)*sum(w) w:(n)", "This holds where w ≠ 0."),
        ("L(w)=norm(X@w-y)*sum(w) w:(n) X:(m,n) y:(m)", "This holds where Xw - y ≠ 0."),
        ("L(w)=norm(w) w:(n)", "This holds where w ≠ 0."),
        (
            "L(a,b)=y*norm(a-b)^2+(1-y)*relu(m-norm(a-b))^2 a:(n) b:(n) y:() m:()",
            "This holds where a - b ≠ 0.",
        ),
        ("L(w)=sum(sqrt(w)) w:(n)", "This holds where all entries of w are positive."),
        ("L(w)=sqrt(w@x) w:(n) x:(n)", "This holds where wᵀx > 0."),
        # (√w)⁴ = w² has no gradient at 0, where f ends.
        ("L(w)=sum(sqrt(w)^4) w:(n)", "This holds where all entries of w are positive."),
        ("L(x)=sqrt(x)^4*norm(w)^2 w:(n) x:()", "This holds where x > 0."),
    ],
)
def test_the_condition_stands_below_the_formulas(request_text: str, told: str) -> None:
    assert told in solve(request_text).text.splitlines()


@pytest.mark.parametrize(
    "request_text",
    [
        # Their gradients 2relu(w), 2|w| and 3|w|²sign(w) hold at 0 too.
        "L(w)=sum(relu(w)^2) w:(n)",
        "L(w)=sum(abs(w)*w) w:(n)",
        "L(w)=sum(abs(w)^3) w:(n)",
        # f has values where they have.
        "L(w)=log(norm(w)) w:(n)",
        "L(v,w)=dot(v,w)/(norm(v)*norm(w)) v:(n) w:(n)",
        "L(w)=sqrt(1+norm(w)^2) w:(n)",
        "L(w)=sqrt(c+norm(w)^2) w:(n) c=2",
        "L(w)=sum(sqrt(w^2+1)^2) w:(n)",
        "L(w)=sqrt(w@w)^2 w:(n)",
        # The kink is one of the data.
        "L(w)=relu(x)@w w:(n) x:(n)",
    ],
)
def test_nothing_is_said_of_what_holds_wherever_f_has_a_gradient(request_text: str) -> None:
    assert "This holds" not in solve(request_text).text


def test_in_chinese() -> None:
    text = solve("L(w)=sum(relu(w)) w:(n) lang=zh").text
    assert "的元素都不为 0 时成立。" in text


def test_a_root_in_a_power_stands_in_brackets() -> None:
    assert "sum((√w)⁴)" in solve("L(w)=sum(sqrt(w)^4) w:(n)").text


def test_a_vector_has_one_axis() -> None:
    with pytest.raises(MeaninglessRequestError, match="X@w is a vector and has axis 0 alone"):
        solve("L(w)=sum(max(X@w,axis=1)) X:(n,d) w:(d)")
    # The last axis of a vector is its only one.
    assert solve("L(z)=sum(softmax(z,axis=-1)^2) z:(n)").text.startswith(" L(z) = sum(softmax(z)²)")


def test_conditions_that_are_needed_together_stand_in_one_sentence() -> None:
    # At (1, -1) no entry is 0, and ‖x‖_∞ has no gradient.
    told = " ".join(solve("L(x)=norm(x,inf) x:(n)").text.split())
    assert (
        "This holds where no entry of x is 0 and one entry alone is the largest in max(abs(x))."
    ) in told
    zh = solve("L(w)=sum(abs(w))+norm(w-a) w:(n) a:(n) lang=zh").text
    assert "这在 w 的元素都不为 0，w - a ≠ 0 时成立。" in zh


def test_the_second_derivatives_of_a_determinant_say_where_their_formula_holds() -> None:
    text = solve("L(X)=det(X) at=(X=[[1,2],[2,4]]) order=2").text
    assert "The formula of second order holds where det(X) ≠ 0." in text
    # det is a polynomial: it has second derivatives everywhere.
    assert "may have no second derivatives" not in text
    assert "The formula of second order" not in solve("L(X)=det(X) X:(n,n) order=2").text


def test_of_a_symmetric_variable_it_is_told_how_it_is_varied() -> None:
    # Along symmetric changes alone the gradient of tr(AX) would be (A + Aᵀ)/2.
    text = " ".join(solve("L(X)=trace(A@X) A:(n,n) X:(n,n,symmetric)").text.split())
    assert "The entries of X are varied independently of one another, though it is" in text
    assert "independently" not in solve("L(x)=x@A@x x:(n) A:(n,n,symmetric)").text
