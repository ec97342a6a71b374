"""What of a solution is computed when it is first read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


class Deferred(Generic[Value_co]):
    """What is computed when it is first read, as not every answer shows it."""

    def __init__(self, compute: Callable[[], Value_co]) -> None:
        self._compute = compute

    @cached_property
    def value(self) -> Value_co:
        """It, computed once."""
        return self._compute()


class Known(Deferred[Value_co]):
    """What has been computed already."""

    def __init__(self, value: Value_co) -> None:
        self.value = value


NOTHING = Known(None)
