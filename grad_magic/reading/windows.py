"""The window of a picture: from where to where in each variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.reading.matrices import read_rows

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.formula.tree import Place
    from grad_magic.reading.context import Context

# Beyond, and in a narrower one, neighbouring points of a picture are one floating-point number.
_LARGEST, _NARROWEST = 10**12, 1e-9
_MOST_VARIABLES = 2


def read_window(context: Context, place: Place, key: str) -> tuple[Expr, ...]:
    """Two numbers for each variable, the smaller one first: (-1,3,-2,2), or ((-1,3),(-2,2)).

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: there are more or fewer numbers, f has too many variables, or a
            side runs backwards, is empty, or is more than floating-point numbers tell.
    """
    limits = tuple(entry for row in read_rows(context, place, key) for entry in row)
    names = [str(variable) for variable in context.variables]
    if len(names) > _MOST_VARIABLES:
        raise context.error(
            place,
            f"a window is one of a plot of one or two variables, but there are {len(names)} "
            f"({', '.join(names)})",
            f"Leave out {key}.",
        )
    if len(limits) != 2 * len(names):
        row = ",".join(f"{name}_min,{name}_max" for name in names)
        raise context.error(
            place,
            f"{key} has {_counted(len(limits), 'number')}, but two are needed for each of "
            f"{_counted(len(names), 'variable')} ({', '.join(names)})"
            if len(names) > 1
            else f"{key} has {_counted(len(limits), 'number')}, but two are needed for {names[0]}",
            f"Write {key}=({row}).",
        )
    for index, name in enumerate(names):
        _check_side(context, place, key, name, limits[2 * index : 2 * index + 2])
    return limits


def _check_side(
    context: Context, place: Place, key: str, name: str, side: tuple[Expr, ...]
) -> None:
    low, high = side
    width = float(high - low) if max(abs(low), abs(high)) <= _LARGEST else 0.0
    if high == low:
        message = f"the {key} is empty in {name}: it goes from {low} to {high}"
        raise context.error(place, message, "Give two different numbers, the smaller one first.")
    if low > high:
        message = f"the {key} runs backwards in {name}: it goes from {low} to {high}"
        raise context.error(place, message, f"Write the smaller one first: {high},{low}.")
    if width <= _NARROWEST * float(min(max(abs(low), abs(high)), _LARGEST)):
        message = f"the {key} is too large or too narrow in {name} to be drawn"
        advice = "Give numbers up to 10^12 that differ by more than their billionth part."
        raise context.error(place, message, advice)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
