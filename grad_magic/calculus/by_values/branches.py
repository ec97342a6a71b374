"""Near which points a Python function takes another branch, as its comparisons tell.

Differences with steps across a branch near P say nothing of the derivatives at P, and that both
sides differ says only then that there is none if the branch is at P itself. So the function is
called with floats that write down what they are compared with.
"""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grad_magic.deferred_numpy import np

Procedure = Callable[..., Any]

# Numbers so close are equal but for the rounding on the way to them.
_SAME = 4 * sys.float_info.epsilon
# Steps below this share of a coordinate drown in its rounding.
_SHORTEST_REACH = 1e-10
# Where a coordinate is 0, branches down to 10^-50 are still seen.
_MOST_ROUNDS = 4
_CLOSEST = 1e-50
_MOST_COMPARISONS = 1_000


@dataclass(frozen=True)
class Branches:
    """What the comparisons of a function say about P.

    Attributes:
        meet_at_point: whether P itself is seen to lie where one branch ends.
        reach: by what the usual steps are multiplied to lie in the branches next to P; 0 where
            another branch is too close for that.
    """

    meet_at_point: bool = False
    reach: float = 1.0


def find_branches(
    procedure: Procedure, point: Sequence[float], steps: Sequence[float], ratio: float
) -> Branches:
    """The branches at P and around it.

    Args:
        procedure: the function.
        point: P, n numbers.
        steps: along each of the axes the longest step and the shortest one.
        ratio: of a step to the next shorter one.
    """
    here = _path(procedure, point)
    if not here:
        return Branches()
    meet = any(is_tie for _, is_tie in here)
    outcomes = tuple(outcome for outcome, _ in here)
    longest, shortest = steps
    reach = 1.0
    scales = [abs(coordinate) or 1.0 for coordinate in point]
    for _ in range(_MOST_ROUNDS):
        found = [
            _reach_along(
                procedure,
                point,
                [scale * sign for scale, sign in zip(scales, vector, strict=True)],
                (longest * reach, shortest * reach, ratio),
                None if meet else outcomes,
            )
            for vector in _vectors(len(point))
        ]
        if min(found) > 0:
            reach *= min(found)
            is_seen = not any(point) or reach >= _SHORTEST_REACH
            return Branches(meet, reach if is_seen else 0.0)
        reach *= shortest / longest
    return Branches(meet, 0.0)


def _vectors(dimension: int) -> Iterator[list[float]]:
    """Along the axes and along two diagonals, forward and back."""
    rows = np.eye(dimension).tolist()
    if dimension > 1:
        rows += [[1.0] * dimension, [(-1.0) ** index for index in range(dimension)]]
    for row in rows:
        yield row
        yield [-entry for entry in row]


def _reach_along(
    procedure: Procedure,
    point: Sequence[float],
    vector: Sequence[float],
    steps: tuple[float, float, float],
    expected: tuple[bool, ...] | None,
) -> float:
    """The share of the longest step up to which the function takes one way; 0 for none.

    Args:
        procedure: the function.
        point: P.
        vector: the direction.
        steps: the longest step, the shortest one and the ratio of neighbours.
        expected: the way at P, if it is that of all points nearby.
    """
    longest, shortest, ratio = steps
    count = math.ceil(math.log(longest / shortest, ratio)) + 1
    if expected is None:
        close = _path(procedure, _moved(point, vector, _CLOSEST))
        if close and not any(is_tie for _, is_tie in close):
            expected = tuple(outcome for outcome, _ in close)
    reach = 0.0
    for index in reversed(range(count)):
        step = longest * ratio**-index
        path = _path(procedure, _moved(point, vector, step))
        if path is None:
            return reach
        if not any(is_tie for _, is_tie in path):
            outcomes = tuple(outcome for outcome, _ in path)
            expected = outcomes if expected is None else expected
            if outcomes != expected:
                return reach
        # Along the seam itself, on which all is equal, no branch is left.
        reach = ratio**-index
    return reach


def _moved(point: Sequence[float], vector: Sequence[float], step: float) -> list[float]:
    return [start + step * entry for start, entry in zip(point, vector, strict=True)]


_Comparison = tuple[bool, bool]
"""How a comparison came out, and whether both sides were equal."""


def _path(procedure: Procedure, place: Sequence[float]) -> list[_Comparison] | None:
    """The comparisons that a function makes on its way; None where it fails."""
    log: list[_Comparison] = []
    try:
        with np.errstate(all="ignore"):
            procedure(*(_watched(coordinate, log) for coordinate in place))
    except Exception:  # noqa: BLE001  (the function is the user's, and may raise anything)
        return None
    return log[:_MOST_COMPARISONS]


class _Watched(float):
    """A float that writes down what it is compared with.

    What is computed from it by sums and products is watched too. What comes of a quotient is
    not: how often a loop is run, until its result is good enough, is no branch of f.
    """

    log: list[_Comparison] | None = None

    __hash__ = float.__hash__

    def __bool__(self) -> bool:
        return self.noted(0.0, outcome=float(self) != 0.0)

    def __abs__(self) -> _Watched:
        return _watched(abs(float(self)), self.log)

    def __neg__(self) -> _Watched:
        return _watched(-float(self), self.log)

    def __pos__(self) -> _Watched:
        return self

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if ufunc is np.absolute and method == "__call__" and not options:
            return abs(self)
        return getattr(ufunc, method)(*map(_plain, inputs), **options)

    def noted(self, other: float, *, outcome: bool) -> bool:
        """The outcome of a comparison, which is written down."""
        if self.log is not None and (not isinstance(other, _Watched) or other.log is not None):
            is_tie = math.isclose(float(self), float(other), rel_tol=_SAME, abs_tol=0.0)
            self.log.append((outcome, is_tie))
        return outcome


def _watched(value: float, log: list[_Comparison] | None) -> _Watched:
    number = _Watched(value)
    number.log = log
    return number


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, _Watched) else value


def _comparison(compare: Callable[[Any, Any], Any]) -> Callable[[_Watched, Any], Any]:
    def noted(self: _Watched, other: Any) -> Any:
        if not isinstance(other, (int, float)):
            return NotImplemented
        return self.noted(other, outcome=bool(compare(float(self), _plain(other))))

    return noted


def _operation(
    compute: Callable[[Any, Any], Any], *, is_watched: bool, is_reflected: bool = False
) -> Callable[[_Watched, Any], Any]:
    def computed(self: _Watched, other: Any) -> Any:
        if not isinstance(other, (int, float)):
            return NotImplemented
        operands = (_plain(other), float(self)) if is_reflected else (float(self), _plain(other))
        result = compute(*operands)
        others = [part for part in (self, other) if isinstance(part, _Watched)]
        is_kept = all(part.log is not None for part in others)
        # Division by a number is a product.
        is_product = is_watched or not (is_reflected or isinstance(other, _Watched))
        if not isinstance(result, float):
            return result
        return _watched(result, self.log if is_kept and is_product else None)

    return computed


for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(_Watched, f"__{_name}__", _comparison(getattr(operator, _name)))
for _name, _is_watched in (
    ("add", True),
    ("sub", True),
    ("mul", True),
    ("truediv", False),
    ("pow", False),
    ("floordiv", False),
    ("mod", False),
):
    _compute = getattr(operator, _name)
    setattr(_Watched, f"__{_name}__", _operation(_compute, is_watched=_is_watched))
    setattr(
        _Watched, f"__r{_name}__", _operation(_compute, is_watched=_is_watched, is_reflected=True)
    )
