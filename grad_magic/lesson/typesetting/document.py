"""An answer as a small document that LaTeX sets as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grad_magic.lesson.typesetting.latex import IN_TEXT_MODE
from grad_magic.transliteration import to_ascii
from grad_magic.wording.language import Language

PACKAGES = ("amsmath", "amssymb", "graphicx")
"""What an answer needs: the first two for its formulas, the last for its picture."""

# Rows are some 31 em wide at most; this has 41 for what cannot be broken.
_PAGE = r"\usepackage[margin=25mm]{geometry}"
_BETWEEN_PARTS = r"""\setlength{\parindent}{0pt}
\setlength{\parskip}{8pt}"""
_PICTURE_WIDTH = r"0.7\textwidth"
# A request of pages is not read.
_LONGEST_REQUEST = 1000
# Behind these signs a line of what was typed may end within a long word.
_LONGEST_WORD = 60
_MAY_END = re.compile(r"(?<=[,)*+=/])(?=\S)")
_ROW_END = re.compile(r"(\\\\\[\d+pt\]) ")


def write_document(
    request: str, parts: Sequence[str], language: Language, picture: str = ""
) -> str:
    r"""The whole file, for pdflatex, xelatex and lualatex in a language of Latin letters.

    Args:
        request: as it was typed; nothing is said of it where it is empty.
        parts: the answer's LaTeX, between whose parts a page may end.
        language: whose class of documents is used.
        picture: the name of a file that stands beside this one; without that file the document
            is set without it.

    >>> from grad_magic.wording.english import ENGLISH
    >>> document = write_document("f=x_1 at=1", ["$\\displaystyle x$"], ENGLISH)
    >>> print(document.partition(r"\begin{document}")[2].strip())
    {\ttfamily\raggedright f=x\_1 at=1\par}
    <BLANKLINE>
    $\displaystyle x$
    <BLANKLINE>
    \end{document}
    """
    packages = rf"\usepackage{{{', '.join(PACKAGES)}}}"
    preamble = f"{language.document_class}\n{_PAGE}\n{packages}\n{_BETWEEN_PARTS}"
    body = [_typed(request)] if request.strip() else []
    # A row of the answer on each line of the file.
    body += [_ROW_END.sub("\\1\n", part) for part in parts]
    if picture:
        shown = rf"\includegraphics[width={_PICTURE_WIDTH}]{{{picture}}}"
        body.append(rf"\IfFileExists{{{picture}}}{{{shown}}}{{}}")
    return "\n\n".join((preamble, r"\begin{document}", *body, r"\end{document}")) + "\n"


def _typed(request: str) -> str:
    """The request in typewriter, in letters that every font of TeX has."""
    lines = [line.split() for line in to_ascii(request).splitlines()]
    text = "\n".join(" ".join(words) for words in lines if words)
    if len(text) > _LONGEST_REQUEST:
        text = f"{text[:_LONGEST_REQUEST]} ..."
    rows = (" ".join(map(_typed_word, line.split(" "))) for line in text.split("\n"))
    return r"{\ttfamily\raggedright " + r"\\".join(rows) + r"\par}"


def _typed_word(word: str) -> str:
    pieces = _MAY_END.split(word) if len(word) > _LONGEST_WORD else [word]
    escaped = ("".join(IN_TEXT_MODE.get(sign, sign) for sign in piece) for piece in pieces)
    return r"\allowbreak ".join(escaped)
