"""The rows of messages: each said somewhere, the same in all languages, and whole examples."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import grad_magic
from grad_magic import GradMagicError, solve
from grad_magic.errors import MeaninglessRequestError, NoAnswerError, RequestSyntaxError
from grad_magic.reading.options import OPTION_KEYS, OPTIONS
from grad_magic.reading.vocabulary import CALLABLES
from grad_magic.wording.chinese_messages import CHINESE_MESSAGES
from grad_magic.wording.english_messages import ENGLISH_MESSAGES
from grad_magic.wording.languages import LANGUAGES
from grad_magic.wording.messages import MESSAGES, Listing, Message

_ONE = "_one"
_LISTS = {"list_comma", "list_and", "list_or"}
# A character is named in English alone, as Unicode does; and Chinese nouns have one form.
_LEFT_OUT = {
    "only_looks_like_a_latin_letter": {"name"},
    "an_invisible_character_stands_here": {"name"},
    "character_is": {"name"},
    "write_to_make": {"kind"},
}


def gaps_of(row: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(row) if name is not None}


def said_in(module: Path) -> Iterator[tuple[str, set[str], int]]:
    """The keys that a module says, each with the gaps that it fills and the line."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
            first = node.args[0]
            keys = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            for key in keys:
                assert isinstance(key, ast.Constant), (module, node.lineno)
                filled = {keyword.arg for keyword in node.keywords}
                yield str(key.value), {name for name in filled if name}, node.lineno


PACKAGE = Path(grad_magic.__file__).parent


@cache
def said() -> tuple[tuple[str, str, set[str], int], ...]:
    """What all modules say: the module, the key, the gaps and the line."""
    modules = (
        module for module in sorted(PACKAGE.rglob("*.py")) if module.parent.name != "wording"
    )
    return tuple((module.name, *row) for module in modules for row in said_in(module))


@pytest.mark.slow
def test_what_is_said_has_a_row_and_fills_its_gaps() -> None:
    for module, key, filled, line in said():
        row = ENGLISH_MESSAGES[key]
        # A number may choose the row without being in it; and braces without gaps stay.
        gaps = gaps_of(row) if filled else set()
        assert gaps <= filled <= gaps | {"count"}, (module, line, key)


# What raises an error, and what makes one that is raised.
_TELLING = {"error", "_error", "unreadable", "key_error", "refuse"} | {
    kind.__name__
    for kind in (GradMagicError, RequestSyntaxError, MeaninglessRequestError, NoAnswerError)
}


def plain_text_in(call: ast.Call) -> Iterator[str]:
    """The text with a space that a call is given, and that is no gap of a message."""
    told = [*call.args, *(word.value for word in call.keywords if word.arg == "advice")]
    for part in told:
        parts = [part.body, part.orelse] if isinstance(part, ast.IfExp) else [part]
        for text in parts:
            written = ast.unparse(text) if isinstance(text, (ast.Constant, ast.JoinedStr)) else ""
            if " " in written:
                yield written


@pytest.mark.slow
def test_no_error_is_raised_with_text_in_place() -> None:
    # What a stand-in of a Python function cannot do is told to nobody.
    modules = set(PACKAGE.rglob("*.py")) - {PACKAGE / "reading/python_functions/tracers.py"}
    for module in sorted(modules):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in _TELLING or not list(plain_text_in(node)), (module, node.lineno)


@pytest.mark.slow
def test_each_row_is_said_somewhere() -> None:
    keys = {key for _, key, _, _ in said()} | _LISTS
    assert {key.removesuffix(_ONE) for key in ENGLISH_MESSAGES if key not in keys} <= keys


def test_each_language_has_the_rows_of_english_with_their_gaps() -> None:
    keys = {key for key in ENGLISH_MESSAGES if not key.endswith(_ONE)}
    for rows in MESSAGES.values():
        assert keys <= set(rows) <= set(ENGLISH_MESSAGES)
        for key, row in rows.items():
            english = ENGLISH_MESSAGES[key]
            left_out = _LEFT_OUT.get(key, set()) if rows is not ENGLISH_MESSAGES else set()
            if re.fullmatch(r".*\{\w+(:\W*\w*)?\}.*", english, re.DOTALL):
                assert gaps_of(row) == gaps_of(english) - left_out, key


def test_each_language_of_answers_has_its_messages() -> None:
    assert set(MESSAGES) == set(LANGUAGES)


