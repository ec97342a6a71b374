"""The cells for graders that the README shows, run as it shows them."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path
from typing import Any

import pytest

from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

README = Path(__file__).parents[1] / "README.md"
NOT_NORMALISED = (
    "The answer for D_u f(P) is not right. The direction has not been divided by its length: "
    "the formula needs a unit vector u."
)
RIGHT = ["-1/√2", -(0.5**0.5), "-0.707", -(2**0.5) / 2]


def shown(cell: str) -> str:
    """The cell of this name."""
    text = README.read_text(encoding="utf-8")
    match = re.search(rf"<!-- cell: {cell} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert match
    return match[1]


@pytest.mark.parametrize("slope", RIGHT)
def test_the_cell_of_nbgrader_lets_a_right_answer_pass(slope: object) -> None:
    exec(shown("nbgrader"), {"slope": slope})  # noqa: S102  (the cell is run as nbgrader does)


def test_the_cell_of_nbgrader_shows_the_slip() -> None:
    with pytest.raises(AssertionError, match=re.escape(NOT_NORMALISED)):
        exec(shown("nbgrader"), {"slope": -1})  # noqa: S102


@pytest.mark.parametrize("slope", ["(1,2)", "grad:(1,2)", "∇f=(1,2)", "x+2y=1", "-1/√2 dir=(1,1)"])
def test_a_right_answer_to_another_question_does_not_pass(slope: str) -> None:
    with pytest.raises(AssertionError, match="The answer for D_u f"):
        exec(shown("nbgrader"), {"slope": slope})  # noqa: S102


def failures_of_otter(slope: object) -> tuple[int, str]:
    """How many of its cases fail, run as doctests with what the student's notebook holds."""
    names: dict[str, Any] = {}
    exec(shown("otter"), names)  # noqa: S102
    (suite,) = names["test"]["suites"]
    runner, output = doctest.DocTestRunner(verbose=False), ""
    for index, case in enumerate(suite["cases"]):
        test = doctest.DocTestParser().get_doctest(
            case["code"], {"slope": slope}, f"q1 {index}", None, None
        )
        parts: list[str] = []
        runner.run(test, out=parts.append)
        output += "".join(parts)
    return runner.failures, output


@pytest.mark.parametrize("slope", RIGHT)
def test_the_file_of_otter_lets_a_right_answer_pass(slope: object) -> None:
    assert failures_of_otter(slope) == (0, "")


def test_the_file_of_otter_shows_the_slip() -> None:
    failures, output = failures_of_otter("-1")
    assert failures == 1
    assert NOT_NORMALISED in output


def test_the_schema_is_the_one_that_is_shown() -> None:
    result = solve("f=x*exp(2*y) at=(1,0) dir=(1,-1) answer=-1")
    assert result.to_dict()["check"] == json.loads(shown("schema"))


def test_every_code_is_listed() -> None:
    text = README.read_text(encoding="utf-8")
    codes = [*(slip.code for slip in Slip), *(note.code for note in CheckNote)]
    assert [code for code in (*codes, *(a.value for a in Asked)) if f"`{code}`" not in text] == []
