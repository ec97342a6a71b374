"""Right answers in odd forms, and what is called neither right nor wrong."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.result import Unanswered, solve

EXPONENTIAL = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
TOWARD = "f=x^2 y at=(1,2) to=(4,6)"
HEAT = "T=80/(1+x^2+2y^2+3z^2) at=(1,1,-2) dir=(1,2,2)"
PARABOLOID = "f=x^2+y^2 at=(1,2)"
SQUARE = "f=x^2 at=3"
SPHERE = "f=x^2+y^2+z^2 at=(1,2,2)"
HOLE = "f=piecewise((x^2*y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(1,1)"
FOLIUM = "f=x^3+y^3-3xy critical=all"

# Each answer is right by hand.
RIGHT = {
    (EXPONENTIAL, Asked.RATE): [
        "-√2/2",
        "-1/√2",
        "-sqrt(1/2)",
        "-2^(-1/2)",
        "cos(3π/4)",
        "sin(-45°)",
        "-0.7071",
        "-0.71",
        "-0.7",
        "-.707",
        "-0.70710678118654752",
        "-7.07e-1",
        "$-\\frac{\\sqrt{2}}{2}$",
        "D=-1/√2",
        "(1-2)/√2",
        "√2 (-1/2)",
        "-√(3-2√2)-1+√2/2",
        "-e^(-ln(2)/2)",
        '"D_u f = -√2/2"',
        "rate:-√2/2",
        "D_u f(P) = -1/√2",
        "−√2/2",
        "-√0.5",
        "-tan(π/4)/√2",
    ],
    (EXPONENTIAL, Asked.GRADIENT): [
        "(1,2)",
        "i+2j",
        "(e^0, 2)",
        "<1,2>",
        "⟨1,2⟩",
        "1/2 (2,4)",
        "(1.0, 2.00)",
        "grad f = (1,2)",
        "∇f=i+2j",
        "$\\langle 1,2\\rangle$",
        "(cos^2(1)+sin^2(1), 2)",
        "[1,2]",
        "(1;2)",
        "gradient: i + 2j",
        "$\\begin{pmatrix}1\\\\2\\end{pmatrix}$",
        "(1,0)+2(0,1)",
        "√5 (1,2)/√5",
        "nabla f=(1,2)",
    ],
    (EXPONENTIAL, Asked.MAX_RATE): [
        "max:√5",
        "max=2.236",
        "norm: √(1^2+2^2)",
        "largest rate: 2.24",
    ],
    (EXPONENTIAL, Asked.MIN_RATE): ["min:-√5", "smallest_rate: -2.2361"],
    (EXPONENTIAL, Asked.ASCENT): [
        "direction:(1,2)",
        "direction:(1/√5,2/√5)",
        "direction: 3i+6j",
        "ascent:(0.447,0.894)",
    ],
    (EXPONENTIAL, Asked.DESCENT): ["descent:(-1,-2)", "steepest descent: -(1,2)/√5"],
    (EXPONENTIAL, Asked.LEVEL_TANGENT): [
        "x+2y=1",
        "x+2y==1",
        "x-1+2y=0",
        "y=(1-x)/2",
        "y=-x/2+1/2",
        "y=0.5-0.5x",
        "1=x+2y",
        "x=1-2y",
        "√2 x+2√2 y=√2",
        "(x-1)/2=-y",
        "y/(x-1)=-1/2",
        "(x+2y-1)^2=0",
        "(1,0)+t(2,-1)",
        "(1+2s,-s)",
        "(x,y)=(1,0)+t(-2,1)",
        "x=1-2t, y=t",
        "tangent: y=-t, x=1+2t",
        "r(t)=(1,0)+t(2,-1)",
        "tangent: 3x + 6 y = 3",
        "$y=\\frac{1-x}{2}$",
        "line: 0.333x+0.667y=0.333",
        "level: x+2y=1",
        "2(y-0)+(x-1)=0",
        "-x-2y=-1",
    ],
    (EXPONENTIAL, Asked.GRAPH_TANGENT): [
        "z=x+2y",
        "z=1+(x-1)+2(y-0)",
        "x+2y-z=0",
        "z-1=(x-1)+2y",
        "2z=2x+4y",
        "f=x+2y",
        "L(x,y)=x+2y",
        "plane: x+2y",
        "tangent plane: z = x + 2y",
        "(1+s,t,1+s+2t)",
        "x=1+s, y=t, z=1+s+2t",
        "(z-x)/y=2",
        "w=x+2y",
    ],
    # Of three variables a plane is that of the level surface, a hyperplane that of the graph.
    ("f=xyz at=(1,2,3)", Asked.LEVEL_TANGENT): [
        "plane: 6x+3y+2z=18",
        "plane: 6(x-1)+3(y-2)+2(z-3)=0",
        "plane: z=9-3x-3/2 y",
        "plane: (3-s/2-t/3,s,t)",
        "tangent: 6x+3y+2z=18",
    ],
    ("f=xyz at=(1,2,3)", Asked.GRAPH_TANGENT): ["plane: w=6x+3y+2z-12", "plane: 6x+3y+2z-12"],
    ("f=xyz==6 at=(1,2,3)", Asked.LEVEL_TANGENT): ["plane: 6x+3y+2z=18"],
    ("f=x^2+y^2+z^2==3 at=(1,1,1)", Asked.LEVEL_TANGENT): ["plane: x+y+z=3"],
    # 1000000/7 = 142857.14…, and 100√2 = 141.42….
    ("f=1000000 x/7 at=1", Asked.RATE): ["142857"],
    ("f=1000000 x/7+2y at=(1,1)", Asked.GRADIENT): ["(142857,2)"],
    ("f=100 x y at=(1,1) dir=(1,1)", Asked.RATE): ["141"],
    ("f=tan(x)", Asked.RATE): ["1/cos(x)^2", "1+tan(x)^2", "sec(x)^2", "1+sin(x)^2/cos(x)^2"],
    ("f=cot(x)", Asked.RATE): ["-1/sin(x)^2"],
    ("f=tanh(x)", Asked.RATE): ["1/cosh(x)^2"],
    ("f=tan(x y)", Asked.GRADIENT): ["(y/cos(x y)^2,x/cos(x y)^2)"],
    (TOWARD, Asked.RATE): ["16/5", "3.2", "3.20", "16/√25", "3+1/5"],
    (HEAT, Asked.GRADIENT): ["5/8(-i-2j+6k)", "(-0.625,-1.25,3.75)", "(-5/8,-5/4,15/4)"],
    (SQUARE, Asked.RATE): ["6", "6.0", "2*3", "f'(3)=6"],
    (SQUARE, Asked.GRAPH_TANGENT): ["y=6x-9", "y-9=6(x-3)", "6x-y=9", "(3+t,9+6t)", "y=9+6(x-3)"],
    (SPHERE, Asked.LEVEL_TANGENT): [
        "x+2y+2z=9",
        "z=(9-x-2y)/2",
        "(9-2s-2t,s,t)",
        "2(x-1)+4(y-2)+4(z-2)=0",
    ],
    ("f=x^2+y^2==25 at=(3,4)", Asked.LEVEL_TANGENT): ["3x+4y=25", "y=-3/4 x+25/4"],
    ("f=x^2+y^2 at=(1,2) dir=grad", Asked.RATE): ["2√5", "√20", "4.47"],
    ("f=x^2y", Asked.GRADIENT): ["(2xy,x^2)", "(2yx,x*x)", "((x+y)^2-x^2-y^2,x^2)", "x(2y,x)"],
    ("f=sin(x)^2+y", Asked.GRADIENT): ["(sin(2x),1)", "(2sin(x)cos(x),sin(x)^2+cos(x)^2)"],
    ("f(x,y)=a x y at=(1,2)", Asked.GRADIENT): ["(2a,a)", "a(2,1)"],
    ("f(x,y)=a x y at=(b,c)", Asked.GRADIENT): ["(a c,a b)"],
    (HOLE, Asked.RATE): ["√2/4", "1/(2√2)", "0.354"],
    ("f=sqrt(x^2+y^2) at=(0,0) dir=(1,0)", Asked.RATE): [
        "DNE",
        "does not exist",
        "undefined",
        "dne",
    ],
    ("f=|x| at=0", Asked.RATE): ["DNE"],
    ("f=|x|+y at=(0,1)", Asked.GRADIENT): ["DNE", "none"],
    ("f=x^2+y^2 at=(0,0)", Asked.ASCENT): ["direction:DNE"],
    (FOLIUM, Asked.CRITICAL_POINTS): [
        "[(0,0),(1,1)]",
        "(1,1),(0,0)",
        "P(0,0), Q(1,1)",
        "(0,0) and (1,1)",
        "{(0,0),(1,1)}",
        "[(0.0,0.0),(1.00,1.00)]",
        "[(0,0) saddle, (1,1) local minimum]",
        "critical points: (0,0),(√1,ln(e))",
        "[(0,0),(1,1) min]",
    ],
    ("f=x^3-3x critical=all", Asked.CRITICAL_POINTS): ["1,-1", "[-1,1]", "[1 min, -1 max]"],
    ("f=x^2-2x critical=all", Asked.CRITICAL_POINTS): ["1", "x=1", "1 minimum"],
    ("f=x^2+y critical=all", Asked.CRITICAL_POINTS): ["none", "DNE"],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "asked", "answer"),
    [(*key, answer) for key, answers in RIGHT.items() for answer in answers],
)
def test_a_right_answer_is_right_in_every_form(
    request_text: str, asked: Asked, answer: str
) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert (check.right, check.asked, check.slip, check.note) == (True, asked, None, None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "answer"),
    [
        ("log(y)+2|x-y|", "(2 sign(x-y), (1-2y sign(x-y))/y)"),
        ("2x^4+|x/y|", "(8x^3+sign(x/y)/y, -x sign(x/y)/y^2)"),
        ("(x^2+y^2)|2x+y|", "(2x|2x+y|+2(x^2+y^2)sign(2x+y), 2y|2x+y|+(x^2+y^2)sign(2x+y))"),
    ],
)
def test_a_sign_may_stand_for_u_over_its_size(f: str, answer: str) -> None:
    assert solve(f"f={f} answer={answer}").check.right
    assert solve(f"f={f} answer=(1+{answer[1:]}").check.right is False


@pytest.mark.parametrize(
    ("request_text", "answer", "note"),
    [
        # Stewart takes t → 0⁺ from one side, others from both.
        ("f=sqrt(x^2+y^2) at=(0,0) dir=(1,0)", "1", CheckNote.ONE_SIDED),
        (HOLE, "grad:(0,0)", CheckNote.PARTIALS_ONLY),
        (HOLE, "grad:DNE", CheckNote.PARTIALS_ONLY),
        ("f=x^2+y^2 at=(1/1000,0) dir=(1,0)", "0.00", CheckNote.FEW_DIGITS),
        ("f=sin(x)*cos(y) critical=all", "(pi/2,0)", CheckNote.ENDLESS),
        ("f(x)=a x^2+x critical=all", "DNE", CheckNote.NOT_KNOWN),
        # That may be x = 0, y = 0, typed for both lines.
        ("f=x^2 y^2 critical=all", "(0,0)", CheckNote.PERHAPS_MISSING),
        # Where it has a value it is right; f has values for x, y < 0, too.
        ("f=√(x y)", "(√y/(2√x), √x/(2√y))", CheckNote.OPEN),
        # 2x + 1 at x = 0.
        ("f(x)=x^2", "2x+1-sign(x)^2", CheckNote.OPEN),
        ("f=x^2+y^2 at=(0,0)", "tangent:DNE", CheckNote.NOT_KNOWN),
        (PARABOLOID, "√((x+2y-5)^2)=0", CheckNote.OPEN),
        # Books differ on what counts where f has values on one side alone.
        ("f=x^(3/2) at=0", "0", CheckNote.END_OF_DOMAIN),
        ("f=arcsin(x)(1-x) at=1", "-pi/2", CheckNote.END_OF_DOMAIN),
        ("f=sqrt(x)^3+y at=(0,1)", "(0,1)", CheckNote.END_OF_DOMAIN),
        ("f=sqrt(x)^3+y at=(0,1)", "plane: z=y", CheckNote.END_OF_DOMAIN),
        ("f=sqrt(x) critical=all", "0", CheckNote.BOUNDARY_POINT),
        ("f=x^(3/2)-3x critical=all", "[0,4 min]", CheckNote.BOUNDARY_POINT),
        ("f=sqrt(1-x^2-y^2) critical=all", "[(0,0),(√2/2,√2/2)]", CheckNote.BOUNDARY_POINT),
    ],
)
def test_what_is_not_settled_is_said_to_be_so(
    request_text: str, answer: str, note: CheckNote
) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert (check.right, check.slip, check.note) == (None, None, note)
    assert "neither right nor wrong" in check.message


# 同济大学《高等数学》, 9.7, defines ∂f/∂l by t → 0⁺: along (1,1) the rate of |x|+|y| is √2 there.
@pytest.mark.parametrize("named", ["style=tongji", "lang=zh"])
@pytest.mark.parametrize(
    ("answer", "right", "note"),
    [("√2", True, None), ("1.414", True, None), ("2", False, None), ("DNE", None, "TWO_SIDED")],
)
def test_a_book_whose_rates_are_of_rays_has_one_at_a_corner(
    named: str, answer: str, right: bool | None, note: str | None
) -> None:
    check = solve(f"f=|x|+|y| at=(0,0) dir=(1,1) {named} answer={answer}").check
    assert (check.right, check.note) == (right, note and CheckNote[note])


@pytest.mark.parametrize(
    ("answer", "rights"),
    [
        ("(2,1)", [True, False]),
        ("[(2,1),(4,3)]", [True, True]),
        ("√5,5", [True, True]),
        ("[(2,1),(3,4)]", [True, False]),
    ],
)
def test_of_several_points_each_is_checked(answer: str, rights: list[bool]) -> None:
    results = solve(f"f=x*y at=[(1,2),(3,4)] answer={answer}")
    assert [result.check.right for result in results] == rights


ELLIPTIC = "z=1-(x^2/a^2+y^2/b^2) at=(a/√2,b/√2)"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        # ∇f(P) = (-√2/a, -√2/b) has the length √(2/a² + 2/b²).
        ("max:√(2(a²+b²))/|ab|", True),
        # So books print it, with a and b for lengths.
        ("max:√(2(a²+b²))/(ab)", None),
        ("max:-√(2(a²+b²))/(ab)", None),
        ("max:√(a²+b²)/(ab)", False),
        ("max:√(a²+b²)/|ab|", False),
    ],
)
def test_what_is_right_for_some_signs_of_parameters_is_not_wrong(
    answer: str, right: bool | None
) -> None:
    check = solve(f"{ELLIPTIC} answer={answer}").check
    assert (check.right, check.note) == (right, CheckNote.OPEN if right is None else None)


@pytest.mark.parametrize("request_text", ["f=-x*y answer=(-y,0)", "f=x^2 y answer=(2xy,0)"])
def test_no_point_has_been_put_in_too_early_where_none_is_given(request_text: str) -> None:
    check = solve(request_text).check
    assert (check.right, check.slip) == (False, None)


# (∛t)/t grows on both sides alike, t^(2/3)/t with two signs: at a cusp books differ.
@pytest.mark.parametrize(
    ("request_text", "answer", "right"),
    [
        ("f=∛x at=0", "x=0", True),
        ("f=∛(x-1)+2 at=1", "tangent x=1", True),
        ("f=x^(2/3) at=0", "x=0", None),
        # y is no name of the function here.
        ("f=x^2 y at=(1,2)", "tangent y=6-4x", True),
        ("x^2+y^2==25 at=(5,0)", "tangent x=5", True),
    ],
)
def test_a_tangent_may_be_vertical(request_text: str, answer: str, right: bool | None) -> None:
    assert solve(request_text, answer=answer).check.right is right


def test_a_vertical_line_elsewhere_is_no_tangent() -> None:
    assert solve("f=∛x at=0 answer=x=1").check.right is False


def test_a_point_without_an_answer_does_not_hide_the_others() -> None:
    first, second = solve("f=ln(x)+y at=[(1,0),(-1,0)] answer=(1,1)")
    assert first.check.right is True
    assert isinstance(second, Unanswered)
    assert second.check is None


SADDLE_BESIDE_MINIMUM = "f=x^3-3x+y^2 critical=all"


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer",
    [
        "min (1,0), saddle (-1,0)",
        "min: (1,0), saddle: (-1,0)",
        "points: minimum (1,0) and saddle point (-1,0)",
        "minimum at (1,0) and a saddle at (-1,0)",
        "[min (1,0), saddle (-1,0)]",
        "saddle: P(-1,0); local minimum: Q(1,0)",
        "(1,0) is a local minimum, (-1,0) is a saddle point",
        "极小值点(1,0)，鞍点(-1,0)",
        "极小值点为(1,0)；鞍点为(-1,0)",
        "(1,0)是极小值点，(-1,0)为鞍点",
        "(1,0) 极小值 和 (-1,0) 鞍点",
    ],
)
def test_a_kind_stands_before_its_point_or_behind_it(answer: str) -> None:
    # f_x = 3x² - 3, f_xx = 6x, f_yy = 2.
    right = solve(f"{SADDLE_BESIDE_MINIMUM} answer={answer}").check
    assert right.right is True
    for one, other in (("min", "max"), ("极小", "极大")):
        answer = answer.replace(one, other)
    wrong = solve(f"{SADDLE_BESIDE_MINIMUM} answer={answer}").check
    assert wrong.slip is Slip.WRONG_KIND


def test_a_kind_before_several_points_is_that_of_all() -> None:
    # f_xx = -6x and f_yy = 12y: of equal signs at (1, -1) and (-1, 1).
    request = "f=-x^3+2y^3+3x-6y critical=all"
    right = "saddles: (1,1) and (-1,-1), min (-1,1) and max (1,-1)"
    assert solve(f"{request} answer={right}").check.right is True
    wrong = "saddles: (1,1) and (-1,-1), min (-1,1), (1,-1)"
    assert solve(f"{request} answer={wrong}").check.slip is Slip.WRONG_KIND


def test_where_no_critical_points_are_asked_for_max_is_a_number_or_a_rate() -> None:
    # ∇(xy) = (4, 3) at (3, 4).
    assert solve("f=x*y at=(3,4) answer=max(3,5)").check.right is True
    assert solve("f=x*y at=(3,4) answer=max: (4,3)").check.slip is Slip.GRADIENT_INSTEAD


@pytest.mark.parametrize("request_text", [EXPONENTIAL, "f=x*y", FOLIUM])
def test_without_an_answer_there_is_no_check(request_text: str) -> None:
    result = solve(request_text)
    assert result.check is None
    assert "check" not in result.to_dict()


@pytest.mark.slow
def test_a_numerical_answer_is_checked_within_its_digits() -> None:
    def area(x: float, y: float) -> float:
        total = 0.0
        while total < 1:
            total += abs(x) + 1
        return total * y

    # Near (1, 2) the loop runs once: (|x| + 1)·y.
    assert solve(area, at=(1, 2), answer=(2, 2)).check.right is True
    assert solve(area, at=(1, 2), answer=(2, 3)).check.right is False


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        (f"{PARABOLOID} answer=D=3", "a directional derivative needs a direction"),
        ("f=x^2+y^2 answer=max:3", "this answer needs a point"),
        (f"{PARABOLOID} answer=critical: (0,0)", "critical points are checked where"),
        (f"{PARABOLOID} answer=2a", "a is no name of this problem"),
        (f"{PARABOLOID} answer=z=2x+w", "w is no name of this problem"),
        ("f=(x*y,x) at=(1,2) answer=grad:(1,2)", "f is vector-valued, so it has no such answer"),
        (f"{PARABOLOID} answer=speed: 3", "only a vector-valued function has such an answer"),
        (f"{PARABOLOID} answer=natural gradient: (1,2)", "a natural gradient needs a metric"),
        (f"{PARABOLOID} answer=f_xxx=0", "this derivative is not asked for"),
    ],
)
def test_what_is_not_asked_cannot_be_answered(request_text: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError, match=message) as caught:
        solve(request_text)
    assert caught.value.source[caught.value.start :].startswith(request_text.split("answer=")[1])


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("sin x y", "can be read in two ways"),
        ("1+", "ends too early"),
        ("(1,2", "is never closed"),
        ("foo", "foo is not read in an answer"),
    ],
)
def test_what_cannot_be_read_gets_the_error_of_the_reader(answer: str, message: str) -> None:
    with pytest.raises(RequestSyntaxError, match=message):
        solve(f"{PARABOLOID} answer={answer}")


# Equivalent forms, by rules of algebra that hold for every real number.
NUMBER_FORMS: list[Callable[[str, int], str]] = [
    lambda text, _: f"({text})",
    lambda text, n: f"({n}*({text}))/{n}",
    lambda text, n: f"({text})+{n}-{n}",
    lambda text, n: f"{n}/({n}/({text}))",
    lambda text, _: f"-(-({text}))",
    lambda text, n: f"({text})*(sin({n})^2+cos({n})^2)",
    lambda text, n: f"({text})*√{n}/√{n}",
    lambda text, n: f"({text})*e^(ln({n}))/{n}",
    lambda text, n: f"(({text})*(√{n}+1)-({text}))/√{n}",
]


@st.composite
def rewritten(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(0, 3))):
        form = draw(st.sampled_from(NUMBER_FORMS))
        text = form(text, draw(st.integers(2, 7)))
    return text


@pytest.mark.slow
@settings(max_examples=20)
@given(data=st.data())
def test_no_rewriting_makes_a_right_number_wrong(data: st.DataObject) -> None:
    answer = data.draw(rewritten(data.draw(st.sampled_from(["-√2/2", "-1/√2", "-√(1/2)"]))))
    assert solve(f"{EXPONENTIAL} answer={answer}").check.right is not False


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.slow
def test_no_rewriting_makes_a_right_vector_wrong(data: st.DataObject) -> None:
    first, second = data.draw(rewritten("1")), data.draw(rewritten("2"))
    form = data.draw(st.sampled_from(["({},{})", "({}) i+({}) j", "grad:<{},{}>", "({},0)+(0,{})"]))
    assert solve(f"{EXPONENTIAL} answer={form.format(first, second)}").check.right is not False


@pytest.mark.slow
@settings(max_examples=20)
@given(
    factor=st.fractions(-9, 9, max_denominator=9).filter(bool),
    shift=st.integers(-9, 9),
    asked=st.sampled_from([("x", "+2y-", "1"), ("z", "-x-2y+", "0")]),
)
def test_no_multiple_of_a_right_equation_is_wrong(
    factor: Fraction, shift: int, asked: tuple[str, str, str]
) -> None:
    start, middle, constant = asked
    left = f"({factor})*({start}{middle}({constant}))+({shift})*x"
    check = solve(f"{EXPONENTIAL} answer={left}=({shift})*x").check
    assert check.right is True


@pytest.mark.slow
@settings(max_examples=20)
@given(
    a=st.integers(-5, 5), b=st.integers(-5, 5), x=st.integers(-3, 3), y=st.integers(-3, 3),
    places=st.integers(2, 10),
)  # fmt: skip
def test_a_rounded_right_number_is_right_and_the_next_one_is_not(
    a: int, b: int, x: int, y: int, places: int
) -> None:
    # The oracle: a difference of f along (3, 1) in forty digits.
    with mpmath.workdps(40):
        unit = (3 / mpmath.sqrt(10), 1 / mpmath.sqrt(10))

        def along(t: mpmath.mpf) -> mpmath.mpf:
            u, v = x + t * unit[0], y + t * unit[1]
            return a * u**2 * v + b * v**3 + u

        rate = mpmath.diff(along, 0)
        whole = int(mpmath.nint(rate * 10**places))
    request = f"f(x,y)=({a})*x^2*y+({b})*y^3+x at=({x},{y}) dir=(3,1)"
    assert solve(f"{request} answer={_decimal(whole, places)}").check.right is not False
    assert solve(f"{request} answer={_decimal(whole + 2, places)}").check.right is not True


def _decimal(whole: int, places: int) -> str:
    sign, size = "-" if whole < 0 else "", str(abs(whole)).rjust(places + 1, "0")
    return f"{sign}{size[:-places]}.{size[-places:]}"


def test_a_slip_may_not_be_known() -> None:
    check = solve(f"{EXPONENTIAL} answer=17").check
    assert (check.right, check.slip) == (False, None)
    assert check.message == "The answer for D_u f(P) is not right."


@pytest.mark.parametrize(
    "request_text",
    [
        # With the coordinates of P swapped there is no gradient, and no value.
        "f=|x|+y at=(1,0) answer=(2,2)",
        "f=|x|+y at=(1,0) answer=max:7",
        "f=x^y at=(2,0) answer=7",
        "f=x*ln(y) at=(0,2) answer=7",
    ],
)
def test_a_slip_may_lead_to_where_there_is_no_value(request_text: str) -> None:
    check = solve(request_text).check
    assert (check.right, check.slip) == (False, None)


def test_a_whole_number_is_not_rounded_in_its_last_digit() -> None:
    # ‖∇f(P)‖ = ‖(5, 12)‖ = 13, and √5 = 2.236….
    assert solve("f=5x+12y at=(0,0) answer=max:12.9").check.slip is None
    assert solve("f=x+2y at=(0,0) answer=max:2.237").check.slip is Slip.LAST_DIGIT


def test_a_slip_is_named_in_words() -> None:
    check = solve(f"{EXPONENTIAL} answer=-1").check
    assert check.slip is Slip.NOT_NORMALISED
    assert check.message == (
        "The answer for D_u f(P) is not right. The direction has not been divided by its length: "
        "the formula needs a unit vector u."
    )


@pytest.mark.parametrize(
    ("request_text", "asked"),
    [
        ("x^2+y^2=25 at=(3,4) answer='3x+4y=25'", "the tangent line to the curve at P"),
        ("x^2+y^2+z^2=14 at=(1,2,3) answer='x+2y+3z=14'", "the tangent plane to the surface at P"),
        (
            "f=xy at=(3,4) answer='level: 4x+3y=24'",
            "the tangent line to the level curve of f at P",
        ),
    ],
)
def test_the_tangent_of_an_equation_is_told_without_a_function(
    request_text: str, asked: str
) -> None:
    assert solve(request_text).text == f"The answer for {asked} is right."


def test_a_right_answer_is_confirmed_without_what_else_may_be_asked() -> None:
    result = solve(f"{EXPONENTIAL} answer=(1,2)")
    assert result.text == "The answer for ∇f(P) is right."
    assert result.scene is None


@pytest.mark.slow
def test_where_the_worked_solution_is_asked_for_it_follows_a_right_answer() -> None:
    result = solve(f"{EXPONENTIAL} answer=(1,2) steps=full")
    alone = solve(f"{EXPONENTIAL} steps=full")
    assert result.text == f"The answer for ∇f(P) is right.\n\n{alone.text}".replace("\n\n", "\n")
    assert result.scene is not None


@pytest.mark.parametrize(
    "request_",
    [
        # Equal wherever f has values: √(x - 1)·√(x + 1) = √(x² - 1) for x ≥ 1.
        "f=acosh(x) answer=1/sqrt(x^2-1)",
        "f=sqrt(x-1)*sqrt(x+1) answer=x/sqrt(x^2-1)",
        "f=sqrt(x)/sqrt(y) answer=(1/(2*sqrt(x*y)), -sqrt(x)/(2*y^(3/2)))",
        "f=ln x answer=1/|x|",
        # 3.6 for 5√2/2 ≈ 3.536: which of the two factors was rounded, nobody knows.
        "f=x^2 y at=(1,2) dir=(1,1) answer=2.0*1.8",
        "f=x*exp(2*y) at=(1,0) dir=(1,-1) answer=-1/1.414",
    ],
)
def test_what_may_be_right_is_not_called_wrong_nor_what_may_be_wrong_right(request_: str) -> None:
    check = solve(request_).check
    assert check is not None
    assert check.right is None


@pytest.mark.parametrize(
    "request_text",
    [
        # |x| has both one-sided derivatives, and they differ.
        "f=|x| at=0 answer=1",
        "f=x^(3/2) at=0 answer=1",
        "f=sqrt(x)^3+y at=(0,1) answer=plane: z=x+y",
        "f=ln(x) critical=all answer=0",
        "f=x^(3/2)-3x critical=all answer=0",
        "f=x^(3/2)-3x critical=all answer=[0,4 max]",
        "f=sqrt(1-x^2-y^2) critical=all answer=[(0,0),(1/2,0)]",
        # A line is no plane.
        "f(x,y)=x y at=(1,2) answer=plane: 2x+y=4",
        "f=xyz at=(1,2,3) answer=plane: 6x+3y+2z=17",
        "f=22x/7 at=1 answer=3",
        "f=1000000 x/7 at=1 answer=142858",
        "f=1000 x y at=(1,1) dir=(1,2) answer=D:1300",
        # A direction is not rounded to whole numbers.
        "f=300x+400y at=(0,0) answer=direction:(300,401)",
    ],
)
def test_what_no_book_counts_is_wrong(request_text: str) -> None:
    assert solve(request_text).check.right is False


def test_a_slip_of_one_variable_is_told_in_its_words() -> None:
    # f′(x) = ±1.
    check = solve("f=sqrt(x^2) answer=1").check
    assert check.message == (
        "The answer for f′(x) is not right. It is the absolute value of f′(x), which was not asked "
        "for."
    )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "right"), [("direction", True), ("descent", False)])
def test_what_e_to_the_pi_and_sines_make_up_is_proportional_to_itself(
    name: str, right: bool
) -> None:
    # ∇f = (3y e^{xy}, 3x e^{xy} - π sin(πy/3)) at (π, π).
    gradient = "(6pi*exp(pi^2), 6pi*exp(pi^2)-2pi*sin(pi^2/3))"
    request = f"f(x,y)=3e^(x y)+3cos(pi y/3) at=(pi,pi) answer={name}:{gradient}"
    check = solve(request).check
    assert check is not None
    assert check.right is right


@pytest.mark.parametrize(
    ("answer", "right"),
    [("16/5=3.2", True), ("16/5≈3.2", True), ("17/5=3.4", False), ("16/5=3.4", False)],
)
def test_a_number_with_its_decimal_is_no_equation(answer: str, right: bool) -> None:
    # ∇f(1, 2) = (4, 1), along (3, 4)/5 the rate 16/5.
    check = solve(f"f=x^2 y at=(1,2) dir=(3,4) answer={answer}").check
    assert check is not None
    assert (check.asked, check.right) == (Asked.RATE, right)


def test_one_partial_derivative_is_no_tangent_plane() -> None:
    check = solve("f(x,y)=x^2 y at=(1,2) answer=f_x=4").check
    assert check is not None
    assert (check.asked, check.right) == (Asked.PARTIALS, True)


@pytest.mark.slow
@pytest.mark.parametrize(("more", "right"), [("", True), ("+1/10^9", False)])
def test_a_length_as_it_was_put_together_is_right(more: str, right: bool) -> None:
    # ∇f = (-y sin(xy) + 1/(1 + y²), -x sin(xy) - 2xy/(1 + y²)²) is (1/2 + sin 1, 1/2 - sin 1).
    length = f"sqrt((1/2-sin(1))^2+(1/2+sin(1))^2{more})"
    check = solve(f"f(x,y)=cos(x y)+x/(1+y^2) at=(-1,1) answer=max:{length}").check
    assert check is not None
    assert check.right is right
