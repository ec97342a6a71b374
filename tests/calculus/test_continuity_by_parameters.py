"""For which parameters f of one variable is continuous and differentiable: by hand."""

from __future__ import annotations

import pytest

from grad_magic import solve


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        # x² = ax + b at 1, and 2x = a.
        (
            "f(x)={x^2, x<=1; a x+b, x>1} at=1",
            (
                "f is continuous at x = 1 if and only if a + b = 1, and differentiable there "
                "if and only if also a = 2."
            ),
        ),
        (
            "f(x)={sin(a x)/x, x!=0; b, x=0} at=0",
            "f is continuous at x = 0 if and only if a = b, and then differentiable there.",
        ),
        (
            "f(x)={x^2, x<=1; a x^2, x>1} at=1",
            "f is continuous at x = 1 if and only if a = 1, and then differentiable there.",
        ),
        # 1 from the right, 0 from the left.
        (
            "f(x)={x^2+a, x<=0; e^x, x>0} at=0",
            (
                "f is continuous at x = 0 if and only if a = 1, and differentiable there for no "
                "values of the parameters."
            ),
        ),
        ("f(x)={x^2, x<=c; 2x-1, x>c} at=c", "f is continuous at x = c if and only if c = 1, and"),
    ],
)
def test_what_parameters_must_satisfy_is_told(request_: str, sentence: str) -> None:
    text = " ".join(solve(request_).text.split())
    assert sentence in text
    assert "not settled" not in text


@pytest.mark.parametrize("case", ["b+sqrt(x)", "b+x ln x"])
def test_an_infinite_rate_is_no_finite_one(case: str) -> None:
    result = solve(f"f(x)={{a, x<=0; {case}, x>0}} at=0")
    assert result.differentiable is None
    assert "if and only if" not in result.reason
