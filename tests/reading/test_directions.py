from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, cos, pi, sin, sqrt, symbols

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError
from grad_magic.problem import Angle
from grad_magic.reading.request import read_problem

a, b, t, theta, x, y = symbols("a b t theta x y", real=True)


@pytest.mark.parametrize(
    ("clause", "direction"),
    [
        ("dir=(a,b)", (a, b)),
        ("dir=(a,b) a=3", (3, b)),
        ("dir=a i + b j", (a, b)),
        ("dir=ai+bj", (a, b)),
        ("dir=2ai-j a=3", (6, -1)),
        ("dir=sqrt(2)i-j", (sqrt(2), -1)),
        ("to=(a,b)", (a - 1, b - 2)),
        ("angle=t", (cos(t), sin(t))),
        ("angle=θ", (cos(theta), sin(theta))),
        ("angle=t°", (cos(pi * t / 180), sin(pi * t / 180))),
        ("angles=(t, π/2-t)", (cos(t), sin(t))),
    ],
)
def test_names_in_a_direction_stand_for_real_numbers(
    clause: str, direction: tuple[Expr, ...]
) -> None:
    assert read_problem(f"f=x*y at=(1,2) {clause}").direction == direction


def test_along_one_axis_a_name_is_a_direction_too() -> None:
    assert read_problem("f=x^2 at=1 dir=a").direction == (a,)
    assert read_problem("f=x^2 at=1 dir=-x").direction == (-1,)


def test_an_angle_without_a_unit_is_in_radians() -> None:
    assert read_problem("f=x*y at=(1,2) angle=3").direction == (cos(3), sin(3))
    assert read_problem("f=x*y at=(1,2) angle=30 rad").direction == (cos(30), sin(30))
    assert read_problem("f=x*y at=(1,2) angle=7pi/3").direction == (Rational(1, 2), sqrt(3) / 2)


@pytest.mark.parametrize(
    ("clause", "written"),
    [("angle=60", "60"), ("angle=-60", "-60"), ("angle=(6.2832)", "6.2832"), ("angle=√50", "√50")],
)
def test_an_angle_beyond_a_turn_without_a_unit_has_two_readings(clause: str, written: str) -> None:
    source = f"f=x*y at=(1,2) {clause}"
    with pytest.raises(MeaninglessRequestError) as caught:
        read_problem(source)
    error = caught.value
    assert error.message == (
        f"angle {written} can be read in two ways: as {written}° or as {written} radians"
    )
    assert error.advice == f"Write {written}° or {written} rad."
    assert source[error.start : error.end] == written


def test_a_number_given_as_an_angle_beyond_a_turn_has_two_readings_too() -> None:
    with pytest.raises(MeaninglessRequestError, match="angle 60 can be read in two ways"):
        solve("x*y", at=(1, 2), angle=60)
    with pytest.raises(MeaninglessRequestError, match="angles 45 can be read in two ways"):
        read_problem("f=x*y at=(1,2) angles=(45, 45)")


@pytest.mark.parametrize(
    "value", ["60°", "60 deg", "60º", r"$60^\circ$", r"$60^{\circ}$", "30°+30°", "(60°)", "120/2°"]
)
def test_an_angle_in_degrees_keeps_its_unit(value: str) -> None:
    problem = read_problem(f"f=x*y at=(1,2) angle={value}")
    assert problem.direction == (Rational(1, 2), sqrt(3) / 2)
    assert problem.angles == (Angle(Integer(60), in_degrees=True),)


@pytest.mark.parametrize(
    ("text", "in_degrees"),
    [("(60,30)°", True), ("(60, 30) degrees", True), ("(pi/3,pi/6) rad", False)],
)
def test_a_unit_behind_a_row_is_that_of_all_angles(text: str, in_degrees: bool) -> None:
    problem = read_problem(f"f=x*y at=(1,2) angles={text}")
    assert [angle.in_degrees for angle in problem.angles] == [in_degrees] * 2
    assert problem.direction == (Rational(1, 2), sqrt(3) / 2)


