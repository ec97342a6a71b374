from __future__ import annotations

import numpy as np
import pytest
from sympy import (
    Abs,
    Expr,
    ImmutableMatrix,
    Max,
    Piecewise,
    Rational,
    Symbol,
    exp,
    pi,
    sqrt,
    symbols,
)
from sympy import sin as sympy_sin

from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.request import read_problem, read_request
from grad_magic.result import solve

x, y, z = symbols("x y z", real=True)


def test_the_mission_is_read() -> None:
    problem = read_problem("f=x*exp(2*y) at=(1,0) dir=(1,-1)")
    assert problem.name == "f"
    assert problem.f == x * exp(2 * y)
    assert problem.variables == (x, y)
    assert problem.point == (1, 0)
    assert problem.direction == (1, -1)
    assert dict(problem.places) == {"f": Place(2, 12), "at": Place(16, 21), "dir": Place(26, 32)}


@pytest.mark.parametrize(
    "source",
    [
        "dir=(1,-1) at=(1,0) f=x*exp(2*y)",
        "f = x * exp( 2*y )\nat = [1, 0]\n dir = [1, -1]  # down",
        "f(x,y)=x*exp(2*y) at=(1,0) dir=(1,-1)",
    ],
)
def test_order_lines_and_spaces_make_no_difference(source: str) -> None:
    problem = read_problem(source)
    assert (problem.f, problem.variables) == (x * exp(2 * y), (x, y))
    assert (problem.point, problem.direction) == ((1, 0), (1, -1))


def test_named_variables_fix_their_order() -> None:
    assert read_problem("f(y,x)=x").variables == (y, x)


def test_the_function_may_have_any_name() -> None:
    assert read_problem("zeta=x*y").name == "zeta"
    assert read_problem("ζ=x*y").name == "zeta"
    assert read_problem("L(w)=w^2").name == "L"


def test_coordinates_are_exact() -> None:
    assert read_problem("f=x*y at=(0.1, pi/2)").point == (Rational(1, 10), pi / 2)


@pytest.mark.parametrize(
    ("source", "point", "direction"),
    [
        ("f=xy at=(x=1, y=2)", (1, 2), None),
        ("f=xy at=(y=2, x=1)", (1, 2), None),
        ("f=xy at=(1,2) to=(2,-1)", (1, 2), (1, -3)),
        ("f=xy at=(1,2) to=(y=-1, x=2)", (1, 2), (1, -3)),
        ("f=xy at=(1,2) dir=3i-4j", (1, 2), (3, -4)),
        ("f=xyz at=(1,2,3) dir=2i+k", (1, 2, 3), (2, 0, 1)),
        ("f=xy at=(1,2) dir=-y", (1, 2), (0, -1)),
        ("f=xy at=(1,2) dir=x", (1, 2), (1, 0)),
        ("f=xy at=(1,2) angle=3*pi/4", (1, 2), (-sqrt(2) / 2, sqrt(2) / 2)),
        ("f=xy at=(1,2) angle=135°", (1, 2), (-sqrt(2) / 2, sqrt(2) / 2)),
        ("f=xy at=(1,2) angle=135deg", (1, 2), (-sqrt(2) / 2, sqrt(2) / 2)),
        (
            "f=xyz at=(0,1,-1) angles=(60°, 45°, 60°)",
            (0, 1, -1),
            (Rational(1, 2), sqrt(2) / 2, Rational(1, 2)),
        ),
    ],
)
def test_points_and_directions_are_read_as_books_write_them(
    source: str, point: tuple[Expr, ...], direction: tuple[Expr, ...] | None
) -> None:
    problem = read_problem(source)
    assert problem.point == point
    assert problem.direction == direction


@pytest.mark.parametrize(
    ("value", "sign"), [("grad", 1), ("-grad", -1), ("-∇f", -1), ("+grad", 1), ("grad f", 1)]
)
def test_the_direction_may_be_the_gradients(value: str, sign: int) -> None:
    assert read_problem(f"f=xy at=(1,2) dir={value}").along_gradient == sign


