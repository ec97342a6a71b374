from __future__ import annotations

import base64
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sized
from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.error import UsageError
from sympy import Matrix, sqrt

from grad_magic.exercises.exercise import Exercise
from grad_magic.reading.options import OPTIONS, PRACTICE_OPTIONS, Option
from grad_magic.result import Result, solve
from tests.notebook.cells import published, run

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"


def text_of(value: object) -> str:
    assert isinstance(value, Result)
    return value.text


def outputs(shell: InteractiveShell) -> list[dict[str, Any]]:
    return [output["data"] for output in published(shell)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        f"%%grad {MISSION}",
        f"%%grad {MISSION}\n",
        f"%%grad {MISSION}\n\n\n",
        f"\n# the gradient\n%%grad {MISSION}",
        "%%grad f=x*exp(2*y)\nat=(1,0)   # P\ndir=(1,-1)",
        "%%grad\nf=x*exp(2*y)\n\nat=(1,0)\n\ndir=(1,-1)\n",
        f"%grad {MISSION}",
        f"%%time\n%%grad {MISSION}",
    ],
)
def test_one_cell_gives_the_answer_and_under_it_the_picture(
    shell: InteractiveShell, source: str
) -> None:
    run(shell, source)
    answer, picture = outputs(shell)
    expected = solve(MISSION)
    assert answer == {"text/latex": expected.latex, "text/plain": expected.text}
    assert set(picture) == {"image/png", "text/plain"}
    assert "contour" in str(picture["text/plain"]).lower()


@pytest.mark.slow
def test_the_picture_has_twice_the_pixels_of_its_stated_size(shell: InteractiveShell) -> None:
    run(shell, f"%%grad {MISSION}")
    picture = published(shell)[1]
    png = picture["data"]["image/png"]
    png = base64.b64decode(png) if isinstance(png, str) else png
    width, height = struct.unpack(">II", png[16:24])
    size = picture["metadata"]["image/png"]
    assert (width, height) == (2 * size["width"], 2 * size["height"])


@pytest.mark.slow
def test_the_result_is_held_by_the_name_and_by_the_underscore(shell: InteractiveShell) -> None:
    run(shell, f"r = %grad {MISSION}")
    assert outputs(shell) == []
    assert shell.user_ns["r"].directional_derivative == -sqrt(2) / 2
    result = run(shell, f"%grad {MISSION}")
    assert isinstance(result, Result)
    assert shell.user_ns["_"] is result


@pytest.mark.slow
def test_a_semicolon_silences_the_answer_of_its_cell_alone(shell: InteractiveShell) -> None:
    run(shell, f"%%grad {MISSION};")
    run(shell, f"%grad {MISSION};")
    run(shell, f"r = %grad {MISSION} ;")
    assert outputs(shell) == []
    run(shell, "r")
    assert len(outputs(shell)) == 2


def test_braces_are_not_expanded_by_ipython(shell: InteractiveShell) -> None:
    shell.user_ns.update(x=5, y=7)
    result = run(shell, "%grad f=e^{x*y} at=(1,2)")
    assert isinstance(result, Result)
    assert str(result.f) == "exp(x*y)"
    assert shell.user_ns["x"] == 5


def test_a_clause_stores_the_result_under_a_second_name(shell: InteractiveShell) -> None:
    result = run(shell, "%grad f=xy at=(1,2) as=answer")
    assert shell.user_ns["answer"] is result


@pytest.mark.parametrize(
    "cell",
    [
        "%%grad f=x^2 y \\\nat=(1,2)",
        "%%grad f=x^2 y\nat=(1,2) \\ \n\n",
        "%grad f=x^2 y \\\n at=(1,2)",
        "%%grad f=$x^2\\\ny$ at=(1,2)",
    ],
)
def test_a_backslash_at_the_end_of_a_line_is_a_space(shell: InteractiveShell, cell: str) -> None:
    shell.run_cell(cell)
    assert shell.user_ns["_"].gradient_at == Matrix([4, 1])


@pytest.mark.slow
def test_the_notebooks_names_stand_for_their_values(shell: InteractiveShell) -> None:
    run(shell, "import sympy; x, y = sympy.symbols('x y'); g = x*sympy.exp(2*y); P = (1, 0)")
    result = run(shell, "%grad f=g at=P dir=(1,-1)")
    assert isinstance(result, Result)
    assert result.directional_derivative == -sqrt(2) / 2
    same = run(shell, "%grad f=2{g} at=P")
    assert isinstance(same, Result)
    assert same.norm == 2 * sqrt(5)


