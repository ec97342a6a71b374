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