def test_several_points_are_several_problems() -> None:
    request = read_request("f=x^2 y at=[(1,0),(0,1)] dir=(1,1) as=r digits=6")
    assert [problem.point for problem in request.problems] == [(1, 0), (0, 1)]
    assert {problem.direction for problem in request.problems} == {(1, 1)}
    assert {problem.digits for problem in request.problems} == {6}
    assert request.store_as == "r"


def test_several_points_of_one_variable_need_no_inner_brackets() -> None:
    request = read_request("f=x^2 at=[1, 2]")
    assert [problem.point for problem in request.problems] == [(1,), (2,)]


def test_parameters_are_put_in() -> None:
    source = "L(theta_1,theta_2)=(theta_1*x_1+theta_2*x_2-y)^2/2 x_1=3 x_2=1 y=8"
    problem = read_problem(source)
    theta_1, theta_2 = symbols("theta_1 theta_2", real=True)
    assert problem.variables == (theta_1, theta_2)
    assert problem.f == (3 * theta_1 + theta_2 - 8) ** 2 / 2
    assert read_problem("f=mass*x mass=2").f == 2 * x
    assert read_problem("f=a x^2+b a=2 b=pi").f == 2 * x**2 + pi


def test_a_parameter_without_a_value_stays_in_f() -> None:
    a = Symbol("a", real=True)
    problem = read_problem("f(x,y)=a*x^2+y at=(1,2)")
    assert (problem.f, problem.variables, problem.point) == (a * x**2 + y, (x, y), (1, 2))
    assert problem.parameters == (a,)


def test_partial_derivatives_of_higher_order_are_asked_for_by_number() -> None:
    problem = read_problem("f=x*y order=6")
    assert problem.order == 6
    assert problem.places["order"] == Place(12, 13)
    assert read_problem("f=x*y").order == 1


@pytest.mark.parametrize(
    ("value", "rate"),
    [("1", 1), ("-2.5", Rational(-5, 2)), ("sqrt(2)/2", sqrt(2) / 2), ("2c c=3", 6)],
)
def test_a_rate_is_an_exact_number(value: str, rate: Expr) -> None:
    problem = read_problem(f"f=x*y at=(1,2) rate={value}")
    assert problem.rate == rate
    assert problem.places["rate"].start == 20


def test_a_rate_is_asked_for_at_every_point() -> None:
    request = read_request("f=x*y at=[(1,2),(2,1)] rate=1")
    assert [problem.rate for problem in request.problems] == [1, 1]


def test_all_critical_points_are_asked_for_with_and_without_a_point() -> None:
    assert read_problem("f=x*y critical=all").all_critical
    assert read_problem("f=x*y at=(1,2) critical=all").all_critical
    assert not read_problem("f=x*y").all_critical


@pytest.mark.parametrize(
    ("source", "components"),
    [
        ("f=(x^2, 3*y)", (x**2, 3 * y)),
        ("f(x,y)=(x+y, x*y, sin(x))", (x + y, x * y, sympy_sin(x))),
        ("f=[2x y, x^2]", (2 * x * y, x**2)),
        ("f=⟨x^2, y⟩", (x**2, y)),
        ("f=<x^2, y>", (x**2, y)),
        ("f=(a x, y) a=2", (2 * x, y)),
        ("f=(max(x, y), |x|)", (Max(x, y), Abs(x))),
        ("f=(x + y,)", (x + y,)),
        ("f=(x, 1)", (x, 1)),
        ("f=$(x^2, y)$", (x**2, y)),
        (r"f=$\left(x^2, \frac{x}{y}\right)$", (x**2, x / y)),
        (r"f=$\left\langle x^2, y\right\rangle$", (x**2, y)),
        (r"f=$\begin{pmatrix} x^2 \\ y \end{pmatrix}$", (x**2, y)),
        (r"f=$\begin{bmatrix} x^2 & y \end{bmatrix}$", (x**2, y)),
        (r"f=$\begin{pmatrix} x^2 \\ y \\ \end{pmatrix}$", (x**2, y)),
        # As SymPy writes a matrix.
        (r"f=$\left[\begin{matrix}x^{2}\\y\end{matrix}\right]$", (x**2, y)),
        (
            r"f=$\begin{pmatrix}\begin{cases}x & x>0\\0 & \text{else}\end{cases}\\y\end{pmatrix}$",
            (Piecewise((x, x > 0), (0, True)), y),
        ),
    ],
)
def test_a_function_may_have_components(source: str, components: tuple[Expr, ...]) -> None:
    problem = read_problem(source)
    assert problem.is_vector_valued
    assert problem.f == ImmutableMatrix(len(components), 1, components)
    assert len(problem.formula.operands) == len(components)


