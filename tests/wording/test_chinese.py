"""Answers in Chinese, whole and in their parts."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.completer import provisionalcompleter

from grad_magic.array_result import ArrayResult
from grad_magic.errors import GradMagicError
from grad_magic.reading.options import OPTION_KEYS
from grad_magic.result import Result, solve
from grad_magic.wording.chinese import CHINESE
from grad_magic.wording.chinese_lines import space_out, split_chinese
from grad_magic.wording.english import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell

    from grad_magic.picture.scene import Scene

REQUESTS = [
    "f(x,y,z)=cos x+cos y+z^2 critical=all",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=full",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=short",
    "f=x*exp(2*y) at=(1,0) dir=grad style=stewart",
    "f=x*exp(2*y) at=(1,0) dir=-grad style=openstax",
    "f=x*exp(2*y) at=(1,0) style=plain",
    "f=x*exp(2*y)",
    "f=x^2 at=3 dir=-1",
    "f=x^3-3*x at=1 steps=full",
    "f=x*y*z+z^2+5 at=(0,1,-1) dir=(1,1,1) steps=full",
    "f=x*y*z at=(1,1,1) angles=(60°,45°,60°)",
    "f=a*x^2+y at=(1,1) a=2 angle=30°",
    "f=x*y at=(1,2) to=(4,6) plot=all",
    "f=x^4+y^4 at=(0,0)",
    "f=x^3-3*x*y^2 at=(0,0) steps=full",
    "f=x^2+y^3 at=(0,0)",
    "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)",
    "f=sqrt(x^2+y^2) at=(0,0) steps=full",
    "f=abs(x) at=0 dir=1",
    "f=abs(x)+y at=(0,0) dir=(1,0)",
    "f=cbrt(x*y) at=(0,0) dir=(1,1)",
    "f=x^(1/3) at=0",
    "f=sqrt(x) at=0",
    "f=max(x,y) at=(1,1) dir=(1,0)",
    "f=piecewise((x^2*y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(1,1)",
    "f=piecewise((x*y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0)",
    "f=piecewise((x*y/(x^2+y^2), x>0 and y>0 or x<-1), (x*y, otherwise)) at=(1,2)",
    "f=(x*y, x+y) at=(1,2) dir=(3,4)",
    "f=(abs(x), x+y, abs(x*y)) at=(0,0) dir=(1,0)",
    "r(t)=(cos(t), sin(t), t) at=0",
    "f=x^2*y+y^3 at=(1,2) dir=(1,1) order=2",
    "f=x^3-y^3 at=(0,0) order=3",
    "f=x^3-3*x+y^2 critical=all",
    "f=x^3-3*x+y^2 critical=all steps=full",
    "f=sin(x)*cos(y) critical=all",
    "f=sin(x)*cos(y) critical=all steps=full",
    "f=(x^2+y^2-1)^2 critical=all",
    "f=abs(x)+y^2 critical=all",
    "f=x^4-2*x^2 critical=all",
    "f=x^2+y^2+z^2 critical=all",
    "f=x+y critical=all",
    "f=x^2+2*y^2 at=(1,1) rate=2",
    "f=x^2+2*y^2 at=(1,1) rate=2 steps=full",
    "f=x^2+2*y^2 at=(1,1) rate=100",
    "f(x,y)=sqrt(a)*x^2+ln(b*y) at=(1,1) dir=(1,1)",
    "f=x^2+y^2 at=(a,b) dir=(1,1)",
    "f=x^2+y^2==25 at=(3,4)",
    "f=x^2+y^2+z^2==9 at=(1,2,2) steps=full",
    "f=x*y at=(1,2) metric=[[2,1],[1,3]] steps=full",
    "f=x^2+3*y^2 at=(1,1) path=descent step_size=0.1 iterations=5",
    "f=x^2+3*y^2 at=(1,1) path=flow",
    "L(w)=mean((X@w-y)^2) X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0])",
    "L(w)=mean((X@w-y)^2) X:(n,d) y:(n) w:(d)",
    "L(W)=sum(relu(X@W)) X=[[1,2],[3,4]] at=(W=[[1],[0]]) steps=full",
    "L(W)=sum(relu(X@W)) X=[[1,2]] at=(W=[[0],[0]])",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) answer=-1",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) answer=(2,1)",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) answer=-0.7071",
    "f=x^3-3*x+y^2 critical=all answer=[(1,0) saddle]",
    "f=x*y at=[(1,2),(0,0)] dir=(1,1)",
]

# Names of functions and operators, which are the same in both languages.
NAMES = {*("max", "min", "lim", "grad", "sin", "cos", "exp", "log", "relu", "sum", "mean", "det")}
# Words that are no mathematics, as English answers have them.
ENGLISH_WORDS = {
    word.lower()
    for sentence in ENGLISH.sentences.values()
    for word in re.findall("[A-Za-z]{3,}", re.sub(r"\{\w+\}", " ", sentence))
} - NAMES


def answers(request_text: str) -> Iterator[Result | ArrayResult]:
    found = solve(f"{request_text} lang=zh")
    for answer in found if isinstance(found, tuple) else (found,):
        assert isinstance(answer, (Result, ArrayResult))
        yield answer


def english_in(text: str) -> set[str]:
    return {word for word in re.findall("[A-Za-z]{3,}", text) if word.lower() in ENGLISH_WORDS}


def drawn_in(scene: Scene) -> Iterator[str]:
    """Every text that is painted."""
    yield scene.title
    for panel in scene.panels:
        yield panel.note
        yield from (label.text for label in panel.labels)
        for axis in (panel.horizontal, panel.vertical):
            yield from (axis.name, *axis.tick_labels)


def columns(line: str) -> int:
    """How wide a terminal shows the line."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def gaps(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_it_has_the_rows_of_english_with_the_same_gaps() -> None:
    rows = {key for key in ENGLISH.sentences if not key.endswith("_in_one_variable")}
    assert rows <= set(CHINESE.sentences)
    for key, sentence in CHINESE.sentences.items():
        original = (
            ENGLISH.sentences.get(key) or ENGLISH.sentences[key.removesuffix("_in_one_variable")]
        )
        assert gaps(sentence) == gaps(original), key


