"""A Python function once more, with the functions of `math` and SymPy replaced by stand-ins.

`math.exp` takes floats only, so a function that calls it must see another `math`. The function
itself, and the module that it stands in, are left as they are.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Iterator
from functools import partial
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import sympy

from grad_magic.reading.python_functions.known_functions import KNOWN_FUNCTIONS
from grad_magic.reading.python_functions.tracers import Recorder, Tracer

# Functions that call functions that call functions.
_DEEPEST_CALL = 8
# Of numbers these give whole numbers, with which a loop may count.
_COUNTING = ("floor", "ceil")
_COMPARING = ("max", "min")


def rebuild(function: Callable[..., Any], recorder: Recorder) -> Callable[..., Any]:
    """The function with the same code, which computes with the recorder's tracers.

    What is no function of Python's own, such as an object that can be called, stays the same.
    """
    if isinstance(function, MethodType) and isinstance(function.__func__, FunctionType):
        rebuilt = _Rebuilder(recorder, function.__func__).rebuild(function.__func__, 0)
        return MethodType(rebuilt, function.__self__)
    if isinstance(function, partial):
        return partial(rebuild(function.func, recorder), *function.args, **function.keywords)
    if not isinstance(function, FunctionType):
        standing = _stand_in(function, recorder)
        return function if standing is None else standing
    return _Rebuilder(recorder, function).rebuild(function, 0)


class _Rebuilder:
    """Rebuilds a function and those of its own module that it calls, each once."""

    def __init__(self, recorder: Recorder, root: FunctionType) -> None:
        self._recorder = recorder
        self._module = root.__globals__
        self._rebuilt: dict[int, FunctionType] = {}

    def rebuild(self, function: FunctionType, depth: int) -> FunctionType:
        if id(function) in self._rebuilt:
            return self._rebuilt[id(function)]
        names = dict(function.__globals__)
        cells = tuple(CellType() for _ in function.__closure__ or ())
        rebuilt = FunctionType(
            function.__code__, names, function.__name__, function.__defaults__, cells or None
        )
        rebuilt.__kwdefaults__ = function.__kwdefaults__
        rebuilt.__dict__.update(function.__dict__)
        self._rebuilt[id(function)] = rebuilt
        for name in _names_in(function.__code__):
            if name in names:
                names[name] = self._replace(names[name], depth)
            elif name in _COMPARING:
                names[name] = _extreme(name, self._recorder)
        for cell, own in zip(cells, function.__closure__ or (), strict=True):
            # A cell that is still empty has no contents to ask for.
            if own != CellType():
                cell.cell_contents = self._replace(own.cell_contents, depth)
        return rebuilt

    def _replace(self, value: Any, depth: int) -> Any:
        if isinstance(value, FunctionType) and value.__globals__ is self._module:
            return self.rebuild(value, depth + 1) if depth < _DEEPEST_CALL else value
        standing = _stand_in(value, self._recorder)
        return value if standing is None else standing


def _names_in(code: CodeType) -> Iterator[str]:
    """The names of globals and attributes in a function and in those defined inside it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)


class _Module:
    """`math` or SymPy, with stand-ins for its functions."""

    def __init__(self, module: ModuleType, recorder: Recorder) -> None:
        self._module = module
        self._recorder = recorder

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        standing = _stand_in(value, self._recorder)
        return value if standing is None else standing


def _stand_in(value: Any, recorder: Recorder) -> Any:
    """What stands for a module or mathematical function; None for anything else."""
    if value is math or value is sympy:
        return _Module(value, recorder)
    module = getattr(value, "__module__", None)
    of_math = isinstance(value, BuiltinFunctionType) and module == "math"
    of_sympy = isinstance(value, (type, FunctionType)) and str(module).startswith("sympy.")
    name = getattr(value, "__name__", "")
    if not (of_math or of_sympy) or name not in KNOWN_FUNCTIONS:
        return None

    def compute(*arguments: object) -> Any:
        if name in _COUNTING and not _has_tracer(arguments):
            return value(*arguments)
        return recorder.apply(name, *arguments)

    return compute


def _extreme(name: str, recorder: Recorder) -> Callable[..., Any]:
    """Python's own max or min, which would compare."""
    original = getattr(builtins, name)

    def choose(*arguments: Any, **options: Any) -> Any:
        if len(arguments) == 1 and isinstance(arguments[0], (list, tuple)):
            arguments = tuple(arguments[0])
        if options or not _has_tracer(arguments):
            return original(*arguments, **options)
        return recorder.apply(name, *arguments)

    return choose


def _has_tracer(values: tuple[object, ...]) -> bool:
    return any(isinstance(value, Tracer) for value in values)
