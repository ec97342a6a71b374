from __future__ import annotations

import pytest

from grad_magic.result import solve


def _system(request: str) -> list[str]:
    text = " ".join(solve(f"{request} critical=all steps=full").text.split())
    begins, ends = text.index("Where x ≠ 0"), text.index(" Differentiating again")
    return text[begins:ends].replace(". ", ".\n").splitlines()


# By hand: x + (x + y + z) = 4 and the same of y and z, so x = y = z = 1.
@pytest.mark.slow
def test_a_product_of_three_variables_is_solved_by_cases() -> None:
    assert _system("f=x y z (4-x-y-z)") == [
        (
            "Where x ≠ 0, y ≠ 0 and z ≠ 0, the equations are 2x + y + z - 4 = 0, "
            "x + 2y + z - 4 = 0 and x + y + 2z - 4 = 0."
        ),
        "The first equation gives z = 4 - 2x - y.",
        "The second equation becomes y - x = 0, so y = x.",
        "The third equation becomes 4 - 4x = 0, so x = 1.",
        "This gives the critical point (1, 1, 1).",
        "For x = 0 there remains y·z(y + z - 4) = 0, so y = 0 or z = 0 or z = 4 - y.",
        "This gives all points (0, 0, z), (0, y, 0) and (0, y, 4 - y).",
        "For y = 0 there remains x·z(x + z - 4) = 0, so x = 0 or z = 0 or z = 4 - x.",
        "This gives all points (0, 0, z), (x, 0, 0) and (x, 0, 4 - x).",
        "For z = 0 there remains x·y(x + y - 4) = 0, so x = 0 or y = 0 or y = 4 - x.",
        "This gives all points (0, y, 0), (x, 0, 0) and (x, 4 - x, 0).",
    ]