def test_its_rows_have_no_english_words() -> None:
    rows = {key: re.sub(r"\{\w+\}", "", row) for key, row in CHINESE.sentences.items()}
    words = {word for row in rows.values() for word in english_in(row)}
    assert words <= {*OPTION_KEYS, "Python", "PyTorch", "JAX", "cof"}


TEXTS = st.text("f沿方向，。；：、（）《》“”一二=1 (x)—", max_size=30)


@given(TEXTS)
def test_parts_of_a_text_make_it_up_again(text: str) -> None:
    assert "".join(split_chinese(text)) == text


@given(st.text("f沿方向，。；：、（）《》“”一二=1(x)—", min_size=1, max_size=30))
def test_no_row_begins_with_punctuation_that_closes_nor_ends_with_what_opens(text: str) -> None:
    words = split_chinese(text)[::2]
    assert not any(split_chinese(text)[1::2])
    assert all(word[0] not in "，。；：、）》”" for word in words[1:] if word)


@given(TEXTS)
def test_spaces_are_set_once(text: str) -> None:
    spaced = space_out(text)
    assert space_out(spaced) == spaced
    assert spaced.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f沿e增加", "f 沿 e 增加"),
        ("柯西—施瓦茨", "柯西—施瓦茨"),
        ("点P，（使f=0的点）", "点 P，（使 f=0 的点）"),
        ("{1 当 x > 0, 0 其他}", "{1 当 x > 0, 0 其他}"),
    ],
)
def test_spaces_part_letters_from_mathematics(text: str, expected: str) -> None:
    assert space_out(text) == expected


