"""What values of f alone say of its gradients: differences in floating-point numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grad_magic.calculus.arrays.arithmetic import FloatArithmetic
from grad_magic.calculus.arrays.point import Point
from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# Steps of a central difference; the first is best for a smooth f of ordinary size.
_STEPS = (6e-6, 1e-4, 4e-7, 2e-3)
_TOLERANCE, _TINY = 1e-5, 1e-12
# One-sided slopes at a kink differ by as much for a tenth of the step. They agree where they
# differ by this part of themselves, and what rounding may do to them is so many times the noise of
# one, less than this part of a difference that is clear.
_BENDING_STEPS = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
_KEPT, _AGREEING, _NOISY, _CLEAR = 0.7, 1e-3, 50, 0.3
_DIRECTIONS = 3
_SEED = 20240229


def agrees_with_values(point: Point, gradients: Mapping[str, Values]) -> bool | None:
    """Whether ⟨∇L, D⟩ is what values of f give, for a random D; None without such values."""
    generator = np.random.default_rng(_SEED)
    verdicts = []
    for is_relative in (False, True):
        along = _Line(point, gradients, generator, is_relative=is_relative)
        for distance in along.distances:
            agrees = along.agrees(distance)
            if agrees:
                return True
            verdicts.append(agrees)
    return None if all(verdict is None for verdict in verdicts) else False


def is_broken(point: Point, gradients: Mapping[str, Values]) -> bool:
    """Whether f rises by another rate than it falls along some line through the point.

    Both slopes of |x|³ or |x|√|x| at 0 tend to 0 with the step; those of |x| do not.
    """
    lines = _lines(point, gradients)
    return any(line.is_broken() for line in lines)


def is_at_an_end(point: Point, gradients: Mapping[str, Values]) -> bool:
    """Whether f has no values on one side along some line through the point."""
    return any(line.has_an_end(_BENDING_STEPS[-1]) for line in _lines(point, gradients))


def _lines(point: Point, gradients: Mapping[str, Values]) -> list[_Line]:
    generator = np.random.default_rng(_SEED)
    return [_Line(point, gradients, generator) for _ in range(_DIRECTIONS)]


class _Line:
    """A line through the point, and the differences of f along it."""

    def __init__(
        self,
        point: Point,
        gradients: Mapping[str, Values],
        generator: np.random.Generator,
        *,
        is_relative: bool = False,
    ) -> None:
        """Chooses a line.

        Args:
            point: where it begins.
            gradients: what is looked at.
            generator: of random numbers.
            is_relative: whether each entry changes as it is large.
        """
        self._point = point
        self._arrays = point.arrays(exact=False)
        self._direction: dict[str, Values] = {}
        self._slope, size = 0.0, 0.0
        for name, gradient in gradients.items():
            entries = self._arrays[name]
            direction = np.asarray(generator.standard_normal(gradient.shape))
            if is_relative:
                direction = direction * np.where(entries == 0, 1.0, np.abs(entries))
            else:
                direction = direction / max(1.0, np.sqrt(direction.size))
                size = max(size, float(np.abs(entries).max()))
            self._direction[name] = direction
            self._slope += float((np.asarray(gradient, dtype=float) * direction).sum())
        self._middle = self._at(0)
        scales = dict.fromkeys((1.0, *((size,) if size > 0 else ())))
        self.distances = [step * scale for scale in scales for step in _STEPS]

    def _at(self, distance: float) -> float:
        moved = {
            name: self._arrays[name] + distance * direction
            for name, direction in self._direction.items()
        }
        try:
            with np.errstate(all="ignore"):
                return float(self._point.loss(FloatArithmetic(), {**self._arrays, **moved}))
        except GradMagicError:
            return float("nan")

    def agrees(self, distance: float) -> bool | None:
        """Whether a central difference is the slope, as far as rounding lets one see.

        None where f has no values.
        """
        difference = (self._at(distance) - self._at(-distance)) / (2 * distance)
        if not np.isfinite(difference) or not np.isfinite(self._slope):
            return None
        noise = 1e-14 * abs(self._middle) / distance
        largest = max(abs(difference), abs(self._slope))
        return bool(abs(difference - self._slope) <= _TOLERANCE * largest + 50 * noise + _TINY)

    def is_broken(self) -> bool:
        """Whether the slopes before and behind differ, and no less for shorter steps.

        So they do where f has no values on one side. Where rounding hides them for all steps, as
        beside a very large number, they are taken to differ.
        """
        gaps: list[float] = []
        for step in _BENDING_STEPS:
            before, behind, noise = self._slopes(step)
            if np.isnan(before) or np.isnan(behind):
                return True
            gap, unsure = abs(behind - before), _NOISY * noise
            if gap + unsure <= _AGREEING * (abs(before) + abs(behind)):
                return False
            is_clear = unsure < _CLEAR * gap
            if not is_clear:
                # The true gap is at most this.
                return not (gaps and gap + unsure < _KEPT * gaps[-1])
            gaps.append(gap)
        return not gaps[-1] < _KEPT * gaps[-2]

    def has_an_end(self, step: float) -> bool:
        """Whether f has no values at one of both distances, or at both."""
        before, behind, _ = self._slopes(step)
        return bool(np.isfinite(self._middle) and (np.isnan(before) or np.isnan(behind)))

    def _slopes(self, step: float) -> tuple[float, float, float]:
        """The slopes before and behind, and what rounding may change of them."""
        distance = step * max(1.0, *(float(np.abs(a).max()) for a in self._direction.values()))
        before = (self._middle - self._at(-distance)) / distance
        behind = (self._at(distance) - self._middle) / distance
        return before, behind, 1e-14 * abs(self._middle) / distance
