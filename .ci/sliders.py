"""What sliders are to be moved over, and whether what they showed is what an answer has.

sliders.py write NOTEBOOK MOVES     the cells to run and the points to type
sliders.py compare SHOWN            what `sliders.mjs` wrote down, with the answers there
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat

from grad_magic import NoAnswerError, solve

# Of each its variables, f, P, a direction of whole degrees, and the points to type: also a corner,
# a critical point and one outside of the domain.
CASES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("x,y", "x*exp(2*y)", "(1,0)", "(1,-1)", ("(0.5, 0.25)", "(-1, 0.3)")),
    ("x,y", "x^2+3y^2", "(1,2)", "(1,1)", ("(0, 0)", "(0.1, -0.7)")),
    ("x,y", "abs(x)+y", "(1,1)", "(1,0)", ("(0, 1)", "(-0.5, 2)")),
    ("x,y", "ln(x+y)", "(1,1)", "(0,1)", ("(-2, 1)", "(0.25, 0.5)")),
    ("x,y", "sin(x y)/(1+y^2)", "(1,2)", "(1,1)", ("(0.3, -0.4)",)),
    ("x,y", "sqrt(x^2+y^2)", "(3,4)", "(-1,1)", ("(0, 0)", "(0.6, 0.8)")),
    ("x", "x^3-3x", "2", "", ("1", "0.5", "-1.25")),
    ("x", "abs(x)", "1", "", ("0", "-2")),
)
PRECISION = 1e-5  # of six digits the last may be rounded twice


def write(notebook: Path, moves: Path) -> None:
    """A cell for each function, and one that counts the widgets."""
    requests = [
        f"%grad f({names})={f} at={at}{f' dir={direction}' if direction else ''} -i"
        for names, f, at, direction, _ in CASES
    ]
    count = "from ipywidgets.widgets import widget\nprint(len(widget._instances))"
    cells = ["%load_ext grad_magic", *requests, count]
    page = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    page.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python",
        "language": "python",
    }
    nbformat.write(page, notebook)
    moves.write_text(json.dumps([points for *_, points in CASES]), encoding="utf-8")


def numbers_in(text: str) -> list[float]:
    """The decimals in a cell of the table, behind its last sign."""
    behind = re.split("[=≈]", text)[-1].replace("−", "-")
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", behind)]


def are_near(shown: Sequence[float], values: Sequence[Any]) -> bool:
    """Whether the decimals are those of the numbers."""
    return len(shown) == len(values) and all(
        abs(one - other) <= PRECISION * max(abs(other), PRECISION)
        for one, other in zip(shown, map(float, values), strict=True)
    )


def mistakes(names: str, f: str, look: dict[str, Any]) -> Iterator[str]:
    """In what a moment differs from the answer at the same place."""
    is_curve = "," not in names
    letter = "x" if is_curve else "P"
    rows = {row[0]: row[1] for row in look["rows"] if len(row) > 1}
    direction = "" if is_curve else f" angle={look['readouts'][-1]}°"
    try:
        answer = solve(f"f({names})={f} at={look['entries'][0]}{direction}")
    except NoAnswerError:
        if numbers_in(rows[f"f({letter})"]):
            yield "a value outside of the domain"
        return
    wanted = {f"f({letter})": [answer.value]}
    if answer.gradient_at is None:
        sides = answer.one_sided_partials[0] if is_curve else answer.one_sided_derivatives
        told = {letter, "u", *wanted}
        shown = [abs(number) for name in rows.keys() - told for number in numbers_in(rows[name])]
        rates = [abs(side.value) for side in sides]
        if not are_near(sorted(shown), sorted(rates)):
            yield f"one-sided rates {shown}, not {rates}"
    elif is_curve:
        wanted["f′(x)"] = list(answer.gradient_at)
    else:
        wanted["∇f(P)"] = list(answer.gradient_at)
        wanted["D_u f(P)"] = [answer.directional_derivative]
    has_kind = answer.gradient_at is not None and answer.critical_kind
    if has_kind and answer.critical_kind not in look["sentence"]:
        yield f"no word of a {answer.critical_kind}: {look['sentence']}"
    for name, values in wanted.items():
        shown = numbers_in(rows.get(name, ""))
        if not are_near(shown, values):
            yield f"{name} is shown as {shown} and is {values}"


def compare(file: Path) -> int:
    """How many mistakes there are, which are printed."""
    found = json.loads(file.read_text(encoding="utf-8"))
    count = 0
    for (names, f, *_), looks in zip(CASES, found["shown"], strict=True):
        for look in looks:
            for mistake in mistakes(names, f, look):
                count += 1
                print(f"WRONG: f={f} at {look['entries']}, {look['move']}: {mistake}")
        print(f"looked at: {len(looks)} places of {f}")
    for what, number, wanted in (
        ("widgets when a cell has run again", found["again"], found["open"]),
        ("widgets when the outputs are cleared", found["left"], 0),
        ("errors of the page", len(found["mistakes"]), 0),
    ):
        count += number != wanted
        print(f"{'as it should be' if number == wanted else 'WRONG'}: {what}: {number}")
    return count


if __name__ == "__main__":
    task, *files = sys.argv[1:]
    if task == "write":
        write(*map(Path, files))
    else:
        sys.exit(compare(Path(files[0])) > 0)
