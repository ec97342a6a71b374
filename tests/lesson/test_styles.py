"""Whole answers in the styles of books: in `books/` as text and as LaTeX, a row on each line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Integer, Rational, sqrt

from grad_magic.errors import GradMagicError
from grad_magic.lesson.steps import Components, Decimal, Over, Point, Vector
from grad_magic.lesson.styles import STYLE_BY_NAME, style_named
from grad_magic.lesson.typesetting.plain import render_atom
from grad_magic.presets import STYLES
from grad_magic.problem import Presentation
from grad_magic.result import Result, solve
from grad_magic.wording import languages
from grad_magic.wording.english import ENGLISH
from tests.lesson.test_worked_solutions import latex_rows

README = Path(__file__).parents[2] / "README.md"
_FOLDER = Path(__file__).with_name("books")
PROBLEMS = {
    "rate": "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "worked": "f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=full",
    "angles": "f=x*y*z at=(1,1,1) angles=(60°,45°,60°)",
    "corner": "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)",
    "saddle": "f=x^2-y^2 at=(0,0) dir=(1,2) order=2",
    "extrema": "f=x^3+y^3-3xy critical=all",
    "surface": "f=x^2+y^2+z^2==14 at=(1,2,3)",
    "slide": "z=x^2-y^2 at=(1,1) angle=60° steps=short",
}
# Of these `books` has the whole answer.
WRITTEN_OUT = ("rate", "extrema", "surface", "slide")
BOOKS = ("stewart", "openstax", "tongji")
# What words are said in, and not what is true.
_SHOWN = {"text", "latex", "reason", "critical_reason", "warnings"}


def _solved(request: str, style: str = "") -> Result:
    result = solve(f"{request} style={style}" if style else request)
    assert isinstance(result, Result)
    return result


@pytest.mark.parametrize("style", BOOKS)
@pytest.mark.parametrize("name", WRITTEN_OUT)
def test_an_answer_as_the_book_has_it(name: str, style: str) -> None:
    result = _solved(PROBLEMS[name], style)
    expected = (_FOLDER / f"{name}_{style}.txt").read_text(encoding="utf-8")
    assert result.text + "\n" == expected
    in_print = (_FOLDER / f"{name}_{style}.tex").read_text(encoding="utf-8")
    assert latex_rows(result.latex) == in_print.rstrip("\n").split("\n")


@pytest.mark.slow
@pytest.mark.parametrize("style", BOOKS)
@pytest.mark.parametrize("name", PROBLEMS)
def test_what_is_true_does_not_depend_on_the_style(name: str, style: str) -> None:
    usual, styled = _solved(PROBLEMS[name]).to_dict(), _solved(PROBLEMS[name], style).to_dict()
    assert {key: styled[key] for key in styled if key not in _SHOWN} == {
        key: usual[key] for key in usual if key not in _SHOWN
    }


@pytest.mark.parametrize("name", PROBLEMS)
def test_plain_is_the_style_of_english(name: str) -> None:
    assert _solved(PROBLEMS[name], "plain").text == _solved(PROBLEMS[name]).text


@pytest.mark.parametrize(
    ("style", "unit", "slope", "slope_vector"),
    [
        ("openstax", "u = v/‖v‖", "f_x(x, y) =", "∇f(x, y) ="),
        ("tongji", "e_l = (cos α", "∂f/∂x =", "grad f(x, y) ="),
    ],
)
@pytest.mark.parametrize("steps", ["brief", "full"])
def test_books_that_find_the_unit_vector_first(
    style: str, unit: str, slope: str, slope_vector: str, steps: str
) -> None:
    text = _solved(f"f=x^2*y+y at=(1,2) dir=(3,4) steps={steps}", style).text
    assert text.index(unit) < text.index(slope if slope in text else slope_vector)
    assert text.count(unit) == 1


@pytest.mark.parametrize("steps", ["brief", "full"])
def test_stewart_finds_the_unit_vector_where_it_is_needed(steps: str) -> None:
    text = _solved(f"f=x^2*y at=(1,2) dir=(3,4) steps={steps}", "stewart").text
    assert text.index("= ⟨4, 1⟩") < text.index("u = v/|v| = ⟨3/5, 4/5⟩")


@pytest.mark.parametrize(
    ("request_", "style", "row"),
    [
        # i, j and k would be taken for variables, and so would l, e and the angles.
        ("f(i,j)=i^2*j at=(1,2) dir=(3,4)", "openstax", "u = v/‖v‖ = ⟨3/5, 4/5⟩"),
        ("k=x*y at=(1,2) dir=(3,4)", "openstax", "u = v/‖v‖ = ⟨3/5, 4/5⟩"),
        ("f(l,y)=l*y at=(1,2) dir=(3,4)", "tongji", "e_m = (cos α, cos β) = m/|m| = (3/5, 4/5)"),
        ("f(e,y)=e*y at=(1,2) dir=(3,4)", "tongji", "n_l = (cos α, cos β) = l/|l| = (3/5, 4/5)"),
        ("l=x*y at=(1,2) dir=(3,4)", "tongji", "∂l/∂m|_(1,2) = "),
        ("f(alpha,y)=alpha*y at=(1,2) dir=(3,4)", "tongji", "e_l = l/|l| = (3/5, 4/5)"),
        (
            "f(alpha,y)=alpha*y at=(1,2) dir=(3,4)",
            "tongji",
            "∂f/∂l|_(1,2) = grad f(1, 2)·e_l = 2·3/5 + 1·4/5 = 2",
        ),
        ("r(t)=(t, t^2, 1) at=1", "stewart", "r′(t) = ⟨1, 2t, 0⟩"),
        ("r(t)=(t, t^2, 1) at=1", "openstax", "r(t) = t·i + t²·j + k"),
        ("r(t)=(t, t^2, 1) at=1", "openstax", ": x = 1 + s, y = 1 + 2s and z = 1"),
        ("f=(x y, x/3) at=(1,2) dir=(1,1)", "stewart", "⟨3√2/2, √2/6⟩ ≈ ⟨2.121, 0.2357⟩"),
        ("f=(x y, x/3) at=(1,2) dir=(1,1)", "stewart", "f(x, y) = ⟨x·y, x/3⟩"),
        ("f=(x y, x/3) at=(1,2) dir=(1,1)", "openstax", "f(1, 2) = (2, 1/3)"),
        # A vector with a sign is a factor in brackets, and -1 is not written before it.
        ("f=x^2 y at=(1,2) dir=(-1,0)", "openstax", "(4i + j)·(-i) = 4·(-1) + 1·0 = -4"),
        ("f(x,y)=-x at=(1,1) dir=(0,-1)", "openstax", "(-i)·(-j) = (-1)·0 + 0·(-1) = 0"),
        ("f=y-x at=(1,1)", "openstax", "∇f(x, y) = -i + j"),
        ("f=y-3x at=(1,1)", "openstax", "∇f(x, y) = -3i + j"),
        ("f=x^3 y order=2", "stewart", "f_xy(x, y) = f_yx(x, y) = 3x²"),
        ("f=x^3 y order=2", "tongji", "∂²f/∂x∂y = ∂²f/∂y∂x = 3x²"),
        ("f=x^3 y order=3", "tongji", "∂³f/∂x²∂y = 6x"),
        ("f=x^3 y at=(1,2) order=2", "tongji", "∂²f/∂x²|_(1,2) = 12"),
        ("f=x^2-2x+y^2 critical=all", "stewart", "(D = 4 > 0, f_xx = 2 > 0)"),
        # The letter of the given direction is not that of the steepest.
        ("f=x^2 y at=(1,2) dir=(1,1)", "plain", "along ∇f(P), w = (4, 1)/√17"),
        ("f=x^2 y at=(1,2)", "plain", "along ∇f(P), u = (4, 1)/√17"),
        ("f=x^2 y at=(1,2) dir=grad", "plain", "along ∇f(P), w = (4, 1)/√17"),
        (
            "f=x^2 y at=(1,2) steps=full",
            "tongji",
            "∂f/∂l|_(1,2) = grad f(1, 2)·e_l",
        ),
        ("f=x y at=(0,0)", "tongji", "B = f_xy(0, 0) = 1   C = f_yy(0, 0) = 0   AC - B² = -1"),
        ("f=x^2+y^2 at=(0,0)", "tongji", "AC - B² > 0 and A > 0, so"),
        # A name of the request is no letter of the test.
        ("f(A,y)=A^2+y^2 at=(0,0)", "tongji", "D = f_AA·f_yy - f_Ay² = 4"),
        # Of one variable books write f′(x).
        ("f=x^2 at=1 dir=-1", "stewart", "D_u f(1) = f′(1)·u = 2·(-1) = -2"),
        ("f=x^2 at=1 dir=-1", "tongji", "∂f/∂l|_{x=1} = f′(1)·e_l = 2·(-1) = -2"),
        # Four variables have no i, j, k, and no three angles.
        ("f=w*x+y*z at=(1,2,3,4) dir=(1,1,1,1)", "openstax", "∇f(P) = ⟨2, 1, 4, 3⟩"),
        ("f=w*x+y*z at=(1,2,3,4) dir=(1,1,1,1)", "tongji", "∂f/∂w|_P = 2"),
        ("f=w*x+y*z at=(1,2,3,4) dir=(1,1,1,1)", "tongji", "e_l = l/|l| = (1/2, 1/2, 1/2, 1/2)"),
        # A long point keeps its letter.
        ("f=x*y at=(123456/1234567,2)", "stewart", "f_x(P) = 2"),
        ("f=x*y at=(s,t) dir=(1,0)", "stewart", "D_u f(s, t) = ∇f(s, t)·u = ⟨t, s⟩·⟨1, 0⟩ = t"),
        ("f=x*y at=(1,2) angle=pi/6", "stewart", "u = ⟨cos(π/6), sin(π/6)⟩ = ⟨√3/2, 1/2⟩"),
        # A sum over the length has brackets where the stroke is in the line.
        ("f=y+x(1+ln 2) at=(1,1)", "stewart", "⟨(1 + ln(2))/√(1 + (1 + ln(2))²),"),
        ("f=x*y at=(1,2) angle=-30°", "stewart", "u = ⟨cos(-30°), sin(-30°)⟩ = ⟨√3/2, -1/2⟩"),
        ("f=x*y at=(1,2) angle=30°", "openstax", "u = cos 30°·i + sin 30°·j = √3/2·i + 1/2·j"),
        ("f=x*y at=(1,2) dir=(a,1)", "stewart", "u = v/|v| = ⟨a/√(a² + 1), 1/√(a² + 1)⟩"),
        ("f=x*y at=(1,2) dir=(6,8)", "stewart", "u = v/|v| = ⟨6/10, 8/10⟩ = ⟨3/5, 4/5⟩"),
        ("f=x*y at=(1,2) dir=(1/3,1/4)", "tongji", "= l/|l| = (4/5, 3/5)"),
        ("f=x*y at=(1,2) dir=(3,4) order=2", "tongji", "∂²f/∂l²|_(1,2) = e_lᵀ·H_f(1, 2)·e_l"),
        ("f=(x+y)*x at=(1,2)", "openstax", "∇f(x, y) = (2x + y)·i + x·j"),
        # A momentum is called β.
        ("f=x*y at=(1,2) dir=(3,4) path=momentum", "tongji", "e_l = l/|l| = (3/5, 4/5)"),
    ],
)
def test_letters_and_forms(request_: str, style: str, row: str) -> None:
    assert row in _solved(request_, style).text


@pytest.mark.parametrize("style", BOOKS)
def test_second_derivatives_of_a_book_have_no_matrix(style: str) -> None:
    request = "f=x^2 y at=(1,2) order=2 steps=full"
    assert "H_f(P) = [[4, 2], [2, 0]]" in solve(request).text
    text = solve(f"{request} style={style}").text
    assert "H_f" not in text
    assert "λ" not in text
    assert "H_f(1, 2)" in solve(f"{request} style={style} dir=(3,4)").text


@pytest.mark.parametrize("style", BOOKS)
def test_arrays_stand_in_matrix_notation(style: str) -> None:
    request = "L(w)=norm(X@w-y)^2/2 X=[[1,2],[3,1]] y=[1,0] at=(w=[0,0])"
    assert solve(f"{request} style={style}").text == solve(request).text


@pytest.mark.parametrize(
    ("style", "vector", "quotient"),
    [
        ("plain", "(1, -2, 0)", "(1, -2, 0)/√5"),
        ("stewart", "⟨1, -2, 0⟩", "⟨1/√5, -2/√5, 0⟩"),
        ("openstax", "i - 2j", "1/√5·i - 2/√5·j"),
        ("tongji", "(1, -2, 0)", "(1/√5, -2/√5, 0)"),
    ],
)
def test_a_vector_is_told_from_a_point(style: str, vector: str, quotient: str) -> None:
    entries = (Integer(1), Integer(-2), Integer(0))
    written = STYLE_BY_NAME[style].transcribe
    assert render_atom(written(Vector(entries)), ENGLISH) == vector
    assert render_atom(written(Point(entries)), ENGLISH) == "(1, -2, 0)"
    assert render_atom(written(Over(Vector(entries), sqrt(5))), ENGLISH) == quotient


def test_decimals_along_the_axes() -> None:
    decimals = (Decimal("-1"), Decimal("0"), Decimal("2.5", -7))
    written = STYLE_BY_NAME["openstax"].transcribe(Components(decimals))
    assert render_atom(written, ENGLISH) == "-i + 2.5·10⁻⁷·k"


def test_the_zero_vector() -> None:
    written = STYLE_BY_NAME["openstax"].transcribe
    assert render_atom(written(Vector((Integer(0), Integer(0)))), ENGLISH) == "0"


@pytest.mark.slow
@given(st.lists(st.fractions(min_value=-9, max_value=9, max_denominator=9), min_size=2, max_size=3))
def test_a_sum_along_the_axes_can_be_read_back(entries: list[Rational]) -> None:
    vector = Vector(tuple(Rational(entry) for entry in entries))
    text = render_atom(STYLE_BY_NAME["openstax"].transcribe(vector), ENGLISH)
    found = dict.fromkeys("ijk"[: len(entries)], Rational(0))
    for term in () if text == "0" else text.replace(" - ", " + -").split(" + "):
        size = term[:-1].removesuffix("·")
        found[term[-1]] += Rational({"": "1", "-": "-1"}.get(size, size))
    assert list(found.values()) == [Rational(entry) for entry in entries]


@pytest.mark.parametrize("style", STYLES)
def test_the_readme_shows_what_is_written(style: str) -> None:
    table = README.read_text(encoding="utf-8").partition("### Styles of books")[2]
    rows = [row.replace(r"\|", "¦").split("|") for row in table.split("\n") if row[:1] == "|"]
    column = [cell.strip() for cell in rows[0]].index(f"`{style}`")
    cells = [row[column].strip().replace("¦", "|") for row in rows[2:9]]
    shown = [cell for cell in cells if cell not in ("first", "behind the gradient")]
    text = " ".join(_solved(PROBLEMS["rate"], style).text.split())
    assert len(shown) == 6
    assert [cell for cell in shown if cell not in text] == []


def test_the_names_of_styles_are_those_of_the_table() -> None:
    assert tuple(STYLE_BY_NAME) == STYLES


def test_a_language_has_a_style_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    another = replace(ENGLISH, style="tongji")
    monkeypatch.setitem(languages.LANGUAGES, "en", another)
    assert style_named(Presentation()) is STYLE_BY_NAME["tongji"]
    assert style_named(Presentation(style="plain")) is STYLE_BY_NAME["plain"]


def test_an_unknown_style_names_those_there_are() -> None:
    with pytest.raises(GradMagicError) as caught:
        solve("f=x*y style=thomas")
    assert "plain, stewart, openstax" in str(caught.value)
    assert "tongji" in str(caught.value)


def test_a_style_by_keyword() -> None:
    result = solve("x*y", at=(1, 2), style="stewart")
    assert "∇f(1, 2) = ⟨2, 1⟩" in result.text


# 同济大学《高等数学》, 9.6: lines by equal quotients, and a curve's normal plane; by hand.
@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        ("x^2+y^2+z^2=14 at=(1,2,3)", ["(x - 1)/1 = (y - 2)/2 = (z - 3)/3"]),
        # The gradient (2, 0, -1) has nothing along y.
        ("x^2+y^2-z=0 at=(1,0,1)", ["(x - 1)/2 = (z - 1)/(-1) and y = 0"]),
        # (1/2, 1/3, 2) is along (3, 2, 12).
        ("x^2/4+y^2/9+z^2=3/2 at=(1,3/2,1)", ["(x - 1)/3 = (y - 3/2)/2 = (z - 1)/12"]),
        (
            "r(t)=(t, t^2, t^3) at=1",
            ["(x - 1)/1 = (y - 1)/2 = (z - 1)/3", "Normal plane at t = 1: x + 2y + 3z = 6"],
        ),
        (
            "r(t)=(cos t, sin t, t) at=pi/2",
            ["x/(-1) = (z - π/2)/1 and y = 1", "Normal plane at t = π/2: x - z = -π/2"],
        ),
        # With letters by the books' convention for 0 below a stroke.
        (
            "f(x,y,z)=x^2/a^2+y^2/b^2+z^2/c^2==1 at=(x_0,y_0,z_0)",
            ["(x - x₀)/(x₀/a²) = (y - y₀)/(y₀/b²) = (z - z₀)/(z₀/c²)"],
        ),
        ("x y z==2 at=(√2,1,√2)", ["(x - √2)/√2 = (y - 1)/2 = (z - √2)/√2"]),
        ("f(x,y)=x^2+y^2==r^2 at=(x_0,y_0)", ["(x - x₀)/x₀ = (y - y₀)/y₀"]),
    ],
)
def test_lines_stand_as_equal_quotients(request_text: str, rows: list[str]) -> None:
    text = " ".join(solve(f"{request_text} style=tongji").text.split())
    for row in rows:
        assert row in text


def test_equations_for_the_direction_of_a_rate_stand_behind_a_brace_too() -> None:
    # ∇f(1, 2) = (2, 4).
    text = " ".join(_solved("f=x^2+y^2 at=(1,2) rate=1 steps=full", "tongji").text.split())
    assert "{∂f/∂l|_(1,2) = 2cos(α) + 4cos(β) = 1, cos²(α) + cos²(β) = 1}" in text
    assert "{" not in _solved("f=x^2+y^2 at=(1,2) rate=1 steps=full", "stewart").text


@pytest.mark.parametrize(
    ("style", "unit"),
    [
        ("tongji", "e_l = (5, 4, 3)/(5√2)"),
        ("stewart", "u = ⟨5, 4, 3⟩/(5√2)"),
        ("openstax", "u = 1/√2·i + 4/(5√2)·j + 3/(5√2)·k"),
        ("plain", "u = (5, 4, 3)/(5√2)"),
    ],
)
def test_entries_over_a_length_have_it_in_common_where_some_would_be_reduced(
    style: str, unit: str
) -> None:
    # ∇f(1, 2, 3) = (5, 4, 3), whose length is 5√2.
    text = " ".join(solve(f"f=x*y+y*z+z*x at=(1,2,3) style={style}").text.split())
    assert unit in text


def test_a_vector_that_the_unit_vector_does_not_show_has_a_row() -> None:
    toward = solve("f=x^2*exp(-y) at=(-2,0) to=(2,-3)").text
    assert "v = PQ = (4, -3)   u = v/‖v‖ = (4, -3)/5\n" in toward
    divided = solve("f=x^2*exp(-y) at=(-2,0) dir=(6,8) style=stewart").text
    assert "v = ⟨6, 8⟩   u = v/|v| = ⟨6/10, 8/10⟩ = ⟨3/5, 4/5⟩\n" in divided
    # Elsewhere it stands over its length.
    assert "v = (" not in solve("f=x^2*exp(-y) at=(-2,0) dir=(3,4)").text
