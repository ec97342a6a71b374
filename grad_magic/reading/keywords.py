"""A request given as Python values into the same request as text."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sympy import Expr, Symbol

from grad_magic.errors import MeaninglessRequestError
from grad_magic.reading.clauses import has_clauses
from grad_magic.reading.notebook_values import exact_number
from grad_magic.reading.request import Request, read_request

# Python refuses to print much larger integers.
_LARGEST_SHOWN_BITS = 400


def read_keywords(request: object, clauses: Mapping[str, object]) -> Request:
    """What a request or a function asks, with clauses as Python values.

    The values are written out as text, so that a request means the same in both ways, and an
    error can show the place.

    Args:
        request: a request, or the function alone, as text; or a SymPy expression.
        clauses: values by clause key; other keys are parameters. A float is taken as the
            decimal that Python prints, a mapping as a point by the names of its coordinates.

    Raises:
        RequestSyntaxError: a text cannot be read, or a clause is given twice.
        MeaninglessRequestError: what is asked does not exist, or is no real number.
    """
    inserted: dict[str, object] = {}
    if isinstance(request, str):
        head = request if has_clauses(request) else f"f={request}"
    elif isinstance(request, Expr):
        head, inserted["f"] = "f={f}", request
    else:
        raise MeaninglessRequestError(
            f"the function must be text or a SymPy expression, not {type(request).__name__}"
        )
    written = (f"{key}={_write(key, value)}" for key, value in clauses.items())
    # On lines of their own, so that a comment in the text ends before them.
    asked = read_request("\n".join((head, *written)), inserted)
    if not isinstance(request, Expr):
        return asked
    own = {Symbol(symbol.name, real=True): symbol for symbol in request.free_symbols}
    return replace(asked, symbols=own)


def _write(key: str, value: object) -> str:
    """The value as one would type it."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray)):
        raise _no_real_number(key, "bytes")
    if isinstance(value, Mapping):
        entries = (f"{name}={_write(key, entry)}" for name, entry in value.items())
        return f"({', '.join(entries)})"
    # SymPy's matrices have a length and can be iterated over, but are no Iterable.
    if hasattr(value, "__len__") and not isinstance(value, AbstractSet):
        entries = (_write(key, entry) for entry in value)  # type: ignore[attr-defined]
        inner = ", ".join(entries)
        is_list_of_points = isinstance(value, list) and inner.startswith("(")
        return f"[{inner}]" if is_list_of_points else f"({inner})"
    number = exact_number(value)
    if number is None or number.free_symbols:
        is_huge = isinstance(value, int) and value.bit_length() > _LARGEST_SHOWN_BITS
        raise _no_real_number(key, "a number of that size" if is_huge else repr(value))
    return str(number)


def _no_real_number(key: str, what: str) -> MeaninglessRequestError:
    return MeaninglessRequestError(
        f"{key} must hold real numbers, not {what}",
        advice=f'Write numbers, as in {key}=(1, "pi/2").',
    )
