from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from sympy import Eq, Expr, Integer, Matrix, Rational, sqrt, symbols

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.keywords import read_keywords
from grad_magic.reading.request import read_problem, read_request

x, y, z, t = symbols("x y z t", real=True)
FUNCTION = "f=x^2 y at=(1,2)"


def read(text: str, namespace: Mapping[str, object] | None = None) -> Answer:
    answer = read_problem(f"{FUNCTION} answer={text} digits=5", namespace or {}).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("text", "form", "row"),
    [
        ("3", AnswerForm.NUMBER, (3,)),
        ("√2/2", AnswerForm.NUMBER, (sqrt(2) / 2,)),
        ("max(2,3)", AnswerForm.NUMBER, (3,)),
        ("(2,3)", AnswerForm.VECTOR, (2, 3)),
        ("2i-3j", AnswerForm.VECTOR, (2, -3)),
        ("i", AnswerForm.VECTOR, (1, 0)),
        ("(3i+4j)/5", AnswerForm.VECTOR, (Rational(3, 5), Rational(4, 5))),
        ("1/5 (3,4)", AnswerForm.VECTOR, (Rational(3, 5), Rational(4, 5))),
        ("<1,2>/√5", AnswerForm.VECTOR, (1 / sqrt(5), 2 / sqrt(5))),
        ("2/√5 (1,2)", AnswerForm.VECTOR, (2 / sqrt(5), 4 / sqrt(5))),
        ("-(1,2)-2(0,1)", AnswerForm.VECTOR, (-1, -4)),
        ("f'(2)=3", AnswerForm.NUMBER, (3,)),
        ("(1,2)+t(2,-1)", AnswerForm.VECTOR, (1 + 2 * t, 2 - t)),
        ("r(t)=(1,2)+t(2,-1)", AnswerForm.VECTOR, (1 + 2 * t, 2 - t)),
        ("(2,3)^T", AnswerForm.VECTOR, (2, 3)),
        # What a chain of equal numbers begins with; where its digits do not agree, what it ends in.
        ("16/5=3.2", AnswerForm.NUMBER, (Rational(16, 5),)),
        ("√17≈4.12", AnswerForm.NUMBER, (sqrt(17),)),
        ("17/5=16/5", AnswerForm.NUMBER, (Rational(16, 5),)),
        ("x=1+2t, y=2-t", AnswerForm.VECTOR, (1 + 2 * t, 2 - t)),
        ("y=2-t and x=1+2t", AnswerForm.VECTOR, (1 + 2 * t, 2 - t)),
        ("x+2y=5", AnswerForm.EQUATION, (x + 2 * y - 5,)),
        ("3 x + 2 y == 5", AnswerForm.EQUATION, (3 * x + 2 * y - 5,)),
        ("y = 2x", AnswerForm.EQUATION, (y - 2 * x,)),
        ("z=2x+y", AnswerForm.EQUATION, (z - 2 * x - y,)),
        ('"y=2x"', AnswerForm.EQUATION, (y - 2 * x,)),
        ("$y=2x$", AnswerForm.EQUATION, (y - 2 * x,)),
    ],
)
def test_the_shape_is_told_by_what_is_written(
    text: str, form: AnswerForm, row: tuple[Expr, ...]
) -> None:
    answer = read(text)
    assert answer.form is form
    (entries,) = answer.rows
    assert [(a - b).expand() for a, b in zip(entries, row, strict=True)] == [0] * len(row)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("D=3", Asked.RATE),
        ("D: 3", Asked.RATE),
        ('"D=3"', Asked.RATE),
        ("D_u f = 3", Asked.RATE),
        ("D_u f(1,2)=3", Asked.RATE),
        ("rate:3", Asked.RATE),
        ("grad=(1,2)", Asked.GRADIENT),
        ("∇f=(1,2)", Asked.GRADIENT),
        ("grad f: (1,2)", Asked.GRADIENT),
        ("max:3", Asked.MAX_RATE),
        ("largest rate: 3", Asked.MAX_RATE),
        ("max_rate=3", Asked.MAX_RATE),
        ("min:-3", Asked.MIN_RATE),
        ("direction:(1,2)", Asked.ASCENT),
        ("descent:(1,2)", Asked.DESCENT),
        ("level: x+y=3", Asked.LEVEL_TANGENT),
        ("plane: z=3", Asked.GRAPH_TANGENT),
        ("points: (0,0)", Asked.CRITICAL_POINTS),
    ],
)
def test_a_name_says_what_is_answered(text: str, asked: Asked) -> None:
    assert read(text).asked is asked


