"""Facts not yet put in words: of which kind they are, and what they name.

The value of a kind is the key of its sentence in the wording tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.formula.tree import Formula


class DifferentiabilityReason(Enum):
    """Why f is differentiable at P, or is not, or why that is not settled."""

    # It is.
    CONTINUOUS_PARTIALS = "continuous_partials"
    BOTH_SIDES_AGREE = "both_sides_agree"
    REMAINDER_VANISHES = "remainder_vanishes"
    REMAINDER_BOUND = "remainder_bound"
    SMOOTHLY_FILLED = "smoothly_filled"
    COMPOSED = "composed"
    HARMLESS_CORNER = "harmless_corner"
    VECTOR_DIFFERENTIABLE = "vector_differentiable"
    VECTOR_CONTINUOUS = "vector_continuous"
    # It is not.
    BOUNDARY = "boundary"
    BOUNDARY_ON_CURVE = "boundary_on_curve"
    DISCONTINUOUS = "discontinuous"
    NO_LIMIT_ON_CURVE = "no_limit_on_curve"
    UNBOUNDED_ON_CURVE = "unbounded_on_curve"
    PARTIAL_MISSING = "partial_missing"
    CORNER = "corner"
    NO_RATE_IN_DIRECTION = "no_rate_in_direction"
    RATE_OFF_THE_GRADIENT = "rate_off_the_gradient"
    RAY_OFF_THE_GRADIENT = "ray_off_the_gradient"
    REMAINDER_ON_CURVE = "remainder_on_curve"
    COMPONENT_NOT_DIFFERENTIABLE = "component_not_differentiable"
    # That is not settled.
    OPEN = "open"
    PARTIAL_CONDITIONAL = "partial_conditional"
    # Of one variable.
    DIFFERENTIABLE_IF = "differentiable_if"
    SMOOTH_IF = "differentiable_where_continuous"
    CONTINUOUS_IF = "continuous_if"
    CORNER_OPEN = "corner_open"
    NUMERICAL_ONLY = "numerical_only"
    NUMERICAL_OPEN = "numerical_open"
    VALUES_CONTRADICT = "values_contradict"
    COMPONENT_OPEN = "component_open"

    @property
    def is_at_boundary(self) -> bool:
        """Whether P is no inner point of the domain."""
        return self in (
            DifferentiabilityReason.BOUNDARY,
            DifferentiabilityReason.BOUNDARY_ON_CURVE,
        )


class Seam(Enum):
    """Why the rules of differentiation do not apply at P."""

    NOT_SMOOTH = "not_smooth"
    CASES_MEET = "cases_meet"


class CriticalReason(Enum):
    """Why a critical point is of its kind, or why no kind is proved."""

    # The Hessian.
    DEFINITE_MINIMUM = "definite_minimum"
    DEFINITE_MAXIMUM = "definite_maximum"
    INDEFINITE_HESSIAN = "indefinite_hessian"
    DEFINITE_ACROSS = "definite_across"
    LOWEST_ACROSS = "lowest_across"
    SIGN_CHANGES_ALONG = "sign_changes_along"
    FACTOR_CHANGES_SIGN = "factor_changes_sign"
    POWER_OF_CURVE = "power_of_curve"
    SIGNS_ON_BOTH_SIDES = "signs_on_both_sides"
    AS_OUTER_FUNCTION = "as_outer_function"
    AS_INNER_FUNCTION = "as_inner_function"
    SAME_IN_OTHER_UNITS = "same_in_other_units"
    # Taylor polynomials and curves.
    INFLECTION = "inflection"
    FIRST_NONZERO_DERIVATIVE = "first_nonzero_derivative"
    OPPOSITE_CURVES = "opposite_curves"
    OPPOSITE_CURVES_FROM_EACH = "opposite_curves_from_each"
    OPPOSITE_CURVES_FROM_MOST = "opposite_curves_from_most"
    LOWEST_CURVE = "lowest_curve"
    FLAT_CURVE = "flat_curve"
    ZERO_CURVE = "zero_curve"
    LOWEST_TERMS = "lowest_terms"
    LOWEST_TERMS_OF_BOTH_SIGNS = "lowest_terms_of_both_signs"
    LOWEST_AND_NEXT_TERMS = "lowest_and_next_terms"
    SQUARES_AND_LOWEST_TERMS = "squares_and_lowest_terms"
    SQUARES_AND_HIGHER_TERMS = "squares_and_higher_terms"
    # Bounds.
    CONSTANT = "constant"
    CONSTANT_NEARBY = "constant_nearby"
    CONSTANT_ON_REGION = "constant_on_region"
    NEVER_BEYOND = "never_beyond"
    BEYOND_ELSEWHERE = "beyond_elsewhere"
    NEVER_BEYOND_CURVE = "never_beyond_curve"
    NEVER_BEYOND_FLAT = "never_beyond_flat"
    NEVER_BEYOND_ZEROS = "never_beyond_zeros"
    NEVER_BEYOND_ZEROS_IN_SPACE = "never_beyond_zeros_in_space"
    NEVER_BEYOND_NEARBY = "never_beyond_nearby"
    BEYOND_ELSEWHERE_NEARBY = "beyond_elsewhere_nearby"
    NEVER_BEYOND_FLAT_NEARBY = "never_beyond_flat_nearby"
    NEVER_BEYOND_ZEROS_NEARBY = "never_beyond_zeros_nearby"
    NEVER_BEYOND_ZEROS_IN_SPACE_NEARBY = "never_beyond_zeros_in_space_nearby"
    # Limits.
    LEADS_EVERYWHERE = "leads_everywhere"
    LEADS_LINEARLY = "leads_linearly"
    EVERYWHERE_ABOVE = "everywhere_above"
    EVERYWHERE_ABOVE_AT_EACH = "everywhere_above_at_each"
    EVERYWHERE_BELOW = "everywhere_below"
    EVERYWHERE_BELOW_AT_EACH = "everywhere_below_at_each"
    NOWHERE_BELOW = "nowhere_below"
    NOWHERE_BELOW_AT_EACH = "nowhere_below_at_each"
    NOWHERE_ABOVE = "nowhere_above"
    NOWHERE_ABOVE_AT_EACH = "nowhere_above_at_each"
    BOTH_SIGNS_ON_RAYS = "both_signs_on_rays"
    BOTH_SIGNS_AROUND = "both_signs_around"
    BOTH_SIDES_LEAD = "both_sides_lead"
    # No kind is proved.
    DEPENDS_ON_PARAMETERS = "depends_on_parameters"
    SIGN_NOT_SETTLED = "sign_not_settled"
    NO_EXPANSION = "no_expansion"
    HIGHER_ORDER_UNDECIDED = "higher_order_undecided"
    DIFFERS_ALONG_CURVE = "differs_along_curve"
    SPECIAL_UNDECIDED = "special_undecided"

    @property
    def is_told_in_brief(self) -> bool:
        """Whether it is short enough to stand beside the kind, in the row `…_in_brief`."""
        return self.is_by_hessian or self is CriticalReason.CONSTANT_ON_REGION

    @property
    def is_of_constant(self) -> bool:
        """Whether f is constant around the point, so that it is of both kinds."""
        return self in (
            CriticalReason.CONSTANT,
            CriticalReason.CONSTANT_NEARBY,
            CriticalReason.CONSTANT_ON_REGION,
        )

    @property
    def is_by_hessian(self) -> bool:
        """Whether the signs of the Hessian's eigenvalues at the point are the proof."""
        return self in (
            CriticalReason.DEFINITE_MINIMUM,
            CriticalReason.DEFINITE_MAXIMUM,
            CriticalReason.INDEFINITE_HESSIAN,
        )

    @property
    def is_lead(self) -> bool:
        """Whether a power of the distance from P bounds the change of f."""
        return self in (CriticalReason.LEADS_EVERYWHERE, CriticalReason.LEADS_LINEARLY)


