from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.bare_latex import with_dollars
from grad_magic.reading.request import read_problem
from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("typed", "framed"),
    [
        (
            r"f=\frac{1}{2}x^2+\frac{1}{2}y^2 at=(1,1)",
            r"f=$\frac{1}{2}x^2+\frac{1}{2}y^2$ at=(1,1)",
        ),
        (
            r"\frac{x}{y} at=(1,2) dir=\langle 3,4\rangle",
            r"f=$\frac{x}{y}$ at=(1,2) dir=$\langle 3,4\rangle$",
        ),
        (
            r"f(x,y)=\sin(x)\cos(y) at=(\frac{\pi}{2},0)",
            r"f(x,y)=$\sin(x)\cos(y)$ at=$(\frac{\pi}{2},0)$",
        ),
        (
            r"J(\theta)=\frac{1}{2}(\theta_0+2\theta_1-3)^2 at=(0,0)",
            r"J(theta_0,theta_1)=$\frac{1}{2}(\theta_0+2\theta_1-3)^2$ at=(0,0)",
        ),
        (
            r"Find the gradient of f(x,y)=\frac{x^2}{y} at (2,1)",
            r"f(x,y)=$\frac{x^2}{y}$ at=(2,1)",
        ),
    ],
)
def test_latex_needs_no_dollars(typed: str, framed: str) -> None:
    asked, meant = read_problem(typed), read_problem(framed)
    assert (asked.f, asked.variables) == (meant.f, meant.variables)
    assert (asked.point, asked.direction) == (meant.point, meant.direction)


@pytest.mark.parametrize(
    "text", ["f=x^2", r"f=$\frac12$ at=(\pi)", r"\[ f(x)=\ln x \]", r'answer="\pi"']
)
def test_what_has_its_signs_stays(text: str) -> None:
    assert with_dollars(text) == text


@pytest.mark.parametrize("text", [r"f=\foo{x}", r"f=x\y at=(1,2)", r"f=\frac{x}{ at=(1,2)"])
def test_what_is_no_latex_is_refused(text: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_problem(text)


def test_latex_goes_with_keywords() -> None:
    result = solve(r"\frac{x}{y}", at=(1, 2), plot="none")
    assert isinstance(result, Result)
    assert f"{result.partials_at}" == "(1/2, -1/4)"
