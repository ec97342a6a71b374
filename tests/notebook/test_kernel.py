"""The magic in a real kernel, as a notebook runs it."""

from __future__ import annotations

import base64
import struct
from typing import Any

import matplotlib as mpl
import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def execute(*cells: str) -> list[list[dict[str, Any]]]:
    """The outputs of each cell of a notebook."""
    code: Any = nbformat.v4
    notebook = code.new_notebook(cells=[code.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return [cell.outputs for cell in notebook.cells]


@pytest.mark.slow
def test_a_kernel_shows_the_answer_and_the_picture() -> None:
    loaded, bare, named, kept = execute(
        "%load_ext grad_magic",
        "%%grad f=x*exp(2*y) at=(1,0) dir=(1,-1)",
        "r = %grad f=x*y at=(1,2) dir=(3,4)",
        "print(r.directional_derivative)",
    )
    assert loaded == []
    assert [output["output_type"] for output in bare] == ["display_data", "display_data"]
    assert r"\nabla f(P)" in bare[0]["data"]["text/latex"]
    assert set(bare[1]["data"]) == {"image/png", "text/plain"}
    assert set(bare[1]["metadata"]["image/png"]) == {"width", "height", "alt"}
    assert named == []
    assert kept[0]["text"] == "2\n"


@pytest.mark.slow
def test_the_users_matplotlib_is_not_touched() -> None:
    look = "import sys; print(sorted(m for m in sys.modules if 'pyplot' in m or 'inline' in m))"
    cells = execute("%load_ext grad_magic", look, "%%grad f=x*y at=(1,2)", look)
    # A kernel may send the line end for itself.
    before, after = ("".join(output.get("text", "") for output in cells[i]) for i in (1, 3))
    assert before == after == "[]\n"


@pytest.mark.slow
def test_a_user_who_asked_for_svg_gets_it_with_what_a_printed_page_needs() -> None:
    cells = execute(
        "%load_ext grad_magic",
        "%config InlineBackend.figure_formats = ['svg']",
        "%%grad f=x*y at=(1,2)",
    )
    # nbconvert turns an SVG into a PDF with Inkscape, unless a PDF is beside it.
    forms = {"image/svg+xml", "image/png", "application/pdf", "text/plain"}
    assert set(cells[2][1]["data"]) == forms
    assert base64.b64decode(cells[2][1]["data"]["application/pdf"]).startswith(b"%PDF-")


# The magic itself fails there, as the newest matplotlib-inline asks for what came with 3.7.
_WITHOUT_MAGIC = pytest.mark.skipif(
    not hasattr(mpl.rcParams, "_get"), reason="%matplotlib knows no Matplotlib so old"
)


@pytest.mark.parametrize(
    "backend",
    [
        "",
        pytest.param("%matplotlib inline", marks=_WITHOUT_MAGIC),
        pytest.param("%matplotlib agg", marks=_WITHOUT_MAGIC),
    ],
)
@pytest.mark.slow
def test_the_figure_of_a_result_is_shown_by_every_backend(backend: str) -> None:
    look = "import sys; 'matplotlib.pyplot' in sys.modules"
    cells = execute(
        "import grad_magic",
        backend,
        "r = grad_magic.solve('f=x*y at=(1,2) dir=(3,4)')",
        "r.figure",
        look,
    )
    (shown,) = cells[3]
    assert set(shown["data"]) == {"image/png", "text/plain"}
    png = base64.b64decode(shown["data"]["image/png"])
    assert png.startswith(b"\x89PNG")
    if not backend:
        width, height = struct.unpack(">II", png[16:24])
        size = shown["metadata"]["image/png"]
        assert (width, height) == (2 * size["width"], 2 * size["height"])
        assert size["alt"].startswith("Contour plot")
        assert cells[4][0]["data"]["text/plain"] == "False"


@pytest.mark.slow
def test_an_error_in_a_kernel_fails_the_cell_with_its_message_alone() -> None:
    with pytest.raises(CellExecutionError) as caught:
        execute("%load_ext grad_magic", "%%grad f=log(x*y) at=(0,0)")
    assert caught.value.ename == "UsageError"
    assert caught.value.evalue.startswith("f is undefined at (0, 0): log(x*y) needs x*y > 0")
