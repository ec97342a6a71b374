from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import unicodedata
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grad_magic
from grad_magic.errors import GradMagicError
from grad_magic.notebook.help import write_help
from grad_magic.result import solve
from grad_magic.transliteration import can_take, to_ascii

# In place of Chinese, whose letters have no spelling in ASCII, stands English.
SOURCES = [
    source
    for source in sorted(Path(grad_magic.__file__).parent.rglob("*.py"))
    if not source.stem.startswith("chinese")
]


def signs_written_in(source: Path) -> set[str]:
    """The characters in a module's text, but for its docstrings."""
    nodes = list(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    constants = (
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in docstrings
    )
    return set(chain.from_iterable(constants))


def has_ascii(sign: str) -> bool:
    ascii_ = to_ascii(sign)
    return ascii_.isascii() and "\\" not in ascii_.replace(sign, "")


@pytest.mark.slow
def test_every_sign_of_the_package_has_its_ascii() -> None:
    known: dict[str, bool] = {}
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        signs = set(text)
        known |= {sign: has_ascii(sign) for sign in signs - known.keys() if is_written(sign)}
        # What is only in a docstring needs none, and an escape hides its sign: then it is parsed.
        if re.search(r"\\[uUxN]", text) or not all(known.get(sign, True) for sign in signs):
            written = filter(is_written, signs_written_in(source))
            assert [sign for sign in written if not has_ascii(sign)] == [], source


def is_written(sign: str) -> bool:
    """Whether the package writes it: it reads Chinese, and refuses Cyrillic look-alikes."""
    # An older Python does not know the last Chinese signs.
    is_chinese = unicodedata.category(sign) in ("Lo", "Cn")
    return not is_chinese and not "А" <= sign <= "ӿ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("√2", "sqrt(2)"),
        # A letter with a hat is another than without, also where Unicode has one sign of both.
        ("ŷ - y, p̂, ŷ₁", "yhat - y, phat, yhat_1"),
        ("2√5·x", "2sqrt(5)*x"),
        ("√(x² + y²)", "sqrt(x^2 + y^2)"),
        ("√x₁", "sqrt(x_1)"),
        ("√θ", "sqrt(theta)"),
        ("∛x", "cbrt(x)"),
        ("∇f(P) = (1, 2)", "grad f(P) = (1, 2)"),
        ("‖∇f(P)‖ ≈ 2.236", "||grad f(P)|| ~ 2.236"),
        ("∂f/∂x(P)", "df/dx(P)"),
        ("x⁻¹²³", "x^(-123)"),
        ("1.5·10⁻⁷", "1.5*10^(-7)"),
        ("f⁽⁴⁾", "f^(4)"),
        ("uᵀ·H_f(P)·u", "u^T*H_f(P)*u"),
        ("lim_{t→0⁺}", "lim_{t->0+}"),
        ("x̄ + ẋ", "xbar + x"),
        ("α, λ, Ω, ϕ, ς", "alpha, lambda, Omega, phi, sigma"),
        ("½, Å, ö", "1/2, A, o"),
        ("u = ±(1, −1)", "u = +-(1, -1)"),
        ("60° ≤ θ ≠ ∞ …", "60deg <= theta != infinity ..."),
        ("x ∉ ℤ, k ∈ ℤ, a ≮ b", "x not in Z, k in Z, a not < b"),
        ("f″", "f''"),
        ("当 x", "\\u5f53 x"),
        ("plain", "plain"),
    ],
)
def test_mathematics_is_written_in_ascii(text: str, expected: str) -> None:
    assert to_ascii(text) == expected


@pytest.mark.slow
@given(st.text())
def test_any_text_becomes_ascii_and_then_stays(text: str) -> None:
    assert to_ascii(text).isascii()
    assert to_ascii(to_ascii(text)) == to_ascii(text)


