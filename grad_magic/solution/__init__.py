"""What is true: a Solution, made of parts that exist or do not exist as wholes.

- `whole`: the Solution, and the names by which users know what is in it.
- `general`: the derivatives as functions, with and without a point.
- `first_order`: limits, first derivatives, the gradient, rates and paths at P.
- `second_order`: second and higher derivatives.
- `critical_points`: critical points, each of its kind.
- `checking`: how far all this may be trusted, and a student's answer beside it.
- `deferred`: what is computed when it is first read.

All rooms take the parts from here, but for what few answers have, which is loaded for these alone:

- `systems`: how critical points are found by hand.
"""

from grad_magic.solution.checking import NO_DOUBTS, Check, Checking
from grad_magic.solution.critical_points import (
    NO_REGIONS,
    NO_STEPS,
    CriticalKind,
    CriticalPoint,
    CriticalPoints,
    CriticalVerdict,
)
from grad_magic.solution.deferred import NOTHING, Deferred, Known
from grad_magic.solution.first_order import (
    AtPoint,
    Direction,
    FirstOrder,
    JacobianMatrix,
    Limit,
    LimitKind,
    LimitsAtPoint,
    NaturalGradient,
    Path,
    RateDirections,
    RateKind,
    RateSystem,
    Slope,
    Verdict,
    Visit,
)
from grad_magic.solution.general import (
    EVERYWHERE,
    NO_CONDITIONS,
    NO_FORMS,
    Abridgement,
    General,
    GeneralTerm,
    ShownPartial,
    TypedForm,
)
from grad_magic.solution.second_order import (
    Eigensystem,
    Floats,
    HigherOrder,
    HigherPartial,
    SecondLimits,
    SecondOrder,
)
from grad_magic.solution.whole import PublicNames, Solution

__all__ = [
    "EVERYWHERE",
    "NOTHING",
    "NO_CONDITIONS",
    "NO_DOUBTS",
    "NO_FORMS",
    "NO_REGIONS",
    "NO_STEPS",
    "Abridgement",
    "AtPoint",
    "Check",
    "Checking",
    "CriticalKind",
    "CriticalPoint",
    "CriticalPoints",
    "CriticalVerdict",
    "Deferred",
    "Direction",
    "Eigensystem",
    "FirstOrder",
    "Floats",
    "General",
    "GeneralTerm",
    "HigherOrder",
    "HigherPartial",
    "JacobianMatrix",
    "Known",
    "Limit",
    "LimitKind",
    "LimitsAtPoint",
    "NaturalGradient",
    "Path",
    "PublicNames",
    "RateDirections",
    "RateKind",
    "RateSystem",
    "SecondLimits",
    "SecondOrder",
    "ShownPartial",
    "Slope",
    "Solution",
    "TypedForm",
    "Verdict",
    "Visit",
]
