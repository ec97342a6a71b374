"""Floating-point numbers of answers, by the digits that they have."""

from __future__ import annotations

from typing import Any

from grad_magic.deferred_numpy import np

_BYTES_OF_DOUBLE = 8


def text_of_float(value: Any) -> str:
    """The number in decimals; of fewer bits than Python's those that are none of its noise.

    >>> text_of_float(np.float32(-0.70710677)), text_of_float(-0.70710677)
    ('-0.707107', '-0.70710677')
    """
    if isinstance(value, np.floating) and value.itemsize < _BYTES_OF_DOUBLE:
        return f"{float(value):.{np.finfo(value.dtype).precision}g}"
    return str(value)
