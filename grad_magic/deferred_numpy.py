"""NumPy, imported where it is first used: most answers without a picture do without it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["np", "numpy_function"]

if TYPE_CHECKING:
    import numpy as np
else:

    class _Nothing:
        """Stands for a type of NumPy while that is not imported: nothing is of it."""

    _TYPES = frozenset({"ndarray", "number", "floating", "ufunc"})

    class _DeferredNumpy:
        """The module, its names looked up once."""

        def __getattr__(self, name: str) -> Any:
            if name in _TYPES and "numpy" not in sys.modules:
                return _Nothing
            import numpy as np

            value = getattr(np, name)
            setattr(self, name, value)
            return value

    np = _DeferredNumpy()


def numpy_function(name: str) -> Callable[..., Any]:
    """A function of NumPy's, for a table that is made before NumPy is imported."""

    def function(*arguments: Any) -> Any:
        return getattr(np, name)(*arguments)

    return function
