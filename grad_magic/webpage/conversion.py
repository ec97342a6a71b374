"""A notebook's formulas for nbconvert's pages: for MathJax, and for where there is none.

MathJax comes from the web. Where it has not come, the browser shows the MathML that lies beside
each formula; a formula that is not read here stays LaTeX there.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from grad_magic.lesson.typesetting.mathml import try_mathml
from grad_magic.webpage.sources import read_source

# Code comes first, as a dollar in it is no formula.
_FORMULA = re.compile(
    r"""
    (?P<code> ^(?P<fence>`{3,}|~{3,}) .*? ^(?P=fence) | (?P<ticks>`+) .+? (?P=ticks) )
    | (?P<block> (?<!\\) \$\$ .+? \$\$ )
    | (?P<inline> (?<![\\$]) \$ (?![\s$]) (?: \\. | [^$\\] )+? (?<!\s) \$ (?!\d) )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_LATEX = "text/latex"


def offline_formulas(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """The notebook with MathML beside its formulas: a preprocessor of nbconvert's for its pages.

        jupyter nbconvert --to html --HTMLExporter.preprocessors=grad_magic.offline_formulas …

    Args:
        notebook: a copy that nbconvert made, which is changed.
        resources: what nbconvert hands on.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _FORMULA.sub(_beside_text, cell["source"])
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if _LATEX in data and "text/html" not in data:
                latex = data.pop(_LATEX)
                data["text/html"] = _with_mathml(escape(latex), "div", try_mathml(latex))
    style, script = read_source("formulas.css"), read_source("offline.js")
    # In Markdown, as nbconvert shows a raw cell's HTML as text.
    own = type(notebook)(cell_type="markdown", id="offline-formulas", metadata=type(notebook)())
    own["source"] = f"<style>\n{style}</style>\n<script>\n{script}</script>"
    notebook["cells"].append(own)
    return notebook, resources


def _beside_text(found: re.Match[str]) -> str:
    latex = found[0]
    if found["code"]:
        return latex
    mathml = try_mathml(latex)
    # A block of HTML stays as it is; of a formula between words nbconvert escapes the signs.
    return (
        _with_mathml(escape(latex), "p", mathml)
        if found["block"]
        else _with_mathml(latex, "span", mathml)
    )


def _with_mathml(written: str, element: str, mathml: str | None) -> str:
    if mathml is None:
        return written
    return f'<{element}>{written}<template class="mathml">{mathml}</template></{element}>'
