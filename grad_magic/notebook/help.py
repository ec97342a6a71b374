"""The help, made from the tables that the reader itself uses."""

from __future__ import annotations

from grad_magic.reading.vocabulary import CALLABLES, FUNCTION_CLAUSE, OPTIONS


def write_help() -> str:
    """The text of `%%grad?` and `%grad --help`."""
    clauses = (FUNCTION_CLAUSE, *OPTIONS)
    width = max(len(f"{clause.key}={clause.example}") for clause in clauses)
    rows = "\n".join(
        f"    {f'{clause.key}={clause.example}':{width}}  {clause.meaning}" for clause in clauses
    )
    functions = " ".join(entry.names[0] for entry in CALLABLES)
    return f"""\
Partial derivatives, gradient and directional derivative, worked out and drawn.

    %%grad f=x*exp(2*y) at=(1,0) dir=(1,-1)

`%%grad` takes the request on its line, in the cell below it, or both; `%grad` takes it on
its line and gives the result: `r = %grad f=x*y at=(1,2)`. A trailing `;` shows nothing.

A request is a row of clauses, in any order:

{rows}

Products are written with *, powers with ^ or **, Euler's number e, and pi or π. Functions:
{functions}.
"""
