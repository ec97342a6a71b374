"""What errors and the help say in Chinese, with the terms of Tongji University's textbook."""

from __future__ import annotations

from collections.abc import Mapping

CHINESE_MESSAGES: Mapping[str, str] = {
    # Lists.
    "list_comma": "、",
    "list_and": "{first} 和 {last}",
    "list_or": "{first} 或 {last}",
    # calculus/answers/asking
    "a_directional_derivative_needs_a_direction": "方向导数需要给出方向",
    "is_no_name_of_this_problem": "本题中没有 {foreign} 这个名称",
    "the_variables_are": "变量是 {names}。",
    "a_natural_gradient_needs_a_metric": "自然梯度需要给出度量",
    "add_it_metric": "请加上度量：metric=[[…]]",
    "this_derivative_needs_order": "题目没有问这一阶导数",
    "add_it_order": "请加上阶数：order={order}",
    "is_asked_of_vector_functions_alone": "只有向量值函数才有这样的答案",
    "no_such_answer": "这样的答案",
    "add_it_dir": "请加上方向：dir=(…)",
    "critical_points_are_not_asked_for": "只有要求求驻点时才能核对驻点",
    "add_critical_all": "请加上 critical=all。",
    "a_number_may_count_points": "类型前面的数可能是点、函数值或点的个数",
    "write_points_behind_at": "请把各点写在类型之后，例如：极小值点 …。",
    "this_answer_names_no_variable": "这个答案没有写明是对哪个变量的",
    "answers_are_named_by_variables": "请写作 {names}。",
    "this_answer_needs_a_point": "这个答案需要给出点",
    "add_the_point_at": "请加上点：at=(…)",
    # calculus/arrays/domain
    "rule_and_value": "{rule}，而 {where} 等于 {inner}",
    "a_denominator_may_not_be_zero": "分母不能为 0",
    "a_square_root_needs_no_negative_number": "平方根下的数不能为负",
    "logdet_needs_det_and_that_is": "logdet 要求 det({text}) > 0，而它等于 {value}",
    "a_logarithm_needs_a_positive_number": "对数的真数必须为正",
    "this_power_needs_no_negative_number": "这个幂的底数不能为负",
    "does_not_exist_the_matrix_is_singular": "{formula} 不存在：矩阵不可逆",
    # calculus/arrays/numbers, point
    "this_metric_is_not_positive_definite": "度量矩阵必须正定，而这个矩阵不正定",
    "leading_principal_minors_must_be_positive": (
        "它的各阶顺序主子式都必须为正，例如 [[2,1],[1,3]]。"
    ),
    "is_too_large_for_floats": "{name} 在这里的值太大，浮点数无法表示",
    "the_gradient_inverts_a_singular_matrix": "梯度公式中要求逆的矩阵不可逆",
    "the_gradient_divides_by_zero": "梯度公式在这里的分母为 0",
    "the_gradient_by_is_not_finite_here": "对 {name} 的梯度在这里不是有限数",
    # calculus/arrays/shapes, and fitting and the rules of products, entries and reductions
    "an_inverse": "逆矩阵",
    "a_diagonal": "对角线",
    "is_defined_by_itself": "{name} 的定义中又用到了它自己",
    "the_identity_has_no_size": "无法确定单位矩阵 I 的阶数",
    "the_identity_is_as_large_as_its_partner": "I 与同它相加或相乘的矩阵同阶，例如 A - 2*I。",
    "the_ones_have_no_size": "无法确定这个全一向量的长度",
    "the_ones_are_as_long_as_their_partner": "它的长度由与它相加或相乘的矩阵或向量的已知形状决定。",
    "shapes_do_not_fit": "{why}{product}，{left} 的形状 {one} 与 {right} 的形状 {other} 不相容",
    "has_the_shape_and_is_no_number": "{name} 的形状是 {shape}，不是一个数",
    "a_gradient_is_that_of_a_number": (
        "只有数量函数才有梯度：可用 sum(…)、mean(…) 或 norm(…)^2 得到一个数。"
    ),
    "two_readings_of_product": (
        "{formula} 有两种读法：{one} 的形状是 {shape}，{other} 的形状是 {shape_2}"
    ),
    "write_matrix_product_or_entrywise": (
        "矩阵乘积请写 {one}@{other}，逐元素相乘请写 {one}*{other}。"
    ),
    "two_readings_of_dot_of_matrices": "{formula} 有两种读法：矩阵乘积，或各元素之积的和",
    "write_matrix_product_or_sum": (
        "矩阵乘积请写 {one}@{other}，各元素之积的和请写 sum({one}*{other})。"
    ),
    "a_vector_of_ones_stands_before_a_vector": "全 1 向量只在 1ᵀx（x 为向量）中读取",
    "write_sum_for_ones": "请写 sum(…)，沿某一方向求和请写 sum(…, axis=0) 或 sum(…, axis=1)。",
    "arrays_are_not_put_into": ("{name} 是 Python 函数，不能按名称代入数组"),
    "write_its_formula_or_numbers": (
        "请写出公式，如 L(w)=mean((X@w-y)^2)；或只给出数，如 f={name} at=(1,2)。"
    ),
    "two_readings_beside_vector": "{formula} 有两种读法，因为 {one} 是向量",
    "write_dot_or_outer": (
        "要 NumPy 给出的数，请写 dot({one},{other})；要书上所说的矩阵，请写 outer({one},{other})。"
    ),
    "two_readings_of_bars": "|{inner}| 有两种读法：{meaning}，或各元素的绝对值",
    "write_function_or_abs": "请写 {what}({inner}) 或 abs({inner})。",
    "write_exp_of_log": "请写 exp({exponent}*log({base}))。",
    "two_readings_of_square": "{formula} 有两种读法，因为 {text} 是方阵",
    "in_a_matrix_product": "在矩阵乘积中",
    "inner_dimensions_must_be_the_same": "内侧的维数 {inner} 与 {inner_2} 必须相等。",
    "two_readings_of_quotient": (
        "{formula} 有两种读法，因为 {divisor} 是方阵：乘以它的逆矩阵，或乘以各元素的倒数"
    ),
    "write_inverse_or_entrywise": (
        "逆矩阵请写 inv({divisor})，各元素的倒数请写 (1*{divisor})**(-1)。"
    ),
    "is_a_number_and_multiplies_vectors_and": "{number} 是数，而 @ 用于向量与矩阵的乘积",
    "write_for_a_product_with_a_number": "与数相乘请写 *。",
    "two_readings_of_norm": (
        "{formula} 有两种读法，因为 {inner} 是矩阵：各元素的范数，或矩阵作为线性映射的范数"
    ),
    "write_sum_of_absolute_values": "各元素的范数请写 sum(abs({inner}))；不支持线性映射的范数。",
    "write_largest_absolute_value": "各元素的范数请写 max(abs({inner}))；不支持线性映射的范数。",
    "write_norm": "各元素的范数请写 norm({inner})；不支持线性映射的范数。",
    "two_readings_of_exp": "exp({inner}) 有两种读法，因为 {inner} 是方阵：逐元素取指数，或矩阵指数",
    "write_exp_of_each_entry": "逐元素取指数请写 exp(1*{inner})；不支持矩阵指数。",
    "an_exponent_over_arrays_must_be_a_number": "数组的幂的指数必须是数",
    "write_entry_by_entry_for_the_matrix": "逐元素请写 {entries}，矩阵的幂请写 {matrix}。",
    "a_vector_has_axis_zero_alone": "{inner} 是向量，只有轴 0",
    "an_axis_is_zero_or_one": "axis 只能是 0（沿列）或 1（沿行）",
    "of_the_matrix_can_be_read_in_two_ways": "对矩阵 {inner} 求 {operation} 有两种读法",
    "write_along_rows_or_columns": (
        "沿每一行请写 {operation}({inner}, axis=1)，沿每一列请写 axis=0。"
    ),
    "outer_is_of_two_vectors": "outer 用于两个向量：",
    "a_vector_meets_a_column": (
        "{text} 是形状为 {shape} 的向量，{other} 是形状为 {shape_2} 的列：NumPy 由它们得到矩阵，"
        "书上得到列"
    ),
    "give_both_as_vectors_or_columns": (
        "请把两者都写成向量，或都写成列：[[…],[…]] 或 {text}:({length},1)。"
    ),
    "two_readings_of_sum_with_square": (
        "{text} 与 {other} 的运算有两种读法，因为后者是方阵：像 NumPy 那样对每一行，或像书上那样"
        "对每一列"
    ),
    "give_as_a_row_or_a_column": (
        "请把 {text} 写成行：[[…, …]] 或 {text}:(1,{length})，或写成列：[[…],[…]] 或 {text}"
        ":({length},1)。"
    ),
    "is_square_and_has_the_shape": "I 是方阵，而 {other} 的形状是 {shape}",
    # calculus/budget
    "no_answer_was_found_within_seconds": "在 {seconds:g} 秒内没有得到答案",
    "a_simpler_form_may_help": "把函数写得简单些也许有用；时限由 GradMagic.budget 设定。",
    # calculus/by_values/checking
    "a_coordinate_is_too_small_for_these_digits": "有一个坐标太小，现有位数不够",
    # calculus/by_values/numerical
    "is_no_real_number_at": "{name} 在 {where} 处的值是 {what}，不是实数",
    "write_order": "请写 order={highest_order}。",
    "a_python_function_needs_numbers_for_its_point": "Python 函数的点必须由数给出",
    "this_point_is_out_of_reach_of_floats": "这个点超出了 Python 浮点数的范围",
    "has_no_value_at": "{name} 在 {where} 处没有值：{error}",
    "fails_at": "{name} 在 {where} 处出错：{error}",
    "numbers": "{count} 个数",
    "add_the_point_with_entries": "请加上点：at=({names})",
    "whether_the_gradient_is_zero_is_open": "不能确定该点处的梯度是否为零",
    # calculus/conditions
    "the_point_does_not_satisfy_the_equation": "点不满足方程：左边减右边等于 {value}",
    "give_a_point_of_the_level_set": "请给出等值线（面）上的点。",
    "it_needs_which_leaves_no_interval": "需要 {needed}，这样的参数不存在区间",
    "is_not_real": "{value} 不是实数",
    "has_no_value_that_could_be_settled_at": "不能确定 {name} 在 {place} 处的值：{reason}",
    "it_could_not_be_told_when_is_a_number": "不能确定 {number} 何时是数",
    # calculus/domains
    "the_sign_of_a_number_could_not_be_decided": "有一个数的符号不能确定",
    "its_whole_part_has_more_than_digits": "它的整数部分超过 {max_power_digits} 位",
    "floor_of_a_number_could_not_be_decided": "有一个数的取整结果不能确定",
    "has_cases_that_are_open": "的各段条件都不能判定",
    "has_no_case_for_this_point": "的各段都不包含这个点",
    "cannot_be_computed": "无法计算：{error}",
    # calculus/first_order
    "give_a_component_that_is_not_zero": "至少要有一个分量不为 0。",
    "the_direction_is_zero": "方向向量的长度为零，不表示任何方向",
    "whether_the_direction_is_zero_is_open": "不能确定这个方向向量是否为零",
    "the_gradient_is_zero": "{name} 在该点处的梯度为零，不表示任何方向",
    # calculus/higher_order
    "there_are_partial_derivatives_up_to_order": "直到 {order} 阶共有 {count} 个偏导数",
    "the_partial_derivatives_are_too_long": "偏导数的运算超过 {largest_derivative} 个",
    "at_most_are_shown_ask_for_a_lower_order": "最多显示 {max_partials} 个；请降低阶数。",
    "ask_for_a_lower_order": "请降低阶数。",
    # calculus/large/road
    "a_large_function_needs_numbers": "运算这样多的函数只能代入数来求，而 {names} 没有值",
    "the_gradient_of_is_not_known_there": "{name} 在该点处的梯度未知",
    "is_not_answered_for_a_large_function": "运算这样多的函数不能求 {clause}",
    "without_the_gradient_is": "去掉 {clause} 就能求梯度。",
    "give_a_value": "请给出 {parameters}=… 的值。",
    # calculus/large/survey
    "has_no_value_at_that_is_settled": "不能确定 {name} 在 {place} 处的值",
    "a_part_of_is_out_of_reach_at": "{name} 在 {place} 处有一部分太大或太小，无法计算",
    # calculus/natural_gradient
    "whether_this_metric_is_positive_definite_is_open": "不能确定这个度量矩阵是否正定",
    # calculus/paths
    "a_step_size_is_a_positive_number": "步长必须是正数",
    "write_step_size_for_example": "例如写 step_size=0.1。",
    # calculus/stages
    "has_no_real_derivatives": "{name} 没有实的导数",
    # calculus/undefined
    "its_limit_fills_the_gap": (
        "它在该点的极限是 {limit}：这是可去间断点，补充定义为这个值后，{name} 在 {place} 处连续。"
    ),
    "it_has_two_one_sided_limits": "它在该点没有极限：左极限是 {left}，右极限是 {right}。",
    "it_tends_to_there": "它在该点趋于 {written}。",
    "it_has_two_limits_on_curves": (
        "它在该点没有极限：当 t → 0+ 时，沿 {here} 趋于 {first}，沿 {there} 趋于 {second}。"
    ),
    # formula/sympy_forms
    "the_powers_of_are_not_real_for_every_exponent": "{base} 的幂并非对每个指数都是实数",
    "this_power_has_more_than_digits": "这个幂超过 {max_power_digits} 位",
    "exp_is_computed_up_to": "exp 的指数最大算到 {max_exponential}",
    "gamma_is_computed_up_to": "gamma 最大算到 {max_factorial}",
    "a_factorial_is_taken_of_whole_numbers_from_to": "阶乘只用于 0 到 {max_factorial} 的整数",
    "binomial_takes_whole_numbers_from_to": "binomial 只用于 0 到 {max_binomial} 的整数",
    "besselj_takes_a_whole_order_up_to": "besselj 的阶必须是不超过 {max_bessel_order} 的整数",
    "this_is_no_real_number": "这不是实数",
    "this_is_real_where_a_part_is_zero": "这个式子不是实数，至多在它的某一部分为零处例外",
    "this_power_is_larger_than": "这个幂大于 e^{max_exponential}",
    "odd_roots_of_negative_numbers_are_not_compared": "SymPy 不能比较负数的奇次方根",
    "a_part_of_this_is_nowhere_real": "式中有一部分处处不是实数",
    "the_root_of_a_number_this_long": "不能求位数这样多的数的根",
    "a_symbol_named": "名为 {symbol} 的符号",
    # notebook/magic
    "there_is_no_exercise_yet": "还没有练习题，不知道这是哪道题的答案",
    "ask_for_an_exercise_or_name_the_function": "请用 %grad practice 出一道题，或写出函数：f=…",
    # picture/figure
    "scale_is_but_must_be_from_to": "scale 是 {scale}，但必须在 {least_scale} 到 {most_scale} 之间",
    "which_scale_fits_what": "scale=2 适合屏幕，scale=4 适合整张幻灯片。",
    # problem
    "must_be_a_whole_number_from_to": "{clause} 必须是 1 到 {largest} 的整数",
    "write_the_function_alone_without": "请只写函数，不要写 ==。",
    "add_the_metric_metric": "请加上度量矩阵：metric=[[…]]",
    "has_no_variable": "{name} 没有变量",
    "name_its_variables": "请写明变量：{name}(x,y)=…",
    "a_rate_needs_a_point": "求变化率需要给出点",
    "a_direction_needs_a_point": "给出方向时还需要给出点",
    "a_metric_needs_a_point": "给出度量矩阵时还需要给出点",
    "this_metric_is_not_symmetric": "度量矩阵必须对称，而这个矩阵不对称",
    "mirrored_entries_must_be_equal": "关于主对角线对称的元素必须相等。",
    "a_path_needs_a_point_to_start_from": "路径需要给出起点",
    "add_it_at": "请加上：at=(…)",
    "a_path_needs_a_formula": "求路径需要公式，而这是 Python 函数",
    "a_path_is_one_of_a_function": "只有函数才有路径，而这是方程",
    "a_moving_point_needs_numbers": "坐标应为数，但 {names} 没有值",
    "a_path_needs_numbers_but_has_no_value": "求路径需要数，而 {names} 没有值",
    "the_natural_gradient_needs_a_metric": "自然梯度需要度量矩阵",
    "critical_points_are_those_of_a_function": "只有函数才有驻点，而这是方程",
    "no_level_set": "等值线（面）",
    "no_gradient": "梯度",
    "a_jacobian_but_no_hessian": "黑塞矩阵，只有雅可比矩阵",
    "no_single_rate_of_change": "单一的变化率",
    "no_gradient_to_follow": "可沿其前进的梯度",
    "no_extrema": "极值",
    "is_vector_valued_so_it_has": "{name} 是向量值函数，没有{what}",
    "ask_about_one_of_its_components": "请只问它的一个分量。",
    # reading/answers
    "at_most_points_are_checked": "最多核对 {max_answer_points} 个点",
    "is_no_name_of_an_answer": "{name} 不是答案的名称",
    "the_answer_has_no_value": "答案是空的",
    "these_rows_and_numbers_do_not_make_up_one_row": "这些向量和数合不成一个向量",
    "a_part_of_the_answer_is_missing": "答案缺了一部分",
    "an_answer_must_be_made_of_real_numbers": "答案必须由实数组成",
    "the_names_are": "可用的名称是 {names}。",
    "an_answer_is_numbers_an_equation_or_text": "答案可以是数、方程或文本，不能是 {kind}",
    "one_thing_is_checked_at_a_time": "一次只核对一个结果，从这里起是另一个",
    "is_not_read_in_an_answer": "答案中的 {text} 无法识别",
    "an_answer_is_written_as": (
        "答案可以是数、向量 (1,2)、方程、各点及其类型，或 DNE；"
        "写上名称即指明所答为何，例如 grad:(1,2)、max:√5。"
    ),
    "two_readings_of_a_comma": "{text} 可能是小数，也可能是两个数的向量",
    "write_the_decimal_or_the_row": "请写成 {decimal} 或 ({text})。",
    "a_differential_is_a_sum_of_multiples": "微分是各自变量的微分乘以系数之和",
    "write_the_differential": "请写成 {names}。",
    "global_extrema_are_not_checked": "只核对局部的极值，不核对最大值、最小值",
    "write_a_local_extremum": "请写极小值点、极大值点或鞍点，例如 极小值点(1,0)。",
    "kinds_and_points_differ_in_number": (
        "{points} 个点后面有 {kinds} 个类型，不能确定各属于哪个点"
    ),
    "write_each_kind": "请在每个点旁边写出类型：(1,1) 极小值点, (0,0) 鞍点。",
    "two_signs_have_two_readings": "一个点里有两个 ±，可能指两个点，也可能指四个点",
    "write_each_point": "两个点请写成 ±(1,1)，四个点请逐一写出。",
    "a_coordinate_of_the_point_is_missing": "这个点缺少坐标",
    "is_no_real_number": "{text} 不是实数",
    # reading/arrays/entries
    "holds_entries_of_another_type": "{name} 的元素类型是 {dtype}，应为实数",
    "has_axes_and_arrays_here_have_at_most": "{name} 有 {count} 维，数组最多 {most_axes} 维",
    "has_more_than_entries": "{name} 的元素超过 {most_entries:,} 个",
    "must_hold_real_numbers_and_is_none": "{name} 只能含实数，而 {written} 不是实数",
    "the_rows_have_different_lengths": "{name} 各行的元素个数是 {counts}，必须相同",
    "has_three_axes_or_more": "{name} 有三维或更多，数组最多 {most_axes} 维",
    "is_empty": "{name} 是空的",
    "give_it_at_least_one_entry": "请至少给出一个元素。",
    "take_a_part_of_the_data": "请只取一部分数据。",
    "no_coordinate_by_name_among_entries": "数组的元素中不能有带名称的坐标",
    "has_entries_beside_rows": "{name} 中既有行又有单个元素",
    "give_rows_alone": "请只写行。",
    "entry_is": "{where} 是{what}",
    "every_entry_must_be_a_real_number": "每个元素都必须是实数。",
    # reading/arrays/parser
    "two_readings_of_divisor": "{one}/{other} {behind}… 有两种读法",
    "write_quotient_or_divisor": "请写 {one}/{other}*{behind}… 或 {one}/({other}*{behind}…)。",
    "give_it_a_name_in_a_clause": "请给它取名，用选项写出元素：A=[[1,2],[3,4]]。",
    "of_arrays_there_are_derivatives_of_order": "对数组只求到二阶导数",
    "write_order_for_second_derivatives": "求二阶导数请写 order=2。",
    "what_is_called_symmetric_is_not": "{name} 声明为对称矩阵，但它的元素并不对称",
    "what_is_symmetric_has_no_shape": "说 {name} 对称，却没有给出它的形状",
    "say_so_in_its_shape": "请给出：{name}:(n,n,symmetric)。",
    "has_no_value_and_no_shape": "{word} 既没有值也没有形状",
    "give_it_entries_or_a_shape": (
        "请给出元素，{word}=[…]，或只给形状：数写 {word}:()，向量写 {word}:(n)，矩阵写 {word}"
        ":(m,n)。"
    ),
    "only_the_norms_of_order_and_are_read": "只支持 1-范数、2-范数和无穷范数 (inf)",
    "the_expression_has_more_than_operations": "表达式的运算超过 {most_operations} 个",
    "brackets_and_powers_are_nested_more_than_deep": "括号和幂的嵌套超过 {most_nesting} 层",
    "does_not_fit_here": "{text} 不能出现在这里",
    "the_expression_ends_too_early": "表达式不完整",
    "a_list_has_no_place_in_the_answer": "此处不能使用函数中没有的列表",
    "a_number_may_have_at_most_digits": "一个数最多 {most_digits} 位",
    "the_function_needs_brackets": "函数 {word} 后面要有括号",
    "write": "请写 {word}(…)。",
    "did_you_mean": "您要写的是 {close} 吗？",
    "write_an_entry_as_a_product": (
        "不支持取数组的一部分；一个分量可写成与单位向量的乘积，如 z@e、e=[0,1,0]。"
    ),
    "is_no_function_of_arrays": "{word} 不是可用于数组的函数",
    "a_case_needs_values_everywhere": (
        "数组的每种情形都必须处处有值，包括另一情形成立之处；{text} 可能没有值"
    ),
    "write_cases_of_arrays": (
        "对元素分段的函数有 where(x>0, x, y)、relu(x)、abs(x)、max(x, y)、min(x, y)、"
        "clip(x, a, b) 和 huber(x, c)。"
    ),
    "cases_may_leave_entries_without_value": "这些情形可能使某些元素没有值",
    "write_otherwise_for_the_last_case": "最后一个条件请写 otherwise。",
    "a_case_is_chosen_by_a_relation": "情形由关系式选择，如 x > 0",
    "takes_too_many_multiplications": "{text} 需要 {count:,} 次乘法",
    "one_array": "一个数组",
    "arrays": "{count} 个数组",
    "takes": "{name} 需要{takes}",
    # reading/arrays/request
    "gives_arrays_by_their_names": "{key} 中的数组要写明名称",
    "has_no_variable_all_of_have_values": "{name} 没有变量：{names} 都有值",
    "list_the_variables_or_give_their_point_at": (
        "请写明变量，{name}(w)=…，或给出它们的点：at=(w=[…])。"
    ),
    "write_key_names": "请写 {key}=({names})。",
    "a_metric_is_one_of_vectors_and_numbers": "度量矩阵用于向量和数，而 {matrices} 是矩阵",
    "a_metric_needs_a_row_for_each_entry": (
        "metric 必须有 {size} 行 {size} 列，{names} 的每个元素各占一行一列，而它的形状是 {shape}"
    ),
    "is_not_asked_about_arrays": "对数组不能求 {key}",
    "with_arrays_go": "对数组可用 {names}。",
    "the_request_names_no_function": "输入中没有函数",
    "write_at_names": "请写 at=({names})。",
    "a_variables_value_belongs_to_the_point": "{name} 是 {name_2} 的变量，它的值应写在点中",
    "does_not_stand_in": "{name_2} 中没有 {name}",
    "has_no_shape": "{name} 没有形状",
    "give_the_point_or_the_shape": (
        "请给出点，at=({name}=[…])，或只给形状：{name}:(n) 或 {name}:(m,n)。"
    ),
    "a_window_is_one_of_one_to_three_numbers": "只有在一点处对一至三个数作图时才有窗口",
    "needs_a_point": "{key} 需要给出点",
    "add_it_by_name": "请加上：at=({variables}=…)",
    "iterations_must_be_between_and": "iterations 必须在 1 到 {max_iterations} 之间",
    "give_the_variables_as_vectors": "请把变量写成向量。",
    "is_no_variable_of": "{name} 不是 {name_2} 的变量",
    "the_direction_has_another_shape": (
        "{name} 的方向的形状是 {shape}，而 {name} 的形状是 {shape_2}"
    ),
    "give_an_entry_that_is_not_zero": "至少要有一个元素不为 0。",
    "the_clause_is_given_twice": "选项 {key} 出现了两次",
    "begin_with_the_function_sum": "请先写函数：L(w)=sum((X@w-y)^2)",
    "is_said_to_be_of_another_shape": "{name} 声明的形状是 ({written})，实际形状是 {shape}",
    "at_gives_no_value_to": "at 没有给出 {names} 的值",
    "write_at_name": "请写 at=({name}=…)。",
    "a_name_and_its_entries_are_expected_here": "这里应为名称及其元素",
    "is_given_twice": "{name} 出现了两次",
    "leave_out_window": "请去掉 window。",
    "a_step_size_is_one_positive_number": "步长必须是一个正数",
    # reading/arrays/shape_clauses
    "the_shape_of_is_given_twice": "{name} 的形状给了两次",
    # reading/choices
    "write_key_or": "请写 {key}={either}。",
    "stands_beside_no_other_value": "{key}={word} 不能与其他值并用",
    "write_alone_or_leave_out": "请单独写 {key}={word}，或去掉 {word}。",
    # reading/clauses
    "two_readings_of_a_second_row": "{row} 可能是方向，也可能是另一个点",
    "write_the_direction_or_the_points": "请写 dir={row}，或写 at=[{point}, {row}]。",
    "two_readings_of_direction": "{key} 表示的方向有两种读法",
    "this_belongs_to_no_clause": "这部分不属于任何选项",
    "write_the_equation_or_the_clause": (
        "若是方程，请把等号写成 ==；若是给 {key} 取值，请在 {key} 前加逗号。"
    ),
    "an_equation_is_written_with": "方程请用 == 来写。",
    "the_request_is_too_long": "输入有 {count} 个字符，最多 {max_request_length} 个",
    "this_is_never_closed": "{text} 缺少与之配对的符号",
    "write_dir_for_the_vector_or_to_for_the_point": (
        "若是向量，请写 dir=(…)；若是朝向一点的方向，请写 to=(…)。"
    ),
    "a_request_is_a_row_of_clauses": (
        "输入由“键=值”形式的选项组成：f=x*exp(2*y) at=(1,0) dir=(1,-1)"
    ),
    "coordinates_by_name_stand_in_brackets": "带名称的坐标要放在括号里：{key}=(x=1, y=0)。",
    "has_no_value": "{key} 没有值",
    "the_request_is_empty": "输入是空的",
    "clauses_are_separated_by_a_space_or_one_comma": (
        "选项之间用空格或一个逗号隔开：f=x*y, at=(1,2)"
    ),
    "this_closes_no_bracket": "这个 {character} 没有与之配对的左括号",
    "is_closed_by_not_by": "{text} 应以 {expected} 闭合，而不是 {character}",
    "write_exp_at_dir": "请写 f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    # reading/directions
    "angles_has_angles_but_has_variables": "angles 有 {count} 个角，而 f 有 {count_2} 个变量",
    "two_readings_of_angle": "{key} {written} 有两种读法：{written}° 或 {written} 弧度",
    "write_degrees_or_radians": "请写 {written}° 或 {written} rad。",
    "this_is_no_direction": "这不是方向",
    "write_a_direction": "请写 dir={example}、dir=3i-4j、dir=-y 或 dir=grad。",
    "to_has_coordinates_but_at_has": "to 中给出了 {count} 个坐标，而 at 中给出了 {count_2} 个",
    "to_is_the_point_itself_so_it_gives_no": "to 就是点本身，不表示任何方向",
    "write_dir_or_angles": "请写 dir=(…)，或 angles=(…)，每个坐标轴一个角。",
    "whether_these_are_direction_angles_is_open": (
        "不能确定这些是否是方向角：方向余弦的平方和必须等于 1"
    ),
    "write_the_direction_itself_dir": "请直接写方向：dir=(…)。",
    "these_are_no_direction_angles": "这些不是方向角：余弦的平方和是 {decimal}，不是 1",
    # reading/exact_values
    "this_is_no_function": "函数必须是文本、SymPy 表达式或 Python 函数，不能是 {kind}",
    "must_hold_real_numbers_not": "{key}：应为实数，而不是 {what}",
    "a_number_of_that_size": "这样大的数",
    "write_numbers_as_in_pi": "请写数，例如 {key}=(1, 'pi/2')。",
    "f_may_not_contain": "f 中不能含有 {error}",
    "may_not_contain": "{key}：不能含有 {error}",
    # reading/function
    "function_in_its_own_formula": "{name} 是函数名，却出现在自己的表达式里",
    "give_it_another_letter": "请给函数或变量换一个字母；若是方程，请用 == 写出。",
    "has_no_variable_left": "{name} 没有变量，因为其中每个名称都有值",
    "a_function_may_have_at_most_components": "函数最多有 {max_components} 个分量",
    "and_are_two_names_that_look_alike": "{first} 与 {second} 这两个名称印出来一样",
    "write_one_of_them_for_both": "请统一写成其中一个。",
    "write_at_if_that_is_the_point": "如果这是点，请写 at=({given})。",
    "the_text_is_more_than_a_function": "文本 {bare} 中不只有函数",
    # reading/grammar/ambiguity
    "write_degrees_of_either": "请写 ({whole})° 或 {base}{sign}({rest}°)。",
    "write_root_or_factor": "请写 {sign}({inside})*{behind} 或 {sign}({inside}*{behind})。",
    "write_root_of_power": "请写 {sign}({inside}^{exponent}) 或 ({sign}({inside}))^{exponent}。",
    "write_factorial_of_either": "请写 {root}({inner}!) 或 ({whole})!。",
    "two_readings": "{text} 有两种读法",
    "write_exponent_or_factor": "请写 {root}^({written})*{behind} 或 {root}^({written}*{behind})。",
    "write_root_or_quotient": "请写 {root}^({numerator}/{below}) 或 ({power})/{below}。",
    "write_divisor_or_factor": "请写 {top}/({bottom}) 或 ({top}/{head})*{rest}。",
    "put_brackets_around_the_argument": "请给自变量加上括号。",
    "write_argument_or_factor": "请写 {name}({argument}){behind} 或 {name}({argument}{behind})。",
    # reading/grammar/expressions
    "a_row_stands_in_the_place_of_a_number": "这里应为一个数，而不是一组数",
    "the_variable_is_named_twice": "变量 {symbol} 写了两次",
    "a_name_is_expected_here": "这里应为名称",
    "with_and_without_a_hat": "{letter} 有的带帽子符号，有的不带，会被当作同一个名字",
    "write_another_letter": "请给其中之一换一个字母。",
    "a_variables_name_is_expected_here": "这里应为变量名",
    "write_names_only": "请写 f(x,y)=…，只写变量名。",
    # reading/grammar/parser
    "for_a_product_call": "若是乘积，请写 {name}*(…)。",
    "the_function_has_no_argument": "函数 {name} 缺少自变量",
    "cannot_be_a_name": "{token} 不能作名称",
    "what_a_name_is": "名称是一个拉丁字母或希腊字母，后面可带数字或 _ 引出的下标。",
    "write_factorial_is_another_function": "请写 factorial(…)；{base}!! 是另一个函数。",
    "for_a_product_of_powers": "若是乘积，请写 {base}*{following}。",
    "a_point_is_given_as_at": "点请写成 at={name}(…)。",
    "is_not_a_function_that_can_be_called": "{name} 不是可用的函数",
    "write_with_brackets": "请加括号写成 {name}(…)。",
    "an_operator_is_missing_before": "{token} 前面缺少运算符",
    "for_a_product_write": "若是乘积，请写 *。",
    "parts_of_a_list_are_not_read": "不支持取列表的一部分；变量请写 {entry}。",
    "it_is_not_clear_which_bars_belong_together": "不能确定哪些竖线成对",
    "write_abs_instead": "请改写成 abs(…)。",
    "two_exponents_follow_each_other": "两个指数连在一起",
    "put_brackets_around_one": "请给其中一个加上括号。",
    "double_factorials_are_not_read": "不支持双阶乘",
    "stands_only_in_conditions": "{word} 只能用在条件中",
    "names_a_number_and_no_function": "{token} 在这里表示数，不是函数 {token}",
    "give_the_number_another_name": "请给这个数换个名称；若是乘积，请写 {token}*(…)。",
    "the_notebook_has_no_such_name": "笔记本中没有名为 {token} 的数、表达式或文本",
    "what_braces_insert": "花括号插入笔记本中的数、表达式或文本；函数则单独写，如 f=g。",
    "a_numbers_power_of_ten_may_be_at_most": "数的 10 的幂次最大为 {max_digits}",
    "two_readings_of_inverse": "{name}^(-1) 有两种读法",
    "write_if_that_is_meant": "若是倒数，请写 1/{name}(…)。",
    "the_two_sides_differ_in_length": "两边的坐标个数不同",
    "points_can_only_be_equal_or_not": "点之间只能说相等或不相等",
    "write_decimal_points": "请用小数点：{text}",
    "an_equation_has_one_equals_sign": "方程只有一个等号。",
    # reading/keywords
    "the_variables_of_are_no_names": "{function} 的变量不是名称",
    # reading/loose_words
    "practice_has_its_own_cell": "练习题请在单独的单元中写 %grad practice，不带函数。",
    "results_are_saved": '答案用 Python 保存：r = %grad …，再写 r.save("answer.pdf")。',
    "directions_are_divided": "请删去：方向总是除以它的长度。",
    "leave_python_out": "请删去：这里的名字不用声明，函数也不用导入。",
    # reading/matrices
    "write_matrix": "请写 {key}=[{names}]，按 {names_2} 的次序。",
    # reading/notation/latex
    "python_has_a_cell_of_its_own": (
        "Python 代码请写在另一个单元格里，那里 _ 就是这个解答：_.gradient_at、print(_.text)。"
    ),
    "write_functions_around": "函数请写在自变量的前面，例如 sum(x^2)。",
    "cannot_be_read_here": "这里的 {text} 无法识别",
    "latex_sets_only_the_first_digit_here": "LaTeX 在这里只取 {piece} 的第一位数字",
    "write_braces": "请加花括号：{{{piece}}}",
    "this_index_cannot_be_read": "这个下标无法识别",
    "is_missing_here": "这里缺少 {stop}",
    "braces_are_nested_more_than_deep": "花括号的嵌套超过 {max_nesting} 层",
    "without_a_backslash_is_a_product": "在 LaTeX 中，不带反斜杠的 {name} 是字母的乘积",
    "write_braces_of_exponents": "请加花括号：x^{y^z}。",
    "something_is_missing_here": "这里缺少内容",
    "a_unit_is_no_part_of_a_formula": "{unit} 是单位，不是算式的一部分",
    "leave_the_unit_out": "请去掉单位。",
    "derivatives_are_not_read": "不支持输入导数",
    "write_the_function_itself": "请写函数本身。",
    "a_mixed_number_can_be_read_in_two_ways": "带分数有两种读法",
    "an_index_to_is_not_read": "{name} 不能带下标",
    "the_environment_cannot_be_read": "不支持环境 {name}",
    "a_vector_has_one_row_or_one_column": "向量只有一行或一列",
    "cannot_be_read_as_a_condition": "{word} 不能作为条件",
    # reading/known_formulas
    "write_the_formula_known": "请写出它的公式，即 {formula}。",
    "write_the_formula_or_nearly": "请写出它的公式，或与它相近的 {formula}。",
    "write_the_formula_of_classes": (
        "请写出它的公式，即 {formula}，其中 y 在正确的类别处为 1，其余为 0。"
    ),
    # reading/notation/names
    "lg_has_two_bases": "lg 可以指以 10 为底或以 2 为底的对数，请写 log_10(…) 或 log_2(…)",
    "write_log": "请写 log_2(…)",
    "write_cot": "请写 cot(…)",
    "functions_are_real_here": "这里只讨论实函数",
    "there_is_no_clause_for_a_constraint": "这里没有约束条件这一项，请由它解出一个变量代入 f",
    "two_readings_here": "{token} 在这里有两种读法",
    "a_transpose_needs_shapes": (
        "若是转置，请写出各数组的形状，例如 x:(n) A:(n,n)；若是幂，请把 T 列入变量：f(x,T)=…"
    ),
    "write_sum_of_arrays": "请写数组的 sum(…)，例如 sum((w*x-y)^2) x=[1,2,3] y=[2,4,6]。",
    "leave_out_what_is_real": "请删去：所有变量都是实数。",
    "something_is_missing_behind": "{text} 的后面缺少内容。",
    "close_the_bracket_before": "请在 {key}= 之前写上右括号。",
    "write_inverse_function": "若是反函数，请写 {name}^-1(…)。",
    "write_sum_or_product": "请写 {one}+{other} 或 {one}*{other}。",
    "tell_the_letter_of_a_size": "请在数据旁用形状说明 {letter}：{name}:({letter},…)。",
    "give_shapes_of_the_factors": (
        "若是乘积，请给出因子的形状，例如 {one}:(m,n) {other}:(n)，或给出数据 {one}=[…]。"
    ),
    "write_power_or_index": "请写 {letter}^{digit} 或 {letter}_{digit}。",
    "write_power_or_multiple": "请写 {name}^{digit}(…) 或 {name}({digit}*…)。",
    "write_product_or_function": "乘积请写 {names}，函数请写 {function}(…)。",
    "declare_one_name_or_write_the_product": (
        "若是一个名称，请声明它：f({word}, …)=…；若是乘积，请写 *。"
    ),
    "write_the_formula_instead": "请写出它的式子，如 x*sigmoid(x)；乘积请用 * 来写。",
    "is_a_derivative": "{word} 读作导数或微分",
    "may_be_one_name_or_the_product": "{word} 可以是一个名称，也可以是乘积 {product}",
    "is_not_read": "不支持 {token}：{instead}",
    "is_a_word_of_python": "{token} 是 Python 的关键字，这里不执行 Python",
    "is_too_long_a_word": "{token}… 太长",
    "is_not_known": "{word} 无法识别",
    "is_neither_a_name_nor_a_product": "{word} 既不是名称 {names} 之一，也不是它们的乘积",
    "write_the_product_or_declare_its_letters": (
        "若是乘积，请写 {product}，或声明其中的字母：f({names}, …)=…；若是一个名称，请写 "
        "f({word}, …)=…。"
    ),
    "write_products_with": "乘积请用 * 来写。",
    "for_a_product_write_it": "若是乘积，请写 {product}。",
    # reading/notation/tokens
    "a_name_may_have_at_most_characters": "名称最多 {longest_name} 个字符",
    # reading/notation/typed
    "write_latex_between_dollars": "LaTeX 请写在美元符号之间，例如 f=$\\frac{x}{y}$。",
    "write_the_number_out_or_a_product": "请写出这个数，或在数与名称之间加 *。",
    "only_looks_like_a_latin_letter": "{text} 只是看上去像拉丁字母 {latin}",
    "type_the_latin_letter": "请输入拉丁字母。",
    "an_invisible_character_stands_here": "这里有一个看不见的字符",
    "delete_it_and_type_on": "请删去它再继续输入。",
    "character_is": "{text} 不是普通字符",
    "type_instead": "请输入 {folded}。",
    "quotation_marks_do_not_belong_in_an_expression": "表达式中不能有引号",
    "write_log_or_log": "请写 log_2(…) 或 log(2…)。",
    # reading/parameters
    "two_readings_of_clause": "{key}={value} 有两种读法",
    "write_at_or_dir": "若是点，请写 at={value}；若是方向，请写 dir={value}。",
    "did_you_mean_write": "是否想写 {meant}？请写 {meant}={example}。",
    "unknown_clause": "没有名为 {key} 的选项",
    "a_variable_has_no_value_of_its_own": "{name} 是 {key} 的变量，不能另外给它值",
    "a_letters_value_is_one_number": "{name} 是函数中的字母，它的值是一个数",
    "write_at_or_dir_for_the_row": "若是点，请写 at={row}；若是方向，请写 dir={row}。",
    "the_letter_is_no_clause": "{key} 不是选项，也没有出现在 {name} 中。",
    "the_clauses_are": "可用的选项有 {known}。",
    "only_one_function_can_be_given": "只能给出一个函数",
    "give_the_point_with_at": "请用 at=(…) 给出点。",
    # reading/phrases
    "two_readings_at": "at {number} 有两种读法",
    "write_at_or_the_product": "若是点，请写 at={number}；若是乘积，请写 a*t*{number}。",
    # reading/practice
    "is_no_part_of_a_request_for_an_exercise": "{shown} 不能用来出练习题",
    "write_practice_or_solution": "请写 {example}，或 {practice_word} {solution_word}。",
    "leave_out_or_ask_about_a_function_of_your_own": "请去掉 {key}，或对自己的函数提问。",
    "an_exercise_has_no_clause": "练习题没有名为 {key} 的选项",
    "must_be_a_whole_number_between": "{key} 必须是 {least} 到 {most} 的整数",
    "write_example": "请写 {example}。",
    "write_key_and_example": "请写 {key}={example}。",
    # reading/python_functions/procedures
    "is_neither_a_variable_nor_has_it_a_value": "{missing} 既不是变量，也没有值",
    "write_one_with_named_parameters": "请写有参数名的函数：def g(x, y): return …",
    "give_its_value": "请给出它的值：{missing}=…",
    "the_variables_of_this_function_are": "这个函数的变量是 {known}",
    "how_many_variables_there_are_is_not_known": "不知道这个函数有几个变量",
    "this_function_does_not_name_its_parameters": "这个函数没有写明参数名",
    # reading/readers
    "a_whole_number_is_expected_here": "这里应为整数",
    # reading/request
    "both_give_a_direction": "{key} 和 {key_2} 都给出了方向",
    "write_a_point_of_the_function_or_the_level_set": (
        "若是函数 {name}，请写 at=({names})；若是过该点的等值线（面），请写 f={name}==…。"
    ),
    "and_both_give_the": "{one} 和 {other} 都给出了{what}",
    "give_one_of_them": "请只写其中一个。",
    "is_a_clause_not_a_functions_name": "{key} 是选项名，不是函数名",
    "begin_with_the_function_exp": "请先写函数：f=x*exp(2*y)",
    # reading/values
    "is_a_variable_of_the_function": "{name} 是函数的变量，不是固定的数",
    "write_braces_or_take_another_letter": (
        "若指笔记本中的内容，请写 {{{name}}}；否则请换一个字母。"
    ),
    "use_another_name_such_as": "请换一个名称，例如 {free}。",
    "at_most_points_are_taken_at_once": "一次最多 {most_points} 个点",
    "write_to_make": "若要把 {names} 作为参数，请写 f({given})=…。",
    "the_point_has_no": "点缺少 {names}",
    "noun_must_be_a_real_number": "{part}必须是实数",
    "noun_must_be_one_number": "{part}必须是一个数",
    "is_also_a_name_of_the_notebook": "{name} 也是笔记本中的名称",
    "this_coordinate_has_no_name": "这个坐标没有名称",
    "name_all_or_none": "请全部写名称，或全部不写。",
    "noun_is_a_name": "{part}必须是数，而 {leaf} 是名称",
    "write_numbers_such_as_or_pi": "请写数，例如 1、0.5 或 pi/2。",
    "holds_numbers_not_one": "{bare} 含有 {count} 个数，而不是一个",
    "noun_may_not_contain": "{part}中不能含有 {error}",
    # reading/windows
    "the_window_is_empty": "{key} 在 {name} 方向是空的：从 {low} 到 {high}",
    "the_window_runs_backwards": "{key} 在 {name} 方向的次序反了：从 {low} 到 {high}",
    "the_window_cannot_be_drawn": "{key} 在 {name} 方向太大或太窄，无法作图",
    "give_numbers_that_can_be_drawn": "请给出不超过 10^12 的数，其差要大于它们的十亿分之一。",
    "a_window_needs_one_to_three_variables": (
        "只有一至三个变量的图才有窗口，而这里有 {count} 个（{names}）"
    ),
    "leave_out": "请去掉 {key}。",
    "write_key_and_row": "请写 {key}=({row})。",
    "write_the_smaller_one_first": "请先写较小的数：{high},{low}。",
    # written
    "cannot_be_written": "不能写入 {name}",
    "a_package_is_not_installed": "这里需要 {package}，但没有安装",
    "install_the_package": "请先安装：{command}",
    "this_answer_has_no_picture_to_save": "这个答案没有可保存的图",
    "only_a_tex_holds_several_answers": "{name} 不能容纳几个答案，只有 .tex 文件可以",
    "save_one_of_them_or_a_tex": "请用 {example} 保存其中一个，或让文件名以 .tex 结尾。",
    "give_a_name_with_one_of_these_endings": (
        "文件名请以 .png、.svg、.pdf、.tex、.txt、.json 或 .html 结尾。"
    ),
    # Nouns, numbers of things, and what messages are put together of.
    "write_where": "分段函数请写成 where(x>0, x, 0)，代入您的条件和取值。",
    "write_the_function_alone": "请只写函数：每个解答都含有它的导数和梯度。",
    "write_the_clause": "请写 {clause}。",
    "write_remainder": "x 除以 3 的余数是 x - 3*floor(x/3)",
    "write_bracket_or_floor": "请写 floor({written}) 或 ({written})。",
    "is_a_condition_and_no_point": "{written} 会被当作分段的条件",
    "write_at_for_the_point": "点请写成 at=(1,2) 或 at=(x=1, y=2)。",
    "an_angle_is_no_vector": "dir 是向量，而这是一个角",
    "write_angle": "请写 angle={angle}。",
    "write_divided_by": "百分数请写 /100，余数请写 x - 3*floor(x/3)。",
    "write_this": "请写 {advice}",
    "write_one_for_each_variable": "{clause}=({entries})，每个变量一个{part}，按 {names} 的次序。",
    "write_header_to_make_parameters_or": "{header}，把 {names} 作为{kind}，或写 {otherwise}",
    "write_decimal_points_or": "小数点 {text}，或写 {otherwise}",
    "write_header_of_more_variables_or": "{header}（若变量更多），或写 {otherwise}",
    "count_parameters": "参数",
    "clause_has_but_function_has": "{clause} 中给出了 {given}，而 {name} 有 {variables}（{names}）",
    "count_variables": "{count} 个变量",
    "count_coordinates": "{count} 个坐标",
    "count_components": "{count} 个分量",
    "count_numbers": "{count} 个数",
    "noun_coordinate": "坐标",
    "noun_component": "分量",
    "write_entry_by_entry_and_so_on": "逐元素请写 {entries}，矩阵的幂请写 {matrix}，依此类推。",
    "only_a_square_matrix_has": "{part} 的形状是 {shape}，只有方阵才有{what}",
    "here": "在这里",
    "is_the_transpose_meant": "{advice}是否想写 {left}.T@{right}？",
    "a_trace": "迹",
    "a_determinant": "行列式",
    "determinant": "行列式",
    "length": "长度",
    "numbers_alone_give_no_critical_points": "不能读成公式的 Python 函数只有数值，因此它的驻点未知",
    "numbers_alone_give_derivatives_up_to": (
        "不能读成公式的 Python 函数只有数值，它的导数只算到 {order} 阶"
    ),
    "numbers_alone_need_a_point": "不能读成公式的 Python 函数只有数值，请给出点",
    "is_not_one_of": "{name} 不是 {known} 之一",
    "noun_parameters_value": "参数的值",
    "noun_entry_of": "{key} 的元素",
    "must_be_a_matrix_with_as_many_rows": (
        "{key} 必须是 {count} 行 {count} 列的矩阵，与变量的个数相同"
    ),
    "noun_angle": "角",
    "an_angle_gives_a_direction_in_the_plane": "angle 给出平面上的方向，而 f 有 {variables}",
    "option_has_no_value": "{key} 不能取值 {shown}",
    "takes_at_least": "{name} 至少需要 {count} 个自变量，这里有 {given} 个",
    "takes_at_most": "{name} 最多有 {count} 个自变量，这里有 {given} 个",
    "takes_so_many": "{name} 需要 {count} 个自变量，这里有 {given} 个",
    "takes_either": "{name} 需要 {least} 或 {most} 个自变量，这里有 {given} 个",
    "two_readings_of_a_point_beside_a_function": (
        "at 中给出了 {coordinates} 个坐标，而 {name} 是 {variables}（{names}）的函数：这有两种读法"
    ),
    "noun_point": "点",
    "noun_direction": "方向",
    "has_numbers_but_two_are_needed_for_each": (
        "{key} 有 {numbers}，而 {count} 个变量（{names}）各需要两个"
    ),
    "has_numbers_but_two_are_needed": "{key} 有 {numbers}，而 {name} 需要两个",
    "write_plus_or_cdot": "请写 + 或 \\cdot。",
    "write_with_backslash": "请写 \\{name}。",
    "not_a_number": "非数（NaN）",
    "infinite": "无穷大",
    "give_a_name_that_ends_in_ipynb": "文件名请以 .ipynb 结尾。",
    "part_and_reason": "{whole}{reason}",
    "the_division": "除法",
    "it_is": "它等于 {value}",
    "that_could_not_be_decided": "这一点不能判定",
    "is_none_of": "{subject} 不是 {bound} 中的任何一个",
    "part_needs_and_at_the_point": "{whole}要求 {needs}；在 {place} 处{outcome}",
    "is_undefined_at": "{name} 在 {place} 处没有定义：{reason}",
    "noun_factor": "因数",
    "noun_value_of": "{key} 的值",
    "the_part": "{text} ",
    "this": "这个",
    "none": "空的",
    "setting_warm_up": "在载入扩展的单元格运行之后，预先载入 SymPy 和 Matplotlib。",
    "setting_digits": "小数的有效数字位数。",
    "setting_steps": "写出多少步骤：short（只有结果）、brief（简要）或 full（完整解答）。",
    "setting_style": "记号：{names}；空着则用该语言的记号。",
    "setting_lang": "文字的语言：en 或 zh；空着则随所提的问题。",
    "setting_plot": "所画的图：{names}；空着则画通常的图。",
    "setting_theme": "图的底色：light（浅色）或 dark（深色）。",
    "setting_budget": "一次解答至多用多少秒。",
    "interrupted_there_is_no_answer": "已中断：没有得到答案",
    "interrupted_the_picture_is_missing": "已中断：图没有画出",
    "the_picture_is_in_a_file": "图：{path}",
    "the_picture_cannot_be_saved": "此处无法显示图，也无法写入图的文件。",
    "of_arrays_an_answer_with_a_path_has_one": (
        "对数组，只有带路径的答案，或至多改变两个元素的答案才有图；请用 .tex、.txt 或 .json。"
    ),
    "give_two_different_numbers": "请给出两个不同的数，较小的在前。",
    "a_column_has_no_product_with": (
        "{one} 是向量，即一列，不能与它后面形状为 {shape} 的 {behind} 相乘"
    ),
    "write_top_for_the_matrix_product": (
        "矩阵乘积请写 {one}^\\top {behind}，逐元素相乘请写 {one}\\odot {behind}。"
    ),
    "two_readings_of_dot": "{formula} 有两种读法：矩阵乘积，或逐元素相乘",
    "write_nothing_for_the_matrix_product": (
        "矩阵乘积请写 {one} {behind}，逐元素相乘请写 {one}\\odot {behind}。"
    ),
    "two_readings_without_brackets": "{name} {one} {behind}… 有两种读法",
    "write_in_brackets": "请加括号：{name}(…)。",
    # The help.
    "help": (
        "求偏导数、梯度和方向导数，写出过程并作图。\n"
        "\n"
        "    %%grad f=x*exp(2*y) at=(1,0) dir=(1,-1)\n"
        "\n"
        "`%%grad` 的输入写在同一行、下面的单元格中，或两处都写；`%grad` 的输入写在同一行，\n"
        "并给出结果：`r = %grad f=x*y at=(1,2)`。末尾加 `;` 则不显示。\n"
        "\n"
        "输入由若干选项组成，次序不限：\n"
        "\n"
        "{clauses}\n"
        "\n"
        "函数可以像 Python 那样写（x*exp(2*y)），像书上那样写（x e^(2y)、2xy、sin^2 x、\n"
        "√(x²+y²)），也可以用美元符号之间的 LaTeX。e 是自然对数的底，pi 或 π 是圆周率。\n"
        "有两种读法的输入不予接受，并给出两种写法。值若是笔记本中的一个名称，就代表它的内容；\n"
        "表达式中用 {{name}} 插入它的内容。函数有：\n"
        "\n"
        "{functions}\n"
        "\n"
        "关于向量和矩阵的损失函数用同样的方式输入，可用 @ 和 .T：\n"
        "\n"
        "    %%grad L(w)=mean((X@w-y)^2) X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0])\n"
        "\n"
        "X:(n,d) 只给出形状。可用于数组的函数有：\n"
        "\n"
        "{of_arrays}\n"
        "\n"
        "`%grad practice` 出一道练习题；在后面的单元格中用 `%grad answer=…` 核对答案，\n"
        "用 `%grad practice solution` 显示解答。可用的选项有：\n"
        "\n"
        "{of_practice}\n"
    ),
    "clause_and_meaning": "    {clause}  {meaning}",
    "meaning_of_f": (
        "函数，名称任取；f(x,y)=… 指定变量；f=a==b 是等值线（面）；f=(x*y,x+y) 是向量值函数"
    ),
    "meaning_of_a_parameter": "f 中某个名称的值，即参数；或中间变量 u=x+y",
    "meaning_of_at": "点 P；也可写 (x=1, y=0)，一般的点 (a,b)，或几个点 [(1,0),(0,1)]",
    "meaning_of_dir": "方向，长度不为零即可；也可写 3i-4j，坐标轴（x、-y），grad、-grad",
    "meaning_of_to": "从 P 指向这一点的方向",
    "meaning_of_angle": "用角表示的方向，单位是弧度，或用 °、deg 表示度",
    "meaning_of_angles": "用方向角表示的方向",
    "meaning_of_order": "直到这一阶的全部偏导数，并比较混合偏导数",
    "meaning_of_rate": "从 P 出发，使 f 的变化率恰好等于它的方向",
    "meaning_of_metric": "自然梯度 F⁻¹∇f(P) 的度量矩阵 F：对称正定矩阵",
    "meaning_of_path": (
        "优化算法从 P 出发的路径：descent（梯度下降）、momentum（动量法）、flow（x′ = −∇f）或 "
        "natural（自然梯度）"
    ),
    "meaning_of_step_size": "路径的步长",
    "meaning_of_iterations": "路径的步数",
    "implicit_derivatives_need_an_equation": "只有方程才确定其最后一个变量为其余变量的函数",
    "write_the_equation": "请写含两个或三个变量的方程，如 x^2+y^2==25。",
    "meaning_of_differential": (
        "全微分 dz = 2x·y·dx + x²·dy；linear：线性近似；implicit：隐函数的导数"
    ),
    "meaning_of_critical": "f 的全部驻点及其类型",
    "meaning_of_answer": (
        "要核对的学生答案：D_u f(P) 或 ‖∇f(P)‖、∇f(P)、切线（y=2x+1）、驻点、DNE（不存在）；对数组"
        "如 2X^T(Xw-y)；也可写名称 direction:(3,4)、dW=…"
    ),
    "meaning_of_digits": "小数的有效数字位数",
    "meaning_of_steps": (
        "写多详细：short（只有 ∇f(P) 和 D_u f(P)，适合幻灯片）、brief 或 full（完整解答）"
    ),
    "meaning_of_style": "采用哪本书的记号和次序：stewart、openstax、tongji，或 plain",
    "meaning_of_lang": "文字的语言：en 或 zh",
    "meaning_of_plot": (
        "图：contour、section、rates、surface、field、curve、progress，可选几种；all 是全部；"
        "none 是不画"
    ),
    "meaning_of_window": (
        "画哪一部分：先 x 的起止，再 y 的起止，三个变量时再加 z 的起止；一个变量时给两个数"
    ),
    "meaning_of_theme": "图的底色：light（浅色）或 dark（深色）",
    "meaning_of_as": "把结果也存到这个名称下",
    "meaning_of_topic": "练习的内容：{topics}；不写则任选",
    "meaning_of_level": "1（一个知识点，整数）、2（根式、角、两条法则）或 3（三个以上变量等）",
    "meaning_of_seed": "第几题：同一个数给出同一题；不写则出新题",
    "meaning_of_count": "出几道题",
    "meaning_of_interactive": "用滑块移动点 P、转动方向；或者没有内核也能用的网页",
    # reading/sentences/sentence
    "this_sentence_is_not_understood": "这句话没有全部读懂",
    "write_the_function_and_its_clauses": "请写出函数和各项，例如 f=x^2*y at=(1,2) dir=(3,4)。",
    # reading/sentences/elsewhere
    "solve_the_constraint": (
        "没有约束条件这一项：请由它解出一个变量，或写出曲线的参数方程（如 cos(t)、sin(t)），"
        "再代入 f。"
    ),
    "say_where_a_limit_is_looked_for": (
        "没有单独求极限这一项：在 f 没有定义的点，f=x*y/(x^2+y^2) at=(0,0) 会说明 f 在该点的极限，"
        "或者极限不存在（如果能判断的话）。"
    ),
    "ask_it_of_one_point": "请针对一点提问，例如：f(x,y)=|xy| 在点(0,0)处是否连续？",
    "no_clause_integrates": "这里不做积分，只有导数及其应用。",
    "the_jacobian_has_them": (
        "请只写向量值函数，例如 F=(x^2*y,x+y)：它的雅可比矩阵含有散度和旋度所用的全部偏导数。"
    ),
    "second_derivatives_have_them": "请写 order=2：解答中有二阶偏导数。",
    "order_2_has_the_coefficients": (
        "请写出点和 order=2，例如 f=x^2*y at=(1,2) order=2："
        "f(P)、梯度和黑塞矩阵的一半给出各项系数。"
    ),
    "is_a_function_of_itself": "{name} 成了自己的中间变量",
    "write_the_inner_functions_beside_f": (
        "请把中间变量写在外层函数之后，外层函数不写自变量，例如 z=x^2*y x=cos(t) y=sin(t) at=0。"
    ),
    "ask_for_critical_points": (
        "没有区域这一项：请用 critical=all 求区域内部的驻点；在边界上 f 是一元函数，"
        "请另写一条求它的极值。"
    ),
    "ask_for_critical_points_or_a_path": (
        "请写 critical=all 求驻点，或写出从一点出发的下降路径："
        "f=x^2+3y^2 at=(2,1) path=descent step_size=0.1 iterations=20。"
    ),
    "a_number_is_estimated_at_whole_ones": (
        "近似值用附近的整数来求，例如 sqrt(4.01*8.97)：f=sqrt(x*y) at=(4,9) to=(4.01,8.97) "
        "differential=linear。"
    ),
    "the_help_has_every_clause": (
        "请写出函数和各项，例如 f=x^2*y at=(1,2) dir=(3,4)。在笔记本中 %grad? 会列出全部。"
    ),
    "write_the_squared_distance": (
        "请把距离的平方写成函数，例如 f=(x-1)^2+(y-2)^2+(x+y)^2 critical=all。"
    ),
    "two_gradients_have_the_angle": (
        "请分别求两个梯度，夹角就是它们的夹角，例如 x^2+y^2+z^2==9 at=(2,-1,2)。"
    ),
    # reading/curves and others
    "this_point_is_not_on_the_curve": "这个点不在曲线 {name} 上",
    "give_the_parameter_of_the_point": "请写出这个点对应的参数：at=({name}=1)",
    "the_curve_passes_this_point_several_times": "曲线在 {parameters} 时都经过这个点",
    "write_one_of_the_parameters": "请写其中一个：at=({name}={value})",
    "this_is_no_direction_of_the_plane": "{word} 不是坐标轴给出的方向",
    "write_an_axis_or_a_vector": "请写坐标轴或向量：dir=y、dir=-x、dir=(1,1)。",
    "coordinates_stand_apart_by_commas": "坐标之间用逗号隔开",
    "write_the_row": "请写 ({row})。",
}
