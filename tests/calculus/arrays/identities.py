"""Gradients that books print, written down before the rules were tuned.

Sources: Petersen & Pedersen, The Matrix Cookbook (2012); Bishop, Pattern Recognition and Machine
Learning; Goodfellow, Bengio & Courville, Deep Learning. Each has a second definition in NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Values = Any


@dataclass(frozen=True)
class Identity:
    """A gradient as a book has it.

    Attributes:
        name: what it is called.
        f: the function as typed.
        shapes: of all names; "s" behind a matrix says that it is symmetric, "+" also that it is
            positive definite, and "1" that its rows, or its entries, sum to 1.
        variable: by which it is differentiated.
        form: the gradient, compared without spaces.
        by_numpy: the function in NumPy's own operations.
    """

    name: str
    f: str
    shapes: dict[str, str]
    variable: str
    form: str
    by_numpy: Callable[..., Values]


def request_of(identity: Identity) -> str:
    """What is asked of it, with shapes alone."""
    shapes = []
    for name, written in identity.shapes.items():
        words = [word for word in written.split() if word != "+"]
        dimensions = ["symmetric" if word == "s" else word for word in words]
        shapes.append(f"{name}:({','.join(dimensions)})")
    return f"f({identity.variable})={identity.f} {' '.join(shapes)}"


def sigmoid(x: Values) -> Values:
    return 1 / (1 + np.exp(-x))


def softmax(x: Values) -> Values:
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


def squares(x: Values) -> Values:
    return (x**2).sum()


def logdet(x: Values) -> Values:
    return np.log(np.linalg.det(x))


inv = np.linalg.inv

IDENTITIES = (
    Identity(
        "mean squares",
        "mean((X@w-y)^2)",
        {"X": "n d", "w": "d", "y": "n"},
        "w",
        "(2/n) Xᵀ(Xw - y)",
        lambda X, w, y: ((X @ w - y) ** 2).mean(),
    ),
    Identity(
        "ridge regression",
        "mean((X@w-y)^2)+c*norm(w)^2",
        {"X": "n d", "w": "d", "y": "n", "c": ""},
        "w",
        "(2/n) Xᵀ(Xw - y) + 2cw",
        lambda X, w, y, c: ((X @ w - y) ** 2).mean() + c * squares(w),
    ),
    Identity(
        "logistic loss of signs",
        "mean(log(1+exp(-y*(X@w))))",
        {"X": "n d", "w": "d", "y": "n"},
        "w",
        "-(1/n) Xᵀ(y ⊙ σ(-y ⊙ Xw))",
        lambda X, w, y: np.log1p(np.exp(-y * (X @ w))).mean(),
    ),
    Identity(
        "logistic loss",
        "-mean(y*log(sigmoid(X@w))+(1-y)*log(1-sigmoid(X@w)))",
        {"X": "n d", "w": "d", "y": "n"},
        "w",
        "(1/n) Xᵀ(σ(Xw) - y)",
        lambda X, w, y: -(y * np.log(sigmoid(X @ w)) + (1 - y) * np.log(1 - sigmoid(X @ w))).mean(),
    ),
    Identity(
        "cross-entropy of one example",
        "-dot(y,log(softmax(z)))",
        {"z": "n", "y": "n"},
        "z",
        "(𝟏ᵀy) softmax(z) - y",
        lambda z, y: -y @ np.log(softmax(z)),
    ),
    Identity(
        "softmax regression",
        "-sum(Y*log(softmax(X@W, axis=1)))",
        {"X": "n d", "W": "d k", "Y": "n k"},
        "W",
        "Xᵀ(diag(Y𝟏) softmax(XW) - Y)",
        lambda X, W, Y: -(Y * np.log(softmax(X @ W))).sum(),
    ),
    Identity(
        "layer of examples in rows",
        "sum(G*(X@W))",
        {"G": "n k", "X": "n d", "W": "d k"},
        "W",
        "XᵀG",
        lambda G, X, W: (G * (X @ W)).sum(),
    ),
    Identity(
        "bias of a layer",
        "sum(G*(W@X+b))",
        {"G": "m k", "W": "m n", "X": "n k", "b": "m"},
        "b",
        "G𝟏",
        lambda G, W, X, b: (G * (W @ X + b[:, None])).sum(),
    ),
    Identity(
        "Gaussian, mean",
        "(x-m)@inv(S)@(x-m)/2",
        {"x": "n", "m": "n", "S": "n n s"},
        "m",
        "-S⁻¹(x - m)",
        lambda x, m, S: (x - m) @ inv(S) @ (x - m) / 2,
    ),
    Identity(
        "Gaussian, precision",
        "(x-m)@P@(x-m)/2-logdet(P)/2",
        {"x": "n", "m": "n", "P": "n n +"},
        "P",
        "(1/2) ((x - m)(x - m)ᵀ - P⁻ᵀ)",
        lambda x, m, P: (x - m) @ P @ (x - m) / 2 - logdet(P) / 2,
    ),
    Identity(
        "tr XᵀAX",
        "trace(X.T@A@X)",
        {"X": "m n", "A": "m m"},
        "X",
        "(A + Aᵀ)X",
        lambda X, A: np.trace(X.T @ A @ X),
    ),
    Identity(
        "tr AXᵀ",
        "trace(A@X.T)",
        {"X": "m n", "A": "m n"},
        "X",
        "A",
        lambda X, A: np.trace(A @ X.T),
    ),
    Identity(
        "tr AXBXᵀ",
        "trace(A@X@B@X.T)",
        {"X": "m n", "A": "m m", "B": "n n"},
        "X",
        "AᵀXBᵀ + AXB",
        lambda X, A, B: np.trace(A @ X @ B @ X.T),
    ),
    Identity(
        "determinant",
        "det(X)",
        {"X": "n n"},
        "X",
        "det(X) X⁻ᵀ",
        lambda X: np.linalg.det(X),  # noqa: PLW0108  (its argument is called otherwise)
    ),
    Identity(
        "log |det X|",
        "log(abs(det(X)))",
        {"X": "n n"},
        "X",
        "X⁻ᵀ",
        lambda X: np.linalg.slogdet(X)[1],
    ),
    Identity(
        "orthogonality",
        "norm(W.T@W-I)^2/4",
        {"W": "n d"},
        "W",
        "W(WᵀW - I)",
        lambda W: np.sum((W.T @ W - np.eye(W.shape[1])) ** 2) / 4,
    ),
    Identity(
        "characteristic polynomial",
        "det(A-l*I)",
        {"A": "n n", "l": ""},
        "l",
        "-det(A - lI) tr((A - lI)⁻¹)",
        lambda A, l: np.linalg.det(A - l * np.eye(len(A))),  # noqa: E741  (the name in f)
    ),
    Identity(
        "evidence of a Gaussian process",
        "y@inv(K+s*I)@y/2+logdet(K+s*I)/2",
        {"K": "n n s +", "y": "n", "s": "+"},
        "s",
        "tr((K + sI)⁻¹ - (K + sI)⁻¹yyᵀ(K + sI)⁻¹)/2",
        lambda K, y, s: (
            y @ inv(K + s * np.eye(len(K))) @ y / 2 + logdet(K + s * np.eye(len(K))) / 2
        ),
    ),
    Identity(
        "tr X⁻¹A",
        "trace(inv(X)@A)",
        {"X": "n n +", "A": "n n"},
        "X",
        "-X⁻ᵀAᵀX⁻ᵀ",
        lambda X, A: np.trace(inv(X) @ A),
    ),
    Identity(
        "aᵀX⁻¹b",
        "a@inv(X)@b",
        {"X": "n n +", "a": "n", "b": "n"},
        "X",
        "-X⁻ᵀabᵀX⁻ᵀ",
        lambda X, a, b: a @ inv(X) @ b,
    ),
    Identity(
        "quadratic function",
        "x@A@x/2-b@x",
        {"x": "n", "A": "n n s", "b": "n"},
        "x",
        "Ax - b",
        lambda x, A, b: x @ A @ x / 2 - b @ x,
    ),
    Identity(
        "quadratic form",
        "x@A@x",
        {"x": "n", "A": "n n"},
        "x",
        "(A + Aᵀ)x",
        lambda x, A: x @ A @ x,
    ),
    Identity(
        "Rayleigh quotient",
        "(x@A@x)/(x@x)",
        {"x": "n", "A": "n n s"},
        "x",
        "2(Ax - fx)/(xᵀx)",
        lambda x, A: x @ A @ x / (x @ x),
    ),
    Identity(
        "distance",
        "norm(A@x-b)",
        {"A": "m n", "x": "n", "b": "m"},
        "x",
        "Aᵀ(Ax - b)/‖Ax - b‖",
        lambda A, x, b: np.sqrt(squares(A @ x - b)),
    ),
    Identity(
        "factorisation, U",
        "sum((R-U@V.T)^2)/2",
        {"R": "m n", "U": "m k", "V": "n k"},
        "U",
        "(UVᵀ - R)V",
        lambda R, U, V: squares(R - U @ V.T) / 2,
    ),
    Identity(
        "factorisation, V",
        "norm(R-U@V.T)^2",
        {"R": "m n", "U": "m k", "V": "n k"},
        "V",
        "2(VUᵀ - Rᵀ)U",
        lambda R, U, V: squares(R - U @ V.T),
    ),
    Identity(
        "log-sum-exp",
        "logsumexp(X@w)",
        {"X": "n d", "w": "d"},
        "w",
        "Xᵀ softmax(Xw)",
        lambda X, w: np.log(np.exp(X @ w).sum()),
    ),
    Identity(
        "entropy",
        "-sum(p*log(p))",
        {"p": "n +"},
        "p",
        "-(ln(p) + 𝟏)",
        lambda p: -(p * np.log(p)).sum(),
    ),
    Identity(
        "Kullback-Leibler divergence",
        "sum(p*log(p/q))",
        {"p": "n +", "q": "n +"},
        "q",
        "-p/q",
        lambda p, q: (p * np.log(p / q)).sum(),
    ),
    Identity(
        "Poisson regression",
        "sum(exp(X@w)-y*(X@w))",
        {"X": "n d", "w": "d", "y": "n"},
        "w",
        "Xᵀ(exp(Xw) - y)",
        lambda X, w, y: (np.exp(X @ w) - y * (X @ w)).sum(),
    ),
    Identity(
        "Gram determinant",
        "logdet(X.T@X)",
        {"X": "m n"},
        "X",
        "2X(XᵀX)⁻¹",
        lambda X: logdet(X.T @ X),
    ),
    Identity(
        "sum of absolute values",
        "c*sum(abs(w))",
        {"w": "n", "c": ""},
        "w",
        "c sign(w)",
        lambda w, c: c * np.abs(w).sum(),
    ),
    Identity(
        "weighted squares",
        "(y-X@w)@S@(y-X@w)",
        {"y": "n", "X": "n d", "w": "d", "S": "n n s"},
        "w",
        "-2XᵀS(y - Xw)",
        lambda y, X, w, S: (y - X @ w) @ S @ (y - X @ w),
    ),
    Identity(
        "softplus",
        "sum(log(1+exp(x)))",
        {"x": "n"},
        "x",
        "σ(x)",
        lambda x: np.log1p(np.exp(x)).sum(),
    ),
    Identity(
        "layer of rectifiers",
        "norm(V@relu(W@x+b)-y)^2/2",
        {"V": "k m", "W": "m n", "x": "n", "b": "m", "y": "k"},
        "b",
        "Vᵀ(Vh - y) ⊙ 1[Wx + b > 0]",
        lambda V, W, x, b, y: squares(V @ np.maximum(W @ x + b, 0) - y) / 2,
    ),
    Identity(
        "second layer",
        "sum((V@tanh(W@x+b)-y)^2)/2",
        {"V": "k m", "W": "m n", "x": "n", "b": "m", "y": "k"},
        "V",
        "(Vh - y)hᵀ",
        lambda V, W, x, b, y: squares(V @ np.tanh(W @ x + b) - y) / 2,
    ),
    Identity(
        "recurrent cell, two steps",
        "dot(g,tanh(W@tanh(W@h+U@x)+U@z))",
        {"g": "m", "W": "m m", "h": "m", "U": "m n", "x": "n", "z": "n"},
        "W",
        "δ₂h₁ᵀ + δ₁hᵀ",
        lambda g, W, h, U, x, z: g @ np.tanh(W @ np.tanh(W @ h + U @ x) + U @ z),
    ),
    Identity(
        "logistic loss, by logaddexp",
        "mean(logaddexp(0,-y*(X@w)))",
        {"X": "n d", "w": "d", "y": "n"},
        "w",
        "-(1/n) Xᵀ(y ⊙ σ(-y ⊙ Xw))",
        lambda X, w, y: np.logaddexp(0, -y * (X @ w)).mean(),
    ),
    Identity(
        "hinge loss",
        "mean(max(0,1-y*(X@w)))",
        {"X": "n d", "w": "d", "y": "n"},
        "w",
        "-(1/n) Xᵀ(y ⊙ 1[y ⊙ Xw < 1])",
        lambda X, w, y: np.maximum(0, 1 - y * (X @ w)).mean(),
    ),
    Identity(
        "squared hinge loss",
        "mean(relu(1-y*(X@w))^2)",
        {"X": "n d", "w": "d", "y": "n"},
        "w",
        "-(2/n) Xᵀ(y ⊙ relu(𝟏 - y ⊙ Xw))",
        lambda X, w, y: (np.maximum(0, 1 - y * (X @ w)) ** 2).mean(),
    ),
    Identity(
        "distillation",
        "-t^2*sum(softmax(v/t)*log(softmax(z/t)))",
        {"t": "+", "v": "k", "z": "k"},
        "z",
        "t(softmax(z/t) - softmax(v/t))",
        lambda t, v, z: -(t**2) * softmax(v / t) @ np.log(softmax(z / t)),
    ),
    Identity(
        "bias of logistic regression",
        "-mean(y*log(sigmoid(X@w+b))+(1-y)*log(1-sigmoid(X@w+b)))",
        {"X": "n d", "w": "d", "y": "n", "b": ""},
        "b",
        "mean(σ(Xw + b𝟏) - y)",
        lambda X, w, y, b: (
            -(y * np.log(sigmoid(X @ w + b)) + (1 - y) * np.log(1 - sigmoid(X @ w + b))).mean()
        ),
    ),
    Identity(
        "variance",
        "norm(x-mean(x))^2",
        {"x": "n"},
        "x",
        "2(x - mean(x) 𝟏)",
        lambda x: np.sum((x - x.mean()) ** 2),
    ),
    Identity(
        "scatter of centred data",
        "norm(X-mean(X,axis=0))^2/2",
        {"X": "n d"},
        "X",
        "X - (1/n) 𝟏𝟏ᵀX",
        lambda X: np.sum((X - X.mean(0)) ** 2) / 2,
    ),
    Identity(
        "triplet loss",
        "relu(norm(a-p)^2-norm(a-q)^2+m)",
        {"a": "n", "p": "n", "q": "n", "m": "+"},
        "a",
        "2(q - p) 1[‖a - p‖² - ‖a - q‖² + m > 0]",
        lambda a, p, q, m: max(np.sum((a - p) ** 2) - np.sum((a - q) ** 2) + m, 0),
    ),
    Identity(
        "attention, by its queries",
        "sum(G*(softmax(Q@K.T/sqrt(s),axis=1)@V))",
        {"G": "n d", "Q": "n d", "K": "m d", "V": "m d", "s": "+"},
        "Q",
        "(1/√s) (softmax(QKᵀ/√s) ⊙ (GVᵀ - (softmax(QKᵀ/√s) ⊙ GVᵀ)𝟏𝟏ᵀ))K",
        lambda G, Q, K, V, s: np.sum(G * (softmax(Q @ K.T / np.sqrt(s)) @ V)),
    ),
    Identity(
        "divergence of a Gaussian, by log σ²",
        "-sum(1+s-m^2-exp(s))/2",
        {"m": "n", "s": "n"},
        "s",
        "(1/2) (exp(s) - 𝟏)",
        lambda m, s: -np.sum(1 + s - m**2 - np.exp(s)) / 2,
    ),
    Identity(
        "divergence of a Gaussian, by σ",
        "-sum(1+log(s^2)-m^2-s^2)/2",
        {"m": "n", "s": "n +"},
        "s",
        "s - 1/s",
        lambda m, s: -(1 + np.log(s**2) - m**2 - s**2).sum() / 2,
    ),
    Identity(
        "skip-grams with negative samples",
        "-log(sigmoid(dot(u,v)))-sum(log(sigmoid(-N@u)))",
        {"u": "d", "v": "d", "N": "k d"},
        "u",
        "(σ(uᵀv) - 1)v + Nᵀσ(Nu)",
        lambda u, v, N: -np.log(sigmoid(u @ v)) - np.log(sigmoid(-N @ u)).sum(),
    ),
    Identity(
        "Geman-McClure",
        "sum(x^2/(1+x^2))",
        {"x": "n"},
        "x",
        "2x/(𝟏 + x²)²",
        lambda x: (x**2 / (1 + x**2)).sum(),
    ),
    Identity(
        "softsign",
        "sum(x/(1+abs(x)))",
        {"x": "n"},
        "x",
        "1/(𝟏 + abs(x))²",
        lambda x: (x / (1 + np.abs(x))).sum(),
    ),
    Identity(
        "x over its hypotenuse",
        "sum(x/sqrt(1+x^2))",
        {"x": "n"},
        "x",
        "1/(𝟏 + x²)^(3/2)",
        lambda x: (x / np.sqrt(1 + x**2)).sum(),
    ),
    Identity(
        "InfoNCE",
        "-trace(log(softmax(Z@W.T/t,axis=1)))",
        {"Z": "n d", "W": "n d", "t": "+"},
        "Z",
        "(1/t) (softmax(ZWᵀ/t) - I)W",
        lambda Z, W, t: -np.trace(np.log(softmax(Z @ W.T / t))),
    ),
    Identity(
        "weights with a norm of their own",
        "norm(X@(g*v/norm(v))-y)^2",
        {"X": "n d", "v": "d", "y": "n", "g": ""},
        "g",
        "2(gXv/‖v‖ - y)ᵀXv/‖v‖",
        lambda X, v, y, g: np.sum((X @ (g * v / np.linalg.norm(v)) - y) ** 2),
    ),
    Identity(
        "weighted least squares",
        "(X@b-y)'@diag(w)@(X@b-y)",
        {"X": "n d", "b": "d", "y": "n", "w": "n"},
        "b",
        "2Xᵀ((Xb - y) ⊙ w)",
        lambda X, b, y, w: (X @ b - y) @ np.diag(w) @ (X @ b - y),
    ),
    Identity(
        "what is off the diagonal",
        "norm(A-diag(diag(A)))^2",
        {"A": "n n"},
        "A",
        "2(A - diag(diag(A)))",
        lambda A: squares(A - np.diag(np.diag(A))),
    ),
    Identity(
        "variances of a Gaussian",
        "x@inv(diag(s))@x/2+logdet(diag(s))/2",
        {"x": "n", "s": "n +"},
        "s",
        "(1/2) (1/s - x²/s²)",
        lambda x, s: x @ inv(np.diag(s)) @ x / 2 + logdet(np.diag(s)) / 2,
    ),
)
