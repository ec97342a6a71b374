"""Tests for grad_magic.reading.sentences.units."""

import pytest

from grad_magic import solve
from grad_magic.reading.sentences.units import unit_of_rate


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("where T is measured in degrees Celsius and x, y in meters", "°C/m"),
        ("where T is measured in °C and x, y, and z in cm", "°C/cm"),
        ("where T(x,y) is in degrees Fahrenheit and distances are measured in feet", "°F/ft"),
        ("其中T的单位为℃, x,y的单位为米", "°C/m"),
        # Of a height over lengths, a number alone; what is not known stays bare.
        ("where x, y, and z are measured in meters", ""),
        ("where T is measured in degrees", ""),
        ("where T is in volts per meter and x, y in meters", ""),
        ("where x and y are in meters", ""),
        ("where T is in degrees Celsius, x in meters and y in feet", ""),
    ],
)
def test_a_rate_has_the_unit_of_the_function_over_that_of_lengths(sentence: str, unit: str) -> None:
    assert unit_of_rate(sentence, "T") == unit


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        # By hand: |∇T| = 40√5/9 = 8.944·10/9.
        (
            (
                "The temperature at a point (x,y) of a plate is T(x,y)=90/(1+x^2+4y^2), where T is"
                " measured in degrees Celsius and x, y in meters. In which direction does the"
                " temperature increase fastest at (2,1)? What is the maximum rate of increase?"
                " steps=full"
            ),
            "So the maximum rate of change is about 9.938 °C/m.",
        ),
        # |∇T| = |(2, 1)|, and °C is no factor of T.
        (
            (
                "The temperature at a point (x,y) is T(x,y)=xy °C, where x and y are in km. Find"
                " the maximum rate of change at (1,2). steps=full"
            ),
            "So the maximum rate of change is about 2.236 °C/km.",
        ),
        # (4·3 + 4·4)/5 is exact.
        (
            (
                "设某金属板上点(x,y)处的温度为T(x,y)=x^2*y+3y, 其中T的单位为℃, x,y的单位为米."
                " 求T在点(1,2)处沿方向(3,4)的变化率. lang=zh"
            ),
            "所以所求变化率为 5.6 °C/m。",
        ),
    ],
)
def test_the_rate_that_is_asked_for_is_told_with_its_unit(sentence: str, told: str) -> None:
    result = solve(sentence)
    assert told in result.text.replace("\n", " ")
    assert r"{}^{\circ}" in result.latex or r"^{\circ}" in result.latex


@pytest.mark.slow
def test_each_rate_has_its_unit_in_its_part() -> None:
    # ∇V = (6, 5, 2): (12 - 5 + 4)/3, and √65.
    text = solve(
        "The electrical potential is $V(x,y,z)=x^2y-2yz+z^2$, where $V$ is measured in volts and"
        " $x$, $y$, $z$ in meters. (a) Find the rate of change of the potential at $P(3,1,2)$ in"
        " the direction of $\\mathbf v=2\\,\\mathbf i-\\mathbf j+2\\,\\mathbf k$. (b) In which"
        " direction does $V$ increase most rapidly at $P$? steps=full style=stewart"
    ).text
    first, second = text.split("(b) ")
    assert first.endswith("So the rate of change is about 3.667 V/m.\n")
    assert " ".join(second.split()).endswith("So the maximum rate of change is about 8.062 V/m.")
