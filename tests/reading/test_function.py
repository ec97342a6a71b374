from __future__ import annotations

import pytest
from sympy import Eq, Expr, Matrix, Rational, Symbol, exp, symbols
from sympy.abc import x as plain_x
from sympy.abc import y as plain_y

from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.reading.function import natural_order
from grad_magic.reading.keywords import read_keywords
from grad_magic.reading.request import read_problem, read_request

x, y = symbols("x y", real=True)


def test_variables_stand_in_natural_order() -> None:
    names = symbols("x_10 y x_2 z x x_1 a", real=True)
    assert [str(symbol) for symbol in natural_order(names)] == [
        "a", "x", "x_1", "x_2", "x_10", "y", "z",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("function", "f"),
    [
        (plain_x * exp(plain_y), x * exp(y)),
        (Eq(plain_x**2, 2 * plain_y), x**2 - 2 * y),
        ((plain_x, "2y"), Matrix([x, 2 * y])),
        ((plain_x * plain_y,), x * y),
    ],
)
def test_expressions_given_from_sympy_are_read_as_if_typed(function: object, f: Expr) -> None:
    (problem,) = read_keywords(function, {}).problems
    assert problem.f == f
    assert problem.variables == (x, y)
    assert problem.source == ""


def test_at_most_twenty_components_are_taken() -> None:
    powers = [plain_x**exponent for exponent in range(1, 22)]
    with pytest.raises(RequestSyntaxError) as caught:
        read_keywords(powers, {})
    assert str(caught.value) == "a function may have at most 20 components"
    assert len(read_keywords(powers[:20], {}).problems[0].formula.operands) == 20


def test_the_known_names_stand_in_the_order_in_which_they_are_declared() -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem("f(t,s,x)=qqw+a a=2")
    assert caught.value.message == (
        "qqw is neither among the names t, s, x, a nor a product of them"
    )


def test_a_sympy_symbol_is_read_as_a_real_one() -> None:
    (problem,) = read_keywords(Symbol("t") ** 2, {"at": 3}).problems
    assert problem.variables == (Symbol("t", real=True),)


_X, _Y = symbols("x y")


def test_a_header_in_dollars_names_the_function_and_its_variables() -> None:
    problem = read_problem("f=$T(x,y)=ax^2+y$ at=(1,2)")
    a, x, y = symbols("a x y", real=True)
    assert (problem.name, problem.f, problem.variables) == ("T", a * x**2 + y, (x, y))


def test_a_name_alone_in_dollars_is_the_function_where_the_point_says_so() -> None:
    x, y, z = symbols("x y z", real=True)
    problem = read_problem("f=$z=x^2+y^2$ at=(1,2)")
    assert (problem.name, problem.f, problem.is_equation) == ("z", x**2 + y**2, False)
    equation = read_problem("f=$z=x^2+y^2$ at=(1,2,5)")
    assert (equation.variables, equation.is_equation) == ((x, y, z), True)
    assert read_problem("f=$z=x^2+y^2$").is_equation


@pytest.mark.parametrize(
    "cases",
    [
        "{xy/(x^2+y^2), (x,y)≠(0,0); 0, (x,y)=(0,0)}",
        "{xy/(x^2+y^2) falls (x,y)≠(0,0); 0 sonst}",
        "{xy/(x^2+y^2), si (x,y)≠(0,0), 0, sinon}",
        "{xy/(x^2+y^2) si (x,y)≠(0,0); 0 en otro caso}",
        "xy/(x^2+y^2) 当(x,y)≠(0,0)时，0 其他",
        "0 当 (x,y)=(0,0); xy/(x^2+y^2), 否则",
        "xy/(x^2+y^2) if (x,y)!=(0,0) else 0",
        "(xy/(x^2+y^2) if (x,y)!=(0,0) else 0)",
        "0 if x=0 and y=0, xy/(x^2+y^2) otherwise",
    ],
)
def test_cases_are_read_as_books_write_them(cases: str) -> None:
    f = read_problem(f"f={cases} at=(0,0)").f
    x, y = symbols("x y", real=True)
    assert f.subs({x: 0, y: 0}, simultaneous=True) == 0
    assert f.subs({x: 1, y: 2}, simultaneous=True) == Rational(2, 5)
    assert f.subs({x: 0, y: 2}, simultaneous=True) == 0


def test_words_of_cases_are_letters_elsewhere() -> None:
    i, s, x = symbols("i s x", real=True)
    assert read_problem("f=si x").f == i * s * x
    with pytest.raises(RequestSyntaxError, match="当 stands only in conditions"):
        read_problem("f=当 at=1")


def test_softmax_has_components() -> None:
    x, y = symbols("x y", real=True)
    f = read_problem("f=softmax(x,y)").f
    assert tuple(f) == (exp(x) / (exp(x) + exp(y)), exp(y) / (exp(x) + exp(y)))


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("x^2+y", _X**2 + _Y),
        ("f(x,y)=x^2+y", _X**2 + _Y),
        ("z＝x^2＋y", _X**2 + _Y),
        (r"$x^{2}+y$", _X**2 + _Y),
        (_X**2 + _Y, _X**2 + _Y),
        ((_X**2, "x+y"), Matrix([_X**2, _X + _Y])),
        ([_X**2, _X + _Y], Matrix([_X**2, _X + _Y])),
    ],
)
@pytest.mark.parametrize("clause", ["f=g", "f={g}", "g"])
def test_a_function_of_the_notebook_may_be_text_or_a_row(
    held: object, expected: Expr, clause: str
) -> None:
    problem = read_problem(f"{clause} at=(1,2)", {"g": held})
    real = {_X: Symbol("x", real=True), _Y: Symbol("y", real=True)}
    assert problem.f == expected.xreplace(real)
    assert problem.point == (1, 2)


