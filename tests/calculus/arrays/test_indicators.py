"""Functions by cases: their gradients name the case in which each term stands, as books do."""

from __future__ import annotations

import pytest

from grad_magic.result import solve


@pytest.mark.parametrize(
    ("request_text", "formula"),
    [
        # Maas, Hannun & Ng 2013, leaky rectifiers; Clevert, Unterthiner & Hochreiter 2016.
        ("L(x)=sum(where(x>0,x,0.01*x)) x:(n)", "1[x > 0] + 0.01·1[x ≤ 0]"),
        ("L(x)=sum(max(x,0.01*x)) x:(n)", "1[x > 0] + 0.01·1[x ≤ 0]"),
        ("L(x)=sum(where(x>0,x,a*(exp(x)-1))) x:(n) a:()", "1[x > 0] + a(exp(x) ⊙ 1[x ≤ 0])"),
        # Huber 1964.
        (
            "L(r)=sum(where(abs(r)<=c,r^2/2,c*(abs(r)-c/2))) r:(n) c:()",
            "c(1[abs(r) > c] ⊙ sign(r)) + r ⊙ 1[abs(r) ≤ c]",
        ),
        # The pinball loss of quantile q of y - z: by z it is 1[y < z] - q.
        ("L(u)=sum(max(q*u,(q-1)*u)) u:(n) q:()", "q𝟏 - 1[qu ≤ (q - 1)u]"),
        ("L(u)=max(0,m-norm(u-v)) u:(d) v:(d) m:()", "-(u - v) 1[‖u - v‖ < m]/‖u - v‖"),
        ("L(x)=where(sum(x)>1,sum(x),norm(x)^2) x:(n)", "𝟏 1[𝟏ᵀx > 1] + 2x 1[𝟏ᵀx ≤ 1]"),
        ("L(x)=sum(where(norm(x)>1,x,x^2)) x:(n)", "1[‖x‖ > 1] + 2(x ⊙ 1[‖x‖ ≤ 1])"),
        ("L(x)=sum(relu(1-2*x)) x:(n)", "-2·1[x < 1/2]"),
        ("L(x)=sum(relu(-x)) x:(n)", "-1[x < 0]"),
        ("L(x)=sum({0.2*x, x<0; -x, otherwise}) x:(n)", "0.2·1[x < 0] - 1[x ≥ 0]"),
        ("L(x)=sum(relu(x)/4)/(1+c) x:(n) c:()", "1[x > 0]/(4(1 + c))"),
        ("L(w)=sum(relu(A@w+b-1)) A:(m,n) w:(n) b:(m)", "Aᵀ 1[Aw + b > 1]"),
        # A clipped function, and a square between 0 and 1.
        ("L(w)=sum(clip(X@w,0,1)) X:(n,d) w:(d)", "Xᵀ 1[0 < Xw ≤ 1]"),
        ("L(w)=sum(where(0<w<1,w^2,0)) w:(n)", "2(w ⊙ 1[0 < w < 1])"),
        ("L(w)=clip(dot(x,w),0,1) w:(n) x:(n)", "1[0 < xᵀw ≤ 1] x"),
        # No case is named twice where nothing is left of one.
        ("L(x)=sum(x)+sum(relu(x)) x:(n)", "𝟏 + 1[x > 0]"),
    ],
)
def test_a_gradient_by_cases_is_that_of_books(request_text: str, formula: str) -> None:
    assert list(solve(request_text).gradient_formulas.values()) == [formula]


def test_what_is_left_of_one_has_its_sign_before_the_product() -> None:
    formulas = solve("L(x)=sum(a*min(x,b)) x:(n) a:(n) b:(n)").gradient_formulas
    # min(x, b) is x where b is larger.
    assert formulas["x"] == "a ⊙ 1[b > x]"


def test_the_numbers_are_those_of_the_case_that_applies() -> None:
    result = solve("L(x)=sum(where(x>0,x,0.01*x)) at=(x=[3,-2])")
    assert [float(entry) for entry in result.gradients["x"]] == [1, 0.01]


@pytest.mark.parametrize(
    ("loss", "answer", "is_right"),
    [
        ("mean(max(0,1-y*(X@w))) X:(n,d) y:(n)", "-(1/n) Xᵀ(y ⊙ 1[y ⊙ Xw < 1])", True),
        ("mean(max(0,1-y*(X@w))) X:(n,d) y:(n)", "-(1/n) Xᵀ(y ⊙ 1[y ⊙ Xw > 1])", False),
        ("sum(where(w>0,w,w/9))", "1[w > 0] + (1/9) 1[w ≤ 0]", True),
        ("sum(clip(w,0,1))", "1[0 < w ≤ 1]", True),
        ("sum(clip(w,0,1))", "1[0 < w < 1]", True),
        ("sum(clip(w,0,1))", "1[0 < w < 2]", False),
        ("sum(where(w>0,w,w/9))", "1[w > 0] + (1/8) 1[w ≤ 0]", False),
    ],
)
def test_an_answer_may_have_any_relation_in_its_cases(
    loss: str, answer: str, is_right: bool
) -> None:
    result = solve(f'L(w)={loss} w:(d) answer="{answer}"')
    assert result.check.right is is_right


@pytest.mark.slow
def test_where_both_sides_are_equal_the_case_of_the_closed_relation_applies() -> None:
    # relu(x) is 0 where x is negative: the first case is x, and only there.
    loss = "L(x)=sum(where(relu(x)<=0, x, 2*x)) x:(n)"
    formula = solve(loss).gradient_formulas["x"]
    assert formula == "𝟏 + 1[relu(x) > 0]"
    result = solve(loss.replace("x:(n)", "at=(x=[-1,3])"))
    assert [float(entry) for entry in result.gradients["x"]] == [1, 2]
    # The smaller of ra and clip(r)a, which are the same for r between 0.8 and 1.2.
    clipped = "L(a)=-sum(min(r*a,clip(r,0.8,1.2)*a)) a:(n) r:(n)"
    answer = solve(clipped).gradient_formulas["a"]
    assert "The answer for ∇_a L is right." in solve(f'{clipped} answer="{answer}"').text