@pytest.mark.slow
@pytest.mark.parametrize("request_text", REQUESTS)
def test_no_english_is_left_nor_chinese_drawn(request_text: str) -> None:
    for answer in answers(request_text):
        assert english_in(answer.text) == set()
        for words in re.findall(r"\\text\{([^}]*)\}", answer.latex):
            assert english_in(words) == set()
        for warning in getattr(answer, "warnings", ()):
            assert english_in(warning) == set()
        if answer.scene is not None:
            assert english_in(answer.scene.description) == set()
            assert re.search("[\u4e00-\u9fff]", answer.scene.description)
            assert not re.search("[\u3000-\u9fff\uff00-\uffef]", "".join(drawn_in(answer.scene)))


@pytest.mark.slow
@pytest.mark.parametrize("request_text", REQUESTS)
def test_rows_fit_into_80_columns_and_begin_with_no_closing_sign(request_text: str) -> None:
    for answer in answers(request_text):
        for line in answer.text.split("\n"):
            assert columns(line) <= 80
            assert not re.match(r"\s*[，。；：、）]", line)


def test_relations_stand_in_one_column() -> None:
    (answer,) = answers("f=x^2*y at=(1,2) angle=30°")
    rate, extreme = "∂f/∂l|_(1,2)", "∂f/∂m|_(1,2)"
    names = ["f(x, y)", "e_l", "∂f/∂x", "∂f/∂y", "grad f(x, y)", rate, f"max {extreme}"]
    lines = answer.text.split("\n")
    for name in names:
        (row, *_) = (line for line in lines if line.lstrip().startswith(f"{name} = "))
        assert columns(row[: row.index(" = ")]) == columns(f"max {extreme}")