@pytest.mark.slow
def test_dollars_reach_the_reader(shell: InteractiveShell) -> None:
    shell.user_ns.update(x=5, y=7)
    result = run(shell, r"%grad f=$\frac{x}{y}$ at=(1,2)")
    assert isinstance(result, Result)
    assert str(result.f) == "x/y"


@pytest.mark.slow
def test_several_points_are_shown_one_under_the_other(shell: InteractiveShell) -> None:
    run(shell, "%%grad f=x^2+y^2 at=[(1,1),(0,1)] dir=-y")
    kinds = [set(output) - {"text/plain"} for output in outputs(shell)]
    assert kinds == [{"text/latex"}, {"image/png"}, {"text/latex"}, {"image/png"}]


@pytest.mark.slow
def test_a_point_without_an_answer_is_shown_in_its_place(shell: InteractiveShell) -> None:
    run(shell, "%%grad f=1/x at=[1,0,2] as=three")
    shown = [output["text/latex"] for output in outputs(shell) if "text/latex" in output]
    assert [r"No answer at x = 0" in latex for latex in shown] == [False, True, False]
    assert shell.user_ns["three"][1].value is None
    silent = run(shell, "%grad f=1/x at=[1,0,2];")
    assert isinstance(silent, tuple)
    assert len(outputs(shell)) == 5


@pytest.mark.slow
def test_the_shells_defaults_can_be_set(shell: InteractiveShell) -> None:
    run(shell, "%config GradMagic.digits = 7")
    run(shell, "%%grad f=x*exp(2*y) at=(1,0)")
    assert r"\sqrt{5} \approx 2.236068" in outputs(shell)[0]["text/latex"]
    run(shell, "%%grad f=x*exp(2*y) at=(1,0) digits=2")
    assert r"\sqrt{5} \approx 2.2 " in outputs(shell)[2]["text/latex"]


@pytest.mark.slow
def test_the_worked_solution_can_be_the_default_of_the_shell(shell: InteractiveShell) -> None:
    run(shell, '%config GradMagic.steps = "full"')
    run(shell, "%%grad f=x*exp(2*y) at=(1,0)")
    assert any("By the chain rule" in shown.get("text/latex", "") for shown in outputs(shell))
    before = len(outputs(shell))
    run(shell, "%%grad f=x*exp(2*y) at=(1,0) steps=brief")
    assert not any(
        "By the chain rule" in shown.get("text/latex", "") for shown in outputs(shell)[before:]
    )


@pytest.mark.slow
def test_the_usual_pictures_can_be_set(shell: InteractiveShell) -> None:
    run(shell, '%config GradMagic.plot = "section,rates"')
    result = run(shell, "%grad f=x*y*z at=(1,2,3)")
    assert isinstance(result, Result)
    assert result.scene is not None
    assert len(result.scene.panels) == 2
    run(shell, '%config GradMagic.plot = "none"')
    run(shell, "%%grad f=x*y at=(1,2)")
    assert "image/png" not in outputs(shell)[-1]
    run(shell, "%%grad f=x*y at=(1,2) plot=contour")
    assert "image/png" in outputs(shell)[-1]
    run(shell, '%config GradMagic.plot = ""')
    run(shell, "%%grad f=x*y at=(1,2)")
    assert "image/png" in outputs(shell)[-1]


@pytest.mark.slow
def test_a_style_can_be_set(shell: InteractiveShell) -> None:
    run(shell, '%config GradMagic.style = "tongji"')
    result = run(shell, "%grad f=x*y at=(1,2)")
    assert isinstance(result, Result)
    assert "grad f(1, 2) = (2, 1)" in result.text
    result = run(shell, "%grad f=x*y at=(1,2) style=plain")
    assert isinstance(result, Result)
    assert "∇f(P) = (2, 1)" in result.text


@pytest.mark.slow
def test_dark_paper_can_be_set(shell: InteractiveShell) -> None:
    run(shell, '%config GradMagic.theme = "dark"')
    result = run(shell, "%grad f=x*y at=(1,2)")
    assert isinstance(result, Result)
    assert result.scene is not None
    assert result.scene.theme == "dark"
    result = run(shell, "%grad f=x*y at=(1,2) theme=light")
    assert isinstance(result, Result)
    assert result.scene is not None
    assert result.scene.theme == "light"


def test_a_picture_that_is_not_there_cannot_be_set(
    shell: InteractiveShell, caplog: pytest.LogCaptureFixture
) -> None:
    shell.run_cell('%config GradMagic.plot = "foo"')
    assert "plot has no value foo" in caplog.text
    run(shell, "%%grad f=x*y at=(1,2)")
    assert "image/png" in outputs(shell)[-1]


