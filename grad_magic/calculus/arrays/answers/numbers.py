"""Numbers in a student's answer: right if they are those at the point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sympy import Expr, Float, sqrt

from grad_magic.array_problem import ArrayAnswerPart, Shape
from grad_magic.calculus.answers.marking import all_of, is_zero
from grad_magic.calculus.arrays.answers.formulas import Known, find_slip
from grad_magic.calculus.arrays.answers.samples import sample_at_point
from grad_magic.calculus.arrays.arithmetic import as_expression
from grad_magic.calculus.arrays.nodes import new_table
from grad_magic.deferred_numpy import np
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked

if TYPE_CHECKING:
    from grad_magic.array_solution import ArrayCheck, ArrayNumbers, Values
    from grad_magic.calculus.arrays.answers.marking import Marking

# A result that is itself an approximation has so many true digits.
_TRUSTED = 1e-6
_LAST_DIGIT = 2
_PAIR = 2


def check_numbers(marking: Marking, part: ArrayAnswerPart) -> ArrayCheck:
    """Whether they are what is true at the point."""
    numbers = marking.solution.numbers
    if numbers is None or numbers.is_doubtful:
        return marking.undecided(CheckNote.NOT_KNOWN, part)
    if marking.asked is Asked.VALUE:
        return _beside(marking, part, numbers, _single(numbers.value))
    if numbers.kink is not None and marking.asked is not Asked.RATE:
        is_convention = any(
            _equal(part, numbers.kink.convention[name])
            for name in marking.names(part)[:1]
            if name in numbers.kink.convention
        )
        return marking.wrong(Slip.FORMULA_MISUSED if is_convention else None, part)
    true = _true_numbers(marking, part, numbers)
    if true is None:
        is_without = numbers.rates_beside is not None
        return marking.wrong(None) if is_without else marking.undecided(CheckNote.NOT_KNOWN, part)
    return _beside(marking, part, numbers, true)


def _beside(
    marking: Marking, part: ArrayAnswerPart, numbers: ArrayNumbers, true: Values
) -> ArrayCheck:
    """What is to be said of numbers beside what is true."""
    assert part.value is not None
    if part.value.square.shape != true.shape:
        return _of_other_shape(marking, part, part.value.shape, numbers)
    verdict = _equal(part, true)
    if verdict is None:
        return marking.undecided(CheckNote.OPEN, part)
    return marking.right(part) if verdict else marking.wrong(_slip(marking, part, true), part)


def _true_numbers(marking: Marking, part: ArrayAnswerPart, numbers: ArrayNumbers) -> Values | None:
    """What is true at the point, in two dimensions; None where it is not known."""
    second = marking.solution.second
    if marking.asked is Asked.GRADIENT:
        return numbers.gradients.get(marking.names(part)[0])
    if marking.asked is Asked.HESSIAN:
        return None if second is None or second.at_point is None else second.at_point.hessian
    if marking.asked is Asked.MAX_RATE:
        return _single(_root(numbers.squared_norm))
    if numbers.kink is not None:
        before, beyond = numbers.rates_beside or (None, None)
        return _single(before) if before is not None and before == beyond else None
    if not numbers.squared_length:
        return None
    return _single(_expression(numbers.slope) / _root(numbers.squared_length))


def _slip(marking: Marking, part: ArrayAnswerPart, true: Values) -> Slip | None:
    """What made numbers of the right shape wrong."""
    assert part.value is not None
    assert part.tolerance is not None
    if part.tolerance.any() and _equal(part, true, _LAST_DIGIT):
        return Slip.LAST_DIGIT
    if marking.asked in (Asked.RATE, Asked.MAX_RATE):
        slips = (slip for slip, rate in _wrong_rates(marking, true) if _equal(part, _single(rate)))
        return next(slips, None)
    if marking.asked is Asked.VALUE:
        return None
    if marking.asked is Asked.HESSIAN:
        return Slip.FACTOR if _are_proportional(part.value.floats, true) else None
    sample = sample_at_point(marking.problem, part.value.floats, part.tolerance)
    with new_table():
        return find_slip(marking, part, [sample], Known(marking.problem))


def _wrong_rates(marking: Marking, true: Values) -> Iterator[tuple[Slip, Any]]:
    """What slips make of a rate."""
    numbers = marking.solution.numbers
    assert numbers is not None
    rate = _expression(true[0, 0])
    if marking.asked is Asked.RATE:
        if numbers.slope is not None:
            yield Slip.NOT_NORMALISED, numbers.slope
            length = _expression(numbers.squared_length)
            yield Slip.SQUARED_LENGTH, _expression(numbers.slope) / length
        yield Slip.OPPOSITE, -rate
        if numbers.squared_norm is not None:
            yield Slip.NORM_INSTEAD, _root(numbers.squared_norm)
    else:
        yield Slip.NORM_SQUARED, numbers.squared_norm
        yield Slip.SMALLEST_FOR_LARGEST, -rate
    yield Slip.VALUE_INSTEAD, numbers.value


def _of_other_shape(
    marking: Marking, part: ArrayAnswerPart, shape: Shape, numbers: ArrayNumbers
) -> ArrayCheck:
    """Numbers that have not the shape of what is asked."""
    assert part.value is not None
    if marking.asked is not Asked.GRADIENT:
        is_matrix = marking.asked is Asked.HESSIAN
        return marking.wrong(Slip.SHAPE, part, shape if is_matrix else None)
    own = marking.names(part)[0]
    if any(_equal(part, other) for name, other in numbers.gradients.items() if name != own):
        return marking.wrong(Slip.OTHER_VARIABLE, part)
    wanted = numbers.gradients[own].shape
    is_turned = len(shape) == _PAIR and part.value.square.shape == wanted[::-1]
    return marking.misshapen(part, shape, is_turned=is_turned)


def _equal(part: ArrayAnswerPart, true: Values, units: int = 1) -> bool | None:
    """Whether numbers are what is true, each in the digits that were typed."""
    assert part.value is not None
    entries = part.value.square
    if entries.shape != true.shape:
        return False
    rooms = np.zeros(entries.shape) if part.tolerance is None else part.tolerance
    pairs = zip(entries.ravel(), true.ravel(), rooms.ravel(), strict=True)
    return all_of([_is_entry(entry, truth, room * units) for entry, truth, room in pairs])


def _are_proportional(entries: Values, true: Values) -> bool:
    """Whether a matrix of several entries is a multiple of the other."""
    others = np.asarray(true, dtype=float)
    if np.count_nonzero(others) < _PAIR:
        return False
    factor = float((entries * others).sum() / (others**2).sum())
    return factor != 0 and bool(np.allclose(entries, factor * others, rtol=_TRUSTED))


def _is_entry(entry: Any, truth: Any, room: float) -> bool | None:
    """Whether a number is this, or may be by the digits that were not typed."""
    is_measured = _is_measured(truth)
    if is_measured or _is_measured(entry):
        room += _TRUSTED * max(1, abs(float(truth))) if is_measured else 0
        return bool(abs(float(entry) - float(truth)) <= room)
    difference = _expression(entry) - _expression(truth)
    verdict = is_zero(difference)
    if verdict or not room:
        return verdict
    return bool(abs(float(difference)) <= room)


def _is_measured(entry: Any) -> bool:
    """Whether it is a floating-point number, or made of such."""
    return isinstance(entry, (float, np.floating)) or (
        isinstance(entry, Expr) and bool(entry.has(Float))
    )


def _expression(entry: Any) -> Expr:
    return Float(entry) if isinstance(entry, (float, np.floating)) else as_expression(entry)


def _root(square: Any) -> Expr:
    return sqrt(_expression(square))


def _single(entry: Any) -> Values:
    """One number in two dimensions."""
    single = np.empty((1, 1), dtype=object)
    single[0, 0] = entry
    return single
