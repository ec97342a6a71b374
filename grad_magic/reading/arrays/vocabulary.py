"""What may be called in a function of arrays, by the names that one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class ArrayCallable(NamedTuple):
    """A function that may be called.

    Attributes:
        operation: its name in a Formula.
        arguments: how many arrays it takes.
        has_axis: whether an axis may stand behind them.
    """

    operation: str
    arguments: int = 1
    has_axis: bool = False


def _entrywise(**names: str) -> dict[str, ArrayCallable]:
    return {
        name: ArrayCallable(operation)
        for operation, typed in names.items()
        for name in typed.split()
    }


ARRAY_CALLABLES: Mapping[str, ArrayCallable] = {
    **_entrywise(
        exp="exp",
        log="log ln",
        sqrt="sqrt",
        cbrt="cbrt",
        sin="sin",
        cos="cos",
        tan="tan",
        atan="atan arctan",
        sinh="sinh",
        cosh="cosh",
        tanh="tanh",
        sigmoid="sigmoid logistic sigma expit",
        softplus="softplus",
        relu="relu ReLU",
        abs="abs Abs absolute fabs",
        sign="sign sgn",
        norm="norm",
        trace="trace tr Tr",
        det="det",
        logdet="logdet",
        inverse="inv inverse",
        diagonal="diag",
        transpose="transpose",
        square="square",
        expm1="expm1",
        log1p="log1p",
        silu="silu swish",
    ),
    "sum": ArrayCallable("total", has_axis=True),
    "mean": ArrayCallable("mean", has_axis=True),
    "max": ArrayCallable("largest", has_axis=True),
    "min": ArrayCallable("smallest", has_axis=True),
    "softmax": ArrayCallable("softmax", has_axis=True),
    "log_softmax": ArrayCallable("log_softmax", has_axis=True),
    "logsumexp": ArrayCallable("logsumexp", has_axis=True),
    "dot": ArrayCallable("dot", 2),
    "inner": ArrayCallable("inner", 2),
    "outer": ArrayCallable("outer", 2),
    "matmul": ArrayCallable("matrix_product", 2),
    "logaddexp": ArrayCallable("logaddexp", 2),
    "maximum": ArrayCallable("maximum", 2),
    "fmax": ArrayCallable("maximum", 2),
    "minimum": ArrayCallable("minimum", 2),
    "fmin": ArrayCallable("minimum", 2),
    "clip": ArrayCallable("clip", 3),
    "clamp": ArrayCallable("clip", 3),
    "huber": ArrayCallable("huber"),
    "where": ArrayCallable("where", 3),
    "pow": ArrayCallable("power", 2),
    "power": ArrayCallable("power", 2),
}
# Called with two arrays, these compare them, or the second is a bound.
OF_TWO: Mapping[str, str] = {"largest": "maximum", "smallest": "minimum", "huber": "huber"}
# Functions by cases, which are read of numbers alone.
CASES = ("piecewise", "Piecewise", "cases")

# Names that are called in no scalar request.
ARRAYS_ONLY = (
    "sum",
    "mean",
    "dot",
    "trace",
    "det",
    "logdet",
    "inv",
    "outer",
    "diag",
    "log_softmax",
)
