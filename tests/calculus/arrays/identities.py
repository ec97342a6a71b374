"""Gradients that books print, written down before the rules were tuned: f, shapes, and the form.

Sources: Petersen & Pedersen, The Matrix Cookbook (2012); Bishop, Pattern Recognition and Machine
Learning; Goodfellow, Bengio & Courville, Deep Learning.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """A gradient as a book has it; the form is compared without spaces."""

    name: str
    f: str
    shapes: str
    variable: str
    form: str


IDENTITIES = (
    Identity("mean squares", "mean((X@w-y)^2)", "X:(n,d) w:(d) y:(n)", "w", "(2/n) Xᵀ(Xw - y)"),
    Identity(
        "ridge regression",
        "mean((X@w-y)^2)+c*norm(w)^2",
        "X:(n,d) w:(d) y:(n) c:()",
        "w",
        "(2/n) Xᵀ(Xw - y) + 2cw",
    ),
    Identity(
        "logistic loss of signs",
        "mean(log(1+exp(-y*(X@w))))",
        "X:(n,d) w:(d) y:(n)",
        "w",
        "-(1/n) Xᵀ(y ⊙ σ(-y ⊙ Xw))",
    ),
    Identity(
        "softmax and cross-entropy of one example",
        "-dot(y,log(softmax(z)))",
        "z:(n) y:(n)",
        "z",
        "(𝟏ᵀy) softmax(z) - y",
    ),
    Identity("layer of examples in rows", "sum(G*(X@W))", "G:(n,k) X:(n,d) W:(d,k)", "W", "XᵀG"),
    Identity(
        "Gaussian, mean",
        "(x-m)@inv(S)@(x-m)/2",
        "x:(n) m:(n) S:(n,n,symmetric)",
        "m",
        "-S⁻¹(x - m)",
    ),
    Identity(
        "Gaussian, precision",
        "(x-m)@P@(x-m)/2-logdet(P)/2",
        "x:(n) m:(n) P:(n,n)",
        "P",
        "(1/2)((x - m)(x - m)ᵀ - P⁻ᵀ)",
    ),
    Identity("tr XᵀAX", "trace(X.T@A@X)", "X:(m,n) A:(m,m)", "X", "(A + Aᵀ)X"),
    Identity("tr AXᵀ", "trace(A@X.T)", "X:(m,n) A:(m,n)", "X", "A"),
    Identity("tr AXBXᵀ", "trace(A@X@B@X.T)", "X:(m,n) A:(m,m) B:(n,n)", "X", "AᵀXBᵀ + AXB"),
    Identity("determinant", "det(X)", "X:(n,n)", "X", "det(X) X⁻ᵀ"),
    Identity("tr X⁻¹A", "trace(inv(X)@A)", "X:(n,n) A:(n,n)", "X", "-X⁻ᵀAᵀX⁻ᵀ"),
    Identity("quadratic function", "x@A@x/2-b@x", "x:(n) A:(n,n,symmetric) b:(n)", "x", "Ax - b"),
    Identity("quadratic form", "x@A@x", "x:(n) A:(n,n)", "x", "(A + Aᵀ)x"),
    Identity("distance", "norm(A@x-b)", "A:(m,n) x:(n) b:(m)", "x", "Aᵀ(Ax - b)/‖Ax - b‖"),
    Identity(
        "factorisation, V",
        "norm(R-U@V.T)^2",
        "R:(m,n) U:(m,k) V:(n,k)",
        "V",
        "2(VUᵀ - Rᵀ)U",
    ),
    Identity("log-sum-exp", "logsumexp(X@w)", "X:(n,d) w:(d)", "w", "Xᵀsoftmax(Xw)"),
    Identity("entropy", "-sum(p*log(p))", "p:(n)", "p", "-(𝟏 + log(p))"),
    Identity("Poisson", "sum(exp(X@w)-y*(X@w))", "X:(n,d) w:(d) y:(n)", "w", "Xᵀ(exp(Xw) - y)"),
    Identity("Gram determinant", "logdet(X.T@X)", "X:(m,n)", "X", "2X(XᵀX)⁻¹"),
    Identity("sum of absolute values", "c*sum(abs(w))", "w:(n) c:()", "w", "c sign(w)"),
    Identity(
        "weighted squares",
        "(y-X@w)@S@(y-X@w)",
        "y:(n) X:(n,d) w:(d) S:(n,n,symmetric)",
        "w",
        "-2XᵀS(y - Xw)",
    ),
    Identity("softplus", "sum(log(1+exp(x)))", "x:(n)", "x", "σ(x)"),
    Identity(
        "layer of rectifiers",
        "norm(V@relu(W@x+b)-y)^2/2",
        "V:(k,m) W:(m,n) x:(n) b:(m) y:(k)",
        "b",
        "Vᵀ(Vh - y) ⊙ 1[Wx + b > 0]",
    ),
)
