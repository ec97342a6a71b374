"""What is kept small until it is read again."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Mapping
from functools import cache
from types import BuiltinFunctionType, FunctionType
from typing import Any, Generic, NamedTuple, TypeVar

from sympy import Atom, Basic
from sympy.core.singleton import Singleton
from sympy.polys.domains.domain import Domain

Value_co = TypeVar("Value_co", covariant=True)

# A domain is one object for all matrices.
_BY_THEMSELVES = (type, FunctionType, BuiltinFunctionType, Domain)
# What answers are made of; an object of another kind, as a function with a state, is the user's.
_PACKAGES = frozenset(
    {"grad_magic", "sympy", "mpmath", "gmpy2", "fractions", "builtins", "collections", "functools"}
)
# What a value may be made of that cannot be packed: locks, generators, trees too deep for C.
_NOT_PACKED = (pickle.PicklingError, AttributeError, TypeError, RecursionError)
# SymPy finds them again where they are asked for.
_FOUND_AGAIN = frozenset({"_assumptions", "_mhash"})


class Kept(Generic[Value_co]):
    """A value that can be packed, and is unpacked where it is read.

    A solution takes a tenth of the room then, and half a millisecond to be read again.
    """

    def __init__(self, value: Value_co) -> None:
        # One attribute for both: another thread finds the one or the other.
        self._held: Value_co | _Packed = value

    @property
    def value(self) -> Value_co:
        """It, the same object from one packing to the next."""
        held = self._held
        if isinstance(held, _Packed):
            unpacked: Value_co = _unpack(held)
            self._held = held = unpacked
        return held

    def pack(self) -> None:
        """Packs it, if it can be."""
        held = self._held
        if isinstance(held, _Packed):
            return
        try:
            self._held = _pack(held)
        except _NOT_PACKED:
            return

    def __getstate__(self) -> object:
        """Packed, if it can be, so that copies have each expression as it stands."""
        held = self._held
        if not isinstance(held, _Packed):
            try:
                held = _pack(held)
            except _NOT_PACKED:
                return self.__dict__
        return {"_held": held}


class _Packed(NamedTuple):
    """A value that is written down, and the parts of it that are kept as they are."""

    written: bytes
    parts: list[Any]


class _Packer(pickle.Pickler):
    """Writes down what a value is made of, but for classes, functions and what the user made.

    These are kept as they are: nothing is looked up by its name again, which in a notebook may
    mean something else by then; functions without a name are no obstacle; and arrays of numbers
    and other objects that the user holds too are neither copied nor asked anything.
    """

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.parts: list[Any] = []
        self._places: dict[int, int] = {}

    def persistent_id(self, part: Any) -> int | None:
        # A function without a formula is an instance of a class of its own, without a module.
        package = (type(part).__module__ or "sympy").partition(".")[0]
        # An array of exact numbers is none that the user holds.
        is_exact = package == "numpy" and hasattr(part, "dtype") and part.dtype.hasobject
        if (is_exact or package in _PACKAGES) and not isinstance(part, _BY_THEMSELVES):
            return None
        place = self._places.setdefault(id(part), len(self.parts))
        if place == len(self.parts):
            self.parts.append(part)
        return place

    def reducer_override(self, part: Any) -> Any:
        """Takes a SymPy expression as it stands; made anew, `x - x` would be 0."""
        kind: Any = type(part)
        is_whole = isinstance(part, Atom) or isinstance(kind, Singleton)
        if not isinstance(part, Basic) or is_whole:
            return NotImplemented
        state = {name: getattr(part, name) for name in _slots(kind) if hasattr(part, name)}
        return _unevaluated, (kind, state | getattr(part, "__dict__", {}))


@cache
def _slots(kind: type[Basic]) -> tuple[str, ...]:
    slots = (name for base in kind.__mro__ for name in getattr(base, "__slots__", ()))
    return tuple(name for name in slots if name not in _FOUND_AGAIN)


def _unevaluated(kind: type[Basic], state: Mapping[str, object]) -> Basic:
    expression = object.__new__(kind)
    # As Basic.__new__ leaves them.
    found_again = {"_assumptions": kind.default_assumptions, "_mhash": None}
    for name, value in (*found_again.items(), *state.items()):
        setattr(expression, name, value)
    return expression


class _Unpacker(pickle.Unpickler):
    """Puts a value together again."""

    def __init__(self, file: io.BytesIO, parts: list[Any]) -> None:
        super().__init__(file)
        self._parts = parts

    def persistent_load(self, place: int) -> Any:
        return self._parts[place]


def _pack(value: object) -> _Packed:
    written = io.BytesIO()
    packer = _Packer(written)
    packer.dump(value)
    return _Packed(zlib.compress(written.getbuffer(), level=1), packer.parts)


def _unpack(packed: _Packed) -> Any:
    written = io.BytesIO(zlib.decompress(packed.written))
    return _Unpacker(written, packed.parts).load()
