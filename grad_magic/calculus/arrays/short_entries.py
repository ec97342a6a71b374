"""Exact entries in their shortest form, and floats of which some digit is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Expr, Rational, fraction, together

from grad_magic.calculus.arrays.arithmetic import NotExactError
from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.deferred_numpy import np

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# Longer numbers are shown as decimals in any case.
_MOST_EXPANDED = 40
# Of still longer ones nothing is kept but their decimals.
_LONGEST = 200
_DIGITS, _SOME_DIGITS, _MOST_DIGITS, _NEARLY_ZERO = 20, 60, 200, 1e-15
# A part by which no digit of a number is left.
_NO_DIGIT = 0.1


def short(entry: Any) -> Any:
    """An exact number in its shortest form, a fraction where it is one; a float as it is.

    A very long number becomes a float.

    Raises:
        NotExactError: it is hardly anything but 0, and that is not seen.
    """
    if not isinstance(entry, Expr):
        return entry
    length = count_operations(entry)
    decimal = entry.evalf(_DIGITS, maxn=_SOME_DIGITS)
    # Of tanh(40)² - 1 all digits are known, of what cancels none.
    if abs(decimal) < _NEARLY_ZERO and not decimal.is_comparable:
        if length > _LONGEST:
            raise NotExactError
        if _is_zero(entry):
            return Fraction(0)
        decimal = entry.evalf(_DIGITS, maxn=_MOST_DIGITS)
        if not decimal.is_comparable:
            raise NotExactError
    if length > _LONGEST:
        return float(decimal)
    shortest = entry
    if length <= _MOST_EXPANDED:
        expanded = entry.expand()
        shortest = min(entry, expanded, key=count_operations)
    if isinstance(shortest, Rational):
        return Fraction(int(shortest.p), int(shortest.q))
    return shortest


def shortened(values: Values) -> Values:
    """The same of each entry."""
    results = np.empty(values.shape, dtype=object)
    for index, entry in np.ndenumerate(values):
        results[index] = short(entry)
    return results


def check_lengths(arrays: Iterable[Values]) -> None:
    """Refuses exact numbers of which nothing but decimals would be shown."""
    for values in arrays:
        for entry in values.flat:
            if isinstance(entry, Expr) and count_operations(entry) > _LONGEST:
                raise NotExactError


def _is_zero(entry: Expr) -> bool:
    """Whether quotients cancel when they are brought together."""
    top, _ = fraction(together(entry))
    return bool(top.expand() == 0)


def exactly(values: Values) -> Values:
    """Entries in which floats are the fractions that they are."""
    results = np.empty(values.shape, dtype=object)
    for index, entry in np.ndenumerate(values):
        results[index] = Fraction(entry) if isinstance(entry, float) else entry
    return results


def kept_digits(arrays: Mapping[str, Values], longer: Mapping[str, Values]) -> dict[str, Values]:
    """Entries with 0 for those of which no digit is kept in longer ones."""
    return {
        name: np.where(is_noise(values, longer[name]), 0.0, values)
        for name, values in arrays.items()
    }


def is_noise(values: Any, longer: Any) -> Any:
    """Whether no digit is kept where more are computed; of arrays entry by entry."""
    return abs(longer - values) > _NO_DIGIT * abs(values)
