from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.error import UsageError

from grad_magic.notebook.cell import complete_bare_cell
from grad_magic.result import Result

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


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


SCRIPT = """
get_ipython().run_line_magic('load_ext', 'grad_magic')
get_ipython().run_cell_magic('grad', 'f=x*y at=(1,2)', '')
get_ipython().run_cell_magic('grad', 'f=x*y at=(3,4);', '')
r = get_ipython().run_line_magic('grad', 'f=x*y at=(1,3)')
print(r.norm)
get_ipython().run_line_magic('grad', 'f=x*y at=(1,8)')
get_ipython().run_line_magic('grad', 'f=x*y at=(1,9);')
print(get_ipython().run_line_magic('grad', 'f=x*y at=(2,4)').value)
get_ipython().run_cell_magic('time', '', '%%grad f=x*y at=(1,5)\\n')
get_ipython().run_cell_magic('capture', 'kept', '%%grad f=x*y at=(1,6)\\n')
get_ipython().run_cell_magic('grad', '', 'f=x*y\\nat=(7,1)\\n')
get_ipython().run_line_magic('%grad', 'f=x*y at=(2,9)')
get_ipython().run_line_magic('time', '%grad f=x*y at=(3,5)')
get_ipython().run_line_magic('time', '%grad f=x*y at=(1,5);')
get_ipython().run_line_magic('timeit', '-n1 -r1 %grad f=x*y at=(1,5)')
get_ipython().run_line_magic('time', 'r = %grad f=x*y at=(2,4)')
print(r.value)
get_ipython().run_line_magic('unload_ext', 'grad_magic')
"""


@pytest.mark.slow
def test_a_script_made_of_a_notebook_runs_and_shows_its_answers(tmp_path: Path) -> None:
    script = tmp_path / "lesson.py"
    script.write_text(SCRIPT)
    command = [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", str(script)]
    outcome = subprocess.run(  # noqa: S603  (our own text)
        command,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "IPYTHONDIR": str(tmp_path)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    printed = outcome.stdout.decode()
    points = re.findall(r"P = (\(.*?\))", printed)
    assert points == ["(1, 2)", "(1, 8)", "(1, 5)", "(7, 1)", "(2, 9)", "(3, 5)"]
    assert "sqrt(10)\n" in printed
    assert "Wall time" in printed


@pytest.mark.slow
def test_a_file_in_the_language_of_ipython_shows_its_answers(tmp_path: Path) -> None:
    script = tmp_path / "lesson.ipy"
    lines = (
        "%load_ext grad_magic",
        "%grad f=x*y at=(1,2)",
        "r = %grad f=x*y at=(1,3)",
        "%grad f=x*y at=(1,4);",
        "%time %grad f=x*y at=(1,5)",
    )
    script.write_text("\n".join(lines))
    outcome = subprocess.run(  # noqa: S603  (our own text)
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", str(script)],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "IPYTHONDIR": str(tmp_path)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    points = re.findall(r"P = (\(.*?\))", outcome.stdout.decode())
    assert points == ["(1, 2)", "(1, 5)"]


@pytest.mark.slow
def test_a_cell_magic_behind_other_lines_is_a_line_magic(shell: InteractiveShell) -> None:
    outcome = shell.run_cell("x = 1\n%%grad f=x*y at=(1,2)")
    assert isinstance(outcome.result, Result)
    shell.run_line_magic("unload_ext", "grad_magic")
    assert "%grad" not in shell.magics_manager.magics["line"]


def test_a_bare_call_is_answered_and_not_displayed(shell: InteractiveShell) -> None:
    result = shell.run_cell_magic("grad", "f=x*y at=(1,2)", "")
    assert isinstance(result, Result)
    assert isinstance(shell.display_pub, CapturingDisplayPublisher)
    assert shell.display_pub.outputs == []


def test_other_magics_are_called_as_before(shell: InteractiveShell) -> None:
    shell.user_ns["name"] = "kept"
    shell.run_cell("%%capture {name}\nprint(1)")
    assert shell.user_ns["kept"].stdout == "1\n"
    with pytest.raises(UsageError, match="body is empty"):
        shell.run_cell_magic("capture", "", "")


def test_a_second_load_wraps_nothing_twice_and_unloading_takes_it_back(
    shell: InteractiveShell,
) -> None:
    shell.run_line_magic("reload_ext", "grad_magic")
    shell.run_line_magic("unload_ext", "grad_magic")
    assert "run_cell_magic" not in vars(shell)