def test_below_the_pictures_that_there_are_stands_why_others_are_missing(
    shell: InteractiveShell,
) -> None:
    run(shell, "%%grad f=x*y plot=contour,section")
    picture, reason = outputs(shell)[1:]
    assert "image/png" in picture
    assert reason == {"text/plain": "No section: that needs a point (the clause at)."}


def test_a_terminal_gets_the_text(
    terminal: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    run(terminal, f"%%grad {MISSION}")
    printed = capsys.readouterr().out
    assert solve(MISSION).text in printed
    assert outputs(terminal) == []


@pytest.mark.slow
def test_a_semicolon_silences_the_terminal_too(
    terminal: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    run(terminal, f"%%grad {MISSION};")
    run(terminal, f"%grad {MISSION};")
    run(terminal, "%grad f=x^2 at=[1,2];")
    assert "f(x" not in capsys.readouterr().out
    run(terminal, "_[0]")
    assert "f(x) = x²" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        (
            "f=x*exp(2*y) at=(1,0) dri=(1,-1)",
            (
                "unknown clause dri\n    f=x*exp(2*y) at=(1,0) dri=(1,-1)\n"
                "                          ^^^\nDid you mean dir?"
            ),
        ),
        ("f=x+*y at=(1,0)", "* does not fit here\n    f=x+*y at=(1,0)\n        ^"),
        (
            "f=x*y at=(1,0) dir=(0,0)",
            (
                "the direction has length zero, so it points nowhere\n"
                "    f=x*y at=(1,0) dir=(0,0)\n"
                "                       ^^^^^\nGive at least one component that is not 0."
            ),
        ),
        (
            "f=log(x*y) at=(0,0)",
            (
                "f is undefined at (0, 0): log(x*y) needs x*y > 0; at (0, 0) it is 0\n"
                "    f=log(x*y) at=(0,0)\n      ^^^^^^^^"
            ),
        ),
        (
            "f=x*y at=(1,2,3)",
            (
                "at has 3 coordinates, but f has 2 variables (x, y)\n    f=x*y at=(1,2,3)\n"
                "             ^^^^^^^\nWrite f(x,y,z)=… for more variables, or "
                "at=(…, …), one coordinate for each variable, in the order x, y."
            ),
        ),
    ],
)
def test_bad_input_gets_one_short_message_and_harms_nothing(
    shell: InteractiveShell,
    capsys: pytest.CaptureFixture[str],
    request_text: str,
    message: str,
) -> None:
    run(shell, "kept = 1")
    before = set(shell.user_ns)
    capsys.readouterr()
    outcome = shell.run_cell(f"%%grad {request_text}", store_history=True)
    assert outcome.error_in_exec is not None
    printed = capsys.readouterr()
    assert message in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err
    assert outputs(shell) == []
    assert {name for name in set(shell.user_ns) - before if not name.startswith("_")} == set()
    assert run(shell, "kept + 1") == 2


SLOW = "import time\ndef g(x):\n    time.sleep(8)\n    return x"


