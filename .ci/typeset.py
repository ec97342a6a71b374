"""Writes the LaTeX of answers that a browser is to set, and beside it pages that move.

Usage: typeset.py FILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import grad_magic
from grad_magic.errors import GradMagicError
from tests.reading.corpus_typed import TYPED

# Of these the widths of the rows are read as well.
MEASURED = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^2+y^2+z^2-x y z/(1+x^2) at=(1,2,3) dir=(1,1,1) order=2",
    "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)",
    "f=x*exp(-x^2-y^2)*sin(x*y)/(1+x^2) at=(1,2) dir=(1,1)",
    "f=(x^2+y-11)^2+(x+y^2-7)^2 critical=all",
    "f=w*x+x*y+y*z+z*w at=(1/3,2/7,5/11,1/13) dir=(1,2,3,4)",
    "f=piecewise((x*y/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0) dir=(1,1)",
    "L(w,b)=-y*ln(sigmoid(w*x+b))-(1-y)*ln(1-sigmoid(w*x+b))",
    "f=x^2+y^2==25 at=(3,4)",
    "r(t)=(cos t, sin t, t) at=pi/2",
    "f=floor(x)*y+x^2/x at=(1/2,1)",
    "f(x,y)=x^2+a*y^2 at=(s,t) dir=(1,2)",
    "f=x*y*z at=(1,1,1) angles=(60°,45°,60°)",
    "f=sqrt(x)+sqrt(y) at=(2,3) dir=(1,1)",
    "f=clip(relu(x*y),0,1) at=(1/2,1) dir=(1,1)",
    "f=x^2+y^2+z^2==14 at=(1,2,3)",
    "r(t)=(t,t^2,t^3) at=(1,1,1)",
    "f(x,y)=x^3-y^3+3x^2+3y^2-9x critical=all",
    "f=x e^(2y) at=(1,0) dir=(1,-1) lang=zh",
    "f=ln(x+y) at=(1,2) angle=60° lang=zh",
    "f=x^2 y at=(1,2) dir=(3,4) style=openstax",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=full",
    "f=max(x,y)+|x-y| at=(1,1) dir=(1,2)",
    "f=(x^2-y, x y, e^x) at=(1,2) dir=(1,1)",
    "f=x^4+y^4-4x y+1 critical=all order=2",
    "f=x^2 y at=[(1,2),(0,1)] dir=(1,1)",
    "f=x^2+3y^2 at=(1,1) rate=2",
    "f=arctan(y/x) at=(1,1) order=2",
)

# Of these a page is written: a plane, a corner, space, a curve, and another language and style.
MOVING = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1) lang=zh",
    "f=x*y*z at=(1,1,1) dir=(1,2,2) style=stewart",
    "f=x^3-3*x at=2 theme=dark",
)


def outputs(request: str) -> list[str]:
    """The LaTeX of each output; none of a request without an answer."""
    try:
        answer = grad_magic.solve(request)
    except GradMagicError:
        return []
    answers = answer if isinstance(answer, tuple) else (answer,)
    return [latex for one in answers for latex, _ in one.outputs]


def main() -> None:
    """Two lists, of many answers and of those whose rows are measured; and the pages."""
    answers = [latex for function in TYPED for latex in outputs(f"f={function}")]
    measured = [latex for request in MEASURED for latex in outputs(request)]
    if len(answers) < len(TYPED) // 2 or len(measured) < len(MEASURED):
        sys.exit("too many requests have no answer")
    file = Path(sys.argv[1])
    file.write_text(json.dumps({"answers": answers, "measured": measured}))
    for index, request in enumerate(MOVING):
        grad_magic.solve(request).save(file.parent / f"moving{index}.html")


main()