def test_a_text_in_braces_is_one_operand() -> None:
    x, y = symbols("x y", real=True)
    assert read_problem("f=2{g}+x", {"g": "x+y"}).f == 3 * x + 2 * y
    assert read_problem("f={n}*x*y at=({n},1)", {"n": "2.5"}).point == (Rational(5, 2), 1)


def test_what_braces_cannot_insert_is_said_without_a_false_word() -> None:
    source = "f={g}+x at=1"
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(source, {"g": (1, 2)})
    assert caught.value.message == "the notebook has no number, expression or text named g"
    assert source[caught.value.start : caught.value.end] == "{g}"


def test_a_text_with_more_than_a_function_is_refused() -> None:
    with pytest.raises(MeaninglessRequestError, match="the text g is more than a function"):
        read_problem("f=g", {"g": "f=x at=1"})


def test_an_error_in_a_text_of_the_notebook_shows_that_text() -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem("f=g at=1", {"g": "sin x y"})
    assert caught.value.source == "sin x y"
    assert (caught.value.start, caught.value.end) == (0, 7)


def test_a_point_with_its_height_is_one_of_the_surface() -> None:
    surface = read_problem("z=x^2+y^2 at=(1,2,5)")
    assert (surface.name, surface.is_equation) == ("F", True)
    assert surface.point == (1, 2, 5)
    assert not read_problem("z=x^2+y^2 at=(1,2)").is_equation


@pytest.mark.parametrize("equation", ["y²=x³", "x²=y²", "x²y=1"])
def test_the_left_side_of_an_equation_may_be_a_power(equation: str) -> None:
    assert read_problem(f"{equation} at=(1,1)").is_equation


@pytest.mark.parametrize(
    ("request_text", "formula"),
    [
        ("y=1+x*e^y", "y-1-x*e^y"),
        ("z=sin(x*z)+y", "z-sin(x*z)-y"),
        ("u=u*x+y", "u-u*x-y"),
    ],
)
def test_what_holds_its_own_name_is_an_equation(request_text: str, formula: str) -> None:
    problem = read_problem(request_text)
    assert problem.is_equation
    assert problem.name == "F"
    assert (problem.f - read_problem(formula).f).expand() == 0


def test_the_function_of_a_clause_may_have_the_variable_f() -> None:
    problem = read_problem("f=f*x^2")
    assert (problem.name, problem.is_equation) == ("F", False)
    assert [str(symbol) for symbol in problem.variables] == ["f", "x"]


@pytest.mark.parametrize("request_text", ["z(x,y)=x+z", "f(x,y)=f*x^2", "g=[g*x,y]"])
def test_no_function_stands_in_its_own_formula(request_text: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="stands in its own formula"):
        read_problem(request_text)


@pytest.mark.parametrize("formula", ["2x dx", "y dx + x dy", "D_x(x^2)", "xdy-ydx"])
def test_differentials_and_derivatives_are_no_products(formula: str) -> None:
    with pytest.raises(RequestSyntaxError, match="read as a derivative or a differential"):
        read_problem(f"f={formula}")


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("f=dx d=2", 2 * x),
        ("f=d*x", Symbol("d", real=True) * x),
        ("f=2xi+3yj", Matrix([2 * x, 3 * y])),
    ],
)
def test_letters_beside_them_are_read(request_text: str, expected: Expr) -> None:
    assert read_problem(request_text).f == expected


@pytest.mark.parametrize(
    ("source", "word", "advice"),
    [
        ("f(x,y)=x2y+y3 at=(1,2)", "x2", "Write x^2 or x_2."),
        ("f=x2+y2 at=(1,2)", "x2", "Write x^2 or x_2."),
        ("f(x,y)=e2xy", "e2", "Write e^2 or e_2."),
        ("f=sin2x", "sin2", "Write sin^2(…) or sin(2*…)."),
        ("f=x^2 y by x", "by", "For a product, write b*y."),
        (
            "f_x of x^2 y",
            "of",
            "Write the function alone: its derivatives are in every answer.",
        ),
    ],
)
def test_what_was_copied_from_a_page_is_not_guessed(source: str, word: str, advice: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read_request(source)
    error = caught.value
    assert (error.source[error.start : error.end], error.advice) == (word, advice)


@pytest.mark.parametrize(
    "source",
    [
        "f=x1^2+x2^2 at=(1,2)",
        "f=x_2+y_2",
        "f=x₂+y₂",
        "f(x,y)=x2*y x2=3",
        "f=x2+y2 at=(x2=1,y2=3)",
        "f=w2*h+b2",
        "f=a x + b y",
        "f=x^T at=(2,3)",
        "f(x,T)=x^T y",
    ],
)
def test_an_index_that_is_one_is_read(source: str) -> None:
    assert read_request(source).problems


@pytest.mark.parametrize("source", ["f(x)=x^T A x", "f=w^T x", "L(w)=(y-Xw)^T(y-Xw)", "f(x)=x'Ax"])
def test_a_transpose_needs_shapes(source: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read_request(source)
    assert caught.value.advice.startswith("For a transpose give the shapes of the arrays")
