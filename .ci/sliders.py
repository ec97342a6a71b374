"""A notebook with sliders for a browser to move, and the numbers that it read beside the package's.

Usage: sliders.py notebook FILE
       sliders.py compare FILE
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import nbformat

import grad_magic

# With more digits than are usual, so that six can be compared.
REQUESTS = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^3-3x*y+y^3 at=(1,2) dir=(1,1)",
    "f=sin(x*y)+ln(1+x^2) at=(1,1) dir=(3,4)",
    "f=max(x,2y)*exp(-x^2) at=(1,2) dir=(0,1)",
    "f=exp(-x)*sin(5x) at=1",
    "f=x^2+y*sin(z) at=(1,1,1) dir=(2,1,2)",
)
# Each with a point that is typed and what is said there, by hand.
SPECIAL = (
    ("f=|x|+y at=(1,1) dir=(1,0)", "(0, 1)", "does not exist at P, so f is not differentiable"),
    ("f=x^2+y^2 at=(1,1) dir=(1,0)", "(0, 0)", "a local minimum"),
    ("f=ln x+y at=(1,1) dir=(1,0)", "(-1, 1)", "f is undefined at (-1, 1)"),
)
COUNT = "from comm import get_comm_manager; print('comms', len(get_comm_manager().comms))"
_RELATIVE = 1e-6


def write_notebook(path: Path) -> None:
    """The extension, the cells with sliders, and one that counts what is open."""
    cells = [
        "%load_ext grad_magic\nimport ipywidgets",
        *(f"%grad {request} digits=8 steps=short interactive=True" for request in REQUESTS),
        *(f"%grad {request} steps=short interactive=True" for request, _, _ in SPECIAL),
        COUNT,
    ]
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    kernel = {"name": "python3", "display_name": "Python", "language": "python"}
    notebook.metadata["kernelspec"] = kernel
    notebook.metadata["sliders"] = {"special": [row[1:] for row in SPECIAL]}
    nbformat.write(notebook, path)


def last_number(text: str) -> list[float]:
    """The decimals behind the last sign of equality."""
    shown = re.split("[=≈]", text)[-1].replace("−", "-")
    shown = re.sub(r"·10(-?\d+)", r"e\1", shown.replace("\u2062", ""))
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", shown)]


def compare(reading: dict[str, object]) -> list[str]:
    """What differs of what was read at one place."""
    request, place, rows = reading["request"], reading["place"], reading["rows"]
    assert isinstance(request, str)
    assert isinstance(rows, dict)
    expected = grad_magic.solve(f"{request.partition(' at=')[0]} {place} plot=none")
    numbers = {"f": [expected.value], "∇": list(expected.gradient_at)}
    if expected.directional_derivative is not None:
        numbers["D"] = [expected.directional_derivative]
        numbers["largest"] = [expected.norm]
    faults = []
    for name, values in numbers.items():
        key = "f′" if name == "∇" and len(expected.variables) == 1 else name
        (text,) = (text for head, text in rows.items() if re.match(rf"{key}(?!′)", head))
        found = last_number(text)
        wanted = [float(value) for value in values]
        if len(found) != len(wanted) or any(
            abs(one - other) > _RELATIVE * abs(other) + 1e-9
            for one, other in zip(found, wanted, strict=True)
        ):
            faults.append(f"{request} at {place}: {name} is shown as {text}, and is {wanted}")
    return faults


def main() -> None:
    """Writes or compares; fails where something differs."""
    task, path = sys.argv[1], Path(sys.argv[2])
    if task == "notebook":
        write_notebook(path)
        return
    readings = json.loads(path.read_text(encoding="utf-8"))
    faults = [fault for reading in readings for fault in compare(reading)]
    if faults or len(readings) < 3 * len(REQUESTS):
        sys.exit("\n".join(faults) or f"only {len(readings)} places were read")
    print(f"{len(readings)} places compared with answers of the package")


main()
