from __future__ import annotations

import pytest

from grad_magic.notebook.cell import complete_bare_cell


@pytest.mark.parametrize(
    ("lines", "completed"),
    [
        (["%%grad f=x"], ["%%grad f=x\n", "\n"]),
        (["%%grad f=x\n"], ["%%grad f=x\n", "\n"]),
        (["\n", "# a comment\n", "%%grad f=x\n"], ["%%grad f=x\n", "\n"]),
        (["%%grad\tf=x\n", "at=1\n"], ["%%grad f=x\n", "at=1\n"]),
        (["%%grad\u00a0f=x\n"], ["%%grad f=x\n", "\n"]),
        (["%%grad\n", "f=x\n"], ["%%grad \n", "f=x\n"]),
        (["%%grad;\n"], ["%%grad ;\n", "\n"]),
    ],
)
def test_a_grad_cell_gets_a_body_and_begins_with_its_magic(
    lines: list[str], completed: list[str]
) -> None:
    assert complete_bare_cell(lines) == completed
    assert complete_bare_cell(completed) == completed


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["x = 1\n", "%%grad f=x\n"],
        ["%grad f=x\n"],
        ["%%gradient f=x\n"],
        ["%%grad?\n"],
        ["# only a comment\n"],
        ["%%time\n", "%%grad f=x\n"],
        ["    %%grad f=x\n"],
    ],
)
def test_every_other_cell_is_left_alone(lines: list[str]) -> None:
    assert complete_bare_cell(list(lines)) == lines
