"""What errors and the help say in English, grouped by the module that says it first."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH_MESSAGES: Mapping[str, str] = {
    # Lists.
    "list_comma": ", ",
    "list_and": "{first} and {last}",
    "list_or": "{first} or {last}",
    # calculus/answers/asking
    "a_directional_derivative_needs_a_direction": "a directional derivative needs a direction",
    "is_no_name_of_this_problem": "{foreign} is no name of this problem",
    "the_variables_are": "The variables are {names}.",
    "a_natural_gradient_needs_a_metric": "a natural gradient needs a metric",
    "add_it_metric": "Add it: metric=[[…]]",
    "this_derivative_needs_order": "this derivative is not asked for",
    "add_it_order": "Add its order: order={order}",
    "is_asked_of_vector_functions_alone": "only a vector-valued function has such an answer",
    "no_such_answer": "no such answer",
    "add_it_dir": "Add it: dir=(…)",
    "critical_points_are_not_asked_for": "critical points are checked where they are asked for",
    "add_critical_all": "Add critical=all.",
    "a_number_may_count_points": (
        "a number before a kind may be a point, a value or how many there are"
    ),
    "write_points_behind_at": "Write each point behind its kind: minimum at ….",
    "this_answer_names_no_variable": "this answer does not say by which variable it is",
    "answers_are_named_by_variables": "Write {names}.",
    "this_answer_needs_a_point": "this answer needs a point",
    "add_the_point_at": "Add the point: at=(…)",
    # calculus/arrays/domain
    "rule_and_value": "{rule}, and {where} is {inner}",
    "a_denominator_may_not_be_zero": "a denominator may not be 0",
    "a_square_root_needs_no_negative_number": "a square root needs a number that is not negative",
    "logdet_needs_det_and_that_is": "logdet needs det({text}) > 0, and that is {value}",
    "a_logarithm_needs_a_positive_number": "a logarithm needs a positive number",
    "this_power_needs_no_negative_number": "this power needs a number that is not negative",
    "does_not_exist_the_matrix_is_singular": "{formula} does not exist: the matrix is singular",
    # calculus/arrays/numbers, point
    "this_metric_is_not_positive_definite": "a metric is positive definite, and this matrix is not",
    "leading_principal_minors_must_be_positive": (
        "Its leading principal minors must all be positive, as those of [[2,1],[1,3]]."
    ),
    "is_too_large_for_floats": "{name} is too large for floating-point numbers here",
    "the_gradient_inverts_a_singular_matrix": (
        "the formula of the gradient needs the inverse of a matrix that is singular"
    ),
    "the_gradient_divides_by_zero": "the formula of the gradient divides by 0 here",
    "the_gradient_by_is_not_finite_here": "the gradient by {name} is not finite here",
    # calculus/arrays/shapes, and fitting and the rules of products, entries and reductions
    "an_inverse": "an inverse",
    "a_diagonal": "a diagonal",
    "is_defined_by_itself": "{name} is defined by itself",
    "the_identity_has_no_size": "nothing tells how large this identity matrix I is",
    "the_identity_is_as_large_as_its_partner": (
        "It is as large as a matrix that it is added to or multiplied with: A - 2*I."
    ),
    "the_ones_have_no_size": "nothing tells how long this vector of ones is",
    "the_ones_are_as_long_as_their_partner": (
        "It is as long as what it is added to or multiplied with: a matrix or a vector whose shape "
        "is known."
    ),
    "shapes_do_not_fit": (
        "{why}{left} of shape {one} and {right} of shape {other} do not fit together {product}"
    ),
    "has_the_shape_and_is_no_number": "{name} has the shape {shape}, and is no number",
    "a_gradient_is_that_of_a_number": (
        "A gradient is that of a number: sum(…), mean(…) or norm(…)^2 makes one."
    ),
    "two_readings_of_product": (
        "{formula} can be read in two ways: {one} is of shape {shape} and {other} of shape "
        "{shape_2}"
    ),
    "write_matrix_product_or_entrywise": (
        "Write {one}@{other} for the matrix product, {one}*{other} entry by entry."
    ),
    "two_readings_of_dot_of_matrices": (
        "{formula} can be read in two ways: the matrix product, or the sum of products of entries"
    ),
    "write_matrix_product_or_sum": (
        "Write {one}@{other} for the matrix product, sum({one}*{other}) for the sum."
    ),
    "a_vector_of_ones_stands_before_a_vector": (
        "the vector of ones is read in 1ᵀx alone, of a vector x"
    ),
    "write_sum_for_ones": "Write sum(…), along an axis sum(…, axis=0) or sum(…, axis=1).",
    "arrays_are_not_put_into": (
        "{name} is a function of Python, into which no arrays are put by their names"
    ),
    "write_its_formula_or_numbers": (
        "Write its formula, L(w)=mean((X@w-y)^2), or numbers alone, f={name} at=(1,2)."
    ),
    "two_readings_beside_vector": "{formula} can be read in two ways, as {one} is a vector",
    "write_dot_or_outer": (
        "Write dot({one},{other}) for the number that NumPy gives, outer({one},{other}) for the "
        "matrix that books mean."
    ),
    "two_readings_of_bars": (
        "|{inner}| can be read in two ways: the {meaning}, or the absolute values of entries"
    ),
    "write_function_or_abs": "Write {what}({inner}) or abs({inner}).",
    "write_exp_of_log": "Write exp({exponent}*log({base})).",
    "two_readings_of_square": "{formula} can be read in two ways, as {text} is a square matrix",
    "in_a_matrix_product": "in a matrix product",
    "inner_dimensions_must_be_the_same": (
        "The inner dimensions, {inner} and {inner_2}, must be the same."
    ),
    "two_readings_of_quotient": (
        "{formula} can be read in two ways, as {divisor} is a square matrix: with its inverse, "
        "or with 1 over each entry"
    ),
    "write_inverse_or_entrywise": (
        "Write inv({divisor}) for the inverse, (1*{divisor})**(-1) for the entries."
    ),
    "is_a_number_and_multiplies_vectors_and": (
        "{number} is a number, and @ multiplies vectors and matrices"
    ),
    "write_for_a_product_with_a_number": "Write * for a product with a number.",
    "two_readings_of_norm": (
        "{formula} can be read in two ways, as {inner} is a matrix: a norm of its entries, or that "
        "of the matrix as a linear map"
    ),
    "write_sum_of_absolute_values": (
        "Write sum(abs({inner})) for the entries; that of the map is not read."
    ),
    "write_largest_absolute_value": (
        "Write max(abs({inner})) for the entries; that of the map is not read."
    ),
    "write_norm": "Write norm({inner}) for the entries; that of the map is not read.",
    "two_readings_of_exp": (
        "exp({inner}) can be read in two ways, as {inner} is a square matrix: of each entry, or "
        "the exponential of the matrix"
    ),
    "write_exp_of_each_entry": "Write exp(1*{inner}) for each entry; that of a matrix is not read.",
    "an_exponent_over_arrays_must_be_a_number": "an exponent over arrays must be a number",
    "write_entry_by_entry_for_the_matrix": (
        "Write {entries} entry by entry, {matrix} for the matrix"
    ),
    "a_vector_has_axis_zero_alone": "{inner} is a vector and has axis 0 alone",
    "an_axis_is_zero_or_one": "an axis is 0 (down the columns) or 1 (along the rows)",
    "of_the_matrix_can_be_read_in_two_ways": (
        "{operation} of the matrix {inner} can be read in two ways"
    ),
    "write_along_rows_or_columns": (
        "Write {operation}({inner}, axis=1) along each row, axis=0 down each column."
    ),
    "outer_is_of_two_vectors": "outer is of two vectors: ",
    "a_vector_meets_a_column": (
        "{text} is a vector of shape {shape} and {other} a column of shape {shape_2}: NumPy "
        "makes a matrix of them, books a column"
    ),
    "give_both_as_vectors_or_columns": (
        "Give both as vectors, or both as columns: [[…],[…]] or {text}:({length},1)."
    ),
    "two_readings_of_sum_with_square": (
        "{text} goes with {other} in two ways, as that is square: with each row, as NumPy has "
        "it, or with each column, as books have it"
    ),
    "give_as_a_row_or_a_column": (
        "Give {text} as a row, [[…, …]] or {text}:(1,{length}), or as a column, [[…],[…]] or "
        "{text}:({length},1)."
    ),
    "is_square_and_has_the_shape": "I is square, and {other} has the shape {shape}",
    # calculus/budget
    "no_answer_was_found_within_seconds": "no answer was found within {seconds:g} seconds",
    "a_simpler_form_may_help": (
        "A simpler form of the function may help; the limit is GradMagic.budget."
    ),
    # calculus/by_values/checking
    "a_coordinate_is_too_small_for_these_digits": "a coordinate is too small for these digits",
    # calculus/by_values/numerical
    "is_no_real_number_at": "{name} is {what} at {where}, and no real number",
    "write_order": "Write order={highest_order}.",
    "a_python_function_needs_numbers_for_its_point": (
        "a Python function needs numbers for its point"
    ),
    "this_point_is_out_of_reach_of_floats": "this point is out of the reach of Python's floats",
    "has_no_value_at": "{name} has no value at {where}: {error}",
    "fails_at": "{name} fails at {where}: {error}",
    "numbers": "{count} numbers",
    "add_the_point_with_entries": "Add the point: at=({names})",
    "whether_the_gradient_is_zero_is_open": "whether the gradient is zero there is not settled",
    # calculus/conditions
    "the_point_does_not_satisfy_the_equation": (
        "the point does not satisfy the equation: left minus right is {value}"
    ),
    "give_a_point_of_the_level_set": "Give a point of the level set.",
    "it_needs_which_leaves_no_interval": "it needs {needed}, which leaves no interval",
    "is_not_real": "{value} is not real",
    "has_no_value_that_could_be_settled_at": (
        "{name} has no value that could be settled at {place}: {reason}"
    ),
    "it_could_not_be_told_when_is_a_number": "it could not be told when {number} is a number",
    # calculus/domains
    "the_sign_of_a_number_could_not_be_decided": "the sign of a number could not be decided",
    "its_whole_part_has_more_than_digits": "its whole part has more than {max_power_digits} digits",
    "floor_of_a_number_could_not_be_decided": "floor of a number could not be decided",
    "has_cases_that_are_open": "has cases of which none could be told to hold",
    "has_no_case_for_this_point": "has no case for this point",
    "cannot_be_computed": "cannot be computed: {error}",
    # calculus/first_order
    "give_a_component_that_is_not_zero": "Give at least one component that is not 0.",
    "the_direction_is_zero": "the direction has length zero, so it points nowhere",
    "whether_the_direction_is_zero_is_open": "whether this direction is zero could not be decided",
    "the_gradient_is_zero": "the gradient of {name} is zero there, so it points nowhere",
    # calculus/higher_order
    "there_are_partial_derivatives_up_to_order": (
        "there are {count} partial derivatives up to order {order}"
    ),
    "the_partial_derivatives_are_too_long": (
        "the partial derivatives have more than {largest_derivative} operations"
    ),
    "at_most_are_shown_ask_for_a_lower_order": (
        "At most {max_partials} are shown; ask for a lower order."
    ),
    "ask_for_a_lower_order": "Ask for a lower order.",
    # calculus/large/road
    "a_large_function_needs_numbers": (
        "a function of so many operations is answered for numbers, but {names} has none"
    ),
    "the_gradient_of_is_not_known_there": "the gradient of {name} is not known there",
    "is_not_answered_for_a_large_function": (
        "{clause} is not answered for a function of so many operations"
    ),
    "without_the_gradient_is": "Without {clause} the gradient is.",
    "give_a_value": "Give {parameters}=… a value.",
    # calculus/large/survey
    "has_no_value_at_that_is_settled": "{name} has no value at {place} that is settled",
    "a_part_of_is_out_of_reach_at": "a part of {name} is out of reach at {place}",
    # calculus/natural_gradient
    "whether_this_metric_is_positive_definite_is_open": (
        "whether this metric is positive definite could not be decided"
    ),
    # calculus/paths
    "a_step_size_is_a_positive_number": "a step size is a positive number",
    "write_step_size_for_example": "Write step_size=0.1, for example.",
    # calculus/stages
    "has_no_real_derivatives": "{name} has no real derivatives",
    # calculus/undefined
    "its_limit_fills_the_gap": (
        "Its limit there is {limit}: the gap is removable, and filling it with that value makes "
        "{name} continuous at {place}."
    ),
    "it_has_two_one_sided_limits": (
        "It has no limit there: it tends to {left} from the left and to {right} from the right."
    ),
    "it_tends_to_there": "It tends to {written} there.",
    "it_has_two_limits_on_curves": (
        "It has no limit there: on {here} it tends to {first}, on {there} to {second}, for t → 0+."
    ),
    # formula/sympy_forms
    "the_powers_of_are_not_real_for_every_exponent": (
        "the powers of {base} are not real for every exponent"
    ),
    "this_power_has_more_than_digits": "this power has more than {max_power_digits} digits",
    "exp_is_computed_up_to": "exp is computed up to {max_exponential}",
    "gamma_is_computed_up_to": "gamma is computed up to {max_factorial}",
    "a_factorial_is_taken_of_whole_numbers_from_to": (
        "a factorial is taken of whole numbers from 0 to {max_factorial}"
    ),
    "binomial_takes_whole_numbers_from_to": "binomial takes whole numbers from 0 to {max_binomial}",
    "besselj_takes_a_whole_order_up_to": "besselj takes a whole order up to {max_bessel_order}",
    "this_is_no_real_number": "this is not a real number",
    "this_is_real_where_a_part_is_zero": (
        "this is not a real number, except perhaps where a part of it is 0"
    ),
    "this_power_is_larger_than": "this power is larger than e^{max_exponential}",
    "odd_roots_of_negative_numbers_are_not_compared": (
        "SymPy does not compare odd roots of negative numbers"
    ),
    "a_part_of_this_is_nowhere_real": "a part of this is nowhere real",
    "the_root_of_a_number_this_long": "the root of a number with so many digits cannot be found",
    "a_symbol_named": "a symbol named {symbol}",
    # notebook/magic
    "there_is_no_exercise_yet": "there is no exercise yet that this could be about",
    "ask_for_an_exercise_or_name_the_function": (
        "Ask for one with %grad practice, or name the function: f=…"
    ),
    # picture/figure
    "scale_is_but_must_be_from_to": (
        "scale is {scale}, but must be from {least_scale} to {most_scale}"
    ),
    "which_scale_fits_what": "scale=2 is sharp on a screen, scale=4 fills a slide.",
    # problem
    "must_be_a_whole_number_from_to": "{clause} must be a whole number from 1 to {largest}",
    "write_the_function_alone_without": "Write the function alone, without ==.",
    "add_the_metric_metric": "Add the metric: metric=[[…]]",
    "has_no_variable": "{name} has no variable",
    "name_its_variables": "Name its variables: {name}(x,y)=…",
    "a_rate_needs_a_point": "a rate needs a point",
    "a_direction_needs_a_point": "a direction needs a point",
    "a_metric_needs_a_point": "a metric needs a point",
    "this_metric_is_not_symmetric": "a metric is a symmetric matrix, and this one is not",
    "mirrored_entries_must_be_equal": (
        "Entries that mirror each other at the diagonal must be equal."
    ),
    "a_path_needs_a_point_to_start_from": "a path needs a point to start from",
    "add_it_at": "Add it: at=(…)",
    "a_path_needs_a_formula": "a path needs a formula, and this is a Python function",
    "a_path_is_one_of_a_function": "a path is one of a function, and this is an equation",
    "a_moving_point_needs_numbers": "the coordinates must be numbers, but {names} has no value",
    "a_path_needs_numbers_but_has_no_value": "a path needs numbers, but {names} has no value",
    "the_natural_gradient_needs_a_metric": "the natural gradient needs a metric",
    "critical_points_are_those_of_a_function": (
        "critical points are those of a function, and this is an equation"
    ),
    "no_level_set": "no level set",
    "no_gradient": "no gradient",
    "a_jacobian_but_no_hessian": "a Jacobian, but no Hessian",
    "no_single_rate_of_change": "no single rate of change",
    "no_gradient_to_follow": "no gradient to follow",
    "no_extrema": "no extrema",
    "is_vector_valued_so_it_has": "{name} is vector-valued, so it has {what}",
    "ask_about_one_of_its_components": "Ask about one of its components.",
    # reading/answers
    "at_most_points_are_checked": "at most {max_answer_points} points are checked",
    "is_no_name_of_an_answer": "{name} is no name of an answer",
    "the_answer_has_no_value": "the answer has no value",
    "these_rows_and_numbers_do_not_make_up_one_row": (
        "these rows and numbers do not make up one row"
    ),
    "a_part_of_the_answer_is_missing": "a part of the answer is missing",
    "an_answer_must_be_made_of_real_numbers": "an answer must be made of real numbers",
    "the_names_are": "The names are {names}.",
    "an_answer_is_numbers_an_equation_or_text": (
        "an answer is numbers, an equation or text, not {kind}"
    ),
    "one_thing_is_checked_at_a_time": "one thing is checked at a time, and here begins another",
    "is_not_read_in_an_answer": "{text} is not read in an answer",
    "an_answer_is_written_as": (
        "An answer is a number, a row as (1,2), an equation, points with their kinds, or DNE; "
        "a name says which is meant, as in grad:(1,2) or max:√5."
    ),
    "two_readings_of_a_comma": "{text} may be a decimal or a row of two numbers",
    "write_the_decimal_or_the_row": "Write {decimal} or ({text}).",
    "a_differential_is_a_sum_of_multiples": "a differential is a sum of multiples",
    "write_the_differential": "Write it as {names}.",
    "global_extrema_are_not_checked": "only local extrema are checked, no global ones",
    "write_a_local_extremum": "Write minimum, maximum or saddle, as in minimum at (1,0).",
    "kinds_and_points_differ_in_number": (
        "behind {points} points stand {kinds} kinds: which is whose is not clear"
    ),
    "write_each_kind": "Write each kind beside its point: (1,1) minimum, (0,0) saddle.",
    "two_signs_have_two_readings": "two signs ± in one point may stand for two points or for four",
    "write_each_point": "Write ±(1,1) for two, or each point by itself.",
    "a_coordinate_of_the_point_is_missing": "this point lacks a coordinate",
    "is_no_real_number": "{text} is no real number",
    # reading/arrays/entries
    "holds_entries_of_another_type": (
        "{name} holds entries of the type {dtype}, and real numbers are expected"
    ),
    "has_axes_and_arrays_here_have_at_most": (
        "{name} has {count} axes, and arrays here have at most {most_axes}"
    ),
    "has_more_than_entries": "{name} has more than {most_entries:,} entries",
    "must_hold_real_numbers_and_is_none": "{name} must hold real numbers, and {written} is none",
    "the_rows_have_different_lengths": (
        "the rows of {name} have {counts} entries, and must have the same number"
    ),
    "has_three_axes_or_more": (
        "{name} has three axes or more, and arrays here have at most {most_axes}"
    ),
    "is_empty": "{name} is empty",
    "give_it_at_least_one_entry": "Give it at least one entry.",
    "take_a_part_of_the_data": "Take a part of the data.",
    "no_coordinate_by_name_among_entries": "a coordinate by name has no place among entries",
    "has_entries_beside_rows": "{name} has entries beside rows",
    "give_rows_alone": "Give rows alone.",
    "entry_is": "{where} is {what}",
    "every_entry_must_be_a_real_number": "Every entry must be a real number.",
    # reading/arrays/parser
    "two_readings_of_divisor": "{one}/{other} {behind}… can be read in two ways",
    "write_quotient_or_divisor": "Write {one}/{other}*{behind}… or {one}/({other}*{behind}…).",
    "give_it_a_name_in_a_clause": "Give it a name, with its entries in a clause: A=[[1,2],[3,4]].",
    "of_arrays_there_are_derivatives_of_order": "of arrays the derivatives go up to order 2",
    "write_order_for_second_derivatives": "Write order=2 for the second derivatives.",
    "what_is_called_symmetric_is_not": "{name} is called symmetric, and its entries are not",
    "what_is_symmetric_has_no_shape": "{name} is called symmetric, and has no shape",
    "say_so_in_its_shape": "Give it one: {name}:(n,n,symmetric).",
    "has_no_value_and_no_shape": "{word} has no value and no shape",
    "give_it_entries_or_a_shape": (
        "Give it entries, {word}=[…], or a shape alone: {word}:() for a number, {word}:(n) for a "
        "vector, {word}:(m,n) for a matrix."
    ),
    "only_the_norms_of_order_and_are_read": "only the norms of order 1, 2 and inf are read",
    "the_expression_has_more_than_operations": (
        "the expression has more than {most_operations} operations"
    ),
    "brackets_and_powers_are_nested_more_than_deep": (
        "brackets and powers are nested more than {most_nesting} deep"
    ),
    "does_not_fit_here": "{text} does not fit here",
    "the_expression_ends_too_early": "the expression ends too early",
    "a_list_has_no_place_in_the_answer": "a list that the function does not have is not read here",
    "a_number_may_have_at_most_digits": "a number may have at most {most_digits} digits",
    "the_function_needs_brackets": "the function {word} needs brackets",
    "write": "Write {word}(…).",
    "did_you_mean": "Did you mean {close}?",
    "write_an_entry_as_a_product": (
        "Parts of an array are not read; an entry is a product with zeros and a one, z@e with "
        "e=[0,1,0]."
    ),
    "is_no_function_of_arrays": "{word} is not a function that arrays can be put in",
    "a_case_needs_values_everywhere": (
        "of arrays each case must have values everywhere, also where the other one applies; {text} "
        "may have none"
    ),
    "write_cases_of_arrays": (
        "For cases of entries there are where(x>0, x, y), relu(x), abs(x), max(x, y), min(x, y), "
        "clip(x, a, b) and huber(x, c)."
    ),
    "cases_may_leave_entries_without_value": "these cases may leave entries without a value",
    "write_otherwise_for_the_last_case": "Write otherwise in place of the last condition.",
    "a_case_is_chosen_by_a_relation": "a case is chosen by a relation, as x > 0",
    "takes_too_many_multiplications": "{text} takes {count:,} multiplications",
    "one_array": "one array",
    "arrays": "{count} arrays",
    "takes": "{name} takes {takes}",
    # reading/arrays/request
    "gives_arrays_by_their_names": "{key} gives arrays by their names",
    "has_no_variable_all_of_have_values": "{name} has no variable: all of {names} have values",
    "list_the_variables_or_give_their_point_at": (
        "List the variables, {name}(w)=…, or give their point: at=(w=[…])."
    ),
    "write_key_names": "Write {key}=({names}).",
    "a_metric_is_one_of_vectors_and_numbers": (
        "a metric is one of vectors and numbers, and {matrices} is a matrix"
    ),
    "a_metric_needs_a_row_for_each_entry": (
        "metric must have {size} rows and columns, one for each entry of {names}, and has the "
        "shape {shape}"
    ),
    "is_not_asked_about_arrays": "{key} is not asked about arrays",
    "with_arrays_go": "With arrays go {names}.",
    "the_request_names_no_function": "the request names no function",
    "write_at_names": "Write at=({names}).",
    "a_variables_value_belongs_to_the_point": (
        "{name} is a variable of {name_2}, so its value belongs to the point"
    ),
    "does_not_stand_in": "{name} does not stand in {name_2}",
    "has_no_shape": "{name} has no shape",
    "give_the_point_or_the_shape": (
        "Give the point, at=({name}=[…]), or the shape alone: {name}:(n) or {name}:(m,n)."
    ),
    "a_window_is_one_of_one_to_three_numbers": (
        "a window is one of a plot of one to three numbers at a point"
    ),
    "needs_a_point": "{key} needs a point",
    "add_it_by_name": "Add it: at=({variables}=…)",
    "iterations_must_be_between_and": "iterations must be between 1 and {max_iterations}",
    "give_the_variables_as_vectors": "Give the variables as vectors.",
    "is_no_variable_of": "{name} is no variable of {name_2}",
    "the_direction_has_another_shape": (
        "the direction of {name} has the shape {shape}, and {name} has the shape {shape_2}"
    ),
    "give_an_entry_that_is_not_zero": "Give at least one entry that is not 0.",
    "the_clause_is_given_twice": "the clause {key} is given twice",
    "begin_with_the_function_sum": "Begin with the function: L(w)=sum((X@w-y)^2)",
    "is_said_to_be_of_another_shape": (
        "{name} is said to be of shape ({written}) and has the shape {shape}"
    ),
    "at_gives_no_value_to": "at gives no value to {names}",
    "write_at_name": "Write at=({name}=…).",
    "a_name_and_its_entries_are_expected_here": "a name and its entries are expected here",
    "is_given_twice": "{name} is given twice",
    "leave_out_window": "Leave out window.",
    "a_step_size_is_one_positive_number": "a step size is one positive number",
    # reading/arrays/shape_clauses
    "the_shape_of_is_given_twice": "the shape of {name} is given twice",
    # reading/choices
    "write_key_or": "Write {key}={either}.",
    "stands_beside_no_other_value": "{key}={word} stands beside no other value",
    "write_alone_or_leave_out": "Write {key}={word} alone, or leave {word} out.",
    # reading/clauses
    "two_readings_of_a_second_row": "{row} may be a direction or another point",
    "write_the_direction_or_the_points": "Write dir={row}, or at=[{point}, {row}].",
    "two_readings_of_direction": "the direction of {key} can be read in two ways",
    "this_belongs_to_no_clause": "this belongs to no clause",
    "write_the_equation_or_the_clause": (
        "Write == in the equation, or a comma before {key} where it is given a value."
    ),
    "an_equation_is_written_with": "An equation is written with ==.",
    "the_request_is_too_long": (
        "the request has {count} characters; at most {max_request_length} are read"
    ),
    "this_is_never_closed": "this {text} is never closed",
    "write_dir_for_the_vector_or_to_for_the_point": (
        "Write dir=(…) for the vector, to=(…) for the direction toward the point."
    ),
    "a_request_is_a_row_of_clauses": (
        "A request is a row of key=value clauses: f=x*exp(2*y) at=(1,0) dir=(1,-1)"
    ),
    "coordinates_by_name_stand_in_brackets": (
        "Coordinates by name stand in brackets: {key}=(x=1, y=0)."
    ),
    "has_no_value": "{key} has no value",
    "the_request_is_empty": "the request is empty",
    "clauses_are_separated_by_a_space_or_one_comma": (
        "Clauses are separated by a space or one comma: f=x*y, at=(1,2)"
    ),
    "this_closes_no_bracket": "this {character} closes no bracket",
    "is_closed_by_not_by": "{text} is closed by {character}, not by {expected}",
    "write_exp_at_dir": "Write f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    # reading/curves
    "this_point_is_not_on_the_curve": "this point is not on the curve {name}",
    "give_the_parameter_of_the_point": "Write the parameter of the point: at=({name}=1)",
    "the_curve_passes_this_point_several_times": "the curve passes this point at {parameters}",
    "write_one_of_the_parameters": "Write one of them: at=({name}={value})",
    # reading/directions
    "this_is_no_direction_of_the_plane": "{word} is no direction of the axes",
    "write_an_axis_or_a_vector": "Write an axis or a vector: dir=y, dir=-x, dir=(1,1).",
    "angles_has_angles_but_has_variables": (
        "angles has {count} angles, but f has {count_2} variables"
    ),
    "two_readings_of_angle": (
        "{key} {written} can be read in two ways: as {written}° or as {written} radians"
    ),
    "write_degrees_or_radians": "Write {written}° or {written} rad.",
    "this_is_no_direction": "this is no direction",
    "write_a_direction": "Write dir={example}, dir=3i-4j, dir=-y or dir=grad.",
    "to_has_coordinates_but_at_has": "to has {count} coordinates, but at has {count_2}",
    "to_is_the_point_itself_so_it_gives_no": "to is the point itself, so it gives no direction",
    "write_dir_or_angles": "Write dir=(…), or angles=(…) with one angle for each axis.",
    "whether_these_are_direction_angles_is_open": (
        "whether these are direction angles is not settled: their cosines' squares must add up to 1"
    ),
    "write_the_direction_itself_dir": "Write the direction itself: dir=(…).",
    "these_are_no_direction_angles": (
        "these are no direction angles: their cosines' squares add up to {decimal}, not to 1"
    ),
    # reading/exact_values
    "this_is_no_function": (
        "the function must be text, a SymPy expression or a Python function, not {kind}"
    ),
    "must_hold_real_numbers_not": "{key} must hold real numbers, not {what}",
    "a_number_of_that_size": "a number of that size",
    "write_numbers_as_in_pi": 'Write numbers, as in {key}=(1, "pi/2").',
    "f_may_not_contain": "f may not contain {error}",
    "may_not_contain": "{key} may not contain {error}",
    # reading/function
    "function_in_its_own_formula": "{name} is the function, and stands in its own formula",
    "give_it_another_letter": (
        "Give the function or the variable another letter, or write an equation with ==."
    ),
    "has_no_variable_left": "{name} has no variable left, as every name in it has a value",
    "a_function_may_have_at_most_components": (
        "a function may have at most {max_components} components"
    ),
    "and_are_two_names_that_look_alike": "{first} and {second} are two names that look alike",
    "write_one_of_them_for_both": "Write one of them for both.",
    "write_at_if_that_is_the_point": "Write at=({given}) if that is the point.",
    "the_text_is_more_than_a_function": "the text {bare} is more than a function",
    # reading/grammar/ambiguity
    "write_degrees_of_either": "Write ({whole})° or {base}{sign}({rest}°).",
    "write_root_or_factor": "Write {sign}({inside})*{behind} or {sign}({inside}*{behind}).",
    "write_root_of_power": "Write {sign}({inside}^{exponent}) or ({sign}({inside}))^{exponent}.",
    "write_factorial_of_either": "Write {root}({inner}!) or ({whole})!.",
    "two_readings": "{text} can be read in two ways",
    "write_exponent_or_factor": "Write {root}^({written})*{behind} or {root}^({written}*{behind}).",
    "write_root_or_quotient": "Write {root}^({numerator}/{below}) or ({power})/{below}.",
    "write_divisor_or_factor": "Write {top}/({bottom}) or ({top}/{head})*{rest}.",
    "put_brackets_around_the_argument": "Put brackets around the argument.",
    "write_argument_or_factor": "Write {name}({argument}){behind} or {name}({argument}{behind}).",
    # reading/grammar/expressions
    "a_row_stands_in_the_place_of_a_number": (
        "a row of numbers stands here, where one number is expected"
    ),
    "the_variable_is_named_twice": "the variable {symbol} is named twice",
    "a_name_is_expected_here": "a name is expected here",
    "with_and_without_a_hat": "{letter} stands with a hat and without one, and would be one name",
    "write_another_letter": "Give one of both another letter.",
    "a_variables_name_is_expected_here": "a variable's name is expected here",
    "write_names_only": "Write f(x,y)=…, names only.",
    # reading/grammar/parser
    "for_a_product_call": "For a product, write {name}*(…).",
    "the_function_has_no_argument": "the function {name} has no argument",
    "cannot_be_a_name": "{token} cannot be a name",
    "what_a_name_is": "A name is a letter or a Greek letter, with digits or an index behind _.",
    "write_factorial_is_another_function": "Write factorial(…); {base}!! is another function.",
    "for_a_product_of_powers": "For a product, write {base}*{following}.",
    "a_point_is_given_as_at": "A point is given as at={name}(…).",
    "is_not_a_function_that_can_be_called": "{name} is not a function that can be called",
    "write_with_brackets": "Write {name}(…) with brackets.",
    "an_operator_is_missing_before": "an operator is missing before {token}",
    "for_a_product_write": "For a product, write *.",
    "parts_of_a_list_are_not_read": "Parts of a list are not read; write {entry} for a variable.",
    "it_is_not_clear_which_bars_belong_together": "it is not clear which bars belong together",
    "write_abs_instead": "Write abs(…) instead.",
    "two_exponents_follow_each_other": "two exponents follow each other",
    "put_brackets_around_one": "Put brackets around one.",
    "double_factorials_are_not_read": "double factorials are not read",
    "stands_only_in_conditions": "{word} stands only in conditions",
    "names_a_number_and_no_function": (
        "{token} names a number here, so it is not the function {token}"
    ),
    "give_the_number_another_name": (
        "Give the number another name; a product is written {token}*(…)."
    ),
    "the_notebook_has_no_such_name": "the notebook has no number, expression or text named {token}",
    "what_braces_insert": (
        "Braces insert a number, an expression or a text of the notebook; a function stands alone, "
        "as in f=g."
    ),
    "a_numbers_power_of_ten_may_be_at_most": "a number's power of ten may be at most {max_digits}",
    "two_readings_of_inverse": "{name}^(-1) can be read in two ways",
    "write_if_that_is_meant": "Write 1/{name}(…) if that is meant.",
    "the_two_sides_differ_in_length": "the two sides have different numbers of coordinates",
    "points_can_only_be_equal_or_not": "points can only be equal or not",
    "write_decimal_points": "Write decimal points: {text}",
    "an_equation_has_one_equals_sign": "An equation has one equals sign.",
    # reading/keywords
    "the_variables_of_are_no_names": "the variables of {function} are no names",
    # reading/loose_words
    "practice_has_its_own_cell": "Write %grad practice in a cell of its own for an exercise.",
    "results_are_saved": (
        'The answer is saved in Python: r = %grad …, and then r.save("answer.pdf").'
    ),
    "directions_are_divided": "Leave it out: a direction is always divided by its length.",
    "leave_python_out": "Leave it out: names need no declaration here, and functions no import.",
    # reading/matrices
    "write_matrix": "Write {key}=[{names}], in the order {names_2}.",
    # reading/notation/latex
    "python_has_a_cell_of_its_own": (
        "Python goes into another cell, in which _ is the answer: _.gradient_at, print(_.text)."
    ),
    "write_functions_around": "Write functions around what they are of, as in sum(x^2).",
    "cannot_be_read_here": "{text} cannot be read here",
    "latex_sets_only_the_first_digit_here": "only the first digit of {piece} is set here by LaTeX",
    "write_braces": "Write braces: {{{piece}}}",
    "this_index_cannot_be_read": "this index cannot be read",
    "is_missing_here": "{stop} is missing here",
    "braces_are_nested_more_than_deep": "braces are nested more than {max_nesting} deep",
    "without_a_backslash_is_a_product": (
        "{name} without a backslash is a product of letters in LaTeX"
    ),
    "write_braces_of_exponents": "Write braces: x^{y^z}.",
    "something_is_missing_here": "something is missing here",
    "a_unit_is_no_part_of_a_formula": "{unit} is a unit, and no part of a formula",
    "leave_the_unit_out": "Leave it out.",
    "derivatives_are_not_read": "derivatives are not read",
    "write_the_function_itself": "Write the function itself.",
    "a_mixed_number_can_be_read_in_two_ways": "a mixed number can be read in two ways",
    "an_index_to_is_not_read": "an index to {name} is not read",
    "the_environment_cannot_be_read": "the environment {name} cannot be read",
    "a_vector_has_one_row_or_one_column": "a vector has one row or one column",
    "cannot_be_read_as_a_condition": "{word} cannot be read as a condition",
    # reading/known_formulas
    "write_the_formula_known": "Write its formula, {formula}.",
    "write_the_formula_or_nearly": "Write its formula, or what is near to it, {formula}.",
    "write_the_formula_of_classes": (
        "Write its formula, {formula}, where y is 1 at the right class and 0 elsewhere."
    ),
    # reading/notation/names
    "lg_has_two_bases": "lg is the logarithm to base 10 or to base 2: write log_10(…) or log_2(…)",
    "write_log": "write log_2(…)",
    "write_cot": "write cot(…)",
    "functions_are_real_here": "functions are real here",
    "there_is_no_clause_for_a_constraint": (
        "there is no clause for a constraint; solve it for one variable and put that into f"
    ),
    "two_readings_here": "{token} can be read in two ways here",
    "a_transpose_needs_shapes": (
        "For a transpose give the shapes of the arrays, as in x:(n) A:(n,n); for a power name T "
        "among the variables, as in f(x,T)=…"
    ),
    "write_sum_of_arrays": "Write sum(…) of arrays, as in sum((w*x-y)^2) x=[1,2,3] y=[2,4,6].",
    "leave_out_what_is_real": "Leave it out: all variables are real numbers.",
    "something_is_missing_behind": "Something is missing behind {text}.",
    "close_the_bracket_before": "Close the bracket before {key}=.",
    "write_inverse_function": "Write {name}^-1(…) for the inverse function.",
    "write_sum_or_product": "Write {one}+{other} or {one}*{other}.",
    "tell_the_letter_of_a_size": (
        "Say what {letter} is by a shape beside the data: {name}:({letter},…)."
    ),
    "give_shapes_of_the_factors": (
        "Of a product the factors have shapes, as in {one}:(m,n) {other}:(n), or entries, as in "
        "{one}=[…]."
    ),
    "write_power_or_index": "Write {letter}^{digit} or {letter}_{digit}.",
    "write_power_or_multiple": "Write {name}^{digit}(…) or {name}({digit}*…).",
    "write_product_or_function": "Write {names} for the product, {function}(…) for the function.",
    "declare_one_name_or_write_the_product": (
        "For one name, declare it: f({word}, …)=…; for the product, write it with *."
    ),
    "write_the_formula_instead": (
        "Write its formula, as x*sigmoid(x) for silu(x); a product is written with *."
    ),
    "is_a_derivative": "{word} is read as a derivative or a differential",
    "may_be_one_name_or_the_product": "{word} may be one name or the product {product}",
    "is_not_read": "{token} is not read: {instead}",
    "is_a_word_of_python": "{token} is a word of Python, which is not evaluated here",
    "is_too_long_a_word": "{token}… is too long a word",
    "is_not_known": "{word} is not known",
    "is_neither_a_name_nor_a_product": (
        "{word} is neither among the names {names} nor a product of them"
    ),
    "write_the_product_or_declare_its_letters": (
        "For the product, write {product} or declare its letters: f({names}, …)=…; for one name, "
        "f({word}, …)=…."
    ),
    "write_products_with": "Write products with *.",
    "for_a_product_write_it": "For a product, write {product}.",
    # reading/notation/tokens
    "a_name_may_have_at_most_characters": "a name may have at most {longest_name} characters",
    # reading/notation/typed
    "write_latex_between_dollars": "Write LaTeX between dollars, as in f=$\\frac{x}{y}$.",
    "write_the_number_out_or_a_product": (
        "Write the number out, or put * between the number and the name."
    ),
    "only_looks_like_a_latin_letter": "{text} is a {name}, which only looks like the Latin {latin}",
    "type_the_latin_letter": "Type the Latin letter.",
    "an_invisible_character_stands_here": "an invisible character stands here ({name})",
    "delete_it_and_type_on": "Delete it and type on.",
    "character_is": "{text} is a {name}",
    "type_instead": "Type {folded}.",
    "quotation_marks_do_not_belong_in_an_expression": (
        "quotation marks do not belong in an expression"
    ),
    "write_log_or_log": "Write log_2(…) or log(2…).",
    # reading/parameters
    "two_readings_of_clause": "{key}={value} can be read in two ways",
    "write_at_or_dir": "Write at={value} for the point, dir={value} for the direction.",
    "did_you_mean_write": "Did you mean {meant}? Write {meant}={example}.",
    "unknown_clause": "unknown clause {key}",
    "a_variable_has_no_value_of_its_own": (
        "{name} is a variable of {key}, so it has no value of its own"
    ),
    "a_letters_value_is_one_number": (
        "{name} is a letter of the function, so its value is one number"
    ),
    "write_at_or_dir_for_the_row": "For a point write at={row}, for a direction dir={row}.",
    "the_letter_is_no_clause": "No clause is called {key}, and it stands nowhere in {name}.",
    "the_clauses_are": "The clauses are {known}.",
    "only_one_function_can_be_given": "only one function can be given",
    "give_the_point_with_at": "Give the point with at=(…).",
    # reading/phrases
    "two_readings_at": "at {number} can be read in two ways",
    "write_at_or_the_product": "Write at={number} for the point, a*t*{number} for the product.",
    # reading/practice
    "is_no_part_of_a_request_for_an_exercise": "{shown} is no part of a request for an exercise",
    "write_practice_or_solution": "Write {example}, or {practice_word} {solution_word}.",
    "leave_out_or_ask_about_a_function_of_your_own": (
        "Leave out {key}, or ask about a function of your own."
    ),
    "an_exercise_has_no_clause": "an exercise has no clause {key}",
    "must_be_a_whole_number_between": "{key} must be a whole number from {least} to {most}",
    "write_example": "Write {example}.",
    "write_key_and_example": "Write {key}={example}.",
    # reading/python_functions/procedures
    "is_neither_a_variable_nor_has_it_a_value": (
        "{missing} is neither a variable nor has it a value"
    ),
    "write_one_with_named_parameters": "Write one with named parameters: def g(x, y): return …",
    "give_its_value": "Give its value: {missing}=…",
    "the_variables_of_this_function_are": "the variables of this function are {known}",
    "how_many_variables_there_are_is_not_known": (
        "how many variables this function has is not known"
    ),
    "this_function_does_not_name_its_parameters": "this function does not name its parameters",
    # reading/readers
    "a_whole_number_is_expected_here": "a whole number is expected here",
    # reading/request
    "both_give_a_direction": "{key} and {key_2} both give a direction",
    "write_a_point_of_the_function_or_the_level_set": (
        "Write at=({names}) for the function {name}, or f={name}==… for the level set through "
        "the point."
    ),
    "and_both_give_the": "{one} and {other} both give the {what}",
    "give_one_of_them": "Give one of them.",
    "is_a_clause_not_a_functions_name": "{key} is a clause, not a function's name",
    "begin_with_the_function_exp": "Begin with the function: f=x*exp(2*y)",
    # reading/sentences/sentence
    "this_sentence_is_not_understood": "this sentence is not understood as a whole",
    "write_the_function_and_its_clauses": (
        "Write the function and its clauses, as in f=x^2*y at=(1,2) dir=(3,4)."
    ),
    # reading/sentences/elsewhere
    "solve_the_constraint": (
        "There is no clause for a constraint: solve it for one variable, or write its curve with "
        "a parameter as (cos(t), sin(t)), and put that into f."
    ),
    "say_where_a_limit_is_looked_for": (
        "No clause asks for a limit alone. Where f has no value, f=x*y/(x^2+y^2) at=(0,0) says "
        "which limit it has there, or that it has none, if that is found."
    ),
    "ask_it_of_one_point": "Ask it of one point: is f(x,y)=|xy| continuous at (0,0)?",
    "no_clause_integrates": "Nothing is integrated here: there are derivatives and their use.",
    "the_jacobian_has_them": (
        "Write the field alone, as in F=(x^2*y,x+y): its Jacobian matrix has all the derivatives "
        "that divergence and curl are made of."
    ),
    "second_derivatives_have_them": "Write order=2: the second derivatives are in the answer.",
    "order_2_has_the_coefficients": (
        "Write the point and order=2, as in f=x^2*y at=(1,2) order=2: f(P), ∇f(P) and half the "
        "Hessian are the coefficients."
    ),
    "is_a_function_of_itself": "{name} would be an inner function of itself",
    "write_the_inner_functions_beside_f": (
        "Write the inner functions beside the outer one without its variables, as in z=x^2*y "
        "x=cos(t) y=sin(t) at=0."
    ),
    "ask_for_critical_points": (
        "There is no clause for a region: critical=all has the critical points inside it, and on "
        "its boundary f is a function of one variable, to be asked about by itself."
    ),
    "ask_for_critical_points_or_a_path": (
        "Write critical=all for the critical points, or where descent goes from a point: "
        "f=x^2+3y^2 at=(2,1) path=descent step_size=0.1 iterations=20."
    ),
    "a_number_is_estimated_at_whole_ones": (
        "A number is estimated at the whole numbers near, as sqrt(4.01*8.97) by f=sqrt(x*y) "
        "at=(4,9) to=(4.01,8.97) differential=linear."
    ),
    "the_help_has_every_clause": (
        "Write the function and its clauses, as in f=x^2*y at=(1,2) dir=(3,4). In a notebook "
        "%grad? shows them all."
    ),
    "write_the_squared_distance": (
        "Write the square of the distance as the function, as in "
        "f=(x-1)^2+(y-2)^2+(x+y)^2 critical=all."
    ),
    "two_gradients_have_the_angle": (
        "Ask for each by itself: the angle is that of the two gradients, as in "
        "x^2+y^2+z^2==9 at=(2,-1,2)."
    ),
    # reading/values
    "coordinates_stand_apart_by_commas": "coordinates are separated by commas",
    "write_the_row": "Write ({row}).",
    "is_a_variable_of_the_function": (
        "{name} is a variable of the function, so it is no fixed number"
    ),
    "write_braces_or_take_another_letter": (
        "Write {{{name}}} for what the notebook holds, or take another letter."
    ),
    "use_another_name_such_as": "Use another name, such as {free}.",
    "at_most_points_are_taken_at_once": "at most {most_points} points are taken at once",
    "write_to_make": "Write f({given})=… to make {names} {kind}.",
    "the_point_has_no": "the point has no {names}",
    "noun_must_be_a_real_number": "a {part} must be a real number",
    "noun_must_be_one_number": "the {part} must be one number",
    "is_also_a_name_of_the_notebook": "{name} is also a name of the notebook",
    "this_coordinate_has_no_name": "this coordinate has no name",
    "name_all_or_none": "Name all or none.",
    "noun_is_a_name": "a {part} must be a number, but {leaf} is a name",
    "write_numbers_such_as_or_pi": "Write numbers, such as 1, 0.5 or pi/2.",
    "holds_numbers_not_one": "{bare} holds {count} numbers, not one",
    "noun_may_not_contain": "a {part} may not contain {error}",
    # reading/windows
    "the_window_is_empty": "the {key} is empty in {name}: it goes from {low} to {high}",
    "the_window_runs_backwards": "the {key} runs backwards in {name}: it goes from {low} to {high}",
    "the_window_cannot_be_drawn": "the {key} is too large or too narrow in {name} to be drawn",
    "give_numbers_that_can_be_drawn": (
        "Give numbers up to 10^12 that differ by more than their billionth part."
    ),
    "a_window_needs_one_to_three_variables": (
        "a window is one of a plot of one to three variables, but there are {count} ({names})"
    ),
    "leave_out": "Leave out {key}.",
    "write_key_and_row": "Write {key}=({row}).",
    "write_the_smaller_one_first": "Write the smaller one first: {high},{low}.",
    # written
    "cannot_be_written": "{name} cannot be written",
    "a_package_is_not_installed": "this takes {package}, which is not installed",
    "install_the_package": "Install it: {command}",
    "this_answer_has_no_picture_to_save": "this answer has no picture to save",
    "only_a_tex_holds_several_answers": (
        "{name} would hold several answers, which only a .tex does"
    ),
    "save_one_of_them_or_a_tex": (
        "Save one of them, as in {example}, or give a name that ends in .tex."
    ),
    "give_a_name_with_one_of_these_endings": (
        "Give a name that ends in .png, .svg, .pdf, .tex, .txt, .json or .html."
    ),
    # Nouns, numbers of things, and what messages are put together of.
    "write_where": "Write cases as where(x>0, x, 0), with your condition and values.",
    "write_the_function_alone": "Write the function alone: its derivatives are in every answer.",
    "write_the_clause": "Write {clause}.",
    "write_remainder": "the remainder of x by 3 is x - 3*floor(x/3)",
    "write_bracket_or_floor": "Write floor({written}) or ({written}).",
    "is_a_condition_and_no_point": "{written} would be the condition of a case",
    "write_at_for_the_point": "A point is given as in at=(1,2), or at=(x=1, y=2).",
    "an_angle_is_no_vector": "dir takes a vector, and this is an angle",
    "write_angle": "Write angle={angle}.",
    "write_divided_by": "Write /100 for percent, and x - 3*floor(x/3) for a remainder.",
    "write_this": "Write {advice}",
    "write_one_for_each_variable": (
        "{clause}=({entries}), one {part} for each variable, in the order {names}."
    ),
    "write_header_to_make_parameters_or": "{header} to make {names} {kind}, or {otherwise}",
    "write_decimal_points_or": "decimal points, {text}, or {otherwise}",
    "write_header_of_more_variables_or": "{header} for more variables, or {otherwise}",
    "count_parameters": "parameters",
    "count_parameters_one": "a parameter",
    "clause_has_but_function_has": "{clause} has {given}, but {name} has {variables} ({names})",
    "count_variables": "{count} variables",
    "count_variables_one": "{count} variable",
    "count_coordinates": "{count} coordinates",
    "count_coordinates_one": "{count} coordinate",
    "count_components": "{count} components",
    "count_components_one": "{count} component",
    "count_numbers": "{count} numbers",
    "count_numbers_one": "{count} number",
    "noun_coordinate": "coordinate",
    "noun_component": "component",
    "write_entry_by_entry_and_so_on": (
        "Write {entries} entry by entry, {matrix} for the matrix, and so on."
    ),
    "only_a_square_matrix_has": "{part} has the shape {shape}, and only a square matrix has {what}",
    "here": "here",
    "is_the_transpose_meant": "{advice} Is {left}.T@{right} meant?",
    "a_trace": "a trace",
    "a_determinant": "a determinant",
    "determinant": "determinant",
    "length": "length",
    "numbers_alone_give_no_critical_points": (
        "a Python function that cannot be read as a formula has only numbers, so its critical "
        "points are not known"
    ),
    "numbers_alone_give_derivatives_up_to": (
        "a Python function that cannot be read as a formula has only numbers, and its "
        "derivatives are computed up to order {order}"
    ),
    "numbers_alone_need_a_point": (
        "a Python function that cannot be read as a formula has only numbers: give a point"
    ),
    "is_not_one_of": "{name} is not one of {known}",
    "noun_parameters_value": "parameter's value",
    "noun_entry_of": "{key}'s entry",
    "must_be_a_matrix_with_as_many_rows": (
        "{key} must be a matrix with {count} rows and {count} columns, as there are as many "
        "variables"
    ),
    "must_be_a_matrix_with_as_many_rows_one": (
        "{key} must be a matrix with one row and one column, as there are as many variables"
    ),
    "noun_angle": "angle",
    "an_angle_gives_a_direction_in_the_plane": (
        "angle gives a direction in the plane, but f has {variables}"
    ),
    "option_has_no_value": "{key} has no value {shown}",
    "takes_at_least": "{name} takes at least {count} arguments, not {given}",
    "takes_at_least_one": "{name} takes at least {count} argument, not {given}",
    "takes_at_most": "{name} takes at most {count} arguments, not {given}",
    "takes_at_most_one": "{name} takes at most {count} argument, not {given}",
    "takes_so_many": "{name} takes {count} arguments, not {given}",
    "takes_so_many_one": "{name} takes {count} argument, not {given}",
    "takes_either": "{name} takes {least} or {most} arguments, not {given}",
    "two_readings_of_a_point_beside_a_function": (
        "at has {coordinates} coordinates, but {name} is a function of {variables} ({names}): "
        "this can be read in two ways"
    ),
    "noun_point": "point",
    "noun_direction": "direction",
    "has_numbers_but_two_are_needed_for_each": (
        "{key} has {numbers}, but two are needed for each of {count} variables ({names})"
    ),
    "has_numbers_but_two_are_needed": "{key} has {numbers}, but two are needed for {name}",
    "write_plus_or_cdot": "Write + or \\cdot.",
    "write_with_backslash": "Write \\{name}.",
    "not_a_number": "NaN",
    "infinite": "infinite",
    "give_a_name_that_ends_in_ipynb": "Give a name that ends in .ipynb.",
    "part_and_reason": "{whole} {reason}",
    "the_division": "the division",
    "it_is": "it is {value}",
    "that_could_not_be_decided": "that could not be decided",
    "is_none_of": "{subject} is none of {bound}",
    "part_needs_and_at_the_point": "{whole} needs {needs}; at {place} {outcome}",
    "is_undefined_at": "{name} is undefined at {place}: {reason}",
    "noun_factor": "factor",
    "noun_value_of": "{key}",
    "the_part": "{text}",
    "this": "this",
    "none": "none",
    "setting_warm_up": "Load SymPy and Matplotlib after the cell that loads the extension.",
    "setting_digits": "Significant digits of decimals.",
    "setting_steps": "How much is written: short, brief or full.",
    "setting_style": "The notation: {names}; empty for that of the language.",
    "setting_lang": "The language of the words: en or zh; empty for that of the request.",
    "setting_plot": "The pictures: {names}; empty for the usual one.",
    "setting_theme": "The paper of the pictures: light or dark.",
    "setting_budget": "Seconds that an answer may take.",
    "interrupted_there_is_no_answer": "interrupted: there is no answer to this request",
    "interrupted_the_picture_is_missing": "interrupted: the picture is missing",
    # notebook/terminal
    "the_picture_is_in_a_file": "Picture: {path}",
    "the_picture_cannot_be_saved": "A picture can neither be shown nor saved here.",
    "of_arrays_an_answer_with_a_path_has_one": (
        "Of arrays an answer with a path has one, and one with at most two entries to change: "
        "give .tex, .txt or .json."
    ),
    "give_two_different_numbers": "Give two different numbers, the smaller one first.",
    "a_column_has_no_product_with": (
        "{one} is a vector, and so a column, which has no product with {behind} of shape {shape} "
        "behind it"
    ),
    "write_top_for_the_matrix_product": (
        "Write {one}^\\top {behind} for the matrix product, {one}\\odot {behind} for that of the "
        "entries."
    ),
    "two_readings_of_dot": (
        "{formula} can be read in two ways: as the matrix product, or entry by entry"
    ),
    "write_nothing_for_the_matrix_product": (
        "Write {one} {behind} for the matrix product, {one}\\odot {behind} for the entries."
    ),
    "two_readings_without_brackets": "{name} {one} {behind}… can be read in two ways",
    "write_in_brackets": "Write brackets: {name}(…).",
    # The help.
    "help": (
        "Partial derivatives, gradient and directional derivative, worked out and drawn.\n"
        "\n"
        "    %%grad f=x*exp(2*y) at=(1,0) dir=(1,-1)\n"
        "\n"
        "`%%grad` takes the request on its line, in the cell below it, or both; `%grad` "
        "takes it on\n"
        "its line and gives the result: `r = %grad f=x*y at=(1,2)`. A trailing `;` shows "
        "nothing.\n"
        "\n"
        "A request is a row of clauses, in any order:\n"
        "\n"
        "{clauses}\n"
        "\n"
        "The function is written as in Python (x*exp(2*y)), as books print it (x e^(2y), "
        "2xy, sin^2 x,\n"
        "√(x²+y²)), or in LaTeX between dollars. e is Euler's number, pi or π is π. Text "
        "with two\n"
        "readings is refused with both. A value that is one name of the notebook stands "
        "for what it\n"
        "holds; {{name}} inserts that in an expression. Functions:\n"
        "\n"
        "{functions}\n"
        "\n"
        "Losses over vectors and matrices are asked about in the same way, with @ and .T:\n"
        "\n"
        "    %%grad L(w)=mean((X@w-y)^2) X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0])\n"
        "\n"
        "X:(n,d) is a shape alone. Functions of arrays:\n"
        "\n"
        "{of_arrays}\n"
        "\n"
        "`%grad practice` gives an exercise; `%grad answer=…` in the next cells checks "
        "what was found, and\n"
        "`%grad practice solution` shows the worked solution. It takes\n"
        "\n"
        "{of_practice}\n"
    ),
    "clause_and_meaning": "    {clause}  {meaning}",
    "meaning_of_f": (
        "the function, under any name; f(x,y)=… fixes its variables; f=a==b is a level set; "
        "f=(x*y,x+y) is vector-valued"
    ),
    "meaning_of_a_parameter": "the value of a name in f: a parameter, or an inner function u=x+y",
    "meaning_of_at": (
        "the point P; also (x=1, y=0), a general one: (a,b), or several: [(1,0),(0,1)]"
    ),
    "meaning_of_dir": (
        "the direction, any length but zero; also 3i-4j, an axis (x, -y), grad, -grad"
    ),
    "meaning_of_to": "the direction from P toward this point",
    "meaning_of_angle": "the direction by its angle, in radians or with ° or deg",
    "meaning_of_angles": "the direction by its angles with the axes",
    "meaning_of_order": "all partial derivatives up to this order, the mixed ones compared",
    "meaning_of_rate": "the directions from P in which f changes at exactly this rate",
    "meaning_of_metric": (
        "the metric F of the natural gradient F⁻¹∇f(P): a symmetric, positive definite matrix"
    ),
    "meaning_of_path": (
        "where an optimiser goes from P: descent, momentum, flow (x′ = −∇f) or natural"
    ),
    "meaning_of_step_size": "the step size of the path",
    "meaning_of_iterations": "how many steps the path has",
    "implicit_derivatives_need_an_equation": (
        "only the last variable of an equation is a function of the others"
    ),
    "write_the_equation": "Write an equation of two or three variables, x^2+y^2==25.",
    "meaning_of_differential": (
        "dz = 2x·y·dx + x²·dy; linear: L(x, y) near P; implicit: dy/dx of an equation"
    ),
    "meaning_of_critical": "all critical points of f, each with its kind",
    "meaning_of_answer": (
        "a student's answer, to be checked: D_u f(P) or ‖∇f(P)‖, ∇f(P), a tangent (y=2x+1), "
        "critical points, DNE; of arrays 2X^T(Xw-y); also by name, direction:(3,4), dW=…"
    ),
    "meaning_of_digits": "significant digits of the decimals",
    "meaning_of_steps": (
        "how much is written: short (∇f(P) and D_u f(P) alone, for a slide), brief, or full (the "
        "worked solution)"
    ),
    "meaning_of_style": (
        "whose notation and order: stewart, openstax, tongji (those of these books), or plain"
    ),
    "meaning_of_lang": "the language of the words: en or zh (Chinese)",
    "meaning_of_plot": (
        "the pictures: contour, section, rates, surface, field, curve, progress, or several; "
        "all; none"
    ),
    "meaning_of_window": (
        "what is drawn: from, to in x, then in y, and of three variables in z; two numbers for one "
        "variable"
    ),
    "meaning_of_theme": "the paper of the picture: light or dark",
    "meaning_of_as": "store the result under this name too",
    "meaning_of_topic": "what it is about: {topics}; any if not said",
    "meaning_of_level": (
        "1 (one idea, whole numbers), 2 (roots, angles, two rules) or 3 (three variables and more)"
    ),
    "meaning_of_seed": "which one: the same seed gives the same exercise; a new one if not said",
    "meaning_of_count": "how many exercises",
    "meaning_of_interactive": (
        "sliders that move P and turn the direction; or a page that does so without a kernel"
    ),
}