def test_a_name_of_the_request_is_no_name_of_an_answer() -> None:
    problem = read_problem("T(x,D)=x D at=(1,2) answer=D=3-x")
    assert problem.answer is not None
    assert problem.answer.form is AnswerForm.EQUATION
    assert problem.answer.asked is None


@pytest.mark.parametrize("text", ["DNE", "dne", "does not exist", '"does not exist"', "“不存在”"])
def test_nothing_may_be_said_to_exist(text: str) -> None:
    assert read(text) == Answer(AnswerForm.NOTHING)


def test_points_may_have_their_kinds() -> None:
    answer = read("[(0,0) saddle, (1,1): local minimum, (2,3)]")
    assert answer.form is AnswerForm.POINTS
    assert answer.rows == ((0, 0), (1, 1), (2, 3))
    assert answer.kinds == ("saddle", "minimum", "")


@pytest.mark.parametrize(
    ("text", "value", "tolerance"),
    [
        ("0.71", Rational(71, 100), Rational(1, 200)),
        ("0.710", Rational(71, 100), Rational(1, 2000)),
        ("7.1e2", 710, 5),
        ("7.1e-2", Rational(71, 1000), Rational(1, 2000)),
    ],
)
def test_a_decimal_has_half_a_unit_of_its_last_digit(
    text: str, value: Expr, tolerance: Expr
) -> None:
    (decimal,) = read(text).decimals.values()
    assert (decimal.value, decimal.tolerance) == (value, tolerance)


def test_a_number_of_floating_point_has_the_noise_of_one() -> None:
    (decimal,) = read("0.70710678118654752").decimals.values()
    assert decimal.tolerance == decimal.value / 10**9


@pytest.mark.parametrize(
    ("request_text", "answer", "parameter"),
    [
        ("f(x,y)=a x y at=(1,2) answer=3 a=2", 3, "a"),
        ("f(x,y)=a x y answer=3, a=2, at=(1,2)", 3, "a"),
    ],
)
def test_a_parameter_may_stand_behind_an_answer(
    request_text: str, answer: int, parameter: str
) -> None:
    problem = read_problem(request_text)
    assert problem.answer is not None
    assert problem.answer.rows == ((answer,),)
    assert symbols(parameter, real=True) not in problem.f.free_symbols


def test_the_function_may_stand_behind_the_answer() -> None:
    problem = read_problem("answer=3 z=x^2+y^2 at=(1,2)")
    assert problem.name == "z"
    assert problem.answer is not None
    assert problem.answer.rows == ((3,),)


@pytest.mark.parametrize(
    ("held", "form", "row"),
    [
        (3, AnswerForm.NUMBER, (3,)),
        (Fraction(1, 3), AnswerForm.NUMBER, (Rational(1, 3),)),
        (sqrt(2), AnswerForm.NUMBER, (sqrt(2),)),
        ("(2,3)", AnswerForm.VECTOR, (2, 3)),
        ((2, 3), AnswerForm.VECTOR, (2, 3)),
        (np.array([2, 3]), AnswerForm.VECTOR, (2, 3)),
        (np.array([[2], [3]]), AnswerForm.VECTOR, (2, 3)),
        (Matrix([2, 3]), AnswerForm.VECTOR, (2, 3)),
        (Eq(x, 2), AnswerForm.EQUATION, (x - 2,)),
        ("does not exist", AnswerForm.NOTHING, None),
        (None, AnswerForm.NOTHING, None),
    ],
)
def test_the_notebook_and_keywords_may_hold_the_answer(
    held: object, form: AnswerForm, row: tuple[Expr, ...] | None
) -> None:
    by_name = read("mine", {"mine": held})
    given: Any = read_keywords("x^2*y", {"at": (1, 2), "answer": held}).problems[0].answer
    for answer in (by_name, given):
        assert answer.form is form
        assert answer.rows == (() if row is None else (row,))


@pytest.mark.parametrize("held", [0.5, np.float64(0.5), Decimal("0.5")])
def test_floats_are_decimals(held: object) -> None:
    by_name = read("mine", {"mine": held})
    given: Any = read_keywords("x^2*y", {"at": (1, 2), "answer": held}).problems[0].answer
    for answer in (by_name, given):
        (decimal,) = answer.decimals.values()
        assert (decimal.value, decimal.tolerance) == (Rational(1, 2), Rational(1, 20))


def test_a_mapping_says_what_is_answered_whatever_the_answer_says_itself() -> None:
    for inner in ("grad:(1,2)", "(1,2)", (1, 2)):
        by_name = read("mine", {"mine": {"D": inner}})
        given: Any = read_keywords("x^2*y", {"answer": {"D": inner}}).problems[0].answer
        for answer in (by_name, given):
            assert (answer.asked, answer.rows) == (Asked.RATE, ((1, 2),))


