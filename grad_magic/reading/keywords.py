"""A request given as Python values into the same request as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from sympy import Eq, Expr, Lambda, MatrixBase, Symbol, Tuple

from grad_magic.errors import GradMagicError, MeaninglessRequestError
from grad_magic.reading.clauses import has_clauses
from grad_magic.reading.exact_values import exact_number
from grad_magic.reading.python_functions.procedures import is_procedure
from grad_magic.reading.request import Request, read_request

# Python refuses to print much larger integers.
_LARGEST_SHOWN_BITS = 400


def read_keywords(request: object, clauses: Mapping[str, object]) -> Request:
    """What a request or a function asks, with clauses as Python values.

    The values are written out as text, so that a request means the same in both ways, and an
    error can show the place.

    Args:
        request: a request, or the function alone, as text; or a SymPy expression, equation or
            Lambda; several of them in a tuple, list or matrix; or a Python function.
        clauses: values by clause key; other keys are parameters. A float is taken as the
            decimal that Python prints, a mapping as a point by the names of its coordinates.

    Raises:
        RequestSyntaxError: a text cannot be read, or a clause is given twice.
        MeaninglessRequestError: what is asked does not exist, or is no real number.
    """
    inserted: dict[str, object] = {}
    if isinstance(request, str):
        head = request if has_clauses(request) else f"f={request}"
    elif callable(request) and not isinstance(request, (type, Expr)):
        head, inserted["f"] = "f=f", _as_procedure(request)
    else:
        head = _write_function(request, inserted)
    written = [f"{key}={_write(key, value, inserted)}" for key, value in clauses.items()]
    # On lines of their own, so that a comment in the text ends before them.
    asked = _read("\n".join((head, *written)), inserted)
    # A symbol of the function's is the variable that a point's own symbol may not replace.
    symbols = (*_symbols_of(tuple(clauses.values())), *_symbols_of(request))
    own = {Symbol(symbol.name, real=True): symbol for symbol in symbols}
    return replace(asked, symbols=own)


def _read(source: str, inserted: Mapping[str, object]) -> Request:
    """What the text asks, in which names stand for what nobody typed.

    So no error may show a line with such a name.
    """
    try:
        asked = read_request(source, inserted)
    except GradMagicError as error:
        start = error.source.rfind("\n", 0, error.start) + 1
        line, *_ = error.source[start:].split("\n")
        if any(name in line for name in _shown(inserted)):
            error.source = ""
        raise
    if not inserted:
        return asked
    return replace(asked, problems=tuple(replace(one, source="") for one in asked.problems))


def _shown(inserted: Mapping[str, object]) -> list[str]:
    """How the inserted values are written in the text."""
    return ["f=f" if name == "f" else f"{{{name}}}" for name in inserted]


def _as_procedure(function: Any) -> object:
    """The function itself; of an object that can be called the method that is called."""
    return function if is_procedure(function) else function.__call__


def _write_function(function: object, inserted: dict[str, object]) -> str:
    """The clause of the function, with the names under which its parts are inserted."""
    if isinstance(function, Lambda):
        if not all(isinstance(symbol, Symbol) for symbol in function.signature):
            raise MeaninglessRequestError(f"the variables of {function} are no names")
        names = ", ".join(symbol.name for symbol in function.signature)
        value = _write_function(function.expr, inserted).removeprefix("f=")
        return f"f({names})={value}"
    if isinstance(function, Eq):
        return "f=" + "==".join(_insert(side, inserted) for side in function.args)
    if isinstance(function, Expr):
        return f"f={_insert(function, inserted)}"
    components = _components_of(function)
    if not components:
        kind = type(function).__name__
        raise MeaninglessRequestError(
            f"the function must be text, a SymPy expression or a Python function, not {kind}"
        )
    return f"f=({', '.join(_insert(component, inserted) for component in components)})"


def _components_of(function: Any) -> tuple[Any, ...]:
    """The components of a vector-valued function; none for anything else."""
    is_column = isinstance(function, MatrixBase) and 1 in function.shape
    components = tuple(function) if is_column or isinstance(function, (tuple, list, Tuple)) else ()
    has_function = any(isinstance(component, (str, Expr)) for component in components)
    return components if has_function else ()


def _insert(part: object, inserted: dict[str, object]) -> str:
    if isinstance(part, str):
        return part
    name = f"f_{len(inserted)}"
    inserted[name] = part
    return f"{{{name}}}"


def _symbols_of(function: Any) -> Iterable[Symbol]:
    """The symbols of SymPy expressions, which the answer is given in."""
    if isinstance(function, Lambda):
        return [*function.signature, *function.expr.free_symbols]
    if isinstance(function, (Expr, Eq, MatrixBase)):
        return sorted(function.free_symbols, key=str)
    if isinstance(function, Mapping):
        function = tuple(function.values())
    parts = function if isinstance(function, (tuple, list, Tuple)) else ()
    return [symbol for part in parts for symbol in _symbols_of(part)]


def _write(key: str, value: object, inserted: dict[str, object]) -> str:
    """The value as one would type it."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray)):
        raise _no_real_number(key, "bytes")
    if isinstance(value, Mapping):
        entries = (f"{name}={_write(key, entry, inserted)}" for name, entry in value.items())
        return f"({', '.join(entries)})"
    # SymPy's matrices have a length and can be iterated over, but are no Iterable.
    if hasattr(value, "__len__") and not isinstance(value, AbstractSet):
        entries = (
            _write(key, entry, inserted)
            for entry in value  # type: ignore[attr-defined]
        )
        inner = ", ".join(entries)
        is_list_of_points = isinstance(value, list) and inner.startswith("(")
        return f"[{inner}]" if is_list_of_points else f"({inner})"
    number = exact_number(value)
    if number is not None and number.free_symbols:
        return _insert(number, inserted)
    if number is None:
        is_huge = isinstance(value, int) and value.bit_length() > _LARGEST_SHOWN_BITS
        raise _no_real_number(key, "a number of that size" if is_huge else repr(value))
    return str(number)


def _no_real_number(key: str, what: str) -> MeaninglessRequestError:
    return MeaninglessRequestError(
        f"{key} must hold real numbers, not {what}",
        advice=f'Write numbers, as in {key}=(1, "pi/2").',
    )
