"""The operations of formulas over arrays, which a Formula holds in requests about arrays alone.

As typed: "add", "negate", "multiply" (of entries, or by a number), "reciprocal", "power",
"matrix_product", "juxtapose" (of two names without a sign, a product if one is a number),
"book_product", "book_dot" and "book_inverse" (the matrix product, x·y and X⁻¹ of LaTeX),
"inverse_or_reciprocal" (a raised ⁻¹, of a square matrix its inverse), "bars" (|x|), "inner"
(⟨x, y⟩), "bold_one" (the 𝟏 of LaTeX), "transpose", "sqrt", "cbrt", "layer" (a part to which a
clause gives a name), "list" (of entries, before it has a letter), the functions of entries, and
those below. A second operand of what runs along an axis is its number.

As understood, or as books write what was found, also: "absolute_norm" (‖x‖₁),
"largest_norm" (‖x‖_∞), "frobenius_norm" (‖A‖_F), "hadamard" (x ⊙ y),
"entrywise_power" (of a square matrix, of which a power is a product of matrices), "fraction",
"inverse_transpose", "cofactors" (the matrix of them), "ones" (a column), "vector_of_ones" (the
same as a student writes it), "identity", "step" (1 where x > 0), "clip" (between -1 and 1), "tied"
(1 at the largest entry), "tied_smallest", "direction" (v, or the part of it of the variable that is
its value).
"""

from __future__ import annotations

ENTRYWISE = (
    *("exp", "log", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh"),
    *("sigmoid", "softplus", "relu", "abs", "sign"),
)
"""Functions of each entry."""

REDUCTIONS = ("total", "mean", "largest", "smallest", "logsumexp", "softmax")
"""What runs over all entries, or along an axis."""

OF_ARRAYS = (
    "norm",
    "dot",
    "outer",
    "trace",
    "det",
    "logdet",
    "inverse",
    "diagonal",
    "maximum",
    "minimum",
    "logaddexp",
    "huber",
    "clip",
    "where",
)
"""What is made of whole arrays; the first operand of "where" is a relation of two arrays."""
