"""The help, made from the tables that the reader itself uses."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from grad_magic.reading.arrays.vocabulary import ARRAY_CALLABLES
from grad_magic.reading.options import (
    FUNCTION_CLAUSE,
    OPTIONS,
    PARAMETER_CLAUSE,
    PRACTICE_OPTIONS,
    Clause,
)
from grad_magic.reading.vocabulary import CALLABLES
from grad_magic.transliteration import can_take, to_ascii

_INDENT = "    "


def write_help() -> str:
    """The text of `%%grad?` and `%grad --help`; ASCII if standard output has no more."""
    text = _write_help()
    return text if can_take(text, "stdout") else to_ascii(text)


def _write_help() -> str:
    rows = _write_rows((FUNCTION_CLAUSE, *OPTIONS, PARAMETER_CLAUSE))
    functions = fill(
        " ".join(entry.names[0] for entry in CALLABLES),
        width=92,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
    )
    of_arrays = fill(
        " ".join(ARRAY_CALLABLES), width=92, initial_indent=_INDENT, subsequent_indent=_INDENT
    )
    return f"""\
Partial derivatives, gradient and directional derivative, worked out and drawn.

    %%grad f=x*exp(2*y) at=(1,0) dir=(1,-1)

`%%grad` takes the request on its line, in the cell below it, or both; `%grad` takes it on
its line and gives the result: `r = %grad f=x*y at=(1,2)`. A trailing `;` shows nothing.

A request is a row of clauses, in any order:

{rows}

The function is written as in Python (x*exp(2*y)), as books print it (x e^(2y), 2xy, sin^2 x,
√(x²+y²)), or in LaTeX between dollars. e is Euler's number, pi or π is π. Text with two
readings is refused with both. A value that is one name of the notebook stands for what it
holds; {{name}} inserts that in an expression. Functions:

{functions}

Losses over vectors and matrices are asked about in the same way, with @ and .T:

    %%grad L(w)=mean((X@w-y)^2) X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0])

X:(n,d) is a shape alone. Functions of arrays:

{of_arrays}

`%grad practice` gives an exercise; `%grad answer=…` in the next cells checks what was found, and
`%grad practice solution` shows the worked solution. It takes

{_write_rows(PRACTICE_OPTIONS)}
"""


def _write_rows(clauses: Sequence[Clause]) -> str:
    """Each clause with its meaning."""
    width = max(len(f"{clause.key}={clause.example}") for clause in clauses)
    return "\n".join(
        f"    {f'{clause.key}={clause.example}':{width}}  {clause.meaning}" for clause in clauses
    )