WHOLE = {
    # x e^(2y): f_x = e^(2y) = 1, f_y = 2x e^(2y) = 2; along (1, -1)/√2 it is (1 - 2)/√2.
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=short": """\
grad f(1, 0) = (1, 2)
∂f/∂l|_(1,0) = f_x(1, 0)·cos α + f_y(1, 0)·cos β = 1·1/√2 + 2·(-1/√2) = -√2/2
             ≈ -0.7071   f 沿 e_l 的方向减少""",
    "f=x^2 at=3 dir=-1": """\
        f(x) = x²   f(3) = 9
         e_l = -1
       f′(x) = 2x   f′(3) = 6
∂f/∂l|_{x=3} = f′(3)·e_l = 6·(-1) = -6   f 沿 e_l 的方向减少
函数的图形在点 x = 3 处的切线：y = 6x - 9
由求导法则可知，f 在点 x = 3 处可导。""",
    "f=abs(x) at=0": """\
 f(x) = |x|   f(0) = 0
f′(x) = x/|x|
f′(0) 不存在：差商 (f(t) - f(0))/t = |t|/t 当 t → 0⁻ 时趋于 -1，当 t → 0⁺ 时
趋于 1。
当 x ≠ 0 时，f(x) = |x| > 0 = f(0)，所以点 x = 0 为极小值点。
差商的极限不存在，所以 f 在点 x = 0 处不可导。""",
    # D = 6x·2, so -12 at (-1, 0) and 12 at (1, 0).
    "f=x^3-3*x+y^2 critical=all": """\
     f(x, y) = x³ - 3x + y²
       ∂f/∂x = 3x² - 3
       ∂f/∂y = 2y
grad f(x, y) = (3x² - 3, 2y)
           A = f_xx = 6x   B = f_xy = 0   C = f_yy = 2
     AC - B² = 12x
f 的驻点（使 grad f(x, y) = 0 的点）：
f(-1, 0) = 2   不是极值（鞍点，AC - B² = -12 < 0）
 f(1, 0) = -2   为极小值（AC - B² = 12 > 0，A = 6 > 0）""",
    "f=x^2+y^2==25 at=(3,4)": """\
     f(x, y) = x² + y² - 25   P = (3, 4)   f(3, 4) = 0
       ∂f/∂x = 2x   ∂f/∂x|_(3,4) = 6
       ∂f/∂y = 2y   ∂f/∂y|_(3,4) = 8
grad f(x, y) = (2x, 2y)   grad f(3, 4) = (6, 8)
grad f(3, 4) 是曲线 f = 0 在点 P 处的一个法向量。
在点 P 处的切线：6(x - 3) + 8(y - 4) = 0   即 3x + 4y = 25
在点 P 处的法线：4x - 3y = 0
因为偏导数在点 P 处连续，所以 f 在点 P 处可微。""",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) answer=-1": (
        "∂f/∂l|_(1,0)：答案不正确。方向向量没有单位化：公式中的 e_l 必须是单位向量。"
    ),
}


@pytest.mark.parametrize("request_text", WHOLE)
def test_a_whole_answer(request_text: str) -> None:
    (answer,) = answers(request_text)
    assert answer.text == WHOLE[request_text]


def test_the_readme_shows_what_is_written() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    section = readme.read_text(encoding="utf-8").partition("### Answers in Chinese")[2]
    asked, shown = re.findall(r"```\w*\n(.*?)\n```", section, re.DOTALL)[:2]
    (answer,) = answers(asked.removeprefix("%%grad ").removesuffix(" lang=zh"))
    assert answer.text == shown


def test_a_point_without_an_answer_is_told_in_spaced_words() -> None:
    _, missing = solve("f=1/x at=[1,0] lang=zh")
    assert missing.text.startswith("在 x = 0 处没有结果：\n")


def test_a_quotient_on_both_sides_is_one_row_of_mathematics() -> None:
    (answer,) = answers("f=max(x,y)+1 at=(1,1)")
    text = answer.text.replace("\n", "")
    assert "/t = 0/t（t < 0），t/t（t > 0），它当 t → 0⁻ 时趋于 0，" in text


def test_clauses_are_parted_by_commas_and_names_by_their_own_sign() -> None:
    (answer,) = answers("f=x^3-3*x+y^2 critical=all steps=full style=plain")
    assert "令 ∂f/∂x = 0，∂f/∂y = 0。由第一个方程 3(x - 1)(x + 1) = 0 得" in answer.text
    text = "".join(answer.text.split())
    assert "由第二个方程2y=0得y=0，从而得驻点(-1,0)和(1,0)。" in text


@pytest.mark.parametrize(
    ("request_text", "sentences"),
    [
        # f_x = 3(x + 3)(x - 1), f_y = 3y(2 - y); A = 6x + 6, C = 6 - 6y.
        (
            "f=x^3-y^3+3x^2+3y^2-9x critical=all steps=full",
            (
                "解方程组 {f_x = 3x² + 6x - 9 = 0；f_y = 6y - 3y² = 0}",
                "由第一个方程 3(x - 1)(x + 3) = 0 得 x = 1 或 x = -3。",
                "由第二个方程 6y - 3y² = 3y(2 - y) = 0 得 y = 0 或 y = 2，从而得驻点",
                "f_xx = 6x + 6 f_xy = 0 f_yy = 6 - 6y",
                "在点 (1, 0) 处，A = f_xx = 12，B = f_xy = 0，C = f_yy = 6，",
                "AC - B² = 72 > 0，且 A > 0，",
                "所以 f 在该点取得极小值 f(1, 0) = -5。",
                "在点 (1, 2) 处，A = 12，B = 0，C = -6，AC - B² = -72 < 0，所以 f(1, 2) = -1 不是",
            ),
        ),
        # The eigenvalues of [[2, -1], [-1, 2]] are 1 and 3.
        (
            "f=x^2+y^2+z^2-x*y critical=all steps=full",
            (
                "由第三个方程得 z = 0。",
                "由第一个方程得 y = 2x。",
                "代入第二个方程，得 3x = 0，解得 x = 0。",
                "所以驻点只有 (0, 0, 0)。",
                "H_f(0, 0, 0) = [[2, -1, 0], [-1, 2, 0], [0, 0, 2]]",
                "其特征值 1、2 和 3 全为正，所以 f 在该点取得极小值 f(0, 0, 0) = 0。",
            ),
        ),
        # y = x²/a put into 3y² = 3ax gives x(x³ - a³) = 0.
        (
            "f(x,y)=x^3+y^3-3a x y critical=all steps=full",
            (
                "解方程组 {f_x = 3x² - 3a·y = 0；f_y = 3y² - 3a·x = 0}设 a ≠ 0。",
                "由第一个方程得 y = x²/a。",
                "解得 x = 0 或 x = a，从而得驻点 (0, 0) 和 (a, a)。",
            ),
        ),
        # x²y has the sign of y beside x = 0, and is 0 on that line.
        ("f=x^2*y critical=all", ("f(0, y) = 0   当 y > 0 时   为广义极小值（按定义不是极值）",)),
    ],
)
def test_critical_points_are_told_as_books_tell_them(
    request_text: str, sentences: tuple[str, ...]
) -> None:
    (answer,) = answers(request_text)
    joined = _joined(answer.text)
    for sentence in sentences:
        assert _joined(sentence) in joined


def _joined(text: str) -> str:
    """Without the breaks of rows, which may have taken a space."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("request_text", "latex"),
    [
        (
            "f=x*exp(2*y) at=(1,0) dir=(1,-1) answer=-1",
            r"\left.\frac{\partial f}{\partial l}\right|_{(1, 0)} \text{：答案不正确。",
        ),
        (
            "f=x^2 at=3",
            r"\text{函数的图形在点}\ x = 3 \text{ 处的切线：} y = 6 x - 9 \\[4pt]",
        ),
    ],
)
def test_words_in_latex_stand_in_text(request_text: str, latex: str) -> None:
    (answer,) = answers(request_text)
    assert latex in answer.latex


