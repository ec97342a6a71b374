from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.grammar.expressions import read_expression


@pytest.mark.parametrize(
    ("text", "advice", "start", "end"),
    [
        ("2+e^2y", "Write e^(2)*y or e^(2*y).", 2, 6),
        ("2^xy", "Write 2^(x)*y or 2^(x*y).", 0, 4),
        ("x^1/3", "Write x^(1/3) or (x^1)/3.", 0, 5),
        ("√2x", "Write √(2)*x or √(2*x).", 0, 3),
        ("√x^2", "Write √(x^2) or (√(x))^2.", 0, 4),
        ("√x²", "Write √(x^2) or (√(x))^2.", 0, 3),
        ("sin x y", "Write sin(x)*y or sin(x*y).", 0, 7),
        ("1+sin x/2", "Write sin(x)/2 or sin(x/2).", 2, 9),
        ("sin 2*x", "Write sin(2)*x or sin(2*x).", 0, 7),
        ("x^2!", "Write x^(2!) or (x^2)!.", 0, 4),
        ("1+x²!", "Write x^(2!) or (x²)!.", 2, 5),
        ("√x!", "Write √(x!) or (√x)!.", 0, 3),
        ("90/2°", "Write (90/2)° or 90/(2°).", 0, 5),
        ("1+x^2°", "Write (x^2)° or x^(2°).", 2, 6),
        ("sin x(y+1)", "Write sin(x)*(y+1) or sin(x*(y+1)).", 0, 10),
        ("√sin x y", "Write sin(x)*y or sin(x*y).", 1, 8),
        ("1/2x", "Write 1/(2x) or (1/2)*x.", 0, 4),
        (r"$\sin x(y+1)$", "Put brackets around the argument.", 1, 12),
        (r"$\ln(x)^2$", r"Write \ln^…(…) or \ln((…)^…).", 1, 8),
    ],
)
def test_both_readings_are_written_out(text: str, advice: str, start: int, end: int) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_expression(text, Place(0, len(text)))
    error = caught.value
    assert error.message == f"{text[start:end]} can be read in two ways"
    assert (error.advice, error.start, error.end) == (advice, start, end)


@pytest.mark.parametrize("text", ["x^2y", "√(x)y", "sin xy", "sin x cos y", "2^(x)y", "1/(2x)"])
def test_what_every_book_reads_alike_is_no_question(text: str) -> None:
    read_expression(text, Place(0, len(text)))
