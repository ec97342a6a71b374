"""That f has no limit, shown on all curves y = kx^m at once."""

from __future__ import annotations

import mpmath
import pytest

from grad_magic.result import Result, solve

# By hand: put y = mx, y = mx² or x = my² into f, and x or y goes out.
SHOWN = [
    (
        "xy/(x^2+y^2)",
        "f(x, m·x) = x·m·x/(x² + (m·x)²) = m·x²/((m² + 1)x²) = m/(m² + 1) for x ≠ 0",
        "the line y = m·x",
    ),
    ("|xy|/(x^2+y^2)", "= |m|/(m² + 1) for x ≠ 0", "the line y = m·x"),
    (
        "x^2 y/(x^4+y^2)",
        "f(x, m·x²) = x²·m·x²/(x⁴ + (m·x²)²) = m·x⁴/((m² + 1)x⁴) = m/(m² + 1) for x ≠ 0",
        "the curve y = m·x²",
    ),
    ("x y^2/(x^2+y^4)", "f(m·y², y) = ", "the curve x = m·y²"),
    # The denominator is 0 where x = -1 - m², too.
    ("xy/(x^2+y^2+x^3)", "= m/(m² + x + 1) for x ≠ 0 near P", "the line y = m·x"),
    ("xy/√(x^4+y^4)", "= m/√(m⁴ + 1) for x ≠ 0", "the line y = m·x"),
]


def _text(request: str, *more: str) -> str:
    result = solve(" ".join((request, "steps=full plot=none", *more)))
    assert isinstance(result, Result)
    return " ".join(result.text.split())


def _with_hole(f: str) -> str:
    return f"f(x,y)={{{f}, (x,y)!=(0,0); 0, otherwise}} at=(0,0)"


@pytest.mark.slow
@pytest.mark.parametrize(("f", "value", "curve"), SHOWN, ids=[f for f, _, _ in SHOWN])
def test_the_limit_on_each_curve_depends_on_the_curve(f: str, value: str, curve: str) -> None:
    text = _text(_with_hole(f))
    assert value in text
    assert f"Along {curve}, as (x, y) tends to P, f(" in text
    if "x^3" in f:
        assert "So f tends to m/(m² + 1), which depends on m: f has no limit at P" in text
    else:
        assert "This depends on m, so f has no limit at P and is not continuous there." in text
    assert text.count("not differentiable at P") == 1


def test_the_value_is_that_of_f_on_the_curve() -> None:
    # m/(m² + 1) at m = 2 is 2/5, whatever x is.
    for x in (mpmath.mpf("0.3"), mpmath.mpf("-1e-9")):
        y = 2 * x
        assert mpmath.almosteq(x * y / (x**2 + y**2), mpmath.mpf(2) / 5)


@pytest.mark.slow
def test_the_limit_is_seen_where_another_power_is_left() -> None:
    # By hand: x·mx/(x² + m²x²) + x.
    text = _text(_with_hole("xy/(x^2+y^2)+x"))
    assert "= m/(m² + 1) + x for x ≠ 0 So f tends to m/(m² + 1), which depends on m" in text


@pytest.mark.slow
def test_away_from_the_origin() -> None:
    f = "(x-1)(y-2)/((x-1)^2+(y-2)^2)"
    text = _text(f"f(x,y)={{{f}, (x,y)!=(1,2); 0, otherwise}} at=(1,2)")
    assert "Along the line y - 2 = m(x - 1), as (x, y) tends to P, f(" in text
    assert "= m(x - 1)²/((m² + 1)(x - 1)²) = m/(m² + 1) for x ≠ 1 This depends on m, so" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "more", "letter"),
    [("x,y", "style=tongji", "k"), ("m,y", "style=stewart", "k"), ("k,y", "style=tongji", "m")],
)
def test_the_letter_names_nothing_else(variables: str, more: str, letter: str) -> None:
    first = variables[0]
    f = f"{first}*y/({first}^2+y^2)"
    request = f"f({variables})={{{f}, ({variables})!=(0,0); 0, otherwise}} at=(0,0)"
    assert f"This depends on {letter}, so f has no limit" in _text(request, more)


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_",
    [
        # sin(mx²)/(x² + m²x²) is no quotient of polynomials, and -1 = y/x is left out there.
        _with_hole("sin(xy)/(x^2+y^2)"),
        "f(x,y)={xy/(x+y)^2, x+y!=0; 0, otherwise} at=(0,0)",
        # The case that holds depends on m.
        "f(x,y)={x^2/(x^2+y^2), y>x; 0, otherwise} at=(0,0)",
    ],
)
def test_where_it_is_not_plain_one_curve_is_shown(request_: str) -> None:
    assert "depends on" not in _text(request_)


@pytest.mark.slow
def test_it_is_said_as_tongji_says_it() -> None:
    text = _text(_with_hole("xy/(x^2+y^2)"), "lang=zh").replace(" ", "")
    assert "令(x,y)沿直线y=k·x趋于P，此时f(x,k·x)=" in text
    assert "=k·x²/((k²+1)x²)=k/(k²+1)当x≠0时它随k的值的不同而改变。" in text
    assert "可微必连续，所以f在点P处不可微，尽管f_x和f_y在该点都存在。" in text
