"""A notebook's answers for nbconvert's pages: for MathJax and for where there is none, for readers.

MathJax comes from the web. Where it has not come, the browser shows the MathML that lies beside
each formula; a formula that is not read here stays LaTeX there. The template of nbconvert 7's pages
leaves out what describes a picture to those who do not see it.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from grad_magic.lesson.typesetting.mathml import try_mathml
from grad_magic.webpage.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping

# Code comes first, as a dollar in it is no formula.
_FORMULA = re.compile(
    r"""
    (?P<code> ^(?P<fence>`{3,}|~{3,}) .*? ^(?P=fence) | (?P<ticks>`+) .+? (?P=ticks) )
    | (?P<block> (?<!\\) \$\$ .+? \$\$ )
    | (?P<inline> (?<![\\$]) \$ (?![\s$]) (?: \\. | [^$\\] )+? (?<!\s) \$ (?!\d) )
        (?P<behind> [.,;:!?)]* )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_LATEX = "text/latex"
_PNG = "image/png"
_WIDE = 700  # pixels of a page: two plots and more, too many to stand beside an answer


def offline_formulas(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """The notebook with MathML beside its formulas, and its pictures described.

    It is a preprocessor of nbconvert's for its pages:

        jupyter nbconvert --to html --HTMLExporter.preprocessors=grad_magic.offline_formulas …

    Args:
        notebook: a copy that nbconvert made, which is changed.
        resources: what nbconvert hands on.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _FORMULA.sub(_beside_text, cell["source"])
        outputs = cell.get("outputs", ())
        # Several, as of several points, stand each under its answer.
        is_only = sum(_PNG in output.get("data", {}) for output in outputs) == 1
        for output in outputs:
            data = output.get("data", {})
            if "text/html" in data:
                continue
            if _LATEX in data:
                latex = data.pop(_LATEX)
                data["text/html"] = _with_mathml(escape(latex), "div", try_mathml(latex))
            elif "alt" in output.get("metadata", {}).get(_PNG, {}):
                data["text/html"] = _described(
                    data[_PNG], output["metadata"][_PNG], is_only=is_only
                )
    style, script = (
        read_source("formulas.css") + read_source("slides.css"),
        read_source("offline.js"),
    )
    # In Markdown, as nbconvert shows a raw cell's HTML as text.
    own = type(notebook)(cell_type="markdown", id="offline-formulas", metadata=type(notebook)())
    own["source"] = f"<style>\n{style}</style>\n<script>\n{script}</script>"
    notebook["cells"].append(own)
    return notebook, resources


def _beside_text(found: re.Match[str]) -> str:
    latex = found[0]
    if found["code"]:
        return latex
    # A block of HTML stays as it is; of a formula between words nbconvert escapes the signs.
    if found["block"]:
        return _with_mathml(escape(latex), "p", try_mathml(latex))
    formula = _with_mathml(found["inline"], "span", try_mathml(found["inline"]))
    # Browsers would begin a row with the full stop behind MathML.
    return f'<span class="kept">{formula}{found["behind"]}</span>' if found["behind"] else formula


def _with_mathml(written: str, element: str, mathml: str | None) -> str:
    if mathml is None:
        return written
    return f'<{element}>{written}<template class="mathml">{mathml}</template></{element}>'


def _described(png: str, about: Mapping[str, Any], *, is_only: bool) -> str:
    """The picture with its size on the page and its description."""
    attributes = "".join(
        f' {name}="{escape(str(about[name]))}"'
        for name in ("width", "height", "alt")
        if name in about
    )
    width = about.get("width")
    is_narrow = isinstance(width, int) and width < _WIDE
    place = ' class="beside"' if is_only and is_narrow else ""
    return f'<img{place} src="data:{_PNG};base64,{escape("".join(png.split()))}"{attributes}>'
