"""Functions of frameworks by their names: a formula instead, and what is pasted from PyTorch."""

from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.result import solve

_DATA = "X=[[1,2],[3,4]] y=[1,0] at=(w=[0,0])"


@pytest.mark.parametrize(
    ("request_text", "formula"),
    [
        (f"L(w)=BCELoss(sigmoid(X@w),y) {_DATA}", "-mean(y*log(p)+(1-y)*log(1-p))."),
        (f"L(w)=F.mse_loss(X@w,y) {_DATA}", "mean((a-y)^2)."),
        ("L(z)=cross_entropy(z,2) at=(z=[1,2,3])", "where y is 1 at the right class"),
        ("f(x)=leaky_relu(x) at=1", "where(x>0, x, 0.01*x)."),
        ("f(x)=gelu(x) at=1", "what is near to it, x*sigmoid(1.702*x)."),
    ],
)
def test_a_function_of_frameworks_is_told_with_its_formula(request_text: str, formula: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        solve(request_text)
    assert formula in str(caught.value).splitlines()[-1]


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("f(x)=F.softplus(x) at=1", "f(x)=softplus(x) at=1"),
        ("f(x)=F.relu(x-1) at=2", "f(x)=relu(x-1) at=2"),
        (f"L(w)=(X@w-y).pow(2).mean() {_DATA}", f"L(w)=mean((X@w-y)^2) {_DATA}"),
        (f"L(w)=(X@w-y).square().sum() {_DATA}", f"L(w)=sum((X@w-y)^2) {_DATA}"),
        (
            "L(z)=-F.log_softmax(z, dim=0)@y y=[0,1,0] at=(z=[1,2,3])",
            "L(z)=-log_softmax(z)@y y=[0,1,0] at=(z=[1,2,3])",
        ),
        # An array may be called F.
        ("L(F)=F.square().sum() F:(m,n)", "L(F)=sum(F^2) F:(m,n)"),
        ("L(F)=F.norm() F:(m,n)", "L(F)=norm(F) F:(m,n)"),
    ],
)
def test_what_is_pasted_from_pytorch_is_read_as_it_is_meant(pasted: str, plain: str) -> None:
    # What f is shown as may differ in brackets; its derivatives do not.
    assert solve(pasted).text.splitlines()[1:] == solve(plain).text.splitlines()[1:]


@pytest.mark.parametrize(
    "line", ["print(_.gradient_at)", "print('done')", "r.norm", "plt.show()", "print(r.norm)"]
)
def test_python_below_a_request_is_sent_to_another_cell(line: str) -> None:
    for first in ("f=x*y at=(1,2)", "f=x*y at=(1,2) as=r"):
        with pytest.raises(RequestSyntaxError, match="Python goes into another cell"):
            solve(f"{first}\n{line}")


def test_methods_of_numbers_are_written_around_them() -> None:
    for request_text in ("f(x)=x.pow(2) at=3", "f(x,y)=x.foo(2)+y at=(3,1)"):
        with pytest.raises(RequestSyntaxError, match="Write functions around"):
            solve(request_text)


def test_an_entry_of_an_array_is_told_as_a_product() -> None:
    with pytest.raises(RequestSyntaxError, match="an entry is a product"):
        solve("L=-log(softmax(z)[0]) at=(z=[1,2,3])")