def test_degrees_stand_in_any_value() -> None:
    problem = read_problem("f=x sin(90°)+y at=(30°,cos 60°) dir=(cos(60°),sin(60°)) rate=tan(45°)")
    assert problem.f == x + y
    assert problem.point == (pi / 6, Rational(1, 2))
    assert problem.direction == (Rational(1, 2), sqrt(3) / 2)
    assert problem.rate == 1


@pytest.mark.parametrize(
    ("value", "direction"),
    [
        (r"$\vec i+2\vec j$", (1, 2)),
        (r"$3\mathbf{i}-4\mathbf{j}$", (3, -4)),
        (r"$\hat{\imath}-\hat{\jmath}$", (1, -1)),
        (r"$\langle 1,2\rangle$", (1, 2)),
        (r"$\left\langle 1,-2\right\rangle$", (1, -2)),
        (r"$\vec{v}=\langle 1,2\rangle$", (1, 2)),
        (r"$\overrightarrow{PQ}=3\vec i$", (3, 0)),
        (r"$\begin{pmatrix}1\\2\end{pmatrix}$", (1, 2)),
        (r"$\frac{1}{\sqrt2}(1,1)$", (1 / sqrt(2), 1 / sqrt(2))),
        ("v=3i-4j", (3, -4)),
        ("v(3;-4)", (3, -4)),
        ("(3i-4j)/5", (Rational(3, 5), Rational(-4, 5))),
        ("<3,4>/5", (Rational(3, 5), Rational(4, 5))),
        ("⟨3,-4⟩/5", (Rational(3, 5), Rational(-4, 5))),
        ("1/5 <3,4>", (Rational(3, 5), Rational(4, 5))),
        ("-<3,4>", (-3, -4)),
        (r"$\frac{1}{5}\langle 3,4\rangle$", (Rational(3, 5), Rational(4, 5))),
        ("1/√2 (i+j)", (1 / sqrt(2), 1 / sqrt(2))),
        ("-2(3i-4j)", (-6, 8)),
        ("i/2 + √3/2 j", (Rational(1, 2), sqrt(3) / 2)),
        ("i/√2 - j/sqrt(2)", (1 / sqrt(2), -1 / sqrt(2))),
        ("cos t i + sin t j", (cos(t), sin(t))),
        ("3i−4j", (3, -4)),
    ],
)
def test_vectors_are_read_as_books_set_them(value: str, direction: tuple[Expr, ...]) -> None:
    assert read_problem(f"f=$xy$ at=(1,2) dir={value}").direction == direction


@pytest.mark.parametrize(
    ("value", "direction"),
    [
        ("(1,1)/sqrt(2)", (sqrt(2) / 2, sqrt(2) / 2)),
        ("1/sqrt(2)*(1,1)", (sqrt(2) / 2, sqrt(2) / 2)),
        ("1/5 (3,-4)", (Rational(3, 5), Rational(-4, 5))),
        ("[3,4]/(2+3)", (Rational(3, 5), Rational(4, 5))),
        ("-(1,2)", (-1, -2)),
        ("2(1,-1)", (2, -2)),
        ("sqrt(2)(1,-1)", (sqrt(2), -sqrt(2))),
        ("max(1,2)*(1,0)", (2, 0)),
        ("a*(1,0)", (a, 0)),
    ],
)
def test_a_vector_may_be_multiplied_or_divided_by_a_number(
    value: str, direction: tuple[Expr, ...]
) -> None:
    assert read_problem(f"f=x*y at=(1,2) dir={value}").direction == direction


NO_DIRECTION = "Write dir=(…, …), dir=3i-4j, dir=-y or dir=grad."