def test_a_number_chooses_the_singular_where_the_language_has_one() -> None:
    one = Message("count_variables", count=1)
    assert one.told("en") == "1 variable"
    assert Message("count_variables", count=3).told("en") == "3 variables"
    assert one.told("zh") == "1 个变量"


def test_a_message_in_a_message_is_told_in_the_same_language() -> None:
    message = Message(
        "an_angle_gives_a_direction_in_the_plane", variables=Message("count_variables", count=3)
    )
    assert str(message) == "angle gives a direction in the plane, but f has 3 variables"
    assert message.told("zh") == "angle 给出平面上的方向，而 f 有 3 个变量"


def test_a_listing_has_a_word_before_its_last_part() -> None:
    colours = Listing(["red", "green", "blue"], "or")
    assert colours.told("en") == "red, green or blue"
    assert colours.told("zh") == "red、green 或 blue"
    assert Listing(["red"], "and").told("zh") == "red"


def test_braces_in_a_gap_stay_what_they_are() -> None:
    assert str(Message("is_missing_here", stop="}")) == "} is missing here"
    assert str(Message("write_braces_of_exponents")) == "Write braces: x^{y^z}."


def _pickled(error: RequestSyntaxError) -> RequestSyntaxError:
    loaded: RequestSyntaxError = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)
    return loaded


def test_an_error_can_be_told_in_each_language_also_when_copied() -> None:
    error = RequestSyntaxError(
        Message("this_is_never_closed", text="("), source="f=(x", start=2, end=3
    )
    for same in (error, copy.copy(error), _pickled(error)):
        assert same.message == "this ( is never closed"
        same.language = "zh"
        assert same.message == "( 缺少与之配对的符号"
        assert str(same) == "( 缺少与之配对的符号\n    f=(x\n      ^"
        assert (same.source, same.start, same.end) == ("f=(x", 2, 3)


def chinese_error(request: str) -> GradMagicError:
    with pytest.raises(GradMagicError) as caught:
        solve(request)
    caught.value.language = "zh"
    return caught.value


WHOLE = {
    "f=x*(y at=(1,2)": "( 缺少与之配对的符号\n    f=x*(y at=(1,2)\n        ^\n请写 f=x*(y)。",
    "f=x*y at=(1,2,3)": (
        "at 中给出了 3 个坐标，而 f 有 2 个变量（x、y）\n"
        "    f=x*y at=(1,2,3)\n"
        "             ^^^^^^^\n"
        "请写 f(x,y,z)=…（若变量更多），或写 at=(…, …)，每个变量一个坐标，按 x、y 的次序。"
    ),
    "f=x*y at=(1,2) dir=(0,0)": (
        "方向向量的长度为零，不表示任何方向\n"
        "    f=x*y at=(1,2) dir=(0,0)\n"
        "                       ^^^^^\n"
        "至少要有一个分量不为 0。"
    ),
    "f=ln(x) at=-1": (
        "f 在 x = -1 处没有定义：ln(x) 要求 x > 0；在 x = -1 处它等于 -1\n"
        "    f=ln(x) at=-1\n"
        "      ^^^^^"
    ),
    "f=sin x y at=(1,2)": (
        "sin x y 有两种读法\n    f=sin x y at=(1,2)\n      ^^^^^^^\n请写 sin(x)*y 或 sin(x*y)。"
    ),
    "f=x*y at=(1,2) at=(2,3)": (
        "选项 at 出现了两次\n    f=x*y at=(1,2) at=(2,3)\n                   ^^"
    ),
    "f=x*y at=(1,2) theme=blue": (
        "theme 不能取值 blue\n"
        "    f=x*y at=(1,2) theme=blue\n"
        "                         ^^^^\n"
        "请写 theme=light 或 dark。"
    ),
    "f=x*y at=(1,2) angle=90": (
        "angle 90 有两种读法：90° 或 90 弧度\n"
        "    f=x*y at=(1,2) angle=90\n"
        "                         ^^\n"
        "请写 90° 或 90 rad。"
    ),
    "f=x*y/(x^2+y^2) at=(0,0)": (
        "f 在 (0, 0) 处没有定义：除法要求 (x^2+y^2) ≠ 0；在 (0, 0) 处它等于 0\n"
        "    f=x*y/(x^2+y^2) at=(0,0)\n"
        "         ^^^^^^^^^^\n"
        "它在该点没有极限：当 t → 0+ 时，沿 (t, 0) 趋于 0，沿 (t, t) 趋于 1/2。"
    ),
    "f=(x*y,x+y) at=(1,2) rate=1": (
        "f 是向量值函数，没有单一的变化率\n"
        "    f=(x*y,x+y) at=(1,2) rate=1\n"
        "                              ^\n"
        "请只问它的一个分量。"
    ),
    "f=x^2+y^2==1 at=(5,5)": (
        "点不满足方程：左边减右边等于 49\n"
        "    f=x^2+y^2==1 at=(5,5)\n"
        "                    ^^^^^\n"
        "请给出等值线（面）上的点。"
    ),
    "L(w)=sum(X@w) X=[[1,2],[3,4]] at=(w=[1,2,3])": (
        "在矩阵乘积中，X 的形状 (2, 2) 与 w 的形状 (3,) 不相容\n"
        "    L(w)=sum(X@w) X=[[1,2],[3,4]] at=(w=[1,2,3])\n"
        "             ^^^\n"
        "内侧的维数 2 与 3 必须相等。"
    ),
    # A wide character takes two columns, so that the caret stands farther right.
    "f=x当y at=(1,2)": ("当 不能出现在这里\n    f=x当y at=(1,2)\n       ^^"),
}