@pytest.mark.slow
def test_an_interrupt_is_one_line_and_harms_nothing(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    run(shell, f"kept = 1\n{SLOW}")
    run(shell, f"%grad {MISSION};")
    before = {name for name in shell.user_ns if not name.startswith("_")}
    capsys.readouterr()
    interrupt = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    interrupt.start()
    outcome = shell.run_cell("%%grad f=g at=1", store_history=True)
    interrupt.join()
    assert isinstance(outcome.error_in_exec, UsageError)
    printed = capsys.readouterr()
    assert (printed.out + printed.err).strip() == (
        "UsageError: interrupted: there is no answer to this request"
    )
    assert {name for name in shell.user_ns if not name.startswith("_")} == before
    assert run(shell, "kept + 1") == 2
    run(shell, f"%%grad {MISSION}")
    assert len(outputs(shell)) == 2


def test_an_interrupt_while_the_picture_is_made_is_one_line_too(
    shell: InteractiveShell,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def compose(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)
        time.sleep(5)

    # The warm-up composes pictures too: it starts after the first cell and ends before the second.
    for _ in range(2):
        run(shell, "")
    # Those of shells of other tests may be at work still.
    for thread in threading.enumerate():
        if thread.name == "grad_magic warm-up":
            thread.join()
    with monkeypatch.context() as patched:
        patched.setattr("grad_magic.picture.scene.compose_scene", compose)
        run(shell, f"%%grad {MISSION}")
        assert capsys.readouterr().err.strip() == "UsageError: interrupted: the picture is missing"
        assert len(outputs(shell)) == 1
        run(shell, f"%%grad {MISSION} lang=zh")
        assert capsys.readouterr().err.strip() == "UsageError: 已中断：图没有画出"
        assert len(outputs(shell)) == 2
    run(shell, "_")
    assert len(outputs(shell)) == 4


@pytest.mark.parametrize("source", ["%grad --help", "%grad -h", "%%grad --help"])
def test_help_lists_the_clauses_that_work(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    run(shell, source)
    printed = capsys.readouterr().out
    for clause in (*OPTIONS, *PRACTICE_OPTIONS):
        assert f"{clause.key}={clause.example}" in printed


@pytest.mark.parametrize("clause", PRACTICE_OPTIONS, ids=lambda clause: clause.key)
def test_every_example_of_exercises_works(shell: InteractiveShell, clause: Option) -> None:
    exercise = run(shell, f"%grad practice {clause.key}={clause.example}")
    assert isinstance(exercise, Exercise)
    assert str(getattr(exercise, clause.field)) == clause.example


@pytest.mark.parametrize("source", ["%grad --help lang=zh", "%%grad lang=zh --help"])
def test_help_is_in_chinese_where_it_is_asked_for(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    run(shell, source)
    printed = capsys.readouterr().out
    assert printed.startswith("求偏导数、梯度和方向导数，写出过程并作图。\n")
    assert "    to=(2,-1)             从 P 指向这一点的方向\n" in printed


def test_help_is_in_the_language_that_is_set(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    for source in ("%grad?", "%%grad?"):
        run(shell, "%config GradMagic.lang = 'zh'")
        run(shell, source)
        assert "求偏导数、梯度和方向导数，写出过程并作图。" in capsys.readouterr().out
        run(shell, "%config GradMagic.lang = 'en'")
        run(shell, source)
        assert "Partial derivatives, gradient and directional" in capsys.readouterr().out


def test_settings_are_told_in_the_language_that_is_set(
    shell: InteractiveShell,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    run(shell, "%config GradMagic")
    assert "Significant digits of decimals." in capsys.readouterr().out
    run(shell, "%config GradMagic.lang = 'zh'")
    run(shell, "%config GradMagic")
    printed = capsys.readouterr().out
    assert "小数的有效数字位数。" in printed
    assert "Significant digits of decimals." not in printed
    shell.run_cell("%config GradMagic.plot = 'contours'")
    assert "plot 不能取值 contours" in caplog.text


def test_a_language_set_before_loading_is_that_of_the_help(
    capsys: pytest.CaptureFixture[str], shell: InteractiveShell
) -> None:
    run(shell, "%unload_ext grad_magic")
    shell.config.GradMagic.lang = "zh"
    run(shell, "%load_ext grad_magic")
    run(shell, "%grad?")
    assert "求偏导数、梯度和方向导数，写出过程并作图。" in capsys.readouterr().out


@pytest.mark.slow
def test_a_sentence_is_answered_in_its_own_language_unless_one_is_set(
    shell: InteractiveShell,
) -> None:
    said = "%grad 求z=xy在点(1,2)处的梯度"
    assert "偏导数" in text_of(run(shell, said))
    run(shell, "%config GradMagic.lang = 'en'")
    assert "偏导数" not in text_of(run(shell, said))


def test_what_cannot_be_read_is_told_in_the_language_that_it_names(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("%%grad f=x*(y at=(1,2) lang=zh")
    assert capsys.readouterr().err.strip() == (
        "UsageError: ( 缺少与之配对的符号\n    f=x*(y at=(1,2) lang=zh\n        ^\n请写 f=x*(y)。"
    )


@pytest.mark.slow
@pytest.mark.parametrize("clause", OPTIONS, ids=lambda clause: clause.key)
def test_every_example_of_the_help_works(shell: InteractiveShell, clause: Option) -> None:
    variables = "xyz" if clause.key == "angles" else "xy"
    point = "" if clause.key == "at" else f"at=({','.join('1' for _ in variables)})"
    result = run(shell, f"%grad f={variables} {point} {clause.key}={clause.example}")
    assert isinstance(result, Result)


@pytest.mark.slow
def test_loading_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "before = set(sys.modules)\n"
        "shell.run_line_magic('load_ext', 'grad_magic')\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "assert not new & {'sympy', 'numpy', 'matplotlib', 'mpmath'}, new\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)  # noqa: S603


@pytest.mark.slow
def test_pyplot_is_never_imported() -> None:
    script = (
        "import sys, grad_magic\n"
        "result = grad_magic.solve('f=x*y at=(1,2) dir=(1,1)')\n"
        "assert result.figure is not None\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)  # noqa: S603


def state(shell: InteractiveShell) -> tuple[object, ...]:
    """All of a shell that loading could change."""
    # IPython adds its own %load_ext when that is first looked for.
    shell.find_line_magic("load_ext")
    return (
        {kind: set(magics) for kind, magics in shell.magics_manager.magics.items()},
        set(shell.magics_manager.registry),
        list(shell.input_transformers_cleanup),
        vars(shell).get("run_cell_magic"),
        list(shell.configurables),
        list(getattr(shell.Completer, "custom_matchers", ())),
        ["_complete"] if "_complete" in vars(shell.Completer) else [],
        {event: list(callbacks) for event, callbacks in shell.events.callbacks.items()},
    )


def test_unloading_takes_everything_away(
    new_shell: Callable[[bool], InteractiveShell],
) -> None:
    shell = new_shell(True)  # noqa: FBT003
    before = state(shell)
    shell.run_line_magic("load_ext", "grad_magic")
    assert state(shell) != before
    shell.run_line_magic("unload_ext", "grad_magic")
    assert state(shell) == before


def test_unloading_after_the_warm_up_takes_everything_away(
    new_shell: Callable[[bool], InteractiveShell],
) -> None:
    shell = new_shell(True)  # noqa: FBT003
    before = state(shell)
    run(shell, "%load_ext grad_magic")
    run(shell, "%unload_ext grad_magic")
    assert state(shell) == before


def test_reloading_doubles_nothing(shell: InteractiveShell) -> None:
    once = state(shell)
    shell.run_line_magic("reload_ext", "grad_magic")
    again = state(shell)
    sized = [part for part in once if isinstance(part, Sized)]
    assert [len(part) for part in sized] == [len(part) for part in again if isinstance(part, Sized)]
    run(shell, f"%%grad {MISSION}")
    assert len(outputs(shell)) == 2


def test_a_cell_that_runs_while_the_warm_up_works_waits_for_it(
    new_shell: Callable[[bool], InteractiveShell], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = new_shell(True)  # noqa: FBT003
    started: list[str] = []

    def slow(_: threading.Event) -> None:
        time.sleep(0.3)
        started.append("once")

    monkeypatch.setattr("grad_magic.notebook.warmup._make_first_calls", slow)
    run(shell, "%load_ext grad_magic")
    shell.user_ns["started"] = started
    assert run(shell, "list(started)") == ["once"]


@pytest.mark.slow
def test_an_interrupt_of_the_wait_for_the_warm_up_is_one_line_too(
    new_shell: Callable[[bool], InteractiveShell],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shell = new_shell(True)  # noqa: FBT003
    monkeypatch.setattr("grad_magic.notebook.warmup._make_first_calls", lambda _: time.sleep(0.6))
    run(shell, "%load_ext grad_magic")
    interrupt = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    interrupt.start()
    outcome = shell.run_cell(f"%%grad {MISSION}", store_history=True)
    interrupt.join()
    assert isinstance(outcome.error_in_exec, UsageError)
    printed = capsys.readouterr()
    assert (printed.out + printed.err).strip() == (
        "UsageError: interrupted: there is no answer to this request"
    )
    run(shell, f"%%grad {MISSION}")
    assert len(outputs(shell)) == 2


def test_where_there_are_no_threads_the_extension_works_without_a_warm_up(
    new_shell: Callable[[bool], InteractiveShell], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = new_shell(True)  # noqa: FBT003

    def refuse(_: threading.Thread) -> None:
        # So does Pyodide.
        message = "can't start new thread"
        raise RuntimeError(message)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    run(shell, "%load_ext grad_magic")
    result = run(shell, "%grad f=x*y at=(1,2)")
    assert isinstance(result, Result)
    assert result.norm == sqrt(5)


def test_the_warm_up_can_be_turned_off(new_shell: Callable[[bool], InteractiveShell]) -> None:
    shell = new_shell(True)  # noqa: FBT003
    shell.config.GradMagic.warm_up = False
    before = {event: list(callbacks) for event, callbacks in shell.events.callbacks.items()}
    shell.run_line_magic("load_ext", "grad_magic")
    assert before == {event: list(callbacks) for event, callbacks in shell.events.callbacks.items()}
