"""What a Python function gave back, as real numbers."""

from __future__ import annotations

import math
import numbers
from typing import Any

from sympy import Expr

from grad_magic.deferred_numpy import np

_MOST_COMPONENTS = 20


def components_of(result: object) -> tuple[Any, ...]:
    """The components that a vector-valued function gave back; none for anything else."""
    if isinstance(result, np.ndarray) and result.ndim == 1:
        result = tuple(result)
    if not isinstance(result, (tuple, list)) or not 1 < len(result) <= _MOST_COMPONENTS:
        return ()
    return tuple(result)


def real_value(result: object) -> float | None:
    """What a function gave back as a float; None for what is no real number, or infinite.

    >>> import numpy as np
    >>> real_value(np.array(2.5)), real_value(1j), real_value("1")
    (2.5, None, None)
    """
    if isinstance(result, np.ndarray) and result.ndim == 0:
        result = result.item()
    is_number = isinstance(result, Expr) and result.is_number and result.is_extended_real
    if not is_number and not isinstance(result, numbers.Real):
        return None
    try:
        value = float(result)  # type: ignore[arg-type]
    except OverflowError:
        return None
    return value if math.isfinite(value) else None