class Repetition(Enum):
    """How critical points repeat."""

    POINTS = "critical_points_repeat"
    POINTS_IN_SOME_VARIABLES = "critical_points_repeat_in"
    PLACES = "critical_places_repeat"
    PLACES_IN_SOME_VARIABLES = "critical_places_repeat_in"
    LEVEL_SETS = "level_sets_repeat"
    LEVEL_SETS_BUT_VALUES = "level_sets_repeat_but_values"

    @property
    def is_of_inner(self) -> bool:
        """Whether it is a period of what f depends on, and not of a variable."""
        return self in (Repetition.LEVEL_SETS, Repetition.LEVEL_SETS_BUT_VALUES)


class SearchRemark(Enum):
    """Where critical points were searched for, and where f has no gradient."""

    ALL_IN_WINDOW = "all_in_window"
    MORE_IN_WINDOW = "more_in_window"
    NONE_IN_WINDOW = "none_in_window"
    NOT_ISOLATED = "not_isolated"
    NO_GRADIENT_ALONG = "no_gradient_along"
    NO_GRADIENT_ALONG_BUT = "no_gradient_along_but"
    NO_GRADIENT_ALONG_OPEN = "no_gradient_along_open"
    NO_GRADIENT_ALONG_OPEN_BUT = "no_gradient_along_open_but"
    NO_GRADIENT_PERHAPS = "no_gradient_perhaps"
    NO_GRADIENT_OPEN = "no_gradient_open"
    PARAMETERS_NOT_ZERO = "parameters_not_zero"
    REGULAR_ASSUMED = "regular_assumed"
    BOUNDARY_NOT_COUNTED = "boundary_not_counted"

    @property
    def is_assumed(self) -> bool:
        """Whether it says what is taken for granted of the parameters."""
        return self in (SearchRemark.PARAMETERS_NOT_ZERO, SearchRemark.REGULAR_ASSUMED)

    @property
    def is_of_others(self) -> bool:
        """Whether it says of other points what is known of them."""
        return not self.is_assumed and self is not SearchRemark.BOUNDARY_NOT_COUNTED

    @property
    def is_of_window(self) -> bool:
        """Whether it says what is known of a window that was searched."""
        return self in (
            SearchRemark.ALL_IN_WINDOW,
            SearchRemark.MORE_IN_WINDOW,
            SearchRemark.NONE_IN_WINDOW,
        )