@pytest.mark.parametrize("request_text", WHOLE)
def test_a_whole_message_in_chinese(request_text: str) -> None:
    assert str(chinese_error(request_text)) == WHOLE[request_text]


BAD = """\
f=x*y at=(1,2) colour=red
f=sqrt(x)+y at=(-1,2)
f=1/2x at=1
f=foo(x) at=1
f=x y^2! at=(1,2)
f=x*y at=(1,2) to=(1,2)
f=x*y at=(1,2) angles=(30°,30°)
f=x*y*z at=(1,2,3) angle=30°
f=x*y at=(1,2) angles=(30°,30°,30°)
f=x*y dir=(1,2)
f=x*y rate=1
f=x*y metric=[[1,0],[0,1]]
f=x*y path=descent
f=binomial(x) at=1
f=atan2(x) at=1
f=max() at=1
f=log(x,2,3) at=1
f=x*y at=(x=1) order=2
f=x+a at=1
f=x+a at=(x=1) order=9
f=x*y at=(1,a) rate=x
f=x*y at=(1,2) digits=x
f=x*y at=(1,2) digits=0
f=x*y at=(1,2) digits=
f=x/abs(x) at=0
f=sin(x)/x at=0
f=x²+“y” at=(1,2)
f=х+y at=(1,2)
f=gamma(x) at=-1
f=floor(x)*ln(y) at=(1,-2)
f=x*y at=(x=1,x=2)
f=x*y at=(x=1,w=2)
f=x*y at=(x=1,2)
f=x*y at=(1,2) metric=[[1,2],[3,4]]
f=x*y at=(1,2) metric=[[1,2],[2,1]]
f=x*y at=(1,2) metric=[[1,2,3],[3,4,5]]
f=x at=1 metric=[[1,2],[2,1]]
f=x*y at=(1,2) path=natural
f=x*y at=(1,2) step_size=-1
f=x*y at=(1,2) iterations=100000
f=x*y at=(a,2) path=descent
f=x*y at=(1,2) window=(3,1,2,2)
f=x*y at=(1,2) window=(1,1,2,3)
f=x*y at=(1,2) window=(3,1)
f=x*y*z at=(1,2,3) window=(3,1)
f=a*x a=a+x at=1
f=a*x a=(1,2) at=1
f(x)=x x=2
f=$\\frac{x}{y$ at=(1,2)
f=$\\foo{x}$ at=1
f=$x^y^z$ at=(1,2,3)
f=$sin x$ at=1
f=$1\\frac{1}{2}x$ at=1
f=$\\begin{cases}x$ at=1
f=x*\\y at=(1,2)
f=1000^1000^10 at=1
f=exp(exp(exp(100)))*x at=1
f=x^y^z! at=(1,2,3)
f=√x^2 at=1
f=√2x at=1
f=e^2y at=(1,2)
f=x^1/3 at=1
f=90/2° at=1
f=ln^-1 x at=1
f=[1,2] at=(1,2)
f=x*y at=1,2 dir=1,2,3
f=2e500*x at=1
f=x.y at=(1,2)
f=x if y at=(1,2)
f=piecewise((x,y),(1,2)) at=(1,2)
f={x if x>0; y if x<-1} at=(0,0)
f=hello at=1
f(x)=hello at=1
f=x*y critical=some
f=x==y critical=all
f=x*y at=(1,2) answer=foo(
f=x*y at=(1,2) answer=D=hello
f=x*y at=(1,2) answer=D=3
f=x*y answer=tangent=3
f=x*y at=(1,2) answer=1/0
f=x*y at=(1,2) answer=critical:(1,2)
f=if at=1
f=x*lg(y) at=(1,2)
f=x*Re(y) at=(1,2)
f=x*Sin(y) at=(1,2)
f=max(x at=1
f=x+y) at=1
f=(x+y] at=(1,2)
f=x+y P=(1,2) u=(1,1) v=(2,2)
f=x+y at=(1,2) dir=(1,1) to=(2,3)
f=x+y at=(1,2) to=(2,3,4)
f=x+y at=(1,2) dir=hello
f=x^2+y^2 at=(0,0) dir=grad
f=x+y at=(1,2) dir=(x,1)
f=x+y at=(1,1/0)
f=x+y at=(1,sqrt(-1))
f=x+y at=(1,2) plot=all,contour
f=x+y at=(1,2) plot=photo
f=x+y at=(1,2) as=1
f=x+y= at=(1,2)
f=x+y=3=z at=(1,2)
f=x,5 at=1
f=|x|y||z at=(1,2,3)
f=x y ^^ 2 at=(1,2)
f=x!! at=1
f=(x,y) at=(1,2) order=2
f=x*y at=(1,2) order=0
at=(1,2)
x*y and more at=(1,2)
L(w)=mean((X@w-y)^2) X=[[1,2],[3]] y=[1,2] at=(w=[0,0])
L(w)=X@w X=[[1,2],[3,4]] at=(w=[1,2])
L(W)=inv(W) W=[[1,2],[2,4]]
L(A)=sum(log(A)) at=(A=[[-1,2],[3,4]])
L(A)=sum(sqrt(A)) at=(A=[[-1,2],[3,4]])
L(A)=tr(A) at=(A=[[1,2,3],[3,4,5]])
L(A)=det(inv(A)) at=(A=[[1,2],[2,4]])
L(w)=sum(X@w) X=[[1,2],[3,4]]
L(w)=sum(X*w) at=(w=[])
L(w)=sum(foo(w)) at=(w=[1,2])
L(w)=sum(w)+q at=(w=[1,2])
L(w)=sum(w,axis=7) at=(w=[1,2])
L(w)=sum(w) at=(w=[1,2]) dir=(w=[0,0])
L(w)=sum(w) at=(w=[1,2]) dir=(w=[1,2,3])
L(w)=sum(w) at=(w=[1,2]) rate=1
L(w)=sum(w@w) at=(w=[1,2]) path=natural
""".splitlines()
# Names of programs, and what is to be typed.
_PROPER = """
    log_ NumPy SymPy Python LaTeX NaN GradMagic budget key
    inv exp log abs det norm dot outer sum mean rad def return factorial frac cdot axis end cases
    x_min x_max y_min y_max z_min z_max
"""
_KNOWN = {
    *_PROPER.split(),
    *OPTION_KEYS,
    *(name for entry in CALLABLES for name in entry.names),
    *(value for option in OPTIONS for value in option.values),
    *(word for option in OPTIONS for word in re.findall(r"\w+", option.example)),
}


@pytest.mark.parametrize("request_text", BAD)
def test_no_english_word_reaches_a_chinese_message(request_text: str) -> None:
    error = chinese_error(request_text)
    said = f"{error.message} {error.advice}"
    own = _KNOWN | set(re.findall(r"[A-Za-z_]+", request_text))
    assert set(re.findall(r"[A-Za-z_]{3,}", said)) <= own
    assert re.search("[一-鿿]", error.message)
    assert error.advice == "" or re.search("[一-鿿]", error.advice)
    assert not re.search("[一-鿿][,.;:?!]", said)


def test_no_english_sentence_stands_in_a_chinese_row() -> None:
    for key, row in CHINESE_MESSAGES.items():
        bare = re.sub(r"\{[^{}]*\}|`[^`]*`", "", row)
        assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", bare), key
