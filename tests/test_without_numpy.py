"""What needs no picture needs neither NumPy nor Matplotlib nor threads, as in a bare Pyodide."""

from __future__ import annotations

import subprocess
import sys

import pytest

# What is asked for, in an interpreter in which none of them can be had.
BARE = """
import threading, time
from importlib.machinery import PathFinder

found = PathFinder.find_spec

def others(name, path=None, target=None):
    is_lacking = name.partition(".")[0] in {"numpy", "matplotlib", "contourpy"}
    return None if is_lacking else found(name, path, target)

def start(thread):
    raise RuntimeError("can't start new thread")

def no_clock(thread):
    raise FileNotFoundError(44, "No such file or directory")

time.pthread_getcpuclockid = no_clock
PathFinder.find_spec = others
threading.Thread.start = start
"""
SCRIPT = """
from grad_magic import solve

r = solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)")
print(r.gradient_at.T, r.directional_derivative, "f falls along u" in r.text, len(r.latex) > 100)
print([p.kind for p in solve("f=x^3+y^3-3xy critical=all").critical_points])
print(solve("f=x^2 y at=(1,2) dir=(3,4) answer=8").check.right)
print(solve("f=x^2+y^2 at=(1,1) path=descent step_size=0.25 iterations=2").path[-1])
corner = solve("f=|x|+y at=(0,0) dir=(3,4)")
print(corner.differentiable, "7/5" in corner.text, "1/5" in corner.text, corner.figure)
"""
# What takes NumPy says so.
SAID = """
import grad_magic
from grad_magic import solve
from grad_magic.errors import GradMagicError

def say(ask, *asked, **clauses):
    try:
        return ask(*asked, **clauses)
    except GradMagicError as error:
        print(str(error).splitlines())

say(solve, "L(w)=norm(X@w)^2 X=[[1,2],[3,4]] at=(w=[0,0])")
say(solve, "L(w)=norm(X@w)^2 X=[[1,2],[3,4]] at=(w=[0,0]) lang=zh")
say(solve, lambda x, y: float(x) * float(y), at=(1, 2))
say(grad_magic.page, "f=x^2 y at=(1,2)")
for kind in ("page", "True"):
    print(solve(f"f=x^2 y at=(1,2) interactive={kind}").missing_page)
say(solve("f=x^2 y at=(1,2)").save, "picture.png")
"""
# The same in a notebook, as JupyterLite has one.
CELLS = """
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

# A history has a thread of its own in IPython 7 and 8; JupyterLite has none.
quiet = Config({"HistoryManager": {"enabled": False}})
shell = InteractiveShell.instance(config=quiet, display_pub_class=CapturingDisplayPublisher)
shell.display_formatter.active_types = ["text/latex", "image/png", "text/plain"]
shell.run_line_magic("load_ext", "grad_magic")
for text in ("f=x*exp(2*y) at=(1,0) plot=none", "f=x^2 y at=(1,2) dir=(3,4) answer=8"):
    done = shell.run_cell(f"%%grad {text}")
    print(done.success, [sorted(output["data"]) for output in shell.display_pub.outputs])
    shell.display_pub.outputs.clear()
shell.run_cell("%%grad f=x^2 y at=(1,2)")
print(len(shell.display_pub.outputs), shell.display_pub.outputs[-1]["data"])
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    """The script in an interpreter that lacks all of it."""
    return subprocess.run(  # noqa: S603  (the interpreter of the tests, with a text of ours)
        [sys.executable, "-c", BARE + script],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


@pytest.mark.slow
def test_symbolic_answers_need_neither_numpy_nor_matplotlib_nor_threads() -> None:
    done = run(SCRIPT)
    # ∇f = (e^(2y), 2x e^(2y)); D_u f = (1·1 - 2·1)/√2; D = 36xy - 9; and 16/5, not 8;
    # each step of descent halves x and y.
    assert done.stdout.splitlines() == [
        "Matrix([[1, 2]]) -sqrt(2)/2 True True",
        "['saddle', 'minimum']",
        "False",
        "(1/4, 1/4)",
        # Forward |3|/5 + 4/5, backward 4/5 - |-3|/5.
        "False True True None",
    ], done.stderr


@pytest.mark.slow
def test_what_needs_numpy_says_in_one_message_what_is_missing_and_how_to_get_it() -> None:
    done = run(SAID)
    message = ["this takes numpy, which is not installed", "Install it: %pip install numpy"]
    missing = "numpy is not installed (%pip install numpy)."
    picture = ["this answer has no picture to save", f"No picture: {missing}"]
    assert done.stdout.splitlines() == [
        str(message),
        str(["这里需要 numpy，但没有安装", "请先安装：%pip install numpy"]),
        str(message),
        str([f"No page that moves: {missing}"]),
        f"No page that moves: {missing}",
        f"No sliders: {missing}",
        str(picture),
    ], done.stderr


@pytest.mark.slow
def test_in_a_notebook_such_an_answer_is_shown_once() -> None:
    done = run(CELLS)
    # Behind the prompt, which stands for a value.
    assert done.stdout.count("True [['text/latex', 'text/plain']]\n") == 2, done.stderr
    missing = "{'text/plain': 'No picture: numpy is not installed (%pip install numpy).'}"
    assert done.stdout.endswith(f"2 {missing}\n"), done.stderr
