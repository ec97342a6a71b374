"""What Tab offers in requests about arrays, without importing NumPy or SymPy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grad_magic.reading.arrays.vocabulary import ARRAY_CALLABLES, ARRAYS_ONLY
from grad_magic.reading.options import OPTION_KEYS

_SIGNS = re.compile(
    rf"[@⊙ᵀ]|\.T(?!\w)|=\s*\[\s*\[|(?<!\w)(?:{'|'.join(ARRAYS_ONLY)})\s*\("
    r"|(?<!\w)[^\W\d]\w*\s*:\s*\([\w\s,]*\)"
)
# What stands before an equals sign, or before the shape that a name is given.
_NAME = re.compile(r"(?<!\w)(?P<name>[^\W\d]\w*)\s*(?:\((?P<variables>[^()=]*)\)\s*=|=|:\s*\()")
_WORD = re.compile(r"[^\W\d]\w*")
_MOST_AXES = 2


def is_about_arrays(request: str) -> bool:
    """Whether a request, perhaps only begun, has a sign of arrays.

    >>> is_about_arrays("L(w)=norm(X@"), is_about_arrays("f=x*y at=(1,2)")
    (True, False)
    """
    return _SIGNS.search(request) is not None


def variables_of(request: str) -> tuple[str, ...]:
    """The names in the header of its function: W and b of L(W,b)."""
    header = next((match for match in _NAME.finditer(request) if match["variables"]), None)
    return () if header is None else tuple(_WORD.findall(header["variables"]))


def array_names(request: str, names: Mapping[str, object]) -> Iterator[str]:
    """The names that may stand in its function: those of the request, then the notebook's arrays.

    Args:
        request: the text.
        names: the notebook's names and their values.
    """
    functions = {match["name"] for match in _NAME.finditer(request) if match["variables"]}
    given = [match["name"] for match in _NAME.finditer(request)]
    own = dict.fromkeys((*variables_of(request), *given))
    yield from (name for name in own if name not in {*OPTION_KEYS, *functions, "f"})
    yield from (name for name in sorted(names) if name not in own and is_array(names[name]))


def array_functions(*, of_arrays_alone: bool) -> Iterator[str]:
    """The functions that arrays can be put in.

    Args:
        of_arrays_alone: whether to leave out those that numbers can be put in too.
    """
    yield from (ARRAYS_ONLY if of_arrays_alone else ARRAY_CALLABLES)


def is_array(value: object) -> bool:
    """Whether this is a vector or a matrix of numbers, by its class and its shape alone."""
    classes = {
        f"{base.__module__.partition('.')[0]}.{base.__name__}" for base in type(value).__mro__
    }
    if classes & {"numpy.ndarray", "sympy.MatrixBase"}:
        shape = getattr(value, "shape", ())
        kind = getattr(getattr(value, "dtype", None), "kind", "f")
        return 0 < len(shape) <= _MOST_AXES and kind in "biufO"
    return isinstance(value, list) and bool(value) and all(map(_is_number_or_row, value[:3]))


def _is_number_or_row(value: object) -> bool:
    is_row = isinstance(value, list) and all(isinstance(x, (int, float)) for x in value[:3])
    return is_row or (isinstance(value, (int, float)) and not isinstance(value, bool))