def test_where_output_is_ascii_the_answer_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = answers("f=x^2 at=3")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert answer.text.isascii()
    assert "Tangent line to the graph at x = 3: y = 6x - 9" in answer.text


def test_the_keyword_says_the_same() -> None:
    assert solve("x^2", at=3, lang="zh").text == solve("f=x^2 at=3 lang=zh").text


def test_an_unknown_language_is_told_which_there_are() -> None:
    with pytest.raises(GradMagicError, match="lang=en or zh") as caught:
        solve("f=x^2 at=3 lang=tlh")
    assert "tlh" in str(caught.value)


def test_the_notebooks_default_may_be_chinese(shell: InteractiveShell) -> None:
    shell.run_cell('%config GradMagic.lang = "zh"').raise_error()
    answer = shell.run_cell("%grad f=x^2 at=3").result
    assert answer.text == solve("f=x^2 at=3 lang=zh").text
    english = shell.run_cell("%grad f=x^2 at=3 lang=en").result
    assert english.text == solve("f=x^2 at=3").text


def test_an_exercise_shows_its_commands_as_they_are_typed(shell: InteractiveShell) -> None:
    exercise = shell.run_cell("%grad practice topic=directional level=1 seed=1 lang=zh").result
    assert "解答：%grad practice solution" in exercise.text
    assert "% grad" not in exercise.text


def test_tab_offers_the_languages(shell: InteractiveShell) -> None:
    with provisionalcompleter():
        offered = [
            completion.text for completion in shell.Completer.completions("%grad f=x*y lang=", 17)
        ]
    assert [text for text in offered if text in {"en", "zh"}] == ["en", "zh"]


def test_a_row_of_chinese_parts_no_word() -> None:
    parts = split_chinese("其特征值满足变化率最小的单位向量看作常量")
    assert [part for part in parts if part] == [
        *("其", "特征值", "满足", "变化率", "最小", "的", "单位", "向量", "看作", "常量"),
    ]
