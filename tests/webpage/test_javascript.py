"""Formulas as JavaScript: what is written, and that it computes what the package does."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from pathlib import Path
from textwrap import dedent
from typing import Any

import mpmath
import pytest

from grad_magic.formula.adjoints import DERIVATIVES
from grad_magic.formula.arithmetic import HIGH_PRECISION
from grad_magic.formula.operations import PROGRAM_OPERATIONS
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem
from grad_magic.webpage import javascript

ROOM = Path(javascript.__file__).parent
NODE = shutil.which("node")


def written(request: str) -> str:
    problem = read_problem(request)
    return javascript.write_function(compile_formula(problem.formula), problem.variables)


def test_values_and_derivatives_are_plain_arithmetic() -> None:
    assert written("f(x,y)=2x-|y|") == dedent(
        """\
        const work = new Float64Array(8);
        function value(x0, x1) {
        work.fill(0);
        work[0] = 2.0 * x0;
        work[1] = Math.abs(x1);
        work[2] = -work[1];
        work[3] = work[0] + work[2];
        return work[3];
        }
        function slopes(x0, x1) {
        work.fill(0);
        work[0] = 2.0 * x0;
        work[1] = Math.abs(x1);
        work[2] = signOff0(x1);
        work[3] = -work[1];
        work[4] = (-1) * work[2];
        work[5] = work[0] + work[3];
        work[6] = 2.0;
        work[7] = work[4];
        return [work[5], [work[6], work[7]]];
        }"""
    )


def test_every_operation_of_a_program_can_be_written() -> None:
    assert javascript.WRITTEN == PROGRAM_OPERATIONS
    assert set(javascript._RULES) == set(DERIVATIVES)


def test_no_text_is_run_as_a_program() -> None:
    scripts = [(ROOM / name).read_text(encoding="utf-8") for name in ("arithmetic.js", "page.js")]
    for banned in (
        "eval(",
        "Function(",
        "setTimeout(",
        "innerHTML =",
        "import(",
        "fetch(",
        "XMLHttp",
    ):
        assert not any(banned in script for script in scripts)


FUNCTIONS = (
    "f=x*exp(2*y)",
    "f=x^3-3x y+y^3",
    "f=|x-1|+max(x,y,1/2)",
    "f=min(x,y)*x",
    "f=piecewise((x*y/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise))",
    "f=piecewise((x^2,x<y and y>0),(y^3,x>=1 or y<0),(x*y,otherwise))",
    "f=erf(x*y)+erf(4x)+erf(-3.2y)",
    "f=gamma(x+3)*beta(x+1,y+1)",
    "f=gamma(x-2.2)*y",
    "f=factorial(y)+gamma(9x)/1000",
    "f=besselj(2,x*y)+besselj(0,9*x)*y",
    "f=besselj(7,x)+besselj(-1,y)",
    "f=cbrt(x-3)*y^(5/3)+x^y",
    "f=x^(-2)+y^(-1/3)",
    "f=sigmoid(x)*softplus(y)",
    "f=arctan2(y,x)*arctan(x)",
    "f=floor(5x)*y+ceiling(y)",
    "f=acosh(x+2)+atanh(y/4)+asinh(x*y)",
    "f=sec(x)csc(y)+tan(x)cot(y)",
    "f=sech(x)csch(y)+tanh(x)coth(y)",
    "f=sinh(x)*cosh(y)",
    "f=asin(x/3)+acos(y/3)",
    "f=sqrt(9-x^2-y^2)",
    "f=ln(x^2+y^2)",
    "f=sign(x-5)*y+heaviside(x)*y^2",
    "f=binomial(5,2)*x+y",
    "f=relu(x-y)*y",
    "f=e^(-x^2)*sin(pi*y)",
    "f=logaddexp(x,y)",
    "f=x^2/y-y/x",
    "f=x*ln(gamma(y+2))",
)
PLACES = ((0.7, 1.3), (1.9, 0.4), (0.31, 0.62))


def run(script: str) -> Any:
    assert NODE is not None
    library = (ROOM / "arithmetic.js").read_text(encoding="utf-8")
    done = subprocess.run(  # noqa: S603  (what is run is written here)
        [NODE, "-e", f"{library}\n{script}"], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(NODE is None, reason="there is no node here")
@pytest.mark.parametrize("request_", FUNCTIONS)
def test_javascript_computes_what_high_precision_does(request_: str) -> None:
    problem = read_problem(request_)
    program, variables = compile_formula(problem.formula), problem.variables
    places = [place[: len(variables)] for place in PLACES]
    calls = ", ".join(f"slopes({', '.join(map(repr, place))})" for place in places)
    found = run(f"{written(request_)}\nconsole.log(JSON.stringify([{calls}]))")

    def f(*place: mpmath.mpf) -> mpmath.mpf:
        return program.run(dict(zip(variables, place, strict=True)), HIGH_PRECISION)

    with mpmath.workdps(40):
        step = mpmath.mpf(10) ** -12
        for place, (height, slopes) in zip(places, found, strict=True):
            exact = [mpmath.mpf(x) for x in place]
            assert height == pytest.approx(float(f(*exact)), rel=1e-12, abs=1e-13)
            for axis, slope in enumerate(slopes):
                ahead, behind = (
                    [x + side * step * (axis == other) for other, x in enumerate(exact)]
                    for side in (1, -1)
                )
                difference = float((f(*ahead) - f(*behind)) / (2 * step))
                assert slope == pytest.approx(difference, rel=1e-11, abs=1e-12)


@pytest.mark.slow
@pytest.mark.skipif(NODE is None, reason="there is no node here")
@pytest.mark.parametrize(
    ("request_", "place", "height", "slopes"),
    [
        # None stands for NaN: no value, or no derivative.
        ("f(x,y)=x/x*y", (0, 2), None, [None, None]),
        ("f(x,y)=1/(1/x)+y", (0, 2), None, None),
        ("f(x,y)=ln(x)*y", (-1, 2), None, None),
        ("f(x,y)=ln(x)*y", (0, 2), None, None),
        ("f(x,y)=|x|+y", (0, 2), 2, [None, 1]),
        ("f(x,y)=max(x,y)", (2, 2), 2, [None, None]),
        ("f(x,y)=max(x,y)", (2, 1), 2, [1, 0]),
        ("f(x,y)=cbrt(x)+y", (0, 2), 2, [None, 1]),
        ("f(x,y)=sqrt(x)+y", (0, 2), 2, [None, 1]),
        ("f(x,y)=floor(x)*y", (1, 2), 2, [None, 1]),
        ("f(x,y)=arctan2(y,x)", (-1, 0), math.pi, [None, None]),
        ("f(x,y)=piecewise((x,x<1),(y,otherwise))", (1, 2), 2, [None, None]),
        ("f(x,y)=piecewise((x,x<1),(y,otherwise))", (0, 2), 0, [1, 0]),
        # The condition is the same nearby, though x = 0.
        ("f(x,y)=piecewise((x*y,(x,y)!=(0,0)),(0,otherwise))", (0, 1), 0, [1, 0]),
        ("f(x,y)=piecewise((x*y,(x,y)!=(0,0)),(0,otherwise))", (0, 0), 0, [None, None]),
        ("f(x,y)=piecewise((x,x>0))+y", (-1, 0), None, None),
    ],
)
def test_where_the_formula_has_none_the_script_has_none(
    request_: str,
    place: tuple[float, float],
    height: float | None,
    slopes: list[float | None] | None,
) -> None:
    call = f"slopes({place[0]}, {place[1]})"
    found = run(f"{written(request_)}\nconsole.log(JSON.stringify({call}))")
    assert found[0] == height
    if slopes is not None:
        assert found[1] == slopes
