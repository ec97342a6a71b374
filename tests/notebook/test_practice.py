"""Exercises in a notebook: asked for, answered in the next cells, solved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.error import UsageError

from grad_magic.exercises.exercise import Exercise
from grad_magic.findings import Slip
from grad_magic.notebook.magic import GradMagic
from grad_magic.result import Result
from tests.notebook.cells import run

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

NONE_YET = "there is no exercise yet that this could be about"


def message_of(shell: InteractiveShell, source: str) -> str:
    outcome = shell.run_cell(source, store_history=True)
    assert isinstance(outcome.error_in_exec, UsageError)
    return str(outcome.error_in_exec)


def shown(shell: InteractiveShell) -> list[str]:
    assert isinstance(shell.display_pub, CapturingDisplayPublisher)
    texts = [output["data"]["text/plain"] for output in shell.display_pub.outputs]
    shell.display_pub.outputs.clear()
    return texts


@pytest.mark.slow
def test_an_exercise_its_answers_and_its_solution(shell: InteractiveShell) -> None:
    run(shell, "%grad practice topic=gradient level=1 seed=0")
    (text,) = shown(shell)
    assert text.startswith("f(x, y) = x·y² - 4x - 3y²   P = (1, 3)\nFind ∇f(P) and")
    run(shell, "%grad answer=(-12,5)")
    (text,) = shown(shell)
    assert text.startswith("The answer for ∇f(P) is not right. The variables have been swapped")
    run(shell, "%%grad answer=grad: (5,-12)")
    assert shown(shell) == ["The answer for ∇f(P) is right."]
    run(shell, "%%grad\nanswer=max: 13")
    assert shown(shell) == ["The answer for the largest rate of change of f at P is right."]
    run(shell, "%grad practice solution")
    assert any(" = (5, -12)" in text for text in shown(shell))


def test_the_line_gives_the_exercise_as_an_object(shell: InteractiveShell) -> None:
    run(shell, "e = %grad practice topic=critical level=1 seed=6")
    assert shown(shell) == []
    one = shell.user_ns["e"]
    assert isinstance(one, Exercise)
    assert one.check("[(1,-3) minimum, (-1,-3) saddle]").right
    run(shell, "r = %grad answer=[(1,-3)]")
    result = shell.user_ns["r"]
    assert isinstance(result, Result)
    assert result.check is not None
    assert result.check.slip is Slip.POINTS_MISSING


def test_an_exercise_may_be_stored_under_a_name(shell: InteractiveShell) -> None:
    run(shell, "%%grad practice topic=critical level=1 seed=6 as=e;")
    assert isinstance(shell.user_ns["e"], Exercise)
    assert shown(shell) == []


def test_a_semicolon_keeps_it_from_being_shown(shell: InteractiveShell) -> None:
    run(shell, "%grad practice topic=gradient level=1 seed=0;")
    run(shell, "%grad answer=(5,-12);")
    assert shown(shell) == []
    run(shell, "%grad answer=(5,-12)")
    assert shown(shell) == ["The answer for ∇f(P) is right."]


def test_the_last_exercise_is_the_one_that_is_answered(shell: InteractiveShell) -> None:
    run(shell, "%grad practice topic=gradient level=1 seed=0;")
    run(shell, "%grad practice topic=directional level=1 seed=0;")
    # Another question in between is none of the exercises.
    run(shell, "%grad f=x^2 at=1 answer=2")
    run(shell, "%grad answer=-1")
    assert shown(shell) == ["The answer for f′(1) is right.", "The answer for D_u f(P) is right."]


def test_an_answer_may_be_a_name_of_the_notebook(shell: InteractiveShell) -> None:
    run(shell, "%grad practice topic=directional level=1 seed=0;")
    run(shell, "slope = -10 / 10")
    run(shell, "%grad answer=slope")
    assert shown(shell) == ["The answer for D_u f(P) is right."]


@pytest.mark.slow
def test_the_worked_solution_may_follow_a_right_answer(shell: InteractiveShell) -> None:
    run(shell, "%grad practice topic=directional level=1 seed=0;")
    run(shell, "%grad answer=-1 steps=full")
    texts = shown(shell)
    assert texts[0].startswith("The answer for D_u f(P) is right.")
    assert any("As a polynomial, f is" in text for text in texts)


@pytest.mark.parametrize("request_text", ["answer=3", "practice solution", "answer"])
def test_without_an_exercise_there_is_a_cure(shell: InteractiveShell, request_text: str) -> None:
    assert message_of(shell, f"%grad {request_text}") == (
        f"{NONE_YET}\n    {request_text}\n    {'^' * len(request_text)}\n"
        "Ask for one with %grad practice, or name the function: f=…"
    )


def test_a_request_that_fails_keeps_the_exercise(shell: InteractiveShell) -> None:
    run(shell, "%grad practice topic=directional level=1 seed=0;")
    assert message_of(shell, "%grad practice topic=gradients").startswith("topic has no value")
    assert message_of(shell, "%grad answer=(1,,2)") == (
        "a part of the answer is missing\n    answer=(1,,2)\n           ^^^^^^"
    )
    run(shell, "%grad answer=-1")
    assert shown(shell) == ["The answer for D_u f(P) is right."]


def test_nothing_is_left_in_the_namespace(shell: InteractiveShell) -> None:
    before = set(shell.user_ns)
    run(shell, "%grad practice topic=gradient level=1 seed=0;")
    run(shell, "%grad answer=(5,-12);")
    new = {name for name in set(shell.user_ns) - before if not name.startswith("_")}
    assert new == set()


def test_two_shells_have_exercises_of_their_own(
    new_shell: Callable[[bool], InteractiveShell],
) -> None:
    magics = [GradMagic(new_shell(True)) for _ in range(2)]  # noqa: FBT003
    magics[0].answer("practice topic=directional level=1 seed=0")
    with pytest.raises(UsageError, match=NONE_YET):
        magics[1].answer("answer=-1")
    assert magics[0].answer("answer=-1").check.right  # type: ignore[union-attr]


def test_reloading_forgets_the_exercise(shell: InteractiveShell) -> None:
    run(shell, "%grad practice topic=directional level=1 seed=0;")
    run(shell, "%reload_ext grad_magic")
    assert message_of(shell, "%grad answer=-1").startswith(NONE_YET)


def test_a_set_shows_itself_under_its_cell(shell: InteractiveShell) -> None:
    run(shell, "from grad_magic import practice")
    run(shell, "practice(topic='gradient', level=1, seed=0, count=2)")
    first, second = shown(shell)
    assert first.startswith("Exercise 1\nf(x, y) = x·y² - 4x - 3y²")
    assert second.startswith("Exercise 2\n")


@pytest.mark.slow
def test_settings_hold_for_exercises(shell: InteractiveShell) -> None:
    run(shell, "%config GradMagic.digits = 9")
    run(shell, "e = %grad practice topic=gradient level=2 seed=1")
    assert shell.user_ns["e"].problem.presentation.digits == 9
