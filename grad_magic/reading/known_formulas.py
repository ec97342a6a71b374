"""Formulas of functions that are known by a name, for those who type the name."""

from __future__ import annotations

from collections.abc import Mapping

from grad_magic.wording.messages import Message

# Its y has a single 1, at the right class.
_OF_CLASSES = "logsumexp(z)-z@y"
_APPROXIMATE = "x*sigmoid(1.702*x)"
_NAMES: Mapping[str, str] = {
    "mean((a-y)^2)": "mse mse_loss MSE MSELoss mean_squared_error",
    "mean(abs(a-y))": "mae l1_loss MAE L1Loss mean_absolute_error",
    "mean(huber(a-y))": "huber_loss smooth_l1_loss HuberLoss SmoothL1Loss",
    _OF_CLASSES: "cross_entropy CrossEntropyLoss softmax_cross_entropy",
    "-mean(y*log(p)+(1-y)*log(1-p))": "binary_cross_entropy BCE BCELoss bce_loss",
    "mean(softplus(z)-y*z)": "binary_cross_entropy_with_logits BCEWithLogitsLoss",
    "sum(p*(log(p)-log(q)))": "kl_div KLDivLoss kl_divergence",
    "mean(where(1-y*z>0, 1-y*z, 0))": "hinge hinge_loss HingeLoss",
    "where(x>0, x, 0.01*x)": "leaky_relu LeakyReLU",
    "where(x>0, x, exp(x)-1)": "elu ELU",
    _APPROXIMATE: "gelu GELU",
    # Books differ in the values at x < 0.
    "pi/2-atan(x)": "arccot acot arcctg arccotg",
    "acos(1/x)": "arcsec asec",
    "asin(1/x)": "arccsc acsc arccosec",
}
_FORMULAS = {name: formula for formula, names in _NAMES.items() for name in names.split()}


def advice_on(name: str) -> Message | None:
    """How a function of this name is written here; None for other names.

    >>> print(advice_on("MSELoss"))
    Write its formula, mean((a-y)^2).
    """
    formula = _FORMULAS.get(name)
    if formula is None:
        return None
    if formula == _OF_CLASSES:
        return Message("write_the_formula_of_classes", formula=formula)
    if formula == _APPROXIMATE:
        return Message("write_the_formula_or_nearly", formula=formula)
    return Message("write_the_formula_known", formula=formula)
