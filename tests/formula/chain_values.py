"""The value of a line of a derivation, by mpmath alone: its own rules are not asked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

import mpmath
from sympy import Symbol

from grad_magic.formula.arithmetic import HIGH_PRECISION
from grad_magic.formula.program import compile_formula
from grad_magic.formula.tree import Formula

DIGITS = 40


def value_of(formula: Formula, values: Mapping[Symbol, Any]) -> Any:
    """The number; a part still to be differentiated is differentiated numerically.

    Raises:
        NotRealError: it has no real value there.
    """
    known = dict(values)
    names = (Symbol(f"derivative_{number}") for number in count())

    def replaced(part: Formula) -> Formula:
        if part.operation == "entered":
            return replaced(part.operands[0])
        if part.operation == "derivative":
            name = next(names)
            known[name] = _slope(part, values)
            return Formula("name", value=name)
        if not part.operands:
            return part
        return Formula(part.operation, tuple(map(replaced, part.operands)), part.value)

    return compile_formula(replaced(formula)).run(known, HIGH_PRECISION)


def _slope(part: Formula, values: Mapping[Symbol, Any]) -> Any:
    function, *by = part.operands
    variable = by[0].value if by else next(name for name in values if name in function.names)
    program = compile_formula(function)

    def along(number: Any) -> Any:
        return program.run({**values, variable: number}, HIGH_PRECISION)

    return mpmath.diff(along, values[variable])
