from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import grad_magic
from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.exercises.problem_set import ProblemSet, practice

# Not all of its functions are annotated.
FORMAT: Any = nbformat


@pytest.fixture(scope="module")
def four() -> ProblemSet:
    return practice(topic="gradient", level=1, seed=0, count=4)


def test_the_package_has_it_and_nothing_hides_it() -> None:
    assert grad_magic.practice is practice
    assert "practice" in dir(grad_magic)


def test_it_has_so_many_exercises_with_seeds_in_a_row(four: ProblemSet) -> None:
    assert len(four) == 4
    assert [(one.topic, one.level, one.seed, one.number) for one in four] == [
        ("gradient", 1, seed, seed + 1) for seed in range(4)
    ]
    assert four[0].request == "f(x,y)=x y^2 - 4x - 3y^2 at=(1,3)"


@pytest.mark.slow
def test_the_same_seed_gives_the_same_set_and_none_a_new_one() -> None:
    first, second = (practice(level=2, seed=5, count=6) for _ in range(2))
    assert [one.request for one in first] == [one.request for one in second]
    assert len({practice().exercises[0].seed for _ in range(8)}) > 1


def test_behind_the_last_seed_comes_the_first() -> None:
    assert [one.seed for one in practice(seed=999_999_999, count=2)] == [999_999_999, 0]


def test_it_shows_its_exercises_one_under_the_other(four: ProblemSet) -> None:
    blocks = four.text.split("\n\n")
    assert blocks[0] == (
        "Exercise 1\n"
        "f(x, y) = x·y² - 4x - 3y²   P = (1, 3)\n"
        "Find ∇f(P) and the largest rate of change of f at P."
    )
    assert [block.split("\n")[0] for block in blocks] == [f"Exercise {n}" for n in range(1, 5)]
    assert repr(four) == four.text


@pytest.mark.slow
def test_the_solved_set_shows_each_solution_under_its_exercise(four: ProblemSet) -> None:
    text = four.solved.text
    assert text.index("Exercise 1") < text.index(" = (5, -12)") < text.index("Exercise 2")
    assert "(5, -12)" not in four.text


def test_without_solutions_there_is_a_cell_for_each_answer(four: ProblemSet) -> None:
    load, statement, gradient, rate, *_ = four.cells
    assert load["source"] == "%load_ext grad_magic"
    assert statement["source"].startswith("### Exercise 1\n\n$\\displaystyle ")
    assert gradient["source"] == "%%grad f(x,y)=x y^2 - 4x - 3y^2 at=(1,3)\nanswer=grad: "
    assert rate["source"] == "%%grad f(x,y)=x y^2 - 4x - 3y^2 at=(1,3)\nanswer=max: "
    assert "-12" not in json.dumps(four.cells)


@pytest.mark.slow
def test_with_solutions_the_outputs_are_there_already(four: ProblemSet) -> None:
    _, _, solution, *_ = four.solved.cells
    assert solution["source"] == "%%grad f(x,y)=x y^2 - 4x - 3y^2 at=(1,3) steps=full plot=none"
    texts = [output["data"]["text/plain"] for output in solution["outputs"]]
    assert " = (5, -12)" in "\n".join(texts)
    assert all(output["data"]["text/latex"].startswith("$") for output in solution["outputs"])


@pytest.mark.slow
def test_cells_show_their_answers_as_the_set_does() -> None:
    two = practice(topic="gradient", level=1, seed=0, digits=6, style="stewart")
    request = "%%grad f(x,y)=x y^2 - 4x - 3y^2 at=(1,3) digits=6 style=stewart"
    assert two.cells[2]["source"] == f"{request}\nanswer=grad: "
    assert two.solved.cells[2]["source"] == f"{request} steps=full plot=none"
    assert two[0].problem.presentation.digits == 6
    assert "∇f(1, 3)" in two.text


@pytest.mark.slow
@pytest.mark.parametrize("is_solved", [False, True])
def test_what_is_saved_is_a_notebook(four: ProblemSet, tmp_path: Path, is_solved: bool) -> None:
    path = tmp_path / "set.ipynb"
    (four.solved if is_solved else four).save(path)
    notebook = FORMAT.from_dict(json.loads(path.read_text(encoding="utf-8")))
    FORMAT.validate(notebook)
    assert len(notebook.cells) == (1 + 4 * 2 if is_solved else 1 + 4 * 3)


@pytest.mark.slow
def test_the_cells_run_and_write_what_they_hold(four: ProblemSet) -> None:
    notebook = FORMAT.from_dict(four.solved.notebook)
    held = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    NotebookClient(notebook).execute()
    written = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert [[output.data for output in outputs] for outputs in held] == [
        [output.data for output in outputs] for outputs in written
    ]


@pytest.mark.slow
def test_a_cell_without_its_answer_says_so(four: ProblemSet) -> None:
    notebook = FORMAT.from_dict(four.notebook)
    with pytest.raises(CellExecutionError, match="the answer has no value"):
        NotebookClient(notebook).execute()


def test_another_ending_is_refused(four: ProblemSet, tmp_path: Path) -> None:
    with pytest.raises(MeaninglessRequestError) as raised:
        four.save(tmp_path / "set.pdf")
    assert str(raised.value) == "set.pdf cannot be written\nGive a name that ends in .ipynb."


@pytest.mark.parametrize(
    ("said", "error", "message"),
    [
        ({"topic": "gradients"}, RequestSyntaxError, "topic has no value gradients"),
        ({"level": 4}, RequestSyntaxError, "level has no value 4"),
        ({"level": 1.0}, RequestSyntaxError, "level has no value 1.0"),
        ({"seed": 1.5}, RequestSyntaxError, "a whole number is expected here"),
        ({"seed": -1}, RequestSyntaxError, "a whole number is expected here"),
        (
            {"seed": 10**9},
            MeaninglessRequestError,
            "seed must be a whole number from 0 to 999999999",
        ),
        ({"count": 0}, MeaninglessRequestError, "count must be a whole number from 1 to 200"),
        ({"size": 3}, RequestSyntaxError, "an exercise has no clause size"),
    ],
)
def test_what_is_none_is_refused_by_the_readers_own_errors(
    said: dict[str, object], error: type[GradMagicError], message: str
) -> None:
    with pytest.raises(error) as raised:
        practice(**said)  # type: ignore[arg-type]  # what is refused is of another type
    assert raised.value.message == message
    assert raised.value.source
