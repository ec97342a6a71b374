"""A picture calls gradient, direction and rate what the answer beside it calls them."""

from __future__ import annotations

import pytest

from grad_magic import solve
from grad_magic.picture.signs import Signs, tex_signs, text_signs
from grad_magic.reading.request import read_problem


def test_a_picture_has_the_letters_of_its_book() -> None:
    problem = read_problem("f=x^2 y at=(1,2) dir=(3,4) style=tongji")
    assert text_signs(problem) == Signs("grad f", "|", "e_l", r"$\mathbf{e}_l$", "∂f/∂l")
    assert tex_signs(problem, "f").rate == r"\partial f/\partial l"
    plain = read_problem("f=x^2 y at=(1,2) dir=(3,4) style=stewart")
    assert text_signs(plain) == Signs("∇f", "‖", "u", "u", "D_u f")


def test_the_letters_give_way_to_those_of_the_function() -> None:
    problem = read_problem("f(l, e)=l^2 e at=(1,2) dir=(3,4) style=tongji")
    assert text_signs(problem).direction == "n_m"
    assert "n_m" in solve("f(l, e)=l^2 e at=(1,2) dir=(3,4) style=tongji").text


@pytest.mark.parametrize("style", ["plain", "stewart", "openstax", "tongji"])
def test_the_answer_has_the_same_letters(style: str) -> None:
    result = solve(f"f=x^2 y at=(1,2) dir=(3,4) plot=section style={style}")
    unit = text_signs(result.problem).direction
    assert f" {unit} = " in result.text
    assert result.scene is not None
    assert f"{unit} = (0.6, 0.8)" in result.scene.description