def test_a_mapping_has_a_name_of_an_answer() -> None:
    with pytest.raises(MeaninglessRequestError, match="foo is no name of an answer"):
        read_keywords("x^2*y", {"answer": {"foo": 3}})


def test_no_clause_begins_in_an_answer_of_python() -> None:
    with pytest.raises(RequestSyntaxError, match="quotation marks do not belong"):
        read_keywords("x^2*y", {"at": (1, 2), "answer": '3" dir=(1,0) "'})
    with pytest.raises(RequestSyntaxError, match="dir is not read"):
        read_keywords("x^2*y", {"at": (1, 2), "answer": "2x dir=(1,0)"})


@pytest.mark.parametrize("text", ["(1,2)(3,4)", "1+(1,2)", "2(1,2)+3"])
def test_rows_and_numbers_that_make_up_no_row_are_refused(text: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="do not make up one row"):
        read(text)


def test_an_error_shows_the_rows_as_they_were_written() -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read("2/√5 (1,2) + 1/√5 (3,4)")
    assert "2/√5 (1,2)" in caught.value.message
    assert "(1,2)" in caught.value.source


@pytest.mark.parametrize("held", [object(), float("nan"), {"x": 1}])
def test_what_is_no_answer_is_refused(held: object) -> None:
    with pytest.raises(MeaninglessRequestError, match=r"no real number|answer"):
        read("mine", {"mine": held})


def test_of_several_answers_each_point_has_its_own() -> None:
    problems = read_request(f"{FUNCTION[:8]} at=[(1,2),(3,4)] answer=3,4").problems
    assert [problem.answer and problem.answer.rows for problem in problems] == [
        ((Integer(3),),),
        ((Integer(4),),),
    ]


def test_too_many_points_are_refused() -> None:
    with pytest.raises(MeaninglessRequestError, match="at most 50 points are checked"):
        read(f"[{','.join(f'({n},{n})' for n in range(51))}]")


@pytest.mark.parametrize("sign", [": ", "：", "=", "＝", "是", "为"])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("方向导数", Asked.RATE),
        ("梯度", Asked.GRADIENT),
        ("最大", Asked.MAX_RATE),
        ("最小值", Asked.MIN_RATE),
    ],
)
def test_a_name_may_be_chinese(name: str, asked: Asked, sign: str) -> None:
    problem = read_problem(f"f=x^2 y at=(1,2) dir=(3,4) answer={name}{sign}(2,3)")
    assert problem.answer is not None
    assert problem.answer.asked is asked
    assert problem.answer.rows == ((2, 3),)


@pytest.mark.parametrize(
    "text", ["切平面为z=4x+y-4", "切线：z=4x+y-4", "tangent plane is z=4x+y-4"]
)
def test_a_tangent_by_its_name_is_an_equation(text: str) -> None:
    answer = read(text)
    assert answer.is_tangent
    assert answer.form is AnswerForm.EQUATION


_SADDLE = (("saddle",), ((0, 0),))
_BOTH = (("saddle", "minimum"), ((0, 0), (1, 1)))


@pytest.mark.parametrize(
    ("text", "kinds_and_points"),
    [
        ("saddle at the origin", _SADDLE),
        ("鞍点为原点", _SADDLE),
        ("saddle x=0, y=0", _SADDLE),
        ("鞍点: x=0, y=0", _SADDLE),
        ("saddle=(0,0), min=(1,1)", _BOTH),
        ("鞍点=(0,0)，极小值点=(1,1)", _BOTH),
        ("鞍点是(0,0)，极小值点是(1,1)", _BOTH),
        ("saddle at the origin and a minimum at x=1, y=1", _BOTH),
        ("x=0, y=0 saddle, x=1, y=1 minimum", _BOTH),
        ("在点(0,0)处取得鞍点，在点(1,1)处取得极小值", _BOTH),
        ("x=0, y=0, x=1, y=1", (("", ""), _BOTH[1])),
    ],
)
def test_a_kind_and_its_point_as_one_says_them(
    text: str, kinds_and_points: tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
) -> None:
    answer = read_problem(f"f=x^3+y^3-3x y critical=all answer={text}").answer
    assert answer is not None
    assert answer.form is AnswerForm.POINTS
    assert (answer.kinds, answer.rows) == kinds_and_points


@pytest.mark.parametrize(
    "text", ["min x=1", "minimum at x=1", "极小值点为x=1", "min t=1, max t=-1"]
)
def test_of_one_variable_a_kind_has_its_coordinate(text: str) -> None:
    letter = "t" if "t=" in text else "x"
    answer = read_problem(f"f={letter}^3-3{letter} critical=all answer={text}").answer
    assert answer is not None
    assert (answer.rows[0], answer.kinds[0]) == ((1,), "minimum")
