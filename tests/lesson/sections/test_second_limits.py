"""Second derivatives that are limits, in words."""

from __future__ import annotations

import pytest

from grad_magic import solve


@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        (
            "f=x|x| at=0 order=2",
            (
                "f″(0) does not exist: (f′(t) - f′(0))/t tends to -2 as t → 0⁻ and tends to 2 "
                "as t → 0⁺."
            ),
        ),
        (
            "f=x*|x|+y at=(0,0) dir=(1,0) order=2",
            (
                "f_xx(P) does not exist: (f_x(P + t·e₁) - f_x(P))/t tends to -2 as t → 0⁻ and "
                "tends to 2 as t → 0⁺."
            ),
        ),
        (
            "f=x*|x|+y at=(0,0) dir=(1,0) order=2",
            (
                "D_u² f(P) does not exist: (D_u f(P + t·u) - D_u f(P))/t tends to -2 as t → 0⁻ and "
                "tends to 2 as t → 0⁺."
            ),
        ),
        (
            "f=x^(4/3)+y^2 at=(0,0) order=2",
            "f_xx(P) does not exist: (f_x(P + t·e₁) - f_x(P))/t tends to ∞ as t → 0.",
        ),
        (
            "f=|x|y^2 at=(0,0) order=2",
            "f_xy(P) does not exist: (f_x(P + t·e₂) - f_x(P))/t is not defined as t → 0.",
        ),
    ],
)
def test_what_does_not_exist_is_said_not_to(request_text: str, sentence: str) -> None:
    assert sentence in " ".join(solve(request_text).text.split())


def test_in_latex() -> None:
    latex = solve("f=x|x| at=0 order=2").latex
    assert r"\frac{f'(t) - f'(0)}{t}" in "".join(latex)