@pytest.mark.parametrize(
    ("clause", "message"),
    [
        (
            "dir=(x,1)",
            (
                "x is a variable of the function, so it is no fixed number\n"
                "    f=x*y at=(1,2) dir=(x,1)\n"
                "                        ^\nUse another name, such as x_0."
            ),
        ),
        (
            "to=(3,2y)",
            (
                "y is a variable of the function, so it is no fixed number\n"
                "    f=x*y at=(1,2) to=(3,2y)\n"
                "                          ^\nUse another name, such as y_0."
            ),
        ),
        (
            "angle=2x",
            (
                "x is a variable of the function, so it is no fixed number\n"
                "    f=x*y at=(1,2) angle=2x\n"
                "                          ^\nUse another name, such as x_0."
            ),
        ),
        (
            "dir=(a-a,0)",
            (
                "the direction has length zero, so it points nowhere\n"
                "    f=x*y at=(1,2) dir=(a-a,0)\n"
                "                       ^^^^^^^\nGive at least one component that is not 0."
            ),
        ),
        (
            "angles=(a,b)",
            (
                "whether these are direction angles is not settled: their cosines' squares must "
                "add up to 1\n"
                "    f=x*y at=(1,2) angles=(a,b)\n"
                "                          ^^^^^\nWrite the direction itself: dir=(…)."
            ),
        ),
        *(
            (
                f"dir={value}",
                (
                    f"this is no direction\n    f=x*y at=(1,2) dir={value}\n"
                    f"                       {'^' * len(value)}\n{NO_DIRECTION}"
                ),
            )
            for value in ("a", "xi+j", "ij", "i^2", "i+1", "x+y", "2x")
        ),
        (
            "dir=(1,1)/0",
            (
                "this is no direction\n    f=x*y at=(1,2) dir=(1,1)/0\n"
                f"                             ^\n{NO_DIRECTION}"
            ),
        ),
        (
            "dir=(1,1)/2*3",
            (
                "this is no direction\n    f=x*y at=(1,2) dir=(1,1)/2*3\n"
                f"                             ^^^\n{NO_DIRECTION}"
            ),
        ),
        (
            "dir=(1,1)+(2,2)",
            (
                "this is no direction\n    f=x*y at=(1,2) dir=(1,1)+(2,2)\n"
                f"                            ^^^^^^\n{NO_DIRECTION}"
            ),
        ),
    ],
)
def test_what_points_nowhere_is_refused(clause: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read_problem(f"f=x*y at=(1,2) {clause}")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("word", "components"),
    [
        ("NE", (1, 1)),
        ("north-east", (1, 1)),
        ("due south", (0, -1)),
        ("southwest", (-1, -1)),
        ("North West", (-1, 1)),
        ("东北", (1, 1)),
        ("西", (-1, 0)),
    ],
)
def test_north_is_along_y_and_east_along_x(word: str, components: tuple[int, int]) -> None:
    assert read_problem(f"f=x*y at=(1,2) dir={word}").direction == components


@pytest.mark.parametrize(
    ("word", "degrees"),
    [
        ("30° north of east", 30),
        ("20 degrees east of north", 70),
        ("45° south of west", 225),
        ("N30°E", 60),
        ("北偏东30°", 60),
        ("西偏北10°方向", 170),
    ],
)
def test_bearings_turn_from_the_one_to_the_other(word: str, degrees: int) -> None:
    direction = read_problem(f"f=x*y at=(1,2) dir={word}").direction
    assert direction is not None
    angle = Integer(degrees) * pi / 180
    assert all(
        abs((component - expected).evalf()) < 1e-12
        for component, expected in zip(direction, (cos(angle), sin(angle)), strict=True)
    )


@pytest.mark.parametrize(
    "request_text",
    ["f=x*y*z at=(1,2,3) dir=north", "f(s,t)=s*t at=(1,2) dir=NE", "f=x*y at=(1,2) dir=up"],
)
def test_without_x_and_y_nothing_says_where_north_is(request_text: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="is no direction of the axes"):
        read_problem(request_text)


def test_a_variable_is_no_point_of_the_compass() -> None:
    assert read_problem("f(e,n)=e*n at=(1,2) dir=n").direction == (0, 1)
