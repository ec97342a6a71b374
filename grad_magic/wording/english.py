"""English.

`{gap}` is where mathematics stands; a translation has the same keys and may put the gaps in
another order. Rows with the ending "_in_one_variable" speak of functions of one variable, and a
language has as many of them as it needs.
"""

from __future__ import annotations

from collections.abc import Mapping

from grad_magic.wording.language import Language, split_at_spaces

_SENTENCES: Mapping[str, str] = {
    # How things are listed: a and b; a, b, … and the last.
    "list_two": "{left} and {right}",
    "list_middle": "{left}, {right}",
    "list_end": "{left} and {right}",
    "clauses_two": "{left} and {right}",
    "clauses_middle": "{left}, {right}",
    "clauses_end": "{left} and {right}",
    # In running text: behind an equation, and between two sentences.
    "comma": ",",
    "stop": ".",
    "stop_of_equation": ".",
    "between_sentences": " ",
    # Single words, beside formulas and inside them: conditions and the cases of a function.
    "both_conditions": "and",
    "either_condition": "or",
    "case": "for",
    "otherwise": "otherwise",
    # On one line, between one case and the next.
    "case_separator": ", ",
    "piecewise": "piecewise",
    # Behind the rate in the direction asked for: what it says of {f}.
    "rising": "{f} rises along {u}",
    "falling": "{f} falls along {u}",
    "level": "to first order {f} does not change along {u}",
    "tendency_open": "whether {f} rises or falls along {u} is not settled",
    # Behind a rate: for which unit vectors it is reached; {u} is an equation, as u = (1, 0).
    "in_direction": "for {u}",
    "and_direction": "and {u}",
    "in_directions": "for {u}",
    "along_gradient": "along {gradient}, {u}",
    "against_gradient": "in the opposite direction",
    "perpendicular": "for every {u} perpendicular to {gradient}",
    # The natural gradient; {step} and {unit} are a step and its length in the metric.
    "natural_gradient": (
        "Among all {step} with {unit}, {f} rises fastest along the natural gradient {vector}: at "
        "the rate {rate}."
    ),
    "metric_measures": "In the given metric a vector {step} has the length {length}, where",
    "natural_gradient_is": "The inverse matrix of {metric} and the natural gradient are",
    "natural_gradient_and_length_are": (
        "The inverse matrix of {metric}, the natural gradient and its length are"
    ),
    "natural_gradient_bound": (
        "By the Cauchy-Schwarz inequality for this length, with equality along {vector}:"
    ),
    "no_natural_gradient": (
        "{f} has no natural gradient at {point}, as it is not differentiable there."
    ),
    "natural_gradient_open": "Whether {f} has a natural gradient at {point} is not settled.",
    # A student's answer: the verdict, with what it was taken to answer, and then why.
    "identity_holds": "{f} satisfies this equation: {row}.",
    "identity_follows": "Hence",
    "identity_fails": "{f} does not satisfy this equation: {row}.",
    "identity_open": "Whether {f} satisfies this equation is not settled.",
    "check_right": "The answer for {asked} is right.",
    "check_wrong": "The answer for {asked} is not right.",
    "check_undecided": "The answer for {asked} is called neither right nor wrong.",
    "check_with_reason": "{verdict} {reason}",
    "asked_value": "the value of {f} at {point}",
    "asked_directional_derivative": "{rate}",
    "asked_gradient": "{gradient}",
    "asked_max_rate": "the largest rate of change of {f} at {point}",
    "asked_value_of_arrays": "the value of {f}",
    "asked_max_rate_of_arrays": "the largest rate of change of {f}",
    "asked_min_rate": "the smallest rate of change of {f} at {point}",
    "asked_steepest_ascent": "the direction in which {f} rises fastest at {point}",
    "asked_steepest_descent": "the direction in which {f} falls fastest at {point}",
    "asked_level_tangent": "the tangent hyperplane to the level set of {f} at {point}",
    "asked_level_tangent_2": "the tangent line to the level curve of {f} at {point}",
    "asked_level_tangent_3": "the tangent plane to the level surface of {f} at {point}",
    "asked_level_tangent_of_equation": "the tangent hyperplane to the hypersurface at {point}",
    "asked_level_tangent_2_of_equation": "the tangent line to the curve at {point}",
    "asked_level_tangent_3_of_equation": "the tangent plane to the surface at {point}",
    "asked_tangent_plane": "the linear approximation of {f} at {point}",
    "asked_tangent_plane_1": "the tangent line to the graph of {f} at {point}",
    "asked_tangent_plane_2": "the tangent plane to the graph of {f} at {point}",
    "asked_critical_points": "the critical points of {f}",
    "asked_extrema": "the extrema of {f}",
    "asked_critical_kind": "the kind of {point}",
    "asked_differentiable": "whether {f} is differentiable at {point}",
    "asked_differential": "the total differential of {f}",
    "asked_differential_1": "the differential of {f}",
    "asked_hessian": "the second partial derivatives of {f}",
    "asked_hessian_1": "the second derivative of {f}",
    "asked_higher_partials": "the partial derivatives of {f}",
    "asked_higher_partials_1": "the higher derivative of {f}",
    "asked_rate_directions": "the directions in which {f} changes at the given rate",
    "asked_natural_gradient": "the natural gradient of {f}",
    "asked_normal_line": "the normal line at {point}",
    "asked_normal_vector": "the normal vector at {point}",
    "asked_unit_direction": "the unit vector along the direction",
    "asked_extreme_rates": "the largest and the smallest rate of change of {f} at {point}",
    "asked_hessian_determinant": "the determinant of the Hessian matrix of {f}",
    "asked_linear_value": "the value of the linear approximation of {f} at the other point",
    "asked_differential_value": "the value of the total differential of {f}",
    "asked_increment": "the increment of {f}",
    "asked_identity": "the equation between the derivatives",
    "asked_implicit_derivative": "the derivative of the implicit function",
    "asked_implicit_derivative_1": "the slope of the curve",
    "asked_implicit_derivative_2": "the slope of the curve",
    "asked_jacobian": "the Jacobian matrix of {f}",
    "asked_jacobian_1": "the derivative of {f}",
    "asked_jacobian_determinant": "the determinant of the Jacobian matrix of {f}",
    "asked_speed": "the length of the derivative of {f}",
    "asked_tangent_vector": "the tangent vector of the curve",
    "asked_unit_tangent": "the unit tangent vector of the curve",
    "asked_tangent_line": "the tangent line to the curve",
    "asked_normal_plane": "the normal plane of the curve",
    # Why it is neither right nor wrong.
    "check_open": "Whether it equals what is right could be neither proved nor refuted.",
    "check_not_known": "What is right here could not be settled.",
    "check_other_point": "It names another point than the one that is asked about.",
    "check_under_condition": (
        "It is right only under a condition on {array} that the request does not state."
    ),
    "check_one_sided": (
        "It is the limit from one side. Some books call that the directional derivative, others "
        "ask that both sides agree."
    ),
    "check_two_sided": (
        "The limits from both sides differ: books that take the limit along the ray alone have a "
        "value here, others say that there is none."
    ),
    "check_end_of_domain": (
        "It is right if derivatives from one side count: {f} has values on one side of {point} "
        "alone. Some books take them, others ask for both sides."
    ),
    "check_partials_only": (
        "{f} is not differentiable at {point}, and whether its partial derivatives are then "
        "called a gradient depends on the book."
    ),
    "check_few_digits": "It has too few digits to be told from zero.",
    "check_endless": "What it names are critical points, but there are more than can be listed.",
    "check_boundary_point": (
        "It has a point on the boundary of the domain of {f}. Some books count such points, others "
        "do not."
    ),
    "check_without_points": "What it says is so, but the points are asked for, too.",
    "check_perhaps_missing": "Whether it has all critical points could not be settled.",
    # What went wrong, where that is recognised; it must not give the answer away.
    "slip_not_normalised": (
        "The direction has not been divided by its length: the formula needs a unit vector {u}."
    ),
    "slip_squared_length": (
        "The direction has been divided by the square of its length, not by its length."
    ),
    "slip_from_target": "The direction runs toward {point}, not away from it.",
    "slip_target_as_direction": (
        "The coordinates of the other point have been taken for the direction, which runs from "
        "{point} to that point."
    ),
    "slip_wrong_unit_of_angle": "Degrees and radians have been mixed up.",
    "slip_opposite": "The signs are the other way round.",
    "slip_sign": "There is a slip in a sign.",
    "slip_swapped": (
        "The variables have been swapped: what belongs to one of them stands in the place of "
        "another."
    ),
    "slip_swapped_point": "The coordinates of {point} have been put in for the wrong variables.",
    "slip_point_too_early": (
        "The point has been put in too early: first differentiate, then put it in, as the "
        "derivative of a number is zero."
    ),
    "slip_point_missing": "The coordinates of {point} have not been put in.",
    "slip_point_missing_in_one_variable": "The value {point} has not been put in.",
    "slip_formula_misused": (
        "The formula {formula} has been used where it may not be: is {f} differentiable at {point}?"
    ),
    "slip_norm_instead": "It is the length of {gradient}, which was not asked for.",
    "slip_norm_instead_in_one_variable": (
        "It is the absolute value of {gradient}, which was not asked for."
    ),
    "slip_gradient_instead": "It is {gradient} itself, which was not asked for.",
    "slip_unit_gradient_instead": "It is {gradient} divided by its length.",
    "slip_unit_gradient_instead_in_one_variable": (
        "It is the sign of {gradient}, which was not asked for."
    ),
    "slip_rate_instead": "It is {rate}, which was not asked for.",
    "slip_partial_instead": "It is one of the partial derivatives, which was not asked for.",
    "slip_value_instead": "It is the value of {f} at {point}, not a rate of change.",
    "slip_direction_instead": "It is the direction that was given, which was not asked for.",
    "slip_norm_squared": "The root is missing: it is the square of a length.",
    "slip_norm_squared_in_one_variable": "It is the square of the largest rate of change.",
    "slip_sum_for_norm": (
        "The components have been added up, but a length is the root of the sum of their squares."
    ),
    "slip_smallest_for_largest": "It is the smallest rate of change, not the largest.",
    "slip_largest_for_smallest": "It is the largest rate of change, not the smallest.",
    "slip_tangent_for_normal": (
        "It is perpendicular to {gradient}: a tangent to the level set, not its normal."
    ),
    "slip_normal_for_tangent": "It is the normal at {point}, not the tangent.",
    "slip_value_forgotten": "The value of {f} at {point} has been forgotten.",
    "slip_value_added": "The value of {f} at {point} does not belong into this equation.",
    "slip_point_forgotten": (
        "The coordinates of {point} have been forgotten, which are subtracted from the variables."
    ),
    "slip_point_forgotten_in_one_variable": (
        "The slope is multiplied by the increment from {point}, not by the variable itself."
    ),
    "slip_point_sign": "The coordinates of {point} have been added where they are subtracted.",
    "slip_point_sign_in_one_variable": (
        "The value {point} is subtracted from the variable, not added to it."
    ),
    "slip_other_tangent": "It is a tangent of {f} at {point}, but not the one asked for.",
    "slip_not_flat": (
        "It is no equation of a line or a plane: have the coordinates of {point} been put into "
        "the derivatives?"
    ),
    "slip_not_flat_in_one_variable": (
        "It is no equation of a line: has the value {point} been put into the derivative?"
    ),
    "slip_not_through_point": "Its slope is right, but it does not touch at {point}.",
    "slip_misses_point": "It does not pass through the point where it should touch.",
    "slip_through_point_only": "It passes through the point of contact, but its slope is wrong.",
    "slip_tangent_for_normal_line": "It is the tangent at {point}, not the normal.",
    "slip_beside_point": "Its direction is right, but it does not pass through the point.",
    "slip_other_direction": "It passes through the point, but its direction is wrong.",
    "slip_directions_missing": "What it names is right, but there are more directions.",
    "slip_metric_not_inverted": (
        "The gradient has been multiplied by the metric itself, not by its inverse."
    ),
    "slip_transposed": "Rows and columns are swapped: each row belongs to one component.",
    "slip_unit_instead": "It has been divided by its length, which was not asked for.",
    "slip_without_unit": "It has not been divided by its length.",
    "slip_not_critical": "It has a point that is not critical.",
    "slip_swapped_coordinates": "The coordinates of a point are swapped.",
    "slip_points_missing": "What it names are critical points, but there are more.",
    "slip_wrong_kind": "The kind of a critical point is wrong in it.",
    "slip_wrong_value": "The value of {f} at a critical point is wrong in it.",
    "slip_factor": "There is a slip in a constant factor.",
    "slip_term_missing": "A term is missing in it.",
    "slip_other_variable": "It is the gradient by another variable.",
    "slip_chain_rule": (
        "By the chain rule the derivative of a function that is applied there is a factor, too: "
        "it has been left out."
    ),
    "slip_unfit": "The shapes in it do not fit together.",
    "slip_transposed_of_arrays": "Rows and columns are swapped: it is transposed.",
    "slip_turned": (
        "It is in {shape}, but {gradient} is in {wanted}, as {variable} is: has it been transposed?"
    ),
    "slip_shape_of_arrays": "It is in {shape}, but {gradient} is in {wanted}, as {variable} is.",
    "slip_shape_of_hessian": "It is in {shape}, but {hessian} is in {wanted}.",
    "slip_symmetry": (
        "It would be right if a matrix in it were symmetric, which the request does not say."
    ),
    "slip_formula_misused_of_arrays": (
        "The rules of differentiation have been used where they may not be: does {f} have a "
        "gradient there?"
    ),
    "slip_value_instead_of_rate": "It is the value of {f}, not a rate of change.",
    "slip_last_digit": "It is not rounded correctly in its last digit.",
    "slip_other_question": "The exercise does not ask for this: it asks for {asked}.",
    "slip_shape": "What is asked has another form: a number, a vector, an equation or points.",
    "slip_exists": "There is something to be found.",
    # An exercise: what {u} is, what is asked, how it is answered, and how to have it again.
    "exercise": "Exercise {number}",
    "exercise_along": "{u} is the unit vector in the direction of {vector}.",
    "exercise_toward": "{u} is the unit vector from {point} toward {target}.",
    "exercise_at_angle": "{u} is the unit vector {angle}.",
    "exercise_find": "Find {asked}.",
    "exercise_kinds": "Classify each as a local minimum, a local maximum or a saddle point.",
    "exercise_existence": "Answer {nothing} for what does not exist.",
    "exercise_nothing": "DNE",
    "exercise_check": "Check it: {answers}",
    "exercise_solution": "The solution: {request}",
    "exercise_again": "Again: {request}",
    # The path of an optimiser. In a worked solution, before the rule of each method and the points:
    "path_rule_descent": "Gradient descent follows the rule",
    "path_rule_momentum": "Gradient descent with momentum follows the rule",
    "path_rule_natural": "Natural gradient descent follows the rule",
    "path_rule_flow": "The gradient flow solves the equation",
    "path_points": "With it we obtain",
    "path_points_of_flow": "Its solution gives",
    # Where it goes; {next} is the point behind its {last}.
    "path_falls": "{when} {f} has fallen from {first} to {last}.",
    "path_rises": "{when} {f} has risen from {first} to {last}.",
    "after_step": "After one step",
    "after_steps": "After {count} steps",
    "at_time": "At {time},",
    "about": "about {number}",
    "path_keeps": "{when} {f} is as large as before.",
    "path_hardly_changes": (
        "{when} {f} is as large as before, as far as floating-point numbers can tell."
    ),
    "path_at_rest": "{zero}, so the path stays there.",
    "path_left_domain": "At {next}, {f} has no real value, so the path ends at {last}.",
    "path_without_gradient": "At {last}, {f} has no gradient, so the path ends there.",
    "path_unbounded": (
        "The points go farther and farther away, so the path is not followed beyond {last}."
    ),
    "path_meets_seam": (
        "No later than at {next} the path comes to a place where the derivatives of {f} break, so "
        "it is not followed beyond {last}."
    ),
    "path_uncertain": "Beyond {last} the path could not be followed with certainty.",
    # Functions of arrays; {delta} is the δ of a {layer} z.
    "array_convention": "Each gradient has the shape of its variable.",
    "array_by_itself": "The formula cannot be relied on here; these numbers come from {f} itself:",
    "array_where": "This holds where {conditions}.",
    "array_where_nonzero": "no entry of {parts} is 0",
    "array_where_positive": "all entries of {parts} are positive",
    "array_where_single": "one entry alone is the largest in {parts}",
    "array_where_single_smallest": "one entry alone is the smallest in {parts}",
    "array_one_entry": "The loss {loss} of entry {index} has the derivative",
    "array_softmax_entry": (
        "For two entries and {vector} we have {logarithm}, and so {slope}, which is "
        "{difference} where the entries of {label} sum to 1. So it is with more entries."
    ),
    "array_layer_is": "Let {layer}.",
    "array_forward": "Layer by layer:",
    "array_backward": "The gradient {delta} of {f} with respect to {layer} is",
    "array_backward_by_entries": (
        "So the gradient {delta} of {f} with respect to {layer} is, entry by entry,"
    ),
    "array_backward_layers": (
        "From the last layer to the first, where {delta} is the gradient of {f} with respect to "
        "{layer}, and so on:"
    ),
    "array_let_with": "Let {function}, with",
    "array_differential_is": "so by the chain rule",
    "array_differential": "The differential of {f} is",
    "array_differential_by_entries": "So the differential of {f} is",
    "array_read_off": "so the gradient is",
    "array_gradient_is": "The gradient is",
    "array_gradient_by_symmetry": "As {array} is symmetric, the gradient is",
    "array_by_chain_rule": "By the chain rule,",
    "array_by_chain_rule_as": "As {equation}, the chain rule gives",
    "array_symmetric": "The matrix {array} is symmetric, which makes the formula short.",
    "array_symmetric_variable": (
        "The entries of {array} are varied independently of one another, though it is symmetric."
    ),
    "array_rows_sum_to_1": "The rows of {array} sum to 1, which makes the formula short.",
    "array_entries_sum_to_1": "The entries of {array} sum to 1, which makes the formula short.",
    "array_if_rows_sum_to_1": "If the rows of {array} sum to 1, {formulas}.",
    "array_if_entries_sum_to_1": "If the entries of {array} sum to 1, {formulas}.",
    "array_regular": (
        "This holds where {conditions}. Wherever {f} has a gradient, {formulas}, with cof the "
        "matrix of cofactors."
    ),
    "array_singular": "cof is the matrix of cofactors. Where {conditions}, {formulas}.",
    "array_second_where": "The formula of second order holds where {conditions}.",
    "array_second_singular": "Second derivatives at singular matrices are not worked out.",
    "array_rate_by_limit": "By its definition as a limit, {rate} all the same.",
    "array_rate_of_sides": (
        "Along {u} the slope of {f} is {before} before the point and {beyond} beyond it, so {rate} "
        "does not exist."
    ),
    "array_product_sign": "Here {product} multiplies entry by entry.",
    "array_product_sign_and_mean": (
        "Here {product} multiplies entry by entry, and mean is the average of the entries."
    ),
    "array_point": "At {point}:",
    "array_at_point_we_have": "At {point} we have",
    "array_second_slope": (
        "Of second order, where {product} is the derivative of the gradient along {v}:"
    ),
    "array_second_long": "The formulas of the second derivatives of {f} are too long to be shown.",
    "array_second_missing": "{f} may have no second derivatives here; none are shown.",
    "array_no_direction": "As {zero}, the gradient gives no direction.",
    "array_along_gradient": "The direction is that of {gradient}, of steepest ascent.",
    "array_against": "The direction is the opposite of {gradient}, of steepest descent.",
    "array_path_ends": "At step {count} {f} has no value, so the path ends before it.",
    "array_path_without_gradient": "{f} has no gradient there, so the path ends.",
    "array_doubt": (
        "Differences of values of {f} do not confirm this gradient, so it should not be relied on."
    ),
    "array_unchecked": ("This gradient could not be checked by values of {f} around this point."),
    "array_kink_relu": "{f} has no gradient here: {part} has a kink where its argument is 0.",
    "array_kink_relu_entry": (
        "{f} has no gradient here: {part} has a kink where its argument is 0, as in entry {entry}."
    ),
    "array_kink_abs": "{f} has no gradient here: {part} has a kink where its argument is 0.",
    "array_kink_abs_entry": (
        "{f} has no gradient here: {part} has a kink where its argument is 0, as in entry {entry}."
    ),
    "array_kink_sign": "{f} has no gradient here: {part} jumps where its argument is 0.",
    "array_kink_sign_entry": (
        "{f} has no gradient here: {part} jumps where its argument is 0, as in entry {entry}."
    ),
    "array_kink_where": "{f} has no gradient here: {part} breaks where its condition changes.",
    "array_kink_where_entry": (
        "{f} has no gradient here: {part} breaks where its condition changes, as in entry {entry}."
    ),
    "array_kink_largest": (
        "{f} has no gradient here: the largest entry in {part} is reached more than once."
    ),
    "array_kink_smallest": (
        "{f} has no gradient here: the smallest entry in {part} is reached more than once."
    ),
    "array_kink_maximum": "{f} has no gradient here: {part} has a kink where both are equal.",
    "array_kink_maximum_entry": (
        "{f} has no gradient here: {part} has a kink where both are equal, as in entry {entry}."
    ),
    "array_kink_minimum": "{f} has no gradient here: {part} has a kink where both are equal.",
    "array_kink_minimum_entry": (
        "{f} has no gradient here: {part} has a kink where both are equal, as in entry {entry}."
    ),
    "array_kink_clip": "{f} has no gradient here: {part} has a kink at its bounds.",
    "array_kink_clip_entry": (
        "{f} has no gradient here: {part} has a kink at its bounds, as in entry {entry}."
    ),
    "array_kink_norm": "{f} has no gradient here: {part} has a kink where it is 0.",
    "array_kink_root": "{f} has no gradient here: {part} has no derivative where it is 0.",
    "array_kink_root_entry": (
        "{f} has no gradient here: {part} has no derivative where it is 0, as in entry {entry}."
    ),
    "array_kink_boundary": (
        "{f} has no gradient here: {part} has no values on one side of this point."
    ),
    "array_custom_relu": (
        "By convention, frameworks take 0 for the derivative there; this is no gradient:"
    ),
    "array_custom_abs": (
        "By convention, frameworks take 0 for the derivative there; this is no gradient:"
    ),
    "array_custom_largest": (
        "By convention, frameworks share 1 among the largest entries; this is no gradient:"
    ),
    "array_custom_smallest": (
        "By convention, frameworks share 1 among the smallest entries; this is no gradient:"
    ),
    "array_custom_maximum": (
        "By convention, PyTorch and JAX give each of both half of the derivative; this is no "
        "gradient:"
    ),
    "array_custom_minimum": (
        "By convention, PyTorch and JAX give each of both half of the derivative; this is no "
        "gradient:"
    ),
    "array_custom_norm": (
        "By convention, frameworks take 0 for the derivative there; this is no gradient:"
    ),
    # Worked solutions: how each line follows from the one before.
    # {data} is x = 2 and y = 0.
    "for_data_at": "For {data}, at {place}:",
    "at_another_point": "At {place}:",
    # Below a statement, which has told what is given.
    "let_rows": "Let",
    "let_function_alone": "Let {function}.",
    "let_function": "Let {function}. Then",
    # Partial derivatives and the gradient.
    "partials_are": "The partial derivatives of {f} are",
    "partials_at_point_are": (
        "We compute the partial derivatives of {f} and evaluate them at {point}:"
    ),
    "partials_by_rules_are": "By {rules}, the partial derivatives of {f} are",
    "partials_by_rules_are_in_one_variable": "By {rules}, the derivative of {f} is",
    "partials_are_in_one_variable": "The derivative of {f} is",
    "so_gradient_is": "so",
    "components_of_gradient": "These are the components of {gradient}.",
    "as_partials_are": "The partial derivatives are",
    "as_partials_are_in_one_variable": "The derivative is",
    "gradient_is": "The gradient of {f} is",
    "gradient_at_point_is": "We compute the gradient of {f} and evaluate it at {point}:",
    "gradient_and_value_are": "The gradient of {f} and its value at {point} are",
    "first_gradient_is": "We first compute the gradient of {f} and its value at {point}:",
    "then_gradient_is": "The gradient of {f}, in general and at {point}, is",
    "at_point_we_have": "At {point} we have",
    "at_point_so": "At {point}, {value}, so",
    "by_definition": "By the definition of the partial derivatives,",
    "along_this_direction": "In this direction,",
    "so_by_definition_of_rate": "and by the definition of the directional derivative,",
    "by_definition_of_rate": "By the definition of the directional derivative,",
    "derivative_is": "The derivative of {f} is",
    "derivative_at_point_is": "The derivative of {f} and its value at {point} are",
    "speed_is": "so the speed is",
    "curve_passes_through": "The curve passes through {place} at {point}.",
    "determinant_is": "and its determinant is",
    "jacobian_is": "The Jacobian matrix of {f} is",
    "jacobian_at_point_is": "The Jacobian matrix of {f} and its value at {point} are",
    "linearization_is": "The linearization of {f} at {point} is",
    "vector_to_target_is": "The vector from {point} to {target} is",
    "length_to_target_so_unit_is": (
        "The vector {vector} from {point} to {target} has length {length}, so the unit vector in "
        "its direction is"
    ),
    "length_so_unit_is": (
        "The vector {vector} has length {length}, so the unit vector in its direction is"
    ),
    "length_of_named_so_unit_is": (
        "Since {length}, the unit vector in the direction of {vector} is"
    ),
    "unit_in_direction_is": "The unit vector in the given direction is",
    "unit_along_gradient_is": "The unit vector in the direction of {gradient} is",
    "unit_against_gradient_is": "The unit vector in the direction opposite to {gradient} is",
    "unit_at_angle_is": "The unit vector at the angle {angle} from the positive {axis}-axis is",
    "case_by_case": "Differentiate each case inside its region:",
    "slopes_agree_at_border": (
        "On the border of the regions the slopes agree, so the formula holds there as well."
    ),
    "case_by_case_in_one_variable": "Differentiate each case inside its region:",
    "since_bounded": "since {bound}",
    "in_region": "as {where} at {point}",
    "maximum_by_regions": (
        "Inside the region where one entry is the largest, the maximum is that entry."
    ),
    "minimum_by_regions": (
        "Inside the region where one entry is the smallest, the minimum is that entry."
    ),
    # {premise} is the definition of a function.
    "known_derivative_of": "For {premise}, recall that {derivative}.",
    "known_derivative": "Recall that {derivative} for {premise}.",
    "quotient_by_sides": "{below} for {negative} and {above} for {positive}, which",
    "component_by_component": ("Differentiate each component with respect to each variable:"),
    "component_by_component_by_rules": (
        "Differentiate each component with respect to each variable, by {rules}:"
    ),
    "component_by_component_by_rules_in_one_variable": (
        "Differentiate each component, by {rules}:"
    ),
    "component_by_component_in_one_variable": "Differentiate each component:",
    "with_abbreviation": "with {definition}",
    "by_rules": "by {rules}",
    "rule_product": "the product rule",
    "rule_quotient": "the quotient rule",
    "rule_power": "the power rule",
    "rule_chain": "the chain rule",
    "rule_variable_exponent": "logarithmic differentiation",
    "by_symmetry": "since {f} is symmetric in {both}",
    # Rates of change.
    "formula_applies_in_direction": (
        "Hence {formula} in every direction {direction}, {u} being its unit vector."
    ),
    "formula_applies": "Hence {formula} for every unit vector {u}.",
    "extremes_as_before": (
        "As before, the rate of change is largest in the direction of {gradient} and smallest in "
        "the opposite direction. Its maximum is"
    ),
    "angle_with_gradient": (
        "Let {angle} be the angle between {gradient} and a unit vector {u}. Then"
    ),
    "extremes_by_angle": (
        "where {angle} is the angle between {u} and {gradient}. "
        "The rate is largest for {least}, in the direction of the gradient, and smallest for "
        "{straight}. So the maximum rate of change is"
    ),
    "rate_by_angle": "For any unit vector {u} we have",
    "largest_by_angle": (
        "where {angle} is the angle between {u} and {gradient}. "
        "The rate is largest for {least}. So the maximum rate of change of {f} at {point} is"
    ),
    "smallest_by_angle": (
        "where {angle} is the angle between {u} and {gradient}. "
        "The rate is smallest for {straight}. So the minimum rate of change of {f} at {point} is"
    ),
    "largest_and_smallest_by_angle": (
        "where {angle} is the angle between {u} and {gradient}. "
        "The rate is largest for {least} and smallest for {straight}. So the maximum rate of "
        "change of {f} at {point} is"
    ),
    # {u} is an equation, as u = (1, 0).
    "largest_rate_is": (
        "The maximum rate of change of {f} at {point} is the length of the gradient,"
    ),
    "largest_reached": "and it occurs in the direction of {gradient}, with the unit vector {u}.",
    "largest_reached_along": "and it occurs in the direction of {gradient}.",
    "largest_reached_along_multiple": (
        "and it occurs in the direction of {gradient}, that is, of {multiple}."
    ),
    "largest_and_smallest_reached": (
        "and it occurs in the direction of {gradient}, with the unit vector {u}. The minimum is "
        "{smallest} and occurs in the opposite direction, for {opposite}."
    ),
    # {rate} is 5 °C/m, or about 9.938 °C/m.
    # {question} is (a).
    "question_and_answer": "{question} {answer}",
    "question_alone": "{question}",
    "rate_in_unit": "So the rate of change is {rate}.",
    "largest_rate_in_unit": "So the maximum rate of change is {rate}.",
    "smallest_rate_in_unit": "So the minimum rate of change is {rate}.",
    "smallest_rate_is": "The minimum rate of change of {f} at {point} is",
    "smallest_reached": (
        "and it occurs in the direction opposite to {gradient}, with the unit vector {u}."
    ),
    # Behind the largest or the smallest rate; {u} is an equation, as u = (1, 0).
    "extremes_reached_along": (
        "in the direction of {gradient}. The minimum is {smallest}, in the opposite direction."
    ),
    "largest_and_smallest_reached_along": (
        "in the direction of {gradient}, and the minimum is {smallest}, in the opposite direction. "
        "So {f} increases most rapidly in the direction of the unit vector"
    ),
    "smallest_reached_against": "and decreases most rapidly in the direction of {u}.",
    "smallest_reached_along": "and it occurs in the direction of {opposite}.",
    "extremes_reached": "for {u}. The minimum is {smallest}, for {opposite}.",
    "angle_of_direction": ("The angle between {gradient} and {u} has {cosine}, so {angle}."),
    # Second derivatives.
    "differentiate_again": "Differentiating again, we obtain",
    "differentiate_again_by_rules": "Differentiating again, by {rules}, we obtain",
    "differentiate_again_by_rules_in_one_variable": (
        "Differentiating again, by {rules}, we obtain"
    ),
    "differentiate_again_in_one_variable": "Differentiating again, we obtain",
    "differentiate_again_implicit": "Differentiating again, where {function}, we obtain",
    "shorter_as": "Since {equation}, this is",
    "second_partials_are": "The second partial derivatives are",
    "hence_differential": "Hence",
    "smooth_so_differential": "These are continuous, so {f} is differentiable and",
    "smooth_so_differential_at": (
        "The partial derivatives are continuous, so {f} is differentiable and"
    ),
    "continuous_partials_so_differential_at": (
        "The partial derivatives are continuous near {point}, so {f} is differentiable there and"
    ),
    "mixed_partials_continuous": (
        "The mixed partial derivatives are continuous, so they do not depend on the order of "
        "differentiation."
    ),
    "mixed_partials_equal": "The mixed partial derivatives are continuous, hence equal.",
    "second_rate": "The second derivative of {f} along the line through {point} parallel to {u}:",
    "rate_for": "{rate} for {u}",
    "second_rates_differ": (
        "{up}, but {down}. So {f} has a minimum at {point} along one line and a maximum along "
        "another."
    ),
    "critical_system_in_braces": "The critical points solve the system",
    "critical_system_of_partials": "We set {zero}.",
    "critical_system": "Setting {zero}, we obtain {equations}.",
    "critical_system_with_roots": "The critical points solve {equations}, so {roots}.",
    "region_without": "Where {where}: {f}, and {partial} is never 0.",
    "region_with": "Where {where}: {f}, and {zero} means {equations}.",
    "region_points": "Of these there lie only {points} in this region.",
    "region_all": "The point {points} lies in this region.",
    "region_all_of_several": "The points {points} lie in this region.",
    "region_not": "The point {points} does not lie in this region.",
    "region_no_points": "None of these lies in this region.",
    "let_nonzero": "Let {conditions}.",
    "system_for_value": "For {value} the system becomes {equations}. This gives {points}.",
    "never_zero": "The factor {factor} is never 0.",
    "within_one_period": "The derivatives repeat with the period {period}; let {bounds}.",
    "first_equation": "The first equation gives {solved}.",
    "second_equation": "The second equation gives {solved}.",
    "first_equation_never": "The first equation never holds.",
    "second_equation_never": "The second equation never holds.",
    "first_equation_in_factors": "The first equation, {factored}, gives {solved}.",
    "second_equation_in_factors": "The second equation, {factored}, gives {solved}.",
    "first_equation_apart": ("The first equation, {reduced}, gives {roots}. This gives {points}."),
    "second_equation_apart": (
        "The second equation, {reduced}, gives {roots}. This gives {points}."
    ),
    "substituted_second": (
        "The first equation gives {solved}. The second then becomes {reduced}, so {roots}. {close}"
    ),
    "system_solved_at_once": "These give {solved}, and so {points}.",
    "system_closes": "The critical points are {points}.",
    "system_closes_once": "The only critical point is {points}.",
    "substituted_first": (
        "The second equation gives {solved}. The first then becomes {reduced}, so {roots}. {close}"
    ),
    # What is to be solved stands between these.
    "substituted_second_becomes": (
        "The first equation gives {solved}. Substituting this into the second, we obtain"
    ),
    "substituted_first_becomes": (
        "The second equation gives {solved}. Substituting this into the first, we obtain"
    ),
    "substitution_into_second": "The first equation gives",
    "substitution_into_first": "The second equation gives",
    "substitution_second_becomes": "Substituting this into the second equation, we obtain",
    "substitution_first_becomes": "Substituting this into the first equation, we obtain",
    "substitution_closes": "so {roots}. {close}",
    "roots_nonzero": "{roots}, as {nonzero}",
    # Both equations together; what they give stands below.
    "equations_added": "Adding the two equations, we obtain",
    "equations_subtracted": "Subtracting the second equation from the first, we obtain",
    "multiples_of_equations_added": (
        "Multiplying the first equation by {first} and the second by {second} and adding, we obtain"
    ),
    "multiples_of_equations_subtracted": (
        "Multiplying the first equation by {first} and the second by {second} and subtracting, we "
        "obtain"
    ),
    "combination_closes": "so {solved}.",
    "combination_closes_since": "so {solved}, since {because}.",
    "zero_at_origin": "{factor} is 0 only for {origin}",
    "positive_everywhere": "{factor} is never 0",
    # A linear system; {ordinal} is one of the four rows before.
    "ordinal_first": "first",
    "ordinal_second": "second",
    "ordinal_third": "third",
    "ordinal_fourth": "fourth",
    "linear_equation": "The {ordinal} equation gives {solved}.",
    "linear_equation_becomes": "The {ordinal} equation becomes {reduced}, so {solved}.",
    "factors_nonzero": "Where {nonzero}, the equations are {equations}.",
    "gives_points": "This gives {points}.",
    # What {points} are that an equation gives; within a region they may not count.
    "as_critical_points_one": "the critical point {points}",
    "as_critical_points_several": "the critical points {points}",
    "as_plain_points_one": "{points}",
    "as_plain_points_several": "{points}",
    "factor_zero": (
        "For {case} there remains {equation}, so {solved}. This gives all points {points}."
    ),
    "factor_zero_holds": "For {case} all the equations hold. This gives all points {points}.",
    "system_solution": "The only solution is {points}.",
    "system_solution_in_period": (
        "The derivatives repeat with the period {period}; in one period the only solution is "
        "{points}."
    ),
    "system_solutions_in_period": (
        "The derivatives repeat with the period {period}; in one period the solutions are {points}."
    ),
    "system_solutions": "The solutions are {points}.",
    "substituted_solutions": "So the critical points are {points}.",
    "linear_solution": "So the only critical point is {point}.",
    # For {case} as it solves one of two equations, what the other one gives.
    "other_equation": (
        "For {case} the {ordinal} equation becomes {reduced}, so {roots}. This gives {points}."
    ),
    "case_with": "{case} with {nonzero}",
    "points_of_domain": "{points} at which {f} is defined",
    "other_equation_holds": (
        "For {case} the {ordinal} equation is 0 = 0. This gives all points {points}."
    ),
    "other_equation_at_once": (
        "For {case} the {ordinal} equation becomes {reduced}. This gives {points}."
    ),
    "other_equation_inside": (
        "For {case} the {ordinal} equation becomes {reduced}, so {roots}. For {excluded} {f} has "
        "no gradient, so this gives {points}."
    ),
    "other_equation_outside": (
        "For {case} the {ordinal} equation becomes {reduced}, so {roots}, where {f} has no "
        "gradient."
    ),
    "other_equation_never": (
        "For {case} the {ordinal} equation becomes {reduced}, which never holds."
    ),
    # Of which kind they are; {second} is f_xx > 0, and {place} a critical point.
    "test_does_not_decide": "As {zero}, this test does not decide.",
    "test_does_not_decide_at_value": (
        "At {place}, with {value}, this test does not decide, as {zero}."
    ),
    "test_does_not_decide_at": "At {place}, {zero}, so this test does not decide.",
    "test_at": "At {place}: {values}.",
    "minimum_tested": (
        "At {place}, {discriminant} and {second}, so {f} has a local minimum {value}."
    ),
    "maximum_tested": (
        "At {place}, {discriminant} and {second}, so {f} has a local maximum {value}."
    ),
    "two_minima_tested": (
        "At {places}, {discriminant} and {second}, so {f} has a local minimum at both points,"
    ),
    "minima_tested": (
        "At {places}, {discriminant} and {second}, so {f} has a local minimum at each of them,"
    ),
    "two_maxima_tested": (
        "At {places}, {discriminant} and {second}, so {f} has a local maximum at both points,"
    ),
    "maxima_tested": (
        "At {places}, {discriminant} and {second}, so {f} has a local maximum at each of them,"
    ),
    # Behind the values there.
    "minimum_tested_by_values": (
        "Since {discriminant} and {second}, {f} has a local minimum {value}."
    ),
    "maximum_tested_by_values": (
        "Since {discriminant} and {second}, {f} has a local maximum {value}."
    ),
    "saddle_tested_by_values": ("Since {discriminant}, {place} is a saddle point, with {value}."),
    "saddle_tested": "At {place}, {discriminant}, so {place} is a saddle point, with {value}.",
    "two_saddles_tested": "At {places}, {discriminant}, so both are saddle points, with {values}.",
    "saddles_tested": ("At {places}, {discriminant}, so these are saddle points, with {values}."),
    "minimum_tested_by_one": "At {place}, {second}, so {f} has a local minimum {value}.",
    "has_no_maximum": "There is no local maximum.",
    "has_no_minimum": "There is no local minimum.",
    "has_no_extremum": "There is no local maximum or minimum.",
    "second_derivative_test": "For the second derivative test, {discriminant}.",
    "second_derivative_test_needs": "For the second derivative test we need",
    "maximum_tested_by_one": "At {place}, {second}, so {f} has a local maximum {value}.",
    "minimum_tested_by_eigenvalues": (
        "Its eigenvalues {shown} are all positive, so {f} has a local minimum {value}."
    ),
    "maximum_tested_by_eigenvalues": (
        "Its eigenvalues {shown} are all negative, so {f} has a local maximum {value}."
    ),
    "saddle_tested_by_eigenvalues": (
        "Its eigenvalues {shown} have both signs, so {place} is a saddle point, with {value}."
    ),
    "saddle_tested_by_diagonal": (
        "Its diagonal has entries of both signs, {shown}, so {place} is a saddle point, with "
        "{value}."
    ),
    "saddle_tested_by_pair": (
        "{shown}, so it has eigenvalues of both signs, and {place} is a saddle point, with {value}."
    ),
    "minimum_tested_by_minors": (
        "Its leading principal minors {shown} are all positive, so {f} has a local minimum {value}."
    ),
    "maximum_tested_by_minors": (
        "Its leading principal minors {shown} alternate in sign, the first being negative, so "
        "{f} has a local maximum {value}."
    ),
    # Tangents.
    "perpendicular_to_level_curve": (
        "The gradient {gradient} is orthogonal to the level curve {level} at {point}, so the "
        "tangent line there is"
    ),
    "perpendicular_to_level_surface": (
        "The gradient {gradient} is orthogonal to the level surface {level} at {point}, so the "
        "tangent plane there is"
    ),
    "perpendicular_to_level_set": (
        "The gradient {gradient} is orthogonal to the level set {level} at {point}, so the "
        "tangent hyperplane there is"
    ),
    "perpendicular_to_level_curve_of_equation": (
        "Since {check} and {nonzero}, this gradient is orthogonal to the level curve {level} "
        "at {point}, so the tangent line there is"
    ),
    "perpendicular_to_level_surface_of_equation": (
        "Since {check} and {nonzero}, this gradient is orthogonal to the level surface {level} "
        "at {point}, so the tangent plane there is"
    ),
    "perpendicular_to_level_set_of_equation": (
        "Since {check} and {nonzero}, this gradient is orthogonal to the level set {level} "
        "at {point}, so the tangent hyperplane there is"
    ),
    "normal_to_level": "The gradient {gradient} is a normal vector of {level} at {point}.",
    "normal_to_level_of_equation": (
        "Since {check} and {nonzero}, this gradient is a normal vector of {level} at {point}."
    ),
    "perpendicular_to_level_curve_as_before": (
        "As before, {gradient} is orthogonal to the level curve {level} at {point}, so the tangent "
        "line there is"
    ),
    "perpendicular_to_level_surface_as_before": (
        "As before, {gradient} is orthogonal to the level surface {level} at {point}, so the "
        "tangent plane there is"
    ),
    "perpendicular_to_level_set_as_before": (
        "As before, {gradient} is orthogonal to the level set {level} at {point}, so the tangent "
        "hyperplane there is"
    ),
    "that_is": "that is, {equation}",
    "or_in_other_form": "or",
    "slope_of_tangent_is": "The slope of the tangent line at {point} is",
    "so_tangent_line_is": "so the tangent line there is",
    "continuous_so_surface_tangent_plane_is": (
        "The partial derivatives are continuous there, so the tangent plane at {point} is"
    ),
    "normal_line_of_slope": "The normal line there has the slope {slope}, so it is",
    "surface_tangent_plane_is": "The tangent plane at {point} is",
    "surface_normal_line_is": (
        "This plane has the normal vector {normal}, so the normal line is given by"
    ),
    "tangent_plane_is": "The tangent plane to the graph at {point} and the differential are",
    "tangent_plane_alone_is": "The tangent plane to the graph at {point} is",
    # Of F(x, y) = 0, that y is a function of x; {slope} is F_y ≠ 0 or F_y(P) = 9 ≠ 0.
    "equation_determines": ("Where {where}, the implicit function theorem gives"),
    "implicit_formula": "By the implicit function theorem,",
    "equation_determines_at": (
        "We have {zero} and {slope}, and near {point} the partial derivatives of {f} are "
        "continuous. By the implicit function theorem, the equation {equation} determines a "
        "function {function} there, with"
    ),
    "smooth_and": ("the partial derivatives of {f} are continuous and {slope}"),
    "tangent_to_graph_is": "The tangent line to the graph at {point} is",
    # Tangents and normals. {level} is an equation such as f = 1.
    "tangent_to_level_curve": "Tangent line to the level curve {level} at {point}: {equation}",
    "tangent_to_level_surface": "Tangent plane to the level surface {level} at {point}: {equation}",
    "tangent_to_level_set": "Tangent hyperplane to the level set {level} at {point}: {equation}",
    "normal_to_level_curve": "{gradient} is perpendicular to the curve {level} at {point}.",
    "normal_to_level_surface": "{gradient} is perpendicular to the surface {level} at {point}.",
    "normal_to_level_set": "{gradient} is perpendicular to the level set {level} at {point}.",
    "tangent_to_level_curve_of_equation": "Tangent line at {point}: {equation}",
    "tangent_to_level_surface_of_equation": "Tangent plane at {point}: {equation}",
    "tangent_to_level_set_of_equation": "Tangent hyperplane at {point}: {equation}",
    "tangent_plane_to_graph": "Tangent plane to the graph at {point}: {equation}",
    "tangent_to_curve": "Tangent line at {point}: {equation}",
    "curve_at_point": "Let {function}. The point {place} corresponds to {point}.",
    "tangent_to_curve_there_is": "So the tangent line there is given by",
    "tangent_so_is": "So the tangent line at {point} is given by",
    "normal_plane_to_curve_is": "The normal plane there is",
    "tangent_to_curve_if": "Tangent line at {point}, if {nonzero}: {equation}",
    "normal_plane_to_curve": "Normal plane at {point}: {equation}",
    "tangent_to_graph": "Tangent line to the graph at {point}: {equation}",
    "vertical_tangent": "{zero}, so the tangent is vertical and has no slope at {point}.",
    "no_differentiable_implicit_function": (
        "{zero}, so the equation gives no differentiable {function} at {point}."
    ),
    "implicit_quotient_of_zeros": "{zero}, so the formula gives 0/0 at {point}.",
    "implicit_formula_of_zeros": "Wherever {f}, {zeros} too, so {formula} would be 0/0.",
    "implicit_formula_without_slope": (
        "Wherever {f}, {below} is 0 or not continuous, so {formula} cannot be used."
    ),
    "no_tangent_to_level_curve": (
        "{zero}, so the gradient gives no tangent line to the curve {level} at {point}."
    ),
    "no_tangent_to_level_surface": (
        "{zero}, so the gradient gives no tangent plane to the surface {level} at {point}."
    ),
    "no_tangent_to_level_set": (
        "{zero}, so the gradient gives no tangent hyperplane to the level set {level} at {point}."
    ),
    # In a worked solution its equation stands below.
    "normal_line_is": "The normal line there is given by",
    "normal_line_along": "Normal line at {point}, along {normal}: {equation}",
    "normal_line_along_is": "With the normal vector {normal}, the normal line there is given by",
    "normal_line": "Normal line at {point}: {equation}",
    # A direction that is given by its angle, or by its angles with the axes.
    "at_angle": "at the angle {angles}",
    "at_angles": "at the angles {angles} to the axes",
    "in_radians": "{angle} rad",
    # The directions of a rate that was asked for; {rate} is an equation: D_u f(P) = 2.
    "rate_unknown": "With {u} the rate and the length of {vector} give two equations:",
    "rate_unknown_in_braces": "With {u} the rate and the length of {vector} give the system",
    "rate_system": (
        "The first equation gives {solved}. Put into the second, it leaves {remaining}, so {roots}."
    ),
    "rate_system_never": (
        "The first equation gives {solved}. Put into the second, it leaves {remaining}, which has "
        "no real solution."
    ),
    "rate_needs_cosine": "So {rate} needs",
    "rate_none": "{comparison}, so no unit vector {u} gives {rate}.",
    "rate_none_in_one_variable": (
        "There are only the directions 1 and -1, and neither of them gives {rate}."
    ),
    "rate_all": "{gradient} is zero, so {rate} for every unit vector {u}.",
    "rate_cone": (
        "{rate} exactly for the unit vectors {u} at the angle {angle} rad to {gradient}."
    ),
    "rate_open": "Which unit vectors {u} give {rate} is not settled.",
    "rate_along_rays": (
        "As {gradient} may not be used at {point}, this limit alone tells which unit vectors {u} "
        "give {rate}."
    ),
    "rate_along_rays_alone": (
        "As {gradient} may not be used at {point}, this limit alone tells which unit vectors {u} "
        "give {rate} in books that define it by {t}."
    ),
    "rate_without_gradient": (
        "As {gradient} may not be used at {point}, which unit vectors {u} give {rate} is not "
        "answered here."
    ),
    # Second and higher order.
    "mixed_partials_agree": (
        "The mixed partial derivatives do not depend on the order of differentiation."
    ),
    "mixed_partials_differ": (
        "At {point} the mixed partial derivatives depend on the order of differentiation, so "
        "they are not all continuous there."
    ),
    "higher_mixed_partials_differ": (
        "At {point} the mixed partial derivatives of order 3 depend on the order of "
        "differentiation, so they are not all continuous there."
    ),
    "long_partials": "Too long to be written out here: {partials}.",
    "mixed_partials_open": (
        "Whether the mixed partial derivatives at {point} depend on the order of differentiation "
        "is not settled."
    ),
    "higher_mixed_partials_open": (
        "Whether the mixed partial derivatives of order 3 or more at {point} depend on the order "
        "of differentiation is not settled."
    ),
    "higher_at_boundary": (
        "{point} lies on the boundary of the domain of {f}, so derivatives of higher order "
        "are not looked for there."
    ),
    "second_partial_missing": "{derivative} does not exist, as {partial} does not exist.",
    "second_partial_at_end": (
        "{derivative} does not exist, as {partial} exists from one side only."
    ),
    "bends_between": (
        "The second derivative of {f} along a unit vector {u}, {second}, is smallest and largest "
        "along eigenvectors of {hessian}, where it is the eigenvalue."
    ),
    "eigenvalues_solve": "Its eigenvalues solve {equation}.",
    "eigenvector": "with eigenvector {vector}",
    "bends_up": "along {u} the graph bends upward",
    "bends_down": "along {u} the graph bends downward",
    "does_not_bend": "to second order the graph does not bend along {u}",
    # Derivatives by their definition; {sides} are one or two of the phrases "limit_…".
    "derivative_missing": "{derivative} does not exist: {quotient} {sides}.",
    # Of another variable, after the reason has been told of one.
    "one_sided_limits_are": "For {derivative} the limits from the two sides are",
    "one_sided_limits_differ": "They differ, so {derivative} does not exist.",
    "derivative_missing_likewise": "Likewise {quotient}, so {derivative} does not exist.",
    "derivative_undefined": "{derivative} does not exist: {quotient} {sides}.",
    "derivative_one_sided": "{derivative} exists from one side only: {quotient} {sides}.",
    "derivative_conditional": "{derivative} exists only if {condition}: {quotient} {sides}.",
    "derivative_open": "Whether {derivative} exists is not settled: {quotient} {sides}.",
    "limit_finite": "tends to {value} as {t}",
    "limit_infinite": "tends to {value} as {t}",
    "limit_none": "has no limit as {t}",
    "limit_undefined": "is not defined as {t}",
    "limit_open": "has no known limit as {t}",
    "limits_of_two_sides": "{below} and {above}",
    "different_limits": "tends to {below} as {from_below} and to {above} as {from_above}",
    "two_schools": (
        "Books that define {rate} by {ray} give {value}; those that take {line} say that it does "
        "not exist."
    ),
    "school_of_lines": (
        "Books that take {line} instead say that {rate} does not exist, since {quotient} {below}."
    ),
    "along_every_ray": "For every unit vector {u}, {rate}.",
    "for_every_unit_vector": "For every unit vector {u},",
    "along_rays_inside": "For every unit vector {u} along which {f} has values, {rate}.",
    "known_limit": "Recall that {limit}.",
    "no_tangent_plane": "So the graph of {f} has no tangent plane at {point}.",
    "no_tangent_plane_in_one_variable": "So the graph of {f} has no tangent line at {point}.",
    "no_sloping_tangent_plane": (
        "So the graph of {f} has at most a vertical tangent plane at {point}."
    ),
    "no_sloping_tangent_plane_in_one_variable": (
        "So the graph of {f} has at most a vertical tangent line at {point}."
    ),
    "one_sided_tangent_plane": (
        "So the graph of {f} has at most a one-sided tangent plane at {point}."
    ),
    "one_sided_tangent_plane_in_one_variable": (
        "So the graph of {f} has at most a one-sided tangent line at {point}."
    ),
    "vertical_tangent_to_graph": (
        "So the tangent line to the graph of {f} at {point} is vertical."
    ),
    "no_total_differential": "So {f} has no total differential at {point}.",
    "no_linear_approximation": "So {f} has no linear approximation at {point}.",
    "formula_fails": (
        "If {f} were differentiable at {point}, we would have {formula}, which is not what we have "
        "found. So {f} is not differentiable at {point}."
    ),
    "formula_wrong": "{product} would give {value}, which is wrong.",
    "formula_wrong_by": "{product} would give {value}, which is wrong by {difference}.",
    # Conditions on parameters.
    "conditions": "All this holds provided that {conditions}.",
    "gradient_conditions_of_curve": (
        "The tangent and the normal need {nonzero}, that is {conditions}."
    ),
    "gradient_conditions_of_surface": (
        "The tangent plane and the normal need {nonzero}, that is {conditions}."
    ),
    "gradient_condition_alone": "The extreme directions and the tangent need {nonzero}.",
    "gradient_conditions": (
        "The extreme directions and the tangent need {nonzero}, that is {conditions}."
    ),
    # The critical point P.
    "constant_nearby": (
        "{f} is constant near {point}, so {point} is both a local minimum and a local maximum, "
        "neither of them strict."
    ),
    "constant": "{f} is constant, so every rate of change is zero.",
    "critical": "{point} is a critical point: {rate} in every direction.",
    "not_critical": "As {slope}, {point} is not a critical point of {f}.",
    "general_rate_is": "Where {f} has continuous partial derivatives, its rate of change is",
    "so_critical": "Both are 0, so {point} is a critical point of {f}.",
    "minimum_value_is": "The local minimum value is {value}.",
    "maximum_value_is": "The local maximum value is {value}.",
    "critical_in_one_variable": "{point} is a critical point: {slope}.",
    # All critical points; {zero} is an equation: ∇f = 0.
    "critical_points": "Critical points of {f}, where {zero}:",
    "more_critical_points": "There may be other points with {zero}.",
    "critical_points_repeat": (
        "These repeat with the period {period} of {f}; coordinates in ({low}, {high}] are listed."
    ),
    "critical_points_repeat_in": (
        "These repeat with the period {period} of {f} in {repeating}, listed in ({low}, {high}]."
    ),
    "critical_places_repeat": (
        "These repeat with the period {period} of the derivatives, each of its kind, though the "
        "values of {f} need not; coordinates in ({low}, {high}] are listed."
    ),
    "critical_places_repeat_in": (
        "These repeat with the period {period} of the derivatives in {repeating}, each of its "
        "kind, though the values of {f} need not; listed in ({low}, {high}]."
    ),
    "critical_points_open": (
        "No point with {zero} was found, but there may be some. Points where {f} is not "
        "differentiable are not looked for."
    ),
    # Also where f is not differentiable points were looked for, but not all were found.
    "critical_points_missed": "No point with {zero} was found, but there may be some.",
    "no_critical_point": "There is no point with {zero}.",
    "no_critical_point_because": "Since {nonzero}, there is no point with {zero}.",
    "no_critical_point_found": "No point with {zero} was found.",
    # The kinds of critical points, by themselves and as {kind} in the sentences below.
    "kind_minimum": "local minimum",
    "kind_strict_minimum": "strict local minimum",
    "kind_weak_minimum": "local minimum, not strict",
    "kind_maximum": "local maximum",
    "kind_strict_maximum": "strict local maximum",
    "kind_weak_maximum": "local maximum, not strict",
    # Where it stands by itself: books differ about whether this is an extremum.
    "kind_weak_minimum_with_note": "local minimum, not strict",
    "kind_weak_maximum_with_note": "local maximum, not strict",
    "kind_saddle": "saddle point",
    "kind_saddle_in_one_variable": "no extremum",
    "kind_both": "local minimum and local maximum, not strict",
    "kind_undecided": "undecided",
    # The same behind the value at the point.
    "value_kind_minimum": "local minimum",
    "value_kind_strict_minimum": "strict local minimum",
    "value_kind_weak_minimum_with_note": "local minimum, not strict",
    "value_kind_maximum": "local maximum",
    "value_kind_strict_maximum": "strict local maximum",
    "value_kind_weak_maximum_with_note": "local maximum, not strict",
    "value_kind_saddle": "saddle point",
    "value_kind_saddle_in_one_variable": "no extremum",
    "value_kind_both": "local minimum and local maximum, not strict",
    "value_kind_undecided": "undecided",
    "value_no_extremum": "no extremum",
    # Of points of a seam across which f rises or falls throughout.
    "no_extremum": "no extremum",
    # Kind and reason in one phrase, behind the value there.
    "definite_minimum_in_brief": "strict local minimum (all eigenvalues of the Hessian > 0)",
    "definite_maximum_in_brief": "strict local maximum (all eigenvalues of the Hessian < 0)",
    "definite_minimum_in_brief_in_one_variable": "strict local minimum ({second})",
    "definite_maximum_in_brief_in_one_variable": "strict local maximum ({second})",
    "definite_minimum_in_brief_by_discriminant": "strict local minimum ({discriminant}, {second})",
    "definite_maximum_in_brief_by_discriminant": "strict local maximum ({discriminant}, {second})",
    "indefinite_hessian_in_brief_by_discriminant": "saddle point ({discriminant})",
    "indefinite_hessian_in_brief": "saddle point (the Hessian has eigenvalues of both signs)",
    # Why a critical point is of its kind, or why that is not settled.
    "definite_minimum": (
        "All eigenvalues of the Hessian matrix are positive, so {f} has a strict local minimum at "
        "{point}."
    ),
    "definite_minimum_by_discriminant": (
        "{discriminant} and {second}, so {f} has a strict local minimum at {point}."
    ),
    "definite_maximum_by_discriminant": (
        "{discriminant} and {second}, so {f} has a strict local maximum at {point}."
    ),
    "indefinite_hessian_by_discriminant": "{discriminant}, so {point} is a saddle point.",
    "definite_minimum_in_one_variable": (
        "The second derivative is positive, so {f} has a strict local minimum at {point}."
    ),
    "definite_maximum_in_one_variable": (
        "The second derivative is negative, so {f} has a strict local maximum at {point}."
    ),
    "definite_maximum": (
        "All eigenvalues of the Hessian matrix are negative, so {f} has a strict local maximum at "
        "{point}."
    ),
    "indefinite_hessian": (
        "The Hessian matrix has eigenvalues of both signs, so {point} is a saddle point."
    ),
    "kind_depends_on": "The kind of {point} by the values of {parameters}:",
    "depends_on_parameters": (
        "The kind of the critical point {point} is not settled: it may depend on the parameters."
    ),
    "sign_not_settled": (
        "The kind of the critical point {point} is not settled: the signs of the eigenvalues of "
        "the Hessian matrix could not be decided."
    ),
    "no_expansion": (
        "The kind of the critical point {point} is not settled: the second derivatives leave it "
        "undecided, and higher derivatives could not be used."
    ),
    "higher_order_undecided": (
        "The kind of the critical point {point} is not settled: the derivatives up to order "
        "{order} leave it undecided."
    ),
    "differs_along_curve": (
        "The kind of the critical points {point} is not settled: it may differ from one to the "
        "next."
    ),
    "inflection": (
        "The first derivative that is not zero at {point} is the one of order {order}: it is "
        "{value}. The order is odd, so {point} is a point of inflection and no extremum."
    ),
    "first_nonzero_derivative": (
        "The first derivative that is not zero at {point} is the one of order {order}: it is "
        "{value}. The order is even, so {point} is a {kind}."
    ),
    "opposite_values": (
        "{rising} and {falling} for small {positive}. So {point} is a saddle point."
    ),
    "everywhere_beyond": "{beyond} for all {elsewhere}, so {point} is a {kind}.",
    "exact_across": (
        "Near the points {point}, {f} differs from its value there by {term}, and its sign decides "
        "of which kind they are."
    ),
    "opposite_curves": (
        "From {point}, {f} changes like {rising_term} along {rising_curve}, but like "
        "{falling_term} along {falling_curve}, for small {positive}. So {point} is a "
        "saddle point."
    ),
    "opposite_curves_from_each": (
        "From {point}, {f} changes like {rising_term} along {rising_curve}, but like "
        "{falling_term} along {falling_curve}, for small {positive}. So each of these "
        "points is a saddle point."
    ),
    "opposite_curves_from_most": (
        "From {point}, {f} changes like {rising_term} along {rising_curve}, but like "
        "{falling_term} along {falling_curve}, for small {positive}; where these terms "
        "are zero there are other such curves. So each of these points is a saddle point."
    ),
    "definite_across": (
        "Along the points {point} {f} does not change, and across them the second derivative is "
        "{trace}, so each of these points is a {kind}."
    ),
    "lowest_curve": (
        "Along {curve}, {f} changes like {term}; across it the second derivative has the "
        "same sign. So {point} is a {kind}."
    ),
    "flat_curve": (
        "Along {curve}, {f} does not change; across it the sign of the second derivative "
        "decides. So {point} is a {kind}."
    ),
    "lowest_terms": (
        "Near {point} the terms of lowest order, {terms}, decide the sign of the change of {f}, "
        "so {point} is a {kind}."
    ),
    "lowest_terms_of_both_signs": (
        "Near {point} the terms of lowest order, {terms}, have both signs, so {point} is a {kind}."
    ),
    "lowest_and_next_terms": (
        "The terms of lowest order, {terms}, change {f} near {point} with one sign only, and along "
        "the curves where they vanish terms of higher order do so with the same sign, so {point} "
        "is a {kind}."
    ),
    "zero_curve": (
        "Near {point}, {f} changes with one sign only, and along {curve} not at all, "
        "so {point} is a {kind}."
    ),
    "squares_and_lowest_terms": (
        "Near {point} the second derivatives and the lowest terms of higher order give the change "
        "of {f} the same sign, so {point} is a {kind}."
    ),
    "squares_and_higher_terms": (
        "Near {point} the second derivatives and, where these leave it open, terms of higher order "
        "give the change of {f} the same sign, so {point} is a {kind}."
    ),
    "never_beyond": (
        "The difference of {f} from its value at {point}, {difference}, never changes its sign, "
        "so {point} is a {kind}."
    ),
    "beyond_elsewhere": (
        "The difference of {f} from its value at {point}, {difference}, has one sign everywhere "
        "else, so {point} is a {kind}."
    ),
    "beyond_elsewhere_nearby": (
        "Near {point} the difference of {f} from its value there is {difference}, which has one "
        "sign everywhere else, so {point} is a {kind}."
    ),
    "never_beyond_flat": (
        "The difference of {f} from its value at {point}, {difference}, never changes its sign "
        "and is zero along {curve}, so {point} is a {kind}."
    ),
    "never_beyond_zeros": (
        "The difference of {f} from its value at {point}, {difference}, never changes its sign "
        "and is zero along the curve {zeros} through {point}, so {point} is a {kind}."
    ),
    "never_beyond_zeros_in_space": (
        "The difference of {f} from its value at {point}, {difference}, never changes its sign "
        "and is zero on the set {zeros} that passes through {point}, so {point} is a {kind}."
    ),
    "never_beyond_nearby": (
        "Near {point} the difference of {f} from its value there is {difference}, which never "
        "changes its sign, so {point} is a {kind}."
    ),
    "never_beyond_flat_nearby": (
        "Near {point} the difference of {f} from its value there is {difference}, which never "
        "changes its sign and is zero along {curve}, so {point} is a {kind}."
    ),
    "never_beyond_zeros_nearby": (
        "Near {point} the difference of {f} from its value there is {difference}, which never "
        "changes its sign and is zero along the curve {zeros} through {point}, so {point} is a "
        "{kind}."
    ),
    "never_beyond_zeros_in_space_nearby": (
        "Near {point} the difference of {f} from its value there is {difference}, which never "
        "changes its sign and is zero on the set {zeros} that passes through {point}, so {point} "
        "is a {kind}."
    ),
    "beyond_at_each": "{comparison}, so each of the points {point} is a {kind}.",
    "never_beyond_curve": (
        "The difference of {f} from its value at {point}, {difference}, never changes its sign, "
        "so each of these points is a {kind}."
    ),
    "leads_everywhere": (
        "{lead} for all small {h}, with a constant {constant}, so {point} is a {kind}."
    ),
    "leads_linearly": (
        "{lead} for all small {h}, with a constant {constant}, so {point} is a {kind}."
    ),
    "everywhere_above_at_each": (
        "Near each of {point}, {f} is larger than its value there, so each of these points is a "
        "{kind}."
    ),
    "everywhere_above": (
        "Near {point}, {f} is larger than its value there, so {point} is a {kind}."
    ),
    "nowhere_below_at_each": (
        "Near each of {point}, {f} is nowhere smaller than its value there, so each of these "
        "points is a {kind}."
    ),
    "nowhere_below": (
        "Near {point}, {f} is nowhere smaller than its value there, so {point} is a {kind}."
    ),
    "nowhere_above_at_each": (
        "Near each of {point}, {f} is nowhere larger than its value there, so each of these points "
        "is a {kind}."
    ),
    "nowhere_above": (
        "Near {point}, {f} is nowhere larger than its value there, so {point} is a {kind}."
    ),
    "everywhere_below_at_each": (
        "Near each of {point}, {f} is smaller than its value there, so each of these points is a "
        "{kind}."
    ),
    "everywhere_below": (
        "Near {point}, {f} is smaller than its value there, so {point} is a {kind}."
    ),
    "both_signs_on_rays": (
        "Near {point}, {f} is larger than its value there in the direction {up} and smaller in "
        "the direction {down}, so {point} is a saddle point."
    ),
    "both_signs_around": (
        "Near {point}, {f} takes values larger and smaller than its value there, so {point} is a "
        "saddle point."
    ),
    "both_signs_around_in_one_variable": (
        "Near {point}, {f} takes values larger and smaller than its value there, so {point} is no "
        "extremum."
    ),
    "both_signs_on_rays_in_one_variable": (
        "Near {point}, {f} is larger than its value there on one side and smaller on the other, "
        "so {point} is no extremum."
    ),
    "both_sides_lead": (
        "{f} differs from its value at {point} with the same sign on both sides, so {point} is a "
        "{kind}."
    ),
    "special_undecided": "The kind of the critical point {point} is not settled.",
    # Whether and why {f} is differentiable at P.
    "continuous_partials": (
        "The partial derivatives are continuous near {point}, so {f} is differentiable."
    ),
    "continuous_partials_at": (
        "The partial derivatives are continuous near {point}, so {f} is differentiable there."
    ),
    "therefore_rate": "Therefore",
    "polynomial_at": "The polynomial {f} is differentiable.",
    "polynomial_so_rate_at": "As a polynomial, {f} is differentiable, so",
    # On the whole plane, as of exp, sin and cos.
    "smooth_at": "Since {f} has continuous partial derivatives, it is differentiable.",
    "smooth_so_rate_at": (
        "The partial derivatives of {f} are continuous, so {f} is differentiable and"
    ),
    "continuous_partials_so_rate_at": (
        "The partial derivatives are continuous near {point}, so {f} is differentiable there and"
    ),
    "continuous_partials_so_rate_as_before": (
        "Here too the partial derivatives are continuous, so"
    ),
    "continuous_partials_as_before": (
        "Here too the partial derivatives are continuous, so {f} is differentiable at {point}."
    ),
    "continuous_partials_in_one_variable": (
        "{f} is differentiable at {point} by the rules of differentiation."
    ),
    "not_smooth": (
        "The rules of differentiation need {subject}{relation}{bound} here, but at {point} the "
        "left side is {value}, so they do not apply there."
    ),
    "cases_meet": (
        "The cases of {f} meet at {point}, so the rules of differentiation do not apply there."
    ),
    "open": (
        "Whether {f} is differentiable at {point} is not settled, so {formula} may not be used "
        "there."
    ),
    "open_in_one_variable": "Whether {f} is differentiable at {point} is not settled.",
    "both_sides_agree": (
        "The difference quotient has the same limit from both sides, so {f} is differentiable at "
        "{point}."
    ),
    "remainder_vanishes": ("{f} is differentiable at {point}: {remainder} tends to 0 as {h} does."),
    "remainder_bound": (
        "{f} is differentiable at {point}: {bound} for all small {h}, with a constant {constant}."
    ),
    "near_point": "Near {point},",
    "continuous_as_differentiable": "As {f} is differentiable at {point}, it is continuous there.",
    "continuous_as_composed": (
        "Being composed of continuous functions, {f} is continuous at {point}."
    ),
    "continuous_by_bound": (
        "No component of {h} exceeds {length}, so {bound} for all small {h}. This tends to 0 as "
        "{h} does, so {f} is continuous at {point}."
    ),
    "continuous_by_bound_in_one_variable": (
        "So {bound} for all small {h}. This tends to 0 as {h} does, so {f} is continuous at "
        "{point}."
    ),
    "continuous_by_some_bound": (
        "We have {bound} for all small {h}, with a constant {constant}. This tends to 0 as {h} "
        "does, so {f} is continuous at {point}."
    ),
    "continuity_open": "Whether {f} is continuous at {point} is not settled.",
    "term_is_least": "Since {terms},",
    "increment_considered": "So the increment of {f} satisfies",
    "increment_considered_apart": "The increment of {f} satisfies",
    "increment_is_small": (
        "Let {rho}. For small {letter} this is at most {bound} in absolute value{since}, so its "
        "quotient by {letter} tends to 0 as {vanishing}, and {f} is differentiable at {point}."
    ),
    "as_increments_are_short": ", as {sizes}",
    "increment_over_distance": (
        "Let {rho}. If {f} were differentiable at {point}, the quotient of this and {letter} would "
        "tend to 0 as {vanishing}. But as {moving} tends to {origin} along {curve},"
    ),
    "increment_is_not_small": (
        "and this does not tend to 0 as {vanishing}. So {f} is not differentiable at "
        "{point}{unusable}."
    ),
    "and_unusable": ", and {formula} may not be used there",
    "linear_estimate_is": "This gives the estimate",
    "actual_value": "The actual value is {value}.",
    "linear_error": "The error of the linear approximation is {error}.",
    "remainder_bounded_by_components": (
        "No component of {h} exceeds {length}, so {bound} for all small {h}. Divided by {length}, "
        "this tends to 0 as {h} does, so {f} is differentiable at {point}."
    ),
    "remainder_plainly_bounded": "{f} is differentiable at {point}: {bound} for all small {h}.",
    "smoothly_filled": (
        "Near {point} the cases of {f} make up one smooth function, as the quotient tends to the "
        "values that are given where its denominator is 0. So {f} is differentiable at {point}."
    ),
    "composed": (
        "{f} is made up of functions of one variable that are differentiable at {point}, so {f} is "
        "differentiable there."
    ),
    "partial_jumps_on_points": (
        "Yet {derivative} is not continuous at {point}: as {grows} the points {points} tend to "
        "{point}, and there {derivative} tends to {limit}, but {value}."
    ),
    "partials_jump": "Yet its partial derivatives are not continuous at {point}.",
    "partials_jump_in_one_variable": "Yet its derivative is not continuous at {point}.",
    "boundary": (
        "{f} has no values in the direction {direction} from {point}, which lies on the boundary "
        "of its domain, so {f} is not differentiable there."
    ),
    "boundary_in_one_variable": (
        "{f} has no values on one side of {point}, which lies on the boundary of its domain, so "
        "{f} is not differentiable there."
    ),
    "boundary_on_curve_in_one_variable": (
        "{f} has no values on one side of {point}, which lies on the boundary of its domain, so "
        "{f} is not differentiable there."
    ),
    "partials_without_continuity": (
        "Yet {partials} exist at {point}: these alone do not make {f} continuous."
    ),
    "though_partials_exist": (
        "A differentiable function is continuous, so {f} is not differentiable at {point}, "
        "although {partials} exist there."
    ),
    "discontinuous_so": (
        "A differentiable function is continuous, so {f} is not differentiable at {point}."
    ),
    "both_of": "both {names}",
    "discontinuous_in_one_variable": (
        "{f} tends to {limit} as {side}, but its value at {point} is {value}. So {f} is not "
        "continuous at {point}, hence not differentiable."
    ),
    "no_limit_on_curve_in_one_variable": (
        "{f} has no limit as {side}. So {f} is not continuous at {point}, hence not differentiable."
    ),
    "unbounded_on_curve_in_one_variable": (
        "{f} is unbounded as {side}. So {f} is not continuous at {point}, hence not differentiable."
    ),
    # {curve} in these rows is one of: the line y = x, the x-axis, the curve (t, t², t³).
    "along_axis": "the {axis}-axis",
    "along_line": "the line {equation}",
    "along_curve": "the curve {equation}",
    "along_places": "the curve {places}",
    "along_ray": "the ray {equation}, {side}",
    "along_part": "{path} for {side}",
    "boundary_on_curve": (
        "{f} has no values along {curve} near {point}, which lies on the boundary of its "
        "domain, so {f} is not differentiable there."
    ),
    "discontinuous": (
        "As {moving} tends to {point} along {curve}, {f} tends to {limit}, but its value at "
        "{point} is {value}. So {f} is not continuous at {point}, hence not differentiable."
    ),
    "constant_on_family": (
        "This depends on {letter}, so {f} has no limit at {point} and is not continuous there."
    ),
    "likewise": "and likewise {equations}.",
    "no_limit_on_family": (
        "So {f} tends to {limit}, which depends on {letter}: {f} has no limit at {point} and is "
        "not continuous there."
    ),
    "towards_on_family": "Along {curve}, as {moving} tends to {point},",
    "no_limit_on_curve": (
        "As {moving} tends to {point} along {curve}, {f} has no limit. So {f} is not continuous at "
        "{point}, hence not differentiable."
    ),
    "unbounded_on_curve": (
        "As {moving} tends to {point} along {curve}, {f} is unbounded. So {f} is not continuous at "
        "{point}, hence not differentiable."
    ),
    "harmless_corner": (
        "{part} has no derivative at {point}, but that of {f} by it is 0 there, so {f} is "
        "differentiable at {point} all the same."
    ),
    "corner": (
        "{part} has a corner at {point}, and the rates of {f} along the axis of {variable} differ "
        "on its two sides, so {f} is not differentiable there."
    ),
    "corner_open": (
        "The rules of differentiation do not apply to {part} at {point}, so whether {f} is "
        "differentiable there is not settled."
    ),
    "partial_conditional": (
        "For {condition} the partial derivative with respect to {variable} does not exist at "
        "{point}, so {f} is not differentiable there."
    ),
    "partial_conditional_in_one_variable": (
        "For {condition} the difference quotient has no limit, so {f} is not differentiable at "
        "{point}."
    ),
    "differentiable_if": (
        "{f} is continuous at {point} if and only if {condition}, and differentiable there if and "
        "only if also {further}."
    ),
    "differentiable_where_continuous": (
        "{f} is continuous at {point} if and only if {condition}, and then differentiable there."
    ),
    "continuous_if": (
        "{f} is continuous at {point} if and only if {condition}, and differentiable there for no "
        "values of the parameters."
    ),
    "partial_missing": (
        "The partial derivative with respect to {variable} does not exist at {point}, so {f} is "
        "not differentiable there."
    ),
    "partial_missing_in_one_variable": (
        "The difference quotient has no limit, so {f} is not differentiable at {point}."
    ),
    "no_rate_in_direction": (
        "In the direction {direction} the rate of change from {point} has no finite limit, so "
        "{f} is not differentiable there."
    ),
    "rate_off_the_gradient": (
        "If {f} were differentiable at {point}, its rate of change along a unit vector would be "
        "the dot product of the gradient and that vector, which for {direction} is {product}. But "
        "that rate is {rate}, so {f} is not differentiable at {point}{unusable}."
    ),
    # Where the rate behind P is another.
    "ray_off_the_gradient": (
        "If {f} were differentiable at {point}, its rate of change along a unit vector would be "
        "the dot product of the gradient and that vector, which for {direction} is {product}. But "
        "as {ray} that rate is {rate}, so {f} is not differentiable at {point}{unusable}."
    ),
    # The same on a page, with the numbers between these.
    "rate_would_be": (
        "If {f} were differentiable at {point}, its directional derivative for {unit} would be"
    ),
    "rate_is_in_fact": "but in fact it is",
    "rate_is_by_limit": "but by the limit above it is",
    "but_in_fact": "but in fact",
    "but_by_limit": "but by the limit above",
    "rate_differs_so": "So {f} is not differentiable at {point}{unusable}.",
    "remainder_on_curve": (
        "Along {curve}, {remainder} does not tend to 0 as {h} does, so {f} is not "
        "differentiable at {point}{unusable}."
    ),
    # The same of a function with several components; {reason} is a sentence.
    "vector_differentiable": (
        "All components are differentiable at {point}, so {formula} holds for every unit vector "
        "{u}."
    ),
    "vector_continuous": (
        "The partial derivatives of all components are continuous near {point}, so {f} is "
        "differentiable at {point}, and {formula} for every unit vector {u}."
    ),
    "vector_continuous_without_direction": (
        "The partial derivatives of all components are continuous near {point}, so {f} is "
        "differentiable at {point}."
    ),
    "vector_differentiable_without_direction": (
        "All components are differentiable at {point}, so {f} is."
    ),
    "vector_continuous_in_one_variable": "All components are differentiable at {point}, so {f} is.",
    "vector_differentiable_in_one_variable": (
        "All components are differentiable at {point}, so {f} is."
    ),
    "component_not_differentiable": (
        "A component is not differentiable at {point}, so {formula} may not be used. {reason}"
    ),
    "component_not_differentiable_in_one_variable": (
        "A component is not differentiable at {point}, so {derivative} does not exist. {reason}"
    ),
    "component_open_in_one_variable": (
        "Whether all components are differentiable at {point} is not settled, so {derivative} is "
        "not known. {reason}"
    ),
    "component_open": (
        "Whether all components are differentiable at {point} is not settled, so {formula} may "
        "not be used. {reason}"
    ),
    # What the reader must know before trusting a number.
    "numerical_disagreement": (
        "The rules of differentiation give rates that the values of {f} near {point} do not "
        "confirm, so none are shown."
    ),
    "numerical_disagreement_by": (
        "The rules of differentiation give {claimed} where the values of {f} near {point} give "
        "{measured}. More digits do not settle it, so no rates are shown."
    ),
    "values_contradict": "Whether {f} is differentiable at {point} is not settled.",
    "not_checked": (
        "These numbers could not be checked: the values of {f} around {point} do not settle them."
    ),
    "general_disagreement": (
        "Do not trust these derivatives: the values of {f} at sample points do not confirm them."
    ),
    "no_real_value": "There is no point where {f} has a real value.",
    "real_values_on_border": (
        "{f} has real values at most where {where}, and so it is nowhere differentiable."
    ),
    "no_real_value_found": (
        "No point was found where {f} has a real value; the derivatives hold only where it has one."
    ),
    "approximate": "These numbers are computed numerically: they are approximations.",
    "numerical_only": (
        "{f} is known by its values alone: that it is differentiable at {point} is assumed and "
        "not proved."
    ),
    "numerical_open": (
        "Whether {f} is differentiable at {point} is not settled: it is known by its values alone."
    ),
    "numerical_irregular": (
        "Numerical differentiation of {f} does not settle down at {point}: {f} may have no "
        "derivatives there."
    ),
    "gradient_perhaps_zero": "Whether the gradient is exactly zero at {point} is not settled.",
    # All critical points.
    "critical_points_or_none": (
        "Critical points of {f}, where {zero} or {f} is not differentiable:"
    ),
    "constant_on_region": "{f} is constant around the points {point}.",
    "constant_on_region_in_brief": (
        "local minimum and local maximum, not strict ({f} is constant around each of these points)"
    ),
    # Also behind a formula that does not hold everywhere.
    "for_values": "for {where}",
    "for_values_near_point": "for {where} near {point}",
    "place_for_values": "{place} for {where}",
    "sentence_for_values": "For {where}, {told}",
    "or_values": "{first} or {second}",
    "or_before": "{first}, {second}",
    "and_values": "{first} and {second}",
    "kind_without_gradient": "{kind}, {f} is not differentiable there",
    "lowest_across": (
        "Near the points {point}, {f} differs from its value there like {term} (where the "
        "coefficient of this power is not 0), and its sign decides of which kind they are."
    ),
    "power_of_curve": (
        "Near the points of the curve {curve}, {f} differs from its value there by {difference}, "
        "and the sign of this decides of which kind they are."
    ),
    "signs_on_both_sides": (
        "At the points {point} the sign of the change of {f} on both sides of {zeros} decides of "
        "which kind they are."
    ),
    "no_gradient_along": (
        "Where {zeros}, {f} is not differentiable; of these points only those listed can be "
        "extrema."
    ),
    "no_gradient_along_in_one_variable": "Where {zeros}, {f} has no derivative.",
    "no_extremum_along": "Where {zeros}, {f} is not differentiable, and has no extremum.",
    "no_gradient_along_but": (
        "Where {zeros}, {f} is not differentiable, except at {exception}; of these points only "
        "those listed can be extrema."
    ),
    "no_gradient_along_open": (
        "Where {zeros}, {f} is not differentiable; there may be extrema among these points that "
        "are not listed."
    ),
    "no_gradient_along_open_but": (
        "Where {zeros}, {f} is not differentiable, except at {exception}; there may be extrema "
        "among these points that are not listed."
    ),
    "no_gradient_perhaps": (
        "Where {zeros}, {f} may not be differentiable; of these points only those listed can be "
        "extrema."
    ),
    "no_gradient_open": (
        "Where {zeros}, {f} may not be differentiable; there may be critical points among these "
        "that are not listed."
    ),
    "not_isolated": (
        "Among the points where {zero} some do not seem to be isolated; these are not listed."
    ),
    "all_in_window": (
        "Only the window with coordinates from {low} to {high} was searched; in it there are no "
        "others."
    ),
    "more_in_window": (
        "Only the window with coordinates from {low} to {high} was searched; there may be others, "
        "also in it."
    ),
    "none_in_window": (
        "Only the window with coordinates from {low} to {high} was searched; in it there is none."
    ),
    "as_outer_function": (
        "{f} depends only on {inner}; where the gradient of {inner} is not zero, {f} has the same "
        "kind of extremum as this function of one variable."
    ),
    "factor_changes_sign": (
        "The difference of {f} from its value at {point} has the factor {factor}, which changes "
        "its sign where it is zero, so each of these points is a {kind}."
    ),
    "sign_changes_along": (
        "Where {coefficient} is zero it changes its sign, so near these points {f} is larger at "
        "some and smaller at others."
    ),
    "as_inner_function": (
        "Where the gradient of {inner} is zero, {f} has the kind of extremum that {inner} has, "
        "or the opposite one, as {f} rises or falls with this number, or else that of {f} as a "
        "function of it."
    ),
    "same_in_other_units": (
        "In suitable units the parameters are 1 or -1, which settles the kind of {point}."
    ),
    "level_sets_repeat": "The curves among these repeat with the period {period} of {inner}.",
    "level_sets_repeat_but_values": (
        "The curves among these repeat with the period {period} of {inner}, each with its kind, "
        "though the values of {f} need not."
    ),
    "boundary_not_counted": "Boundary points of the domain of {f} are not counted.",
    "regular_assumed": "Here {conditions} is assumed.",
    "regular_assumed_together": "Here {conditions} are assumed.",
    "parameters_not_zero": "The parameters {parameters} are taken not to be 0 here.",
    # In the place of an expression that would fill a page.
    "for_indices": "for {range}",
    "and_more_missing": "{count} more partial derivatives do not exist or are not known there.",
    "too_long": "an expression of {count} operations, not written out here",
    # Above the reason why one of several points has no answer; {place} is plain text.
    "no_answer_at": "No answer at {place}:",
    # In and about pictures.
    # Why there is no picture, or not one of those that were asked for by the names in {views}.
    "picture_missing": "No picture: {reason}.",
    "picture_missing_views": "No {views}: {reason}.",
    "package_is_missing": "{package} is not installed ({command})",
    "picture_out_of_reach": (
        "what it would show of {f} is out of the reach of floating-point numbers"
    ),
    "picture_of_few_entries": (
        "that needs a point of variables with one or two entries in all, or the path of an "
        "optimiser (the clause path)"
    ),
    "picture_needs_point": "that needs a point (the clause at)",
    "picture_needs_direction": (
        "that needs a direction (the clause dir), as no gradient shows one at {point}"
    ),
    "picture_needs_rates": "rates of {f} in all directions from {point} are not known to exist",
    "picture_needs_path": "that needs the path of an optimiser (the clause path)",
    "picture_of_one_variable": "that is of functions of one variable",
    "picture_of_two_variables": "that is of functions of two variables",
    "picture_of_two_or_three_variables": "that is of functions of two or three variables",
    "picture_of_more_variables": "that is of functions of two and more variables",
    "picture_of_parameters": "{f} has parameters without a value",
    "picture_of_vector": "{f} is vector-valued",
    "picture_of_slow": "{f} takes too long at each of the points that a picture needs",
    "picture_tangent": "tangent",
    "picture_half_tangent": "half-tangent",
    "picture_tangent_of_slope": "tangent, slope {slope}",
    "picture_tangent_plane": "tangent plane",
    "picture_dashed_tangent": "dashed: tangent of slope {slope}",
    "picture_dashed_half_tangents": "dashed: half-tangents",
    "picture_vertical_shorter": "{z} drawn at {times} of the scale of {x}, {y}",
    "picture_vertical_longer": "{z} drawn at {times} times the scale of {x}, {y}",
    "picture_step": "{step}: signed distance from {point}",
    "picture_metric": "dotted: steps of equal length in {metric}",
    "picture_path_leaves": "the path leaves the window",
    "picture_natural": "the natural gradient {natural} starts at {point}",
    "picture_path": "a path of {count} steps leads to {last}",
    "picture_path_of_one_step": "one step leads to {last}",
    "picture_step_size": "step size {letter} = {size}",
    "picture_progress": (
        "Values of {function} over {count} steps of the path, from {first} to {last}."
    ),
    "picture_progress_of_one_step": (
        "Values of {function} before and after one step, {first} and {last}."
    ),
    "picture_turn": "{turn}: angle of {direction} with the {axis}-axis",
    "picture_turn_from_gradient": "{turn}: angle of {direction} with {gradient}",
    "picture_turn_toward": "{turn}: angle from {direction} toward the {toward}-axis",
    "picture_turn_between_axes": "{turn}: angle from the {axis}-axis toward the {toward}-axis",
    "picture_no_rate": "{gradient} = 0, so every rate is 0",
    "picture_rates_along_rays": "rates along rays, {limit}",
    "picture_section": "Section of {function} along {direction}",
    "picture_rates": "Rates of change of {function} in all directions",
    "picture_rates_in_plane": "Rates of change of {function} in all directions of a plane",
    "picture_field": "Gradient field of {function} over its level lines",
    "picture_field_without_shortest": "the shortest arrows are left out",
    "picture_field_of_directions": "arrows show the direction of {gradient}, not its length",
    "picture_surface": "Surface {function} in space",
    "picture_with_tangent_plane": "the tangent plane is {plane}",
    "picture_no_tangent_plane": "no tangent plane is drawn, as {f} is not differentiable there",
    "picture_no_tangent_plane_open": (
        "no tangent plane is drawn, as {f} is not known to be differentiable there"
    ),
    "picture_section_marked": "the section along {direction} is marked",
    "picture_section_with_tangent": "the section along {direction} is marked, {tangent}",
    "picture_behind": "pale: behind the surface",
    "picture_level": "surface {level}",
    "picture_level_boundary": "boundary of the region {level}",
    "picture_level_boundary_around": "boundary of the region {level} around {point}",
    "picture_level_point": "near {point} only {point} itself has {level}",
    "picture_no_level": (
        "no surface {level} is drawn, as {f} is nowhere seen to pass continuously from one side "
        "of it to the other"
    ),
    "picture_level_surface": "Level surface {level} of {function}",
    "picture_level_set": "Level set {level} of {function}",
    "picture_level_region": "Boundary of the region in which {function} has {level}",
    "picture_normal_arrow": (
        "{arrow} is perpendicular to the surface at {point}, where the tangent plane is {plane}"
    ),
    "picture_vector_curve": "Curve {function}",
    "picture_vector_point": "it passes through {point}",
    "picture_vector_derivative": "its derivative {name}' there is {derivative}, along the tangent",
    "picture_vector_at_rest": "its derivative {name}' there is 0, and no tangent is drawn",
    "picture_vector_no_derivative": "no tangent is drawn, as {name}' is not known there",
    "picture_slope_of_rate": "the tangent line has slope {rate} {slope}",
    "picture_extreme_rates": (
        "the largest is {largest} in the direction {ascent}, the smallest {smallest} in the "
        "direction {descent}, and perpendicular to both the rate is 0"
    ),
    "picture_rate_along": "{rate} for {direction}",
    "picture_minimum": "minimum",
    "picture_maximum": "maximum",
    "picture_minima": "minima",
    "picture_maxima": "maxima",
    "picture_minima_described": "Each point of a marked curve is a minimum.",
    "picture_maxima_described": "Each point of a marked curve is a maximum.",
    "picture_saddle": "saddle",
    "picture_saddle_in_one_variable": "no extremum",
    "picture_undecided": "undecided",
    "picture_marks_of_one_period": "{marks}  (of one period)",
    "picture_shorter": "{arrow} drawn at 1/{times} of its length",
    "picture_longer": "{arrow} drawn {times} times as long",
    "picture_both_shorter": "arrows drawn at 1/{times} of their length",
    "picture_both_longer": "arrows drawn {times} times as long",
    "picture_outside": "{place} lies outside",
    "picture_outside_described": "{place} lies outside of what is shown.",
    "picture_undefined": "hatched: {f} is undefined",
    "picture_constant": "{f} is constant",
    "picture_comma": ", ",
    "picture_semicolon": "; ",
    "picture_next_sentence": " ",
    "picture_contour_plot": "Contour plot of {function}",
    "picture_graph": "Graph of {function}",
    "picture_alone": "{plot}.",
    "picture_around": "{plot} around {place}: {facts}.",
    "picture_at": "{plot} around {place}.",
    "picture_with_critical_points": "{plot} with critical points: {points}.",
    "picture_with_all_critical_points": "{plot} with its critical points: {points}.",
    "picture_with_isolated_critical_points": "{plot} with its isolated critical points: {points}.",
    "picture_with_critical_points_of_one_period": (
        "{plot} with the critical points of one period: {points}."
    ),
    "picture_point_of_kind": "{point} {kind}",
    "picture_marked": "marked are critical points: {points}",
    "picture_gradient": "the gradient {gradient}",
    "picture_about_gradient": "an approximation of the gradient {gradient}",
    "picture_arrow": "{arrow} starts at {point}",
    "picture_perpendicular_arrow": (
        "{arrow} is perpendicular to the level curve {level} through {point}, whose tangent line "
        "is {tangent}"
    ),
    "picture_no_gradient": "no gradient is drawn, as {f} is not differentiable at {point}",
    "picture_no_gradient_open": (
        "no gradient is drawn, as {f} is not known to be differentiable at {point}"
    ),
    "picture_critical": "{point} is a critical point, the gradient there is 0",
    "picture_critical_of_kind": "{point} is a critical point ({kind}), the gradient there is 0",
    "picture_direction": "the direction {direction} starts at {point}",
    "picture_slope": "the tangent line there has slope {slope}",
    "picture_vertical_tangent": "the tangent line there is vertical",
    "picture_no_tangent": "no tangent is drawn, as {f} is not differentiable there",
    "picture_no_tangent_open": (
        "no tangent is drawn, as {f} is not known to be differentiable there"
    ),
    "picture_left_slope": "the half-tangent on the left has slope {slope}",
    "picture_right_slope": "the half-tangent on the right has slope {slope}",
    # Of the page that moves; {point}, {direction} and the like are letters in plain characters,
    # and {place} is where the point is, as an equation.
    "page_missing": "No page that moves: {reason}.",
    "page_of_procedure": "{f} is a Python function without a formula",
    "page_of_more_variables": "{f} has more than three variables",
    "page_of_large": "{f} is too long to be written out in a page",
    "page_of_point_outside": "{point} lies outside of the window",
    "page_of_open_answer": "the answer is still to be found",
    "page_of_several_points": "a page shows one point",
    "page_of_arrays": "the variables are arrays",
    "page_not_run": "A page that moves belongs here; it runs where the notebook is trusted.",
    "page_answer": "The answer at the start",
    "page_left_out": "The rest of the answer is left out, as the page would take more than 300 kB.",
    "page_lead_1": "Drag {point} along the curve, or move it with the arrow keys.",
    "page_lead_2": (
        "Drag {point}, or the tip of {direction}; or move them with the arrow keys or the sliders."
    ),
    "page_lead_3": (
        "Move {point} and turn {direction} with the sliders, or drag the tip of {direction}."
    ),
    "page_point_handle": "{point}: the arrow keys move it",
    "page_tip_handle": "tip of {direction}: the arrow keys turn it",
    "page_angle": "angle of {direction} with the {axis}-axis",
    "page_elevation": "angle of {direction} above the {first}{second}-plane",
    "page_coordinate": "coordinate {variable}",
    "page_start_again": "Back to the start",
    "page_plane": "Level lines of {f}, with {point}, the gradient and {direction}",
    "page_plane_section": (
        "Level lines of {f} in the plane through {point} along {direction} and the gradient"
    ),
    "page_plane_of": "plane through {point} along {direction}",
    "page_plane_of_gradient": "plane through {point} along {direction} and {gradient}",
    "page_curve": "Graph of {f}, with {point} and the tangent",
    "page_derivative": "Graph of the derivative of {f}",
    "page_section": "{f} along {direction}, with the tangent of slope {rate}",
    "page_rates": "The rate {rate} as {direction} turns",
    "page_numbers": "Numbers",
    "page_tangent": "tangent",
    "page_tangent_plane": "tangent plane",
    "page_rises": "{f} rises along {direction}",
    "page_falls": "{f} falls along {direction}",
    "page_level": "{f} does not change to first order along {direction}",
    "page_rises_in_one_variable": "{f} rises",
    "page_falls_in_one_variable": "{f} falls",
    "page_level_in_one_variable": "{f} does not change to first order",
    "page_said": "At {place}: {rate} {number}, {change}.",
    "page_edge": (
        "At {place} {f} has no value, jumps, or ends, as far as the numbers of this page tell."
    ),
    "page_undefined": "{f} has no value at {place}.",
    "page_too_large": "At {place} the numbers are too large for this page.",
    "page_critical": "At {place}: {gradient} {zero}, {kind}.",
    "page_minimum": "a local minimum",
    "page_maximum": "a local maximum",
    "page_saddle": "a saddle point",
    "page_saddle_in_one_variable": "no extremum",
    "page_undecided": "and the second derivatives do not tell what is there",
    "page_corner": (
        "At {place} the formulas of the partial derivatives have no value. Measured rates along "
        "{direction}: {forward} for {above}, {backward} for {below}."
    ),
    "page_corner_in_one_variable": (
        "At {place} the formula of the derivative has no value. Measured slopes: "
        "{forward} on the right, {backward} on the left."
    ),
    "page_corner_known": (
        "At {place}, {f} is not differentiable. Rates along {direction}: {forward} for "
        "{above}, {backward} for {below}."
    ),
    "page_corner_known_in_one_variable": (
        "At {place}, {f} is not differentiable. Slopes: {forward} on the right, {backward} on "
        "the left."
    ),
    "page_breaks_known": "{f} is not continuous there.",
    "page_breaks_measured": (
        "As far as the numbers of this page tell, {f} is not continuous there."
    ),
    "page_forward": "rate for {above}",
    "page_backward": "rate for {below}",
    "page_right": "slope on the right",
    "page_left": "slope on the left",
    "page_no_number": "not found",
    "page_no_value": "no value",
    "page_no_limit": "none (no limit)",
    "page_measured": "measured for {above}",
    "page_largest": "largest rate",
    "page_smallest": "smallest rate",
    "sliders_missing": "No sliders: {reason}.",
    "sliders_of_large": "{f} is too long to be followed while it moves",
    "sliders_of_widgets": "they need {package} ({command})",
    "sliders_undecided": "of a kind that is not settled",
    "sliders_tip": "tip of {direction}",
}

_BEGINNINGS = {
    "equation": "We have",
    "function": "The function",
    "point": "The point",
    "derivative": "The derivative",
    "formula": "The formula",
}

ENGLISH = Language("en", _SENTENCES, split_at_spaces, beginnings=_BEGINNINGS)
