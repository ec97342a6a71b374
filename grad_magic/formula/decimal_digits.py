"""Numbers as decimals, exactly."""

from __future__ import annotations


def write_decimal(top: int, bottom: int, most_places: int) -> str:
    """The size of the fraction as a decimal; empty where it needs more places, or none.

    >>> write_decimal(-27, 4, 8), write_decimal(1, 3, 8), write_decimal(2, 1, 8)
    ('6.75', '', '')
    """
    places = next((n for n in range(1, most_places + 1) if 10**n % bottom == 0), None)
    if bottom == 1 or places is None:
        return ""
    text = str(abs(top) * 10**places // bottom).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}"


# Constants of nature have up to so many places, and figures; what has fewer places is a decimal.
_MOST_PLACES, _FEWEST_PLACES = 60, 13
_MOST_FIGURES = 12


def in_powers_of_ten(top: int, bottom: int) -> tuple[str, int] | None:
    """The size of a small number by a few figures and a power of ten; None of any other.

    >>> in_powers_of_ten(-3337, 5 * 10**13), in_powers_of_ten(1, 10**20), in_powers_of_ten(1, 8)
    (('6.674', -11), ('1', -20), None)
    """
    whole, _, behind = write_decimal(top, bottom, _MOST_PLACES).partition(".")
    figures = (whole + behind).lstrip("0")
    if len(behind) < _FEWEST_PLACES or len(figures) > _MOST_FIGURES:
        return None
    mantissa = f"{figures[0]}.{figures[1:]}" if figures[1:] else figures
    return mantissa, len(figures) - 1 - len(behind)