REQUESTS = [
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) order=2",
    "f=√(x_1²+θ³) at=(θ=1,x_1=1/2) dir=(1,1)",
    "f=|x|+√y at=(0,4)",
    "f=x^3+y^3-3xy critical=all",
    "f=(x^2 y, x+y) at=(1,2) dir=(3,4)",
    "f=x^2-y^2 at=(1,1) rate=1",
]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("request_text", REQUESTS)
def test_an_answer_falls_back_where_the_output_cannot_take_it(
    monkeypatch: pytest.MonkeyPatch, request_text: str, encoding: str
) -> None:
    unicode = solve(request_text).text
    assert not unicode.isascii()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    result = solve(request_text)
    assert result.text.isascii()
    assert repr(result).isascii()
    assert result.to_dict()["text"] == unicode
    assert repr(solve("f=1/x at=[1,0]")).isascii()
    # Equations stay aligned at their relation, and rows below them three columns further.
    first, second = result.text.splitlines()[:2]
    column = first.find(" = ")
    assert second.startswith(" " * (column + 3)) or second.find(" = ") in (column, -1)


@pytest.mark.parametrize(
    "formula",
    ["x exp(2y)", "√(x²+y²)/2", "2√5 x", "x^(-3)", "θ_1² sin(θ_2)", "π x + e^(-y)", "arctan(y/x)"],
)
def test_a_formula_in_ascii_reads_as_the_same(
    monkeypatch: pytest.MonkeyPatch, formula: str
) -> None:
    expected = solve(f"f={formula}")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    written = expected.text.splitlines()[0].partition(" = ")[2]
    assert written.isascii()
    assert solve(f"f={written}").f == expected.f


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        (
            "f=x+√θ at=(0,1) dir=(0,0)",
            (
                "the direction has length zero, so it points nowhere\n"
                "    f=x+sqrt(theta) at=(0,1) dir=(0,0)\n"
                "                                 ^^^^^\n"
                "Give at least one component that is not 0."
            ),
        ),
        (
            "f=√θ at=-1",
            (
                "f is undefined at theta = -1: sqrt(theta) needs theta >= 0; "
                "at theta = -1 it is -1\n"
                "    f=sqrt(theta) at=-1\n"
                "      ^^^^^^^^^^^"
            ),
        ),
    ],
)
def test_an_error_falls_back_with_its_mark_in_place(
    monkeypatch: pytest.MonkeyPatch, request_text: str, message: str
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    with pytest.raises(GradMagicError) as caught:
        solve(request_text)
    assert str(caught.value) == message


def test_chinese_answers_and_messages_are_written_where_gbk_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = solve("f=x^2*y at=(1,2) dir=(1,1) lang=zh")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="gbk"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="gbk"))
    answer.text.encode("gbk")
    # √, ≈ and α are among the signs of GBK; the raised 2 and ∂ are not.
    assert "f(x, y) = x^2·y" in answer.text
    assert "df/dx" in answer.text
    assert "|grad f(1, 2)| = √17 ≈ 4.123" in answer.text
    assert "因为偏导数在点 P 处连续" in answer.text
    assert repr(answer).encode("gbk")
    with pytest.raises(GradMagicError) as caught:
        solve("f=ln x at=-1 lang=zh")
    assert str(caught.value).startswith("f 在 x = -1 处没有定义")


def test_what_has_no_encoding_takes_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stdout", stream)
        assert can_take("∇", "stdout")


def test_the_help_has_its_ascii() -> None:
    assert to_ascii(write_help()).isascii()


TERMINAL = """
from IPython.terminal.interactiveshell import TerminalInteractiveShell
shell = TerminalInteractiveShell.instance()
shell.run_line_magic("load_ext", "grad_magic")
for cell in {cells!r}:
    shell.run_cell(cell)
"""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.slow
def test_a_terminal_of_few_letters_gets_answers_and_messages(encoding: str) -> None:
    cells = [
        "%%grad f=√(x*y) at=(1,2)",
        "%%grad f=√x at=-1",
        "%grad --help",
        "print(_.text)",
        "%%grad?",
    ]
    outcome = subprocess.run(  # noqa: S603  (our own text)
        [sys.executable, "-c", TERMINAL.format(cells=cells)],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    printed = (outcome.stdout + outcome.stderr).decode("ascii")
    assert "f(x, y) = sqrt(x*y)" in printed
    assert "sqrt(x) needs x >= 0" in printed
    assert "sqrt(x^2+y^2)" in printed
    assert "\\u" not in printed
    assert "Traceback" not in printed
