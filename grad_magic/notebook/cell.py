"""The cell's text before IPython looks for a magic in it."""

from __future__ import annotations

import re

# A tab or a no-break space after the name, as pasted from a web page, is a space too.
_FIRST_LINE = re.compile(r"%%grad(?=[\s;?]|$)[^\S\n]*")


def complete_bare_cell(lines: list[str]) -> list[str]:
    """A cell that starts with `%%grad`, made into one that IPython accepts.

    IPython refuses a cell magic without a body before the magic is asked, and sees none
    behind comments or blank lines. Other cells come back as they are. IPython calls this
    several times a cell, so it is cheap and does nothing twice.

    Args:
        lines: the cell's lines with their line ends.
    """
    for index, line in enumerate(lines):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _FIRST_LINE.match(line)
        if match is None or line[match.end() :].strip() in ("?", "??"):
            return lines
        first = f"%%grad {line[match.end() :]}"
        body = lines[index + 1 :]
        if body:
            return [first, *body]
        return [first if first.endswith("\n") else first + "\n", "\n"]
    return lines
