"""The words, one table a language. `{gap}` is where mathematics stands."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "rising": "{f} rises in this direction",
    "falling": "{f} falls in this direction",
    "level": "to first order {f} does not change in this direction",
    "tendency_open": "whether {f} rises or falls in this direction is not settled",
    "in_direction": "in the direction {u}",
    "in_directions": "in the directions {u}",
    "perpendicular": "for every unit vector {u} perpendicular to {gradient}",
    "tangent_to_level_curve": "Tangent line to the level curve {level} at {point}: {equation}",
    "tangent_to_level_surface": "Tangent plane to the level surface {level} at {point}: {equation}",
    "tangent_to_level_set": "Tangent hyperplane to the level set {level} at {point}: {equation}",
    "normal_and_tangent_to_level_curve": (
        "{gradient} is perpendicular to the curve {level} at {point}, whose tangent line there "
        "is {equation}"
    ),
    "normal_and_tangent_to_level_surface": (
        "{gradient} is perpendicular to the surface {level} at {point}, whose tangent plane "
        "there is {equation}"
    ),
    "normal_and_tangent_to_level_set": (
        "{gradient} is perpendicular to the level set {level} at {point}, whose tangent "
        "hyperplane there is {equation}"
    ),
    "tangent_to_graph": "Tangent line to the graph at {point}: {equation}",
    "critical": "{point} is a critical point: {rate} in every direction.",
    "definite_minimum": (
        "All eigenvalues of the Hessian matrix are positive, so {point} is a strict local minimum."
    ),
    "definite_maximum": (
        "All eigenvalues of the Hessian matrix are negative, so {point} is a strict local maximum."
    ),
    "definite_saddle": (
        "The Hessian matrix has eigenvalues of both signs, so {point} is a saddle point."
    ),
    "no_second_derivatives": (
        "Not all second derivatives exist at {point} by the rules, so they leave undecided what "
        "kind of critical point it is."
    ),
    "definite_undecided": (
        "The Hessian matrix leaves undecided what kind of critical point {point} is."
    ),
    "continuous_partials": (
        "The partial derivatives are continuous near {point}, so {f} is differentiable there "
        "and {formula} holds for every unit vector {u}."
    ),
    "continuous_derivative": (
        "{f} is differentiable at {point}: its derivative is continuous there."
    ),
    "seam": (
        "The rules of differentiation need {condition} here, but at {point} the left side is "
        "{value}. So {formula} may not be used at {point}; whether {f} is differentiable "
        "there is not settled."
    ),
    "seam_between_cases": (
        "The cases of {f} meet at {point}. So {formula} may not be used at {point}; whether {f} "
        "is differentiable there is not settled."
    ),
    "derivative_not_evaluated": (
        "A partial derivative could not be evaluated at {point}, so nothing is said about the "
        "gradient there."
    ),
    "numerical_disagreement": (
        "The rules of differentiation give rates that the values of {f} near {point} do not "
        "confirm, so none are shown."
    ),
    "not_checked": (
        "These numbers could not be checked: {f} cannot be evaluated precisely around {point}."
    ),
    "general_disagreement": (
        "Do not trust these derivatives: the values of {f} at sample points do not confirm them."
    ),
    "no_real_value_found": "No point was found where {f} has a real value.",
    "gradient_perhaps_zero": "Whether the gradient is exactly zero at {point} is not settled.",
}

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}