def test_the_variables_of_a_vector_are_those_of_all_components_in_natural_order() -> None:
    problem = read_problem("f=(x_10, x_2, x_1) at=(1,2,3)")
    assert [str(variable) for variable in problem.variables] == ["x_1", "x_2", "x_10"]


def test_parameters_of_a_vector_are_those_of_its_components() -> None:
    problem = read_problem("f(x,y)=(a*x, b*y) at=(1,2)")
    assert [str(parameter) for parameter in problem.parameters] == ["a", "b"]


@pytest.mark.parametrize("source", ["f=(x+y)", "f=[x+y]", "f=((x+y))"])
def test_one_component_in_brackets_is_a_number(source: str) -> None:
    problem = read_problem(source)
    assert not problem.is_vector_valued
    assert problem.f == x + y


def test_names_in_braces_are_inserted_in_components() -> None:
    namespace = {"f_0": symbols("x") ** 2, "f_1": 3}
    assert read_problem("f=({f_0}, 2{f_1}y)", namespace).f == ImmutableMatrix([x**2, 6 * y])


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        (
            "f=((x,y),(1,2))",
            RequestSyntaxError,
            ", does not fit here\n    f=((x,y),(1,2))\n         ^",
        ),
        ("f=(x,y)/2", RequestSyntaxError, "/ does not fit here\n    f=(x,y)/2\n           ^"),
        ("f=2(x,y)", RequestSyntaxError, ", does not fit here\n    f=2(x,y)\n         ^"),
        ("f=(x,,y)", RequestSyntaxError, ", does not fit here\n    f=(x,,y)\n         ^"),
        (
            "f=(" + ",".join("x" * 21) + ")",
            RequestSyntaxError,
            (
                "a function may have at most 20 components\n    f=(" + ",".join("x" * 21) + ")\n"
                "      " + "^" * 43
            ),
        ),
        (
            r"f=$\begin{pmatrix} x & y \\ 1 & 2 \end{pmatrix}$",
            RequestSyntaxError,
            (
                "a vector has one row or one column\n"
                r"    f=$\begin{pmatrix} x & y \\ 1 & 2 \end{pmatrix}$"
                "\n       " + "^" * 24
            ),
        ),
        (
            r"f=$\begin{pmatrix} x \\ y$",
            RequestSyntaxError,
            (
                "\\end{pmatrix} is missing here\n"
                r"    f=$\begin{pmatrix} x \\ y$"
                "\n                             ^"
            ),
        ),
        (
            "f=(1,2)",
            MeaninglessRequestError,
            "f has no variable\n    f=(1,2)\n      ^^^^^\nName its variables: f(x,y)=…",
        ),
        (
            "f=f=(x,y) at=(1,0)",
            MeaninglessRequestError,
            (
                "f is vector-valued, so it has no level set\n    f=f=(x,y) at=(1,0)\n"
                "      ^^^^^^^\nAsk about one of its components."
            ),
        ),
        (
            "f=(x,y)==(1,2)",
            MeaninglessRequestError,
            (
                "f is vector-valued, so it has no level set\n    f=(x,y)==(1,2)\n"
                "      ^^^^^^^^^^^^\nAsk about one of its components."
            ),
        ),
        (
            "f=x==(1,2)",
            MeaninglessRequestError,
            (
                "f is vector-valued, so it has no level set\n    f=x==(1,2)\n"
                "      ^^^^^^^^\nAsk about one of its components."
            ),
        ),
        (
            "f=(x,y) at=(1,2) dir=grad",
            MeaninglessRequestError,
            (
                "f is vector-valued, so it has no gradient\n    f=(x,y) at=(1,2) dir=grad\n"
                "                         ^^^^\nAsk about one of its components."
            ),
        ),
        (
            "f=(x,y) order=2",
            MeaninglessRequestError,
            (
                "f is vector-valued, so it has a Jacobian, but no Hessian\n    f=(x,y) order=2\n"
                "                  ^\nAsk about one of its components."
            ),
        ),
        (
            "f=(x,y) at=(1,2) rate=1",
            MeaninglessRequestError,
            (
                "f is vector-valued, so it has no single rate of change\n"
                "    f=(x,y) at=(1,2) rate=1\n"
                "                          ^\nAsk about one of its components."
            ),
        ),
        (
            "f=(x,y) critical=all",
            MeaninglessRequestError,
            (
                "f is vector-valued, so it has no extrema\n    f=(x,y) critical=all\n"
                "                     ^^^\nAsk about one of its components."
            ),
        ),
    ],
)
def test_what_no_vector_valued_function_has_is_refused(
    source: str, kind: type[GradMagicError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        read_problem(source)
    assert str(caught.value) == message


def test_an_equation_is_left_minus_right() -> None:
    problem = read_problem("f=x^3+y^3==6xy at=(3,3)")
    assert problem.is_equation
    assert problem.f == x**3 + y**3 - 6 * x * y


def test_names_of_the_notebook_stand_for_their_values() -> None:
    plain_x, plain_y = symbols("x y")
    namespace = {
        "P": (1, Rational(1, 2)),
        "v": np.array([3, 4]),
        "g": sympy_sin(plain_x) * plain_y,
        "c": 0.5,
        "x": 99,
    }
    problem = read_problem("f=g at=P dir=v", namespace)
    assert problem.f == y * sympy_sin(x)
    assert (problem.point, problem.direction) == ((1, Rational(1, 2)), (3, 4))
    assert read_problem("f={c}x^2+{g}", namespace).f == x**2 / 2 + y * sympy_sin(x)
    # x is a variable of the request, whatever the notebook holds under that name.
    assert read_problem("f=x^2", namespace).f == x**2


def test_latex_and_quotes_may_hold_equals_signs_and_spaces() -> None:
    assert read_problem(r"f=$\frac{xy}{x^2+y^2}$ at=(1,2)").f == x * y / (x**2 + y**2)
    assert read_problem('f="x y" at="(1, 2)"').f == x * y


def test_a_whole_clause_may_stand_in_dollars() -> None:
    problem = read_problem(r"$f(x,y)=\frac{x}{y}$ at=(1,2)")
    assert (problem.f, problem.variables, problem.point) == (x / y, (x, y), (1, 2))
    assert read_problem("$f=x^2+y^2=5$").is_equation


def test_a_dollar_in_a_comment_opens_nothing() -> None:
    assert read_problem("# 5$\nf=exp(x) at=1").f == exp(x)


def test_one_variable_needs_no_brackets() -> None:
    problem = read_problem("f=x^2 at=3 dir=-1")
    assert (problem.point, problem.direction) == ((3,), (-1,))


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        (
            "f=x*y dri=(1,1)",
            RequestSyntaxError,
            "unknown clause dri\n    f=x*y dri=(1,1)\n          ^^^\nDid you mean dir?",
        ),
        (
            "f=x*y colour=red",
            RequestSyntaxError,
            (
                "unknown clause colour\n    f=x*y colour=red\n          ^^^^^^\n"
                "The clauses are f, at, dir, to, angle, angles, order, differential, rate, metric, "
                "path, step_size, iterations, critical, answer, digits, steps, style, lang, plot, "
                "window, theme, interactive, as."
            ),
        ),
        (
            "f=x at=1 at=2",
            RequestSyntaxError,
            "the clause at is given twice\n    f=x at=1 at=2\n             ^^",
        ),
        (
            "f=x f=y",
            RequestSyntaxError,
            "the clause f is given twice\n    f=x f=y\n        ^",
        ),
        (
            "at=(1,2)",
            RequestSyntaxError,
            (
                "the request names no function\n    at=(1,2)\n    ^^^^^^^^\n"
                "Begin with the function: f=x*exp(2*y)"
            ),
        ),
        (
            "at(x)=3 f=x",
            RequestSyntaxError,
            "at is a clause, not a function's name\n    at(x)=3 f=x\n    ^^",
        ),
        (
            "f(x,x)=x",
            RequestSyntaxError,
            "the variable x is named twice\n    f(x,x)=x\n        ^",
        ),
        (
            "f(2)=x",
            RequestSyntaxError,
            "a variable's name is expected here\n    f(2)=x\n      ^\nWrite f(x,y)=…, names only.",
        ),
        (
            "f=3",
            MeaninglessRequestError,
            "f has no variable\n    f=3\n      ^\nName its variables: f(x,y)=…",
        ),
        (
            "f=x*y at=(1,2,3)",
            MeaninglessRequestError,
            (
                "at has 3 coordinates, but f has 2 variables (x, y)\n"
                "    f=x*y at=(1,2,3)\n             ^^^^^^^\n"
                "Write f(x,y,z)=… for more variables, or at=(…, …), one coordinate for each "
                "variable, in the order x, y."
            ),
        ),
        (
            "f=x*y at=1",
            MeaninglessRequestError,
            (
                "at has 1 coordinate, but f has 2 variables (x, y)\n"
                "    f=x*y at=1\n             ^\n"
                "Write at=(…, …), one coordinate for each "
                "variable, in the order x, y."
            ),
        ),
        (
            "f=x*y at=(1,2) dir=(1,1,1)",
            MeaninglessRequestError,
            (
                "dir has 3 components, but f has 2 variables (x, y)\n"
                "    f=x*y at=(1,2) dir=(1,1,1)\n                       ^^^^^^^\n"
                "Write dir=(…, …), one component for each variable, in the order x, y."
            ),
        ),
        (
            "f=x*y at=(1,2) dir=(0,0)",
            MeaninglessRequestError,
            (
                "the direction has length zero, so it points nowhere\n"
                "    f=x*y at=(1,2) dir=(0,0)\n                       ^^^^^\n"
                "Give at least one component that is not 0."
            ),
        ),
        (
            "f=x*y dir=(1,1)",
            MeaninglessRequestError,
            (
                "a direction needs a point\n    f=x*y dir=(1,1)\n              ^^^^^\n"
                "Add the point: at=(…)"
            ),
        ),
        (
            "f=xy at=(1,2) dir=x to=(2,3)",
            RequestSyntaxError,
            (
                "dir and to both give a direction\n    f=xy at=(1,2) dir=x to=(2,3)\n"
                "                        ^^\nGive one of them."
            ),
        ),
        (
            "f=xyz at=(1,1,1) angles=(60°,45°,30°)",
            MeaninglessRequestError,
            (
                "these are no direction angles: their cosines' squares add up to 3/2, not to 1\n"
                "    f=xyz at=(1,1,1) angles=(60°,45°,30°)\n"
                "                            ^^^^^^^^^^^^^"
            ),
        ),
        (
            "f=xyz at=(1,1,1) angle=30°",
            MeaninglessRequestError,
            (
                "angle gives a direction in the plane, but f has 3 variables\n"
                "    f=xyz at=(1,1,1) angle=30°\n                           ^^^\n"
                "Write dir=(…), or angles=(…) with one angle for each axis."
            ),
        ),
        (
            "f=xy at=(1,2) to=(1,2)",
            MeaninglessRequestError,
            (
                "to is the point itself, so it gives no direction\n"
                "    f=xy at=(1,2) to=(1,2)\n                     ^^^^^"
            ),
        ),
        (
            "f=xy at=(x=1)",
            MeaninglessRequestError,
            "the point has no y\n    f=xy at=(x=1)\n            ^^^^^\nWrite at=(x=…, y=…).",
        ),
        (
            "f=xy at=(1,2) dir=3x-y",
            MeaninglessRequestError,
            (
                "this is no direction\n    f=xy at=(1,2) dir=3x-y\n                      ^^^^\n"
                "Write dir=(…, …), dir=3i-4j, dir=-y or dir=grad."
            ),
        ),
        (
            "f=x1+x_1",
            MeaninglessRequestError,
            (
                "x1 and x_1 are two names that look alike\n    f=x1+x_1\n         ^^^\n"
                "Write one of them for both."
            ),
        ),
        (
            "f=xy digits=0",
            MeaninglessRequestError,
            "digits must be a whole number from 1 to 50\n    f=xy digits=0\n                ^",
        ),
        (
            "f=a*x^2+b*y^2 at=(x=0, y=0)",
            MeaninglessRequestError,
            (
                "the point has no a, b\n"
                "    f=a*x^2+b*y^2 at=(x=0, y=0)\n                     ^^^^^^^^^^\n"
                "Write f(x,y)=… to make a and b parameters."
            ),
        ),
        (
            "f=x^2 y x=1 y=2",
            MeaninglessRequestError,
            (
                "f has no variable left, as every name in it has a value\n    f=x^2 y x=1 y=2\n"
                "      ^^^^^\nWrite at=(x=1, y=2) if that is the point."
            ),
        ),
        (
            "f=x=y=z",
            RequestSyntaxError,
            "= does not fit here\n    f=x=y=z\n         ^\nAn equation has one equals sign.",
        ),
        (
            "z=x^2+y^2 at=(1,2,6) dir=(1,0)",
            MeaninglessRequestError,
            (
                "at has 3 coordinates, but z is a function of 2 variables (x, y): this can be read "
                "in two ways\n    z=x^2+y^2 at=(1,2,6) dir=(1,0)\n                 ^^^^^^^\n"
                "Write at=(…, …) for the function z, or f=z==… for the level set through the point."
            ),
        ),
        (
            "f=x^2 y a=(1,2)",
            RequestSyntaxError,
            (
                "a=(1,2) can be read in two ways\n    f=x^2 y a=(1,2)\n            ^\n"
                "Write at=(1,2) for the point, dir=(1,2) for the direction."
            ),
        ),
        (
            "f=P x^2 y P=(1,2)",
            MeaninglessRequestError,
            (
                "P is a letter of the function, so its value is one number\n"
                "    f=P x^2 y P=(1,2)\n                ^^^^^\n"
                "For a point write at=(1,2), for a direction dir=(1,2)."
            ),
        ),
        (
            "f=x*y at=(1,2) P=(3,4)",
            RequestSyntaxError,
            (
                "at and P both give the point\n    f=x*y at=(1,2) P=(3,4)\n"
                "                   ^\nGive one of them."
            ),
        ),
        (
            "f=a*x^2 at=(1)",
            MeaninglessRequestError,
            (
                "at has 1 coordinate, but f has 2 variables (a, x)\n"
                "    f=a*x^2 at=(1)\n               ^^^\n"
                "Write f(x)=… to make a a parameter, or at=(…, …), one coordinate for each "
                "variable, in the order a, x."
            ),
        ),
        (
            "f=a*x a=b+a",
            MeaninglessRequestError,
            ("a would be an inner function of itself\n    f=a*x a=b+a\n            ^^^"),
        ),
        (
            "f=x*y order=7",
            MeaninglessRequestError,
            ("order must be a whole number from 1 to 6\n    f=x*y order=7\n                ^"),
        ),
        (
            "f=x*y order=0",
            MeaninglessRequestError,
            ("order must be a whole number from 1 to 6\n    f=x*y order=0\n                ^"),
        ),
        (
            "f=x*y order=1.5",
            RequestSyntaxError,
            (
                "a whole number is expected here\n    f=x*y order=1.5\n                ^^^\n"
                "Write order=2."
            ),
        ),
        (
            "f=x*y rate=1",
            MeaninglessRequestError,
            ("a rate needs a point\n    f=x*y rate=1\n               ^\nAdd the point: at=(…)"),
        ),
        (
            "f=x*y at=(1,2) rate=c",
            MeaninglessRequestError,
            (
                "a rate must be a number, but c is a name\n"
                "    f=x*y at=(1,2) rate=c\n                        ^\n"
                "Write numbers, such as 1, 0.5 or pi/2."
            ),
        ),
        (
            "f=x*y at=(1,2) rate=oo",
            MeaninglessRequestError,
            (
                "a rate must be a real number\n    f=x*y at=(1,2) rate=oo\n"
                "                        ^^"
            ),
        ),
        (
            "f=x*y critical=al",
            RequestSyntaxError,
            (
                "critical has no value al\n    f=x*y critical=al\n"
                "                   ^^\nDid you mean all?"
            ),
        ),
        (
            "f=x*y critical=(0,0)",
            RequestSyntaxError,
            (
                "critical has no value (0,0)\n    f=x*y critical=(0,0)\n"
                "                   ^^^^^\nWrite critical=all."
            ),
        ),
        (
            "f(x,y)=x*y x=1",
            RequestSyntaxError,
            (
                "x is a variable of f, so it has no value of its own\n    f(x,y)=x*y x=1\n"
                "               ^\nGive the point with at=(…)."
            ),
        ),
        (
            "f=x*y a=2 at=(alpha,1)",
            RequestSyntaxError,
            (
                "unknown clause a\n    f=x*y a=2 at=(alpha,1)\n          ^\n"
                "No clause is called a, and it stands nowhere in f."
            ),
        ),
        (
            "f=x*y at=(1,asin(2))",
            MeaninglessRequestError,
            ("this is not a real number\n    f=x*y at=(1,asin(2))\n                ^^^^^^^"),
        ),
    ],
)
def test_what_is_not_asked_rightly_is_explained(
    source: str, kind: type[GradMagicError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        read_problem(source)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("bare", "written"),
    [
        ("x^2+y^2 at=(1,2)", "f=x^2+y^2 at=(1,2)"),
        ("e^x cos y, at=(0,0), dir=(1,1)", "f=e^x cos y at=(0,0) dir=(1,1)"),
        ("(x*y, x+y) at=(1,2)", "f=(x*y, x+y) at=(1,2)"),
        ("# f\na x^2\n+y^2\na=2 at=(1,2)", "f=a x^2+y^2 a=2 at=(1,2)"),
        (r"$\frac{x}{y}$ at=(1,2)", r"f=$\frac{x}{y}$ at=(1,2)"),
        ("x if x>0 else -x at=1", "f=x if x>0 else -x at=1"),
    ],
)
def test_the_function_may_stand_first_without_a_key(bare: str, written: str) -> None:
    problem, same = read_problem(bare), read_problem(written)
    assert (problem.name, problem.f, problem.point) == ("f", same.f, same.point)
    assert (problem.direction, problem.is_equation) == (same.direction, same.is_equation)


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        ("x^2+y^2==25 at=(3,4)", "F"),
        ("f=x^2+y^2==25 at=(3,4)", "f"),
        ("g=x^2+y^2==25 at=(3,4)", "g"),
        ("F^2+y^2==25 at=(3,4)", "f"),
    ],
)
def test_an_equation_alone_has_the_name_that_books_give_it(request_: str, name: str) -> None:
    problem = read_problem(request_)
    assert (problem.name, problem.is_equation) == (name, True)