class PathEnd(Enum):
    """Why a path has no further point."""

    COMPLETE = "path_complete"
    AT_REST = "path_at_rest"
    LEFT_DOMAIN = "path_left_domain"
    NO_GRADIENT = "path_without_gradient"
    UNBOUNDED = "path_unbounded"
    SEAM = "path_meets_seam"
    UNCERTAIN = "path_uncertain"


class Doubt(Enum):
    """What the reader must know before trusting a number."""

    NOT_CHECKED = "not_checked"
    NO_REAL_VALUE = "no_real_value"
    NO_REAL_VALUE_FOUND = "no_real_value_found"
    REAL_VALUES_ON_BORDER = "real_values_on_border"
    GENERAL_DISAGREEMENT = "general_disagreement"
    NUMERICAL_DISAGREEMENT = "numerical_disagreement"
    NUMERICAL_DISAGREEMENT_BY = "numerical_disagreement_by"
    GRADIENT_PERHAPS_ZERO = "gradient_perhaps_zero"
    APPROXIMATE = "approximate"
    NUMERICAL_IRREGULAR = "numerical_irregular"

    @property
    def denies_derivatives(self) -> bool:
        """Whether there is no region in which f has values."""
        return self in (Doubt.NO_REAL_VALUE, Doubt.REAL_VALUES_ON_BORDER)

    @property
    def contradicts(self) -> bool:
        """Whether the values of f near P give another number than the one claimed there."""
        return self in (Doubt.NUMERICAL_DISAGREEMENT, Doubt.NUMERICAL_DISAGREEMENT_BY)

    @property
    def is_about_gradient(self) -> bool:
        """Whether only a scalar function raises it, as it has a gradient."""
        return self is Doubt.GRADIENT_PERHAPS_ZERO


