from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.notation.twins import plain_text
from grad_magic.reading.request import read_problem, read_request


@given(st.text())
@pytest.mark.slow
def test_every_character_stays_at_its_place(text: str) -> None:
    plain = plain_text(text)
    assert len(plain) == len(text)
    for typed, read in zip(text, plain, strict=True):
        if typed.isascii() and typed not in "\\()[]":
            assert read == typed


def test_what_is_full_width_is_read_as_unicode_folds_it() -> None:
    for code in range(0xFF01, 0xFF5F):
        if chr(code) not in "～｀＠％":
            assert plain_text(chr(code)) == unicodedata.normalize("NFKC", chr(code))


@pytest.mark.parametrize(
    ("typed", "ascii_twin"),
    [
        ("f＝x^2+y^2 at＝（1，0）", "f=x^2+y^2 at=(1,0)"),
        ("ｆ（ｘ，ｙ）＝ｘ＾２＋ｙ　ａｔ＝（１，２）", "f(x,y)=x^2+y at=(1,2)"),
        ("f=x²−y；at=（1；−2）；dir=（３，４）", "f=x²-y;at=(1;-2);dir=(3,4)"),
        ("f=x×y÷2 at=【1、2】。", "f=x*y/2 at=[1,2]."),
        ("f=｜x｜*y at=（x＝1，y＝2）", "f=|x|*y at=(x=1,y=2)"),
        ("f=x・y at=[（1，0），（0，1）]", "f=x*y at=[(1,0),(0,1)]"),
        ("f=x*y at=（1，2） digits＝６ critical＝ａｌｌ", "f=x*y at=(1,2) digits=6 critical=all"),
        ("f={x，当x＞0；y，其他} at=（1，2）", "f={x, 当 x>0; y, 其他} at=(1,2)"),
        ("f=x•y at=(1,2) angle=60度", "f=x*y at=(1,2) angle=60°"),
        ("f=x*y # 点 (3,4)\nat=(1,2)", "f=x*y\nat=(1,2)"),
        (r"f=\(\frac{x}{y}\) at=(1,2)", r"f=$\frac{x}{y}$ at=(1,2)"),
    ],
)
def test_east_asian_keyboards_ask_the_same(typed: str, ascii_twin: str) -> None:
    asked, twin = read_request(typed).problems, read_request(ascii_twin).problems
    for problem, other in zip(asked, twin, strict=True):
        assert (problem.f, problem.variables) == (other.f, other.variables)
        assert (problem.point, problem.direction) == (other.point, other.direction)
        assert problem.presentation == other.presentation


def test_an_error_shows_what_was_typed_with_its_place() -> None:
    source = "f＝（sin x y） at＝（1，0）"
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(source)
    error = caught.value
    assert error.source == source
    assert source[error.start : error.end] == "sin x y"


@pytest.mark.parametrize(("letter", "latin"), [("х", "x"), ("у", "y"), ("а", "a")])
def test_letters_that_look_alike_are_refused_by_name(letter: str, latin: str) -> None:
    source = f"f＝{letter}＊2 at＝（1，0）"
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(source)
    error = caught.value
    assert error.message.endswith(f"which only looks like the Latin {latin}")
    assert (error.source, error.start, error.end) == (source, 2, 3)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("求f=x²y 在点(1,2)处的梯度", " f=x²y 在点(1,2)    "),
        ('f=x²y 在点(1,2)处 answer="在(1,2)处的梯度为(4,1)"', None),
        ("f=x²y at=(1,2) answer=在(1,2)处的梯度为(4,1)", None),
    ],
)
def test_a_frame_is_none_of_an_answer(typed: str, read: str | None) -> None:
    answer = typed.partition("answer")[2]
    assert plain_text(typed).endswith(answer)
    assert read is None or plain_text(typed) == read


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("𝑓(𝑥,𝑦)=𝑥²𝑦 at=(1,2)", "f(x,y)=x²y at=(1,2)"),
        ("𝒛=𝒙²—3𝒚 at=“(1,2)”", "z=x²-3y at=(1,2)"),
        ("‘f=ℎ 𝑟’", "'f=h r'"),
    ],
)
def test_what_word_processors_make_of_letters_and_signs(pasted: str, plain: str) -> None:
    assert plain_text(pasted).replace('"', "") == plain


def test_a_bold_letter_beside_a_plain_one_is_another() -> None:
    assert plain_text("f=𝐱+x") == "f=𝐱+x"
    # The vector of ones.
    assert plain_text("𝟏ᵀ𝑥") == "𝟏ᵀx"
    with pytest.raises(RequestSyntaxError, match="𝐱 is a mathematical bold small x"):
        read_problem("f=𝐱+x at=1")