def test_a_whole_number_may_come_from_the_notebook() -> None:
    assert read_problem("f=x*y at=(1,2) order=n", {"n": 2}).order == 2
    with pytest.raises(RequestSyntaxError, match="a whole number is expected here"):
        read_problem("f=x*y at=(1,2) order=n", {"n": 1.5})


@pytest.mark.parametrize(
    ("key", "meant"),
    [("point", "at"), ("P", "at"), ("direction", "dir"), ("v", "dir"), ("degrees", "angle")],
)
def test_the_key_that_a_synonym_means_is_named(key: str, meant: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(f"f=x*y {key}=2")
    assert caught.value.message == f"unknown clause {key}"
    assert caught.value.advice.startswith(f"Did you mean {meant}? Write {meant}=")


def test_a_synonym_that_occurs_in_f_is_a_parameter() -> None:
    assert read_problem("f=v*x at=1 v=2").f == 2 * Symbol("x", real=True)


@pytest.mark.parametrize(
    ("request_text", "value"),
    [
        ("f(x)=a|x| a=3 at=-2", 6),
        ("f(x,y)=a|x|+|y| a=2 at=(1,-1)", 3),
        ("L(w)=||A@w|| A=[[1,0],[0,1]] at=(w=[3,4])", 5),
        ("L(w)=norm(w)*|c| c=-2 at=(w=[3,4])", 10),
    ],
)
def test_a_name_behind_a_closing_bar_is_defined(request_text: str, value: int) -> None:
    assert solve(request_text).value == value


@pytest.mark.parametrize("request_text", ["f(x,y)=|x| y=3 at=(1,3)", "|x| y=3 at=(1,3)"])
def test_a_variable_behind_a_closing_bar_is_a_factor_of_an_equation(request_text: str) -> None:
    # The level set |x|·y = 3 goes through (1, 3).
    assert solve(request_text).value == 0