class Slip(Enum):
    """What went wrong in a student's answer."""

    # With the direction.
    NOT_NORMALISED = "slip_not_normalised"
    SQUARED_LENGTH = "slip_squared_length"
    FROM_TARGET = "slip_from_target"
    TARGET_AS_DIRECTION = "slip_target_as_direction"
    WRONG_UNIT_OF_ANGLE = "slip_wrong_unit_of_angle"
    # With the gradient.
    OPPOSITE = "slip_opposite"
    SIGN = "slip_sign"
    SWAPPED = "slip_swapped"
    SWAPPED_POINT = "slip_swapped_point"
    POINT_TOO_EARLY = "slip_point_too_early"
    POINT_MISSING = "slip_point_missing"
    FORMULA_MISUSED = "slip_formula_misused"
    # Something else that was not asked.
    NORM_INSTEAD = "slip_norm_instead"
    GRADIENT_INSTEAD = "slip_gradient_instead"
    UNIT_GRADIENT_INSTEAD = "slip_unit_gradient_instead"
    RATE_INSTEAD = "slip_rate_instead"
    PARTIAL_INSTEAD = "slip_partial_instead"
    VALUE_INSTEAD = "slip_value_instead"
    DIRECTION_INSTEAD = "slip_direction_instead"
    # With the norm.
    NORM_SQUARED = "slip_norm_squared"
    SUM_FOR_NORM = "slip_sum_for_norm"
    SMALLEST_FOR_LARGEST = "slip_smallest_for_largest"
    LARGEST_FOR_SMALLEST = "slip_largest_for_smallest"
    # With a given rate, a metric, a vector-valued function.
    DIRECTIONS_MISSING = "slip_directions_missing"
    METRIC_NOT_INVERTED = "slip_metric_not_inverted"
    TRANSPOSED = "slip_transposed"
    UNIT_INSTEAD = "slip_unit_instead"
    WITHOUT_UNIT = "slip_without_unit"
    # With tangents.
    TANGENT_FOR_NORMAL = "slip_tangent_for_normal"
    NORMAL_FOR_TANGENT = "slip_normal_for_tangent"
    VALUE_FORGOTTEN = "slip_value_forgotten"
    VALUE_ADDED = "slip_value_added"
    POINT_FORGOTTEN = "slip_point_forgotten"
    POINT_SIGN = "slip_point_sign"
    OTHER_TANGENT = "slip_other_tangent"
    NOT_FLAT = "slip_not_flat"
    NOT_THROUGH_POINT = "slip_not_through_point"
    THROUGH_POINT_ONLY = "slip_through_point_only"
    MISSES_POINT = "slip_misses_point"
    TANGENT_FOR_NORMAL_LINE = "slip_tangent_for_normal_line"
    BESIDE_POINT = "slip_beside_point"
    OTHER_DIRECTION = "slip_other_direction"
    # With critical points.
    NOT_CRITICAL = "slip_not_critical"
    SWAPPED_COORDINATES = "slip_swapped_coordinates"
    POINTS_MISSING = "slip_points_missing"
    WRONG_KIND = "slip_wrong_kind"
    WRONG_VALUE = "slip_wrong_value"
    # With derivatives of arrays.
    FACTOR = "slip_factor"
    TERM_MISSING = "slip_term_missing"
    OTHER_VARIABLE = "slip_other_variable"
    CHAIN_RULE = "slip_chain_rule"
    UNFIT = "slip_unfit"
    SYMMETRY = "slip_symmetry"
    # With any answer.
    OTHER_QUESTION = "slip_other_question"
    LAST_DIGIT = "slip_last_digit"
    SHAPE = "slip_shape"
    EXISTS = "slip_exists"

    @property
    def code(self) -> str:
        """Its name in data: not_normalised."""
        return self.value.removeprefix("slip_")


class CheckNote(Enum):
    """Why a student's answer is neither called right nor wrong."""

    OPEN = "check_open"
    NOT_KNOWN = "check_not_known"
    ONE_SIDED = "check_one_sided"
    TWO_SIDED = "check_two_sided"
    END_OF_DOMAIN = "check_end_of_domain"
    PARTIALS_ONLY = "check_partials_only"
    FEW_DIGITS = "check_few_digits"
    ENDLESS = "check_endless"
    BOUNDARY_POINT = "check_boundary_point"
    PERHAPS_MISSING = "check_perhaps_missing"
    WITHOUT_POINTS = "check_without_points"
    OTHER_POINT = "check_other_point"
    UNDER_CONDITION = "check_under_condition"

    @property
    def code(self) -> str:
        """Its name in data: one_sided."""
        return self.value.removeprefix("check_")


KINDS: tuple[type[Enum], ...] = (
    DifferentiabilityReason,
    Seam,
    CriticalReason,
    Repetition,
    SearchRemark,
    Doubt,
    Slip,
    CheckNote,
)
"""All kinds of findings: each of their values has its sentence in every language."""

Kind_co = TypeVar("Kind_co", bound=Enum, covariant=True)


Part: TypeAlias = "Expr | Formula | tuple[Expr, ...] | str | Enum"


@dataclass(frozen=True)
class Finding(Generic[Kind_co]):
    """A fact not yet put in words.

    Attributes:
        kind: what sort of fact; its value is a key of the wording tables.
        parts: what the sentence names, such as the expression that has a corner; a kind where
            it holds another sentence.
    """

    kind: Kind_co
    parts: Mapping[str, Part] = field(default_factory=dict, compare=False)
