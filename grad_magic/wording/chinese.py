"""Chinese, as in textbooks of China.

The rows are those of English. A picture has no Chinese letters, for which it would need a font
that not every computer has: what is drawn is said in signs, and the words are in its description.
"""

from __future__ import annotations

from collections.abc import Mapping

from grad_magic.wording.chinese_lines import space_out, split_chinese
from grad_magic.wording.language import Language

_SENTENCES: Mapping[str, str] = {
    # 列举。
    "list_two": "{left}和{right}",
    "list_middle": "{left}、{right}",
    "list_end": "{left}和{right}",
    "clauses_two": "{left}，{right}",
    "clauses_middle": "{left}，{right}",
    "clauses_end": "{left}，{right}",
    # 连排的文字：公式之后的标点，句与句之间。
    "comma": "，",
    "stop": "。",
    "stop_of_equation": ".",
    "between_sentences": "",
    # 公式旁和公式中的词。
    "both_conditions": "且",
    "either_condition": "或",
    "case": "当",
    "otherwise": "其他",
    "case_separator": "；",
    "piecewise": "分段函数",
    # 所求方向的变化率之后。
    "rising": "{f}沿{u}的方向增加",
    "falling": "{f}沿{u}的方向减少",
    "level": "沿{u}的方向，{f}的变化率为零",
    "tendency_open": "{f}沿{u}的方向是增加还是减少，未能判定",
    # 变化率之后：在哪些单位向量处取到。
    "in_direction": "取{u}",
    "and_direction": "或{u}",
    "in_directions": "取{u}",
    "along_gradient": "沿{gradient}的方向，{u}",
    "against_gradient": "沿相反的方向",
    "perpendicular": "取任一与{gradient}垂直的{u}",
    # 自然梯度。
    "natural_gradient": (
        "在满足{unit}的所有{step}中，沿自然梯度{vector}的方向{f}增加最快，变化率为{rate}。"
    ),
    "metric_measures": "在所给度量下，向量{step}的长度为{length}，其中",
    "natural_gradient_is": "{metric}的逆矩阵和自然梯度为",
    "natural_gradient_and_length_are": "{metric}的逆矩阵、自然梯度及其长度为",
    "natural_gradient_bound": "由与这一长度相应的柯西—施瓦茨不等式，等号沿{vector}的方向成立：",
    "no_natural_gradient": "{f}在点{point}处不可微，因而在该点没有自然梯度。",
    "natural_gradient_open": "{f}在点{point}处是否有自然梯度，未能判定。",
    # 学生的答案：先是结论，然后是理由。
    "identity_holds": "{f}满足这一等式：{row}。",
    "identity_follows": "所以",
    "identity_fails": "{f}不满足这一等式：{row}。",
    "identity_open": "未能判定{f}是否满足这一等式。",
    "check_right": "{asked}：答案正确。",
    "check_wrong": "{asked}：答案不正确。",
    "check_undecided": "{asked}：答案是否正确，不作判定。",
    "check_with_reason": "{verdict}{reason}",
    "asked_value": "{f}在点{point}处的值",
    "asked_directional_derivative": "{rate}",
    "asked_gradient": "{gradient}",
    "asked_value_of_arrays": "{f}的值",
    "asked_max_rate_of_arrays": "{f}的最大变化率",
    "asked_max_rate": "{f}在点{point}处的最大变化率",
    "asked_min_rate": "{f}在点{point}处的最小变化率",
    "asked_steepest_ascent": "{f}在点{point}处增加最快的方向",
    "asked_steepest_descent": "{f}在点{point}处减少最快的方向",
    "asked_level_tangent": "{f}的等值集在点{point}处的切超平面",
    "asked_level_tangent_2": "{f}的等值线在点{point}处的切线",
    "asked_level_tangent_3": "{f}的等值面在点{point}处的切平面",
    "asked_level_tangent_of_equation": "超曲面在点{point}处的切超平面",
    "asked_level_tangent_2_of_equation": "曲线在点{point}处的切线",
    "asked_level_tangent_3_of_equation": "曲面在点{point}处的切平面",
    "asked_tangent_plane": "{f}在点{point}处的线性近似",
    "asked_tangent_plane_1": "{f}的图形在点{point}处的切线",
    "asked_tangent_plane_2": "{f}的图形在点{point}处的切平面",
    "asked_critical_points": "{f}的驻点",
    "asked_extrema": "{f}的极值",
    "asked_critical_kind": "{point}的类型",
    "asked_differentiable": "{f}在点{point}处是否可微",
    "asked_differential": "{f}的全微分",
    "asked_differential_1": "{f}的微分",
    "asked_hessian": "{f}的二阶偏导数",
    "asked_hessian_1": "{f}的二阶导数",
    "asked_higher_partials": "{f}的偏导数",
    "asked_higher_partials_1": "{f}的高阶导数",
    "asked_rate_directions": "{f}的变化率等于给定值的方向",
    "asked_natural_gradient": "{f}的自然梯度",
    "asked_normal_line": "点{point}处的法线",
    "asked_normal_vector": "点{point}处的法向量",
    "asked_unit_direction": "该方向的单位向量",
    "asked_extreme_rates": "{f}在点{point}处的最大变化率与最小变化率",
    "asked_hessian_determinant": "{f}的黑塞矩阵的行列式",
    "asked_linear_value": "{f}的线性近似在另一点处的值",
    "asked_differential_value": "{f}的全微分的值",
    "asked_increment": "{f}的增量",
    "asked_identity": "关于导数的等式",
    "asked_implicit_derivative": "隐函数的导数",
    "asked_implicit_derivative_1": "曲线的切线斜率",
    "asked_implicit_derivative_2": "曲线的切线斜率",
    "asked_jacobian": "{f}的雅可比矩阵",
    "asked_jacobian_1": "{f}的导数",
    "asked_jacobian_determinant": "{f}的雅可比行列式",
    "asked_speed": "{f}的导数的模",
    "asked_tangent_vector": "曲线的切向量",
    "asked_unit_tangent": "曲线的单位切向量",
    "asked_tangent_line": "曲线的切线",
    "asked_normal_plane": "曲线的法平面",
    # 为何不判对错。
    "check_open": "它与正确结果是否相等，既未能证明，也未能否定。",
    "check_not_known": "这里的正确结果未能确定。",
    "check_other_point": "其中写明的点不是所问的点。",
    "check_under_condition": "仅当{array}满足某个题中未给出的条件时才正确。",
    "check_one_sided": "它是单侧极限。有的书称之为方向导数，有的书则要求两侧的极限相等。",
    "check_two_sided": (
        "两侧的极限不相等：按沿射线的单侧极限定义，它有值；按双侧极限定义，它不存在。"
    ),
    "check_end_of_domain": (
        "若单侧导数也算导数，它是正确的：{f}只在点{point}的一侧有定义。有的书这样规定，有的书则要求两"
        "侧的导数存在且相等。"
    ),
    "check_partials_only": (
        "{f}在点{point}处不可微，此时由偏导数组成的向量是否称为梯度，各书约定不同。"
    ),
    "check_few_digits": "位数太少，不能与零区别开。",
    "check_endless": "所列各点都是驻点，但驻点有无穷多个，无法一一列出。",
    "check_boundary_point": (
        "其中有的点在{f}的定义域的边界上。有的书把这样的点计入，有的书则不计入。"
    ),
    "check_without_points": "所述属实，但还须求出各驻点。",
    "check_perhaps_missing": "是否已列出全部驻点，未能判定。",
    # 错在何处；不可透露正确答案。
    "slip_not_normalised": "方向向量没有单位化：公式中的{u}必须是单位向量。",
    "slip_squared_length": "方向向量除以了模的平方，而应除以模。",
    "slip_from_target": "方向取反了：它指向点{point}，而应从点{point}出发。",
    "slip_target_as_direction": "误把另一点的坐标当作方向向量，方向应从点{point}指向该点。",
    "slip_wrong_unit_of_angle": "混淆了度与弧度。",
    "slip_opposite": "正负号相反。",
    "slip_sign": "有一处正负号出错。",
    "slip_swapped": "变量的次序颠倒了：各偏导数没有按变量的次序排列。",
    "slip_swapped_point": "代入点{point}的坐标时，变量颠倒了。",
    "slip_point_too_early": "代入过早：应先求导，再代入点的坐标，因为常数的导数为零。",
    "slip_point_missing": "没有代入点{point}的坐标。",
    "slip_point_missing_in_one_variable": "没有代入{point}。",
    "slip_formula_misused": "公式{formula}在这里不能使用：{f}在点{point}处可微吗？",
    "slip_norm_instead": "这是{gradient}的模，不是所求的量。",
    "slip_norm_instead_in_one_variable": "这是{gradient}的绝对值，不是所求的量。",
    "slip_gradient_instead": "这是{gradient}本身，不是所求的量。",
    "slip_unit_gradient_instead": "这是{gradient}单位化后的向量。",
    "slip_unit_gradient_instead_in_one_variable": "这是{gradient}的符号，不是所求的量。",
    "slip_rate_instead": "这是{rate}，不是所求的量。",
    "slip_partial_instead": "这是一个偏导数，不是所求的量。",
    "slip_value_instead": "这是{f}在点{point}处的函数值，不是变化率。",
    "slip_direction_instead": "这是所给的方向，不是所求的量。",
    "slip_norm_squared": "漏了开方：这是模的平方。",
    "slip_norm_squared_in_one_variable": "这是最大变化率的平方。",
    "slip_sum_for_norm": "误把各分量直接相加，而模是各分量平方和的算术平方根。",
    "slip_smallest_for_largest": "这是最小变化率，不是最大变化率。",
    "slip_largest_for_smallest": "这是最大变化率，不是最小变化率。",
    "slip_tangent_for_normal": "它与{gradient}垂直：这是切向量，不是法向量。",
    "slip_normal_for_tangent": "这是点{point}处的法线，不是切线。",
    "slip_value_forgotten": "漏了{f}在点{point}处的函数值。",
    "slip_value_added": "{f}在点{point}处的函数值不应出现在这个方程中。",
    "slip_point_forgotten": "漏了点{point}的坐标：变量应减去它们。",
    "slip_point_forgotten_in_one_variable": "斜率应乘以从{point}起的增量，而不是自变量本身。",
    "slip_point_sign_in_one_variable": "自变量应减去{point}处的值，而不是加上。",
    "slip_not_flat_in_one_variable": "它不是直线的方程：导数中是否已代入{point}？",
    "slip_point_sign": "点{point}的坐标应减去，而不是加上。",
    "slip_other_tangent": "这是{f}在点{point}处的一条切线（一个切平面），但不是所求的。",
    "slip_not_flat": "它不是直线或平面的方程：导数中是否已代入点{point}的坐标？",
    "slip_not_through_point": "方向正确，但不经过点{point}处的切点。",
    "slip_misses_point": "它不经过切点。",
    "slip_through_point_only": "经过切点，但方向不正确。",
    "slip_tangent_for_normal_line": "这是点{point}处的切线（或切平面），不是法线。",
    "slip_beside_point": "方向正确，但不经过所给的点。",
    "slip_other_direction": "经过所给的点，但方向不正确。",
    "slip_directions_missing": "所写的方向都正确，但还有其他方向。",
    "slip_metric_not_inverted": "梯度乘的是度量矩阵本身，而不是它的逆矩阵。",
    "slip_transposed": "行与列颠倒了：每一行对应一个分量函数。",
    "slip_unit_instead": "这里除以了模，而题目并未要求单位化。",
    "slip_without_unit": "还没有除以模，即没有单位化。",
    "slip_not_critical": "其中有的点不是驻点。",
    "slip_swapped_coordinates": "有一点的坐标次序颠倒了。",
    "slip_points_missing": "所列各点都是驻点，但还有别的驻点。",
    "slip_wrong_kind": "其中驻点的类型有误。",
    "slip_wrong_value": "其中{f}在驻点处的值有误。",
    "slip_last_digit": "末位的舍入不正确。",
    "slip_other_question": "这不是本题所求：本题求的是{asked}。",
    "slip_factor": "常数因子有误。",
    "slip_term_missing": "其中缺了一项。",
    "slip_other_variable": "这是对另一个变量的梯度。",
    "slip_chain_rule": "按链式法则，还应乘以所作用的函数的导数，这里漏了。",
    "slip_unfit": "其中各数组的形状不相容。",
    "slip_transposed_of_arrays": "行与列颠倒了：应取转置。",
    "slip_turned": "它属于{shape}，而{gradient}与{variable}同属于{wanted}：是否多取或漏取了转置？",
    "slip_shape_of_arrays": "它属于{shape}，而{gradient}与{variable}同属于{wanted}。",
    "slip_shape_of_hessian": "它属于{shape}，而{hessian}属于{wanted}。",
    "slip_symmetry": "只有当其中的矩阵对称时它才正确，而题中没有这样说。",
    "slip_formula_misused_of_arrays": "在不能使用求导法则之处使用了它：{f}在该处有梯度吗？",
    "slip_value_instead_of_rate": "这是{f}的值，不是变化率。",
    "slip_shape": "所求的是另一种形式：数、向量、方程或点。",
    "slip_exists": "所求的量是存在的。",
    # 练习题。
    "exercise": "练习 {number}",
    "exercise_along": "{u}是与{vector}同方向的单位向量。",
    "exercise_toward": "{u}是从点{point}指向点{target}的单位向量。",
    "exercise_at_angle": "{u}是{angle}的单位向量。",
    "exercise_find": "求{asked}。",
    "exercise_kinds": "判断各驻点是极小值点、极大值点还是鞍点。",
    "exercise_existence": "若所求的量不存在，请回答{nothing}。",
    "exercise_nothing": "“不存在”",
    "exercise_check": "检查答案：{answers}",
    "exercise_solution": "解答：{request}",
    "exercise_again": "再做此题：{request}",
    # 最优化算法的路径。
    "path_rule_descent": "梯度下降法的迭代公式为",
    "path_rule_momentum": "带动量的梯度下降法的迭代公式为",
    "path_rule_natural": "自然梯度下降法的迭代公式为",
    "path_rule_flow": "梯度流满足方程",
    "path_points": "由此得",
    "path_points_of_flow": "其解给出",
    "path_falls": "{when}，{f}的值由{first}减少到{last}。",
    "path_rises": "{when}，{f}的值由{first}增加到{last}。",
    "after_step": "经过一步",
    "after_steps": "经过{count}步",
    "at_time": "到{time}时",
    "about": "约{number}",
    "path_hardly_changes": "{when}，在浮点数的精度内，{f}的值与之前相同。",
    "path_keeps": "{when}，{f}的值不变。",
    "path_at_rest": "{zero}，所以路径停留在该点。",
    "path_left_domain": "在{next}处{f}没有实数值，所以路径止于{last}。",
    "path_without_gradient": "在{last}处{f}没有梯度，所以路径止于该点。",
    "path_unbounded": "各点越来越远，所以{last}之后的路径不再计算。",
    "path_meets_seam": "路径至迟在{next}处到达{f}的导数间断之处，所以{last}之后的路径不再计算。",
    "path_uncertain": "{last}之后的路径无法可靠地计算。",
    # 数组的函数。
    "array_convention": "梯度与相应变量的行数、列数相同。",
    "array_by_itself": "在这里不能直接套用公式；以下数值由{f}本身得出：",
    "array_where": "这在{conditions}时成立。",
    "array_where_nonzero": "{parts}的元素都不为0",
    "array_where_positive": "{parts}的元素都为正数",
    "array_where_single": "{parts}中的最大元素只有一个",
    "array_where_single_smallest": "{parts}中的最小元素只有一个",
    "array_one_entry": "第{index}个分量的损失{loss}的导数为",
    "array_softmax_entry": (
        "以两个分量为例：设{vector}，则{logarithm}，从而{slope}；当{label}各分量之和为1时，"
        "它等于{difference}。分量更多时同理。"
    ),
    "array_layer_is": "设{layer}。",
    "array_forward": "逐层计算：",
    "array_backward": "{f}对{layer}的梯度{delta}为",
    "array_backward_by_entries": "所以{f}对{layer}的梯度{delta}逐个分量为",
    "array_backward_layers": "从最后一层到第一层，其中{delta}为{f}对{layer}的梯度，其余类推：",
    "array_let_with": "设{function}，其中",
    "array_differential_is": "由复合函数的求导法则，得",
    "array_differential": "{f}的微分为",
    "array_differential_by_entries": "所以{f}的微分为",
    "array_read_off": "所以梯度为",
    "array_gradient_is": "梯度为",
    "array_gradient_by_symmetry": "因为{array}对称，所以梯度为",
    "array_by_chain_rule": "由复合函数的求导法则，得",
    "array_by_chain_rule_as": "因为{equation}，由复合函数的求导法则，得",
    "array_symmetric": "由于矩阵{array}对称，公式得以简化。",
    "array_symmetric_variable": "{array}虽为对称矩阵，但求导时把它的各元素视为互相独立。",
    "array_rows_sum_to_1": "由于{array}的各行元素之和都为1，公式得以简化。",
    "array_entries_sum_to_1": "由于{array}的元素之和为1，公式得以简化。",
    "array_if_rows_sum_to_1": "当{array}的各行元素之和都为1时，{formulas}。",
    "array_if_entries_sum_to_1": "当{array}的元素之和为1时，{formulas}。",
    "array_product_sign": "其中{product}表示逐元素相乘。",
    "array_product_sign_and_mean": "其中{product}表示逐元素相乘，mean表示各元素的平均值。",
    "array_point": "当{point}时：",
    "array_at_point_we_have": "当{point}时，有",
    "array_second_slope": "二阶导数，其中{product}是梯度沿{v}的导数：",
    "array_second_long": "{f}的二阶导数公式过长，故不给出。",
    "array_second_where": "二阶导数的公式在{conditions}时成立。",
    "array_second_singular": "在奇异矩阵处未求二阶导数。",
    "array_rate_by_limit": "但按极限定义，{rate}。",
    "array_rate_of_sides": (
        "沿{u}的方向，{f}在该点之前的变化率为{before}，之后的变化率为{beyond}，所以{rate}不存在。"
    ),
    "array_second_missing": "{f}在此点可能没有二阶导数，故不给出。",
    "array_no_direction": "由于{zero}，梯度不能确定方向。",
    "array_along_gradient": "所取方向为{gradient}的方向，即增加最快的方向。",
    "array_against": "所取方向与{gradient}相反，即减少最快的方向。",
    "array_path_ends": "在第{count}步{f}没有值，所以路径止于此前一步。",
    "array_path_without_gradient": "{f}在该处没有梯度，所以路径止于该点。",
    "array_doubt": "{f}的函数值的差分与这一梯度不符，因此不宜采用。",
    "array_unchecked": "这一梯度未能用该点附近{f}的值来检验。",
    "array_kink_relu": "{f}在这里没有梯度：{part}在自变量为0处不可导。",
    "array_kink_relu_entry": "{f}在这里没有梯度：{part}在自变量为0处不可导，例如元素{entry}。",
    "array_kink_abs": "{f}在这里没有梯度：{part}在自变量为0处不可导。",
    "array_kink_abs_entry": "{f}在这里没有梯度：{part}在自变量为0处不可导，例如元素{entry}。",
    "array_kink_sign": "{f}在这里没有梯度：{part}在自变量为0处不连续。",
    "array_kink_sign_entry": "{f}在这里没有梯度：{part}在自变量为0处不连续，例如元素{entry}。",
    "array_kink_where": "{f}在这里没有梯度：{part}在条件的分界处不可导。",
    "array_kink_where_entry": "{f}在这里没有梯度：{part}在条件的分界处不可导，例如元素{entry}。",
    "array_kink_largest": "{f}在这里没有梯度：{part}中的最大元素不止一个。",
    "array_kink_smallest": "{f}在这里没有梯度：{part}中的最小元素不止一个。",
    "array_kink_maximum": "{f}在这里没有梯度：{part}在二者相等处不可导。",
    "array_kink_maximum_entry": "{f}在这里没有梯度：{part}在二者相等处不可导，例如元素{entry}。",
    "array_kink_minimum": "{f}在这里没有梯度：{part}在二者相等处不可导。",
    "array_kink_minimum_entry": "{f}在这里没有梯度：{part}在二者相等处不可导，例如元素{entry}。",
    "array_kink_clip": "{f}在这里没有梯度：{part}在上下界处不可导。",
    "array_kink_clip_entry": "{f}在这里没有梯度：{part}在上下界处不可导，例如元素{entry}。",
    "array_kink_norm": "{f}在这里没有梯度：{part}在其值为0处不可导。",
    "array_kink_root": "{f}在这里没有梯度：{part}在其值为0处不可导。",
    "array_kink_root_entry": "{f}在这里没有梯度：{part}在其值为0处不可导，如元素{entry}。",
    "array_kink_boundary": "{f}在这里没有梯度：{part}在该点的一侧没有值。",
    "array_custom_relu": "各计算框架约定该处的导数取0，所得的并不是梯度：",
    "array_custom_abs": "各计算框架约定该处的导数取0，所得的并不是梯度：",
    "array_custom_largest": "各计算框架约定将1分摊到各最大元素，所得的并不是梯度：",
    "array_custom_smallest": "各计算框架约定将1分摊到各最小元素，所得的并不是梯度：",
    "array_custom_maximum": "PyTorch和JAX约定二者各取一半导数，所得的并不是梯度：",
    "array_custom_minimum": "PyTorch和JAX约定二者各取一半导数，所得的并不是梯度：",
    "array_custom_norm": "各计算框架约定该处的导数取0，所得的并不是梯度：",
    "array_regular": (
        "以上在{conditions}处成立。凡{f}有梯度之处，{formulas}，其中cof为代数余子式矩阵。"
    ),
    "array_singular": "cof为代数余子式矩阵。在{conditions}处，{formulas}。",
    # 完整的解答：每一行怎样由上一行得出。
    "for_data_at": "对{data}，在点{place}处：",
    "at_another_point": "在点{place}处：",
    "at_another_point_in_one_variable": "在{place}处：",
    # 题目已写在上面。
    "let_rows": "设",
    "let_function_alone": "设{function}。",
    "let_function": "设{function}，则",
    # 偏导数与梯度。
    "partials_are": "求{f}的偏导数，得",
    "partials_at_point_are": "先求{f}的偏导数，再代入点{point}，得",
    "partials_by_rules_are": "由{rules}，{f}的偏导数为",
    "partials_by_rules_are_in_one_variable": "由{rules}，{f}的导数为",
    "partials_are_in_one_variable": "{f}的导数为",
    "so_gradient_is": "所以",
    "components_of_gradient": "这就是{gradient}的各分量。",
    "as_partials_are": "因为",
    "as_partials_are_in_one_variable": "因为",
    "gradient_is": "{f}的梯度为",
    "gradient_at_point_is": "先求{f}的梯度，再代入点{point}，得",
    "along_this_direction": "沿此方向，有",
    "so_by_definition_of_rate": "故由方向导数的定义，有",
    "by_definition_of_rate": "由方向导数的定义，有",
    "gradient_and_value_are": "求{f}的梯度，并代入点{point}，得",
    "first_gradient_is": "先求{f}的梯度及其在点{point}处的值：",
    "then_gradient_is": "再求{f}的梯度，在点{point}处得",
    "at_point_we_have": "在点{point}处，有",
    "at_point_so": "在点{point}处，{value}，所以",
    "by_definition": "由偏导数的定义，有",
    "derivative_is": "{f}的导数为",
    "derivative_at_point_is": "{f}的导数及其在{point}处的值为",
    "speed_is": "所以速率为",
    "curve_passes_through": "曲线上的点{place}对应于{point}。",
    "determinant_is": "其行列式为",
    "jacobian_is": "{f}的雅可比矩阵为",
    "jacobian_at_point_is": "{f}的雅可比矩阵及其在点{point}处的值为",
    "linearization_is": "{f}在点{point}处的线性近似为",
    "vector_to_target_is": "从点{point}到点{target}的向量为",
    "length_to_target_so_unit_is": (
        "从点{point}到点{target}的向量为{vector}，其模{length}，所以与它同向的单位向量为"
    ),
    "length_so_unit_is": "向量{vector}的模{length}，故与其同方向的单位向量为",
    "length_of_named_so_unit_is": "因为{length}，所以与{vector}同方向的单位向量为",
    "unit_in_direction_is": "与所给方向同向的单位向量为",
    "unit_along_gradient_is": "与{gradient}同向的单位向量为",
    "unit_against_gradient_is": "与{gradient}反向的单位向量为",
    "unit_at_angle_is": "从{axis}轴正向到它的转角为{angle}的单位向量为",
    "case_by_case": "在每一分段的区域内分别求偏导数：",
    "slopes_agree_at_border": "在区域的分界处两侧的导数相等，因此公式在分界处也成立。",
    "case_by_case_in_one_variable": "在每一分段的区间内分别求导：",
    "since_bounded": "因为{bound}",
    "in_region": "因为在点{point}处{where}",
    "maximum_by_regions": "在某一项为最大的区域内，最大值就等于这一项。",
    "minimum_by_regions": "在某一项为最小的区域内，最小值就等于这一项。",
    "known_derivative_of": "设{premise}，则{derivative}。",
    "known_derivative": "设{premise}，则{derivative}。",
    "quotient_by_sides": "{below}（{negative}），{above}（{positive}），它",
    "component_by_component": "对各分量分别求偏导数：",
    "component_by_component_by_rules": "由{rules}，对各分量分别求偏导数：",
    "component_by_component_by_rules_in_one_variable": "由{rules}，对各分量分别求导：",
    "component_by_component_in_one_variable": "对各分量分别求导：",
    "with_abbreviation": "其中{definition}",
    "by_rules": "（{rules}）",
    "rule_product": "乘积的求导法则",
    "rule_quotient": "商的求导法则",
    "rule_power": "幂函数求导公式",
    "rule_chain": "复合函数求导法则",
    "rule_variable_exponent": "对数求导法",
    "by_symmetry": "因为{f}关于{both}对称",
    # 变化率。
    "formula_applies_in_direction": (
        "因此，沿任一方向{direction}（其单位向量为{u}），有{formula}。"
    ),
    "formula_applies": "因此，对任一单位向量{u}，有{formula}。",
    "extremes_as_before": ("同上，方向导数沿{gradient}的方向最大，沿相反的方向最小。其最大值为"),
    "angle_with_gradient": "设{angle}为{gradient}与单位向量{u}的夹角，则",
    "extremes_by_angle": (
        "其中{angle}为{u}与{gradient}的夹角。当{least}即与梯度同向时方向导数最大，当{straight}时最小，"
        "所以方向导数的最大值为"
    ),
    "rate_by_angle": "对任一单位向量{u}，有",
    "largest_by_angle": (
        "其中{angle}为{u}与{gradient}的夹角。当{least}时方向导数最大，所以{f}在点{point}处的方向导数的"
        "最大值为"
    ),
    "smallest_by_angle": (
        "其中{angle}为{u}与{gradient}的夹角。当{straight}时方向导数最小，所以{f}在点{point}处的方向导数的"
        "最小值为"
    ),
    "largest_and_smallest_by_angle": (
        "其中{angle}为{u}与{gradient}的夹角。当{least}时方向导数最大，当{straight}时最小，所以{f}在点"
        "{point}处的方向导数的最大值为"
    ),
    "largest_rate_is": "{f}在点{point}处的方向导数的最大值等于梯度的模，即",
    "largest_reached": "此时{u}，与{gradient}同向。",
    "largest_reached_along": "它沿梯度{gradient}的方向取得。",
    "largest_reached_along_multiple": "它沿{gradient}即{multiple}的方向取得。",
    "largest_and_smallest_reached": (
        "此时{u}，与{gradient}同向；最小值为{smallest}，此时{opposite}，与{gradient}反向。"
    ),
    # {question} is (a).
    "question_and_answer": "{question} {answer}",
    "question_alone": "{question}",
    "rate_in_unit": "所以所求变化率为{rate}。",
    "largest_rate_in_unit": "所以最大变化率为{rate}。",
    "smallest_rate_in_unit": "所以最小变化率为{rate}。",
    "smallest_rate_is": "{f}在点{point}处的方向导数的最小值为",
    "smallest_reached": "此时{u}，与{gradient}反向。",
    "extremes_reached_along": "沿{gradient}的方向取得；最小值为{smallest}，沿与之相反的方向取得。",
    "largest_and_smallest_reached_along": (
        "沿{gradient}的方向取得；最小值为{smallest}，沿与之相反的方向取得。所以{f}增加最快的方向为"
    ),
    "smallest_reached_against": "减少最快的方向为{u}。",
    "smallest_reached_along": "它沿{opposite}的方向取得。",
    "extremes_reached": "此时{u}；最小值为{smallest}，此时{opposite}。",
    "angle_of_direction": "{gradient}与{u}的夹角满足{cosine}，所以{angle}。",
    # 二阶导数。
    "differentiate_again": "再求偏导数，得",
    "differentiate_again_by_rules": "再由{rules}对各变量求偏导数，得",
    "differentiate_again_by_rules_in_one_variable": "再由{rules}求导，得",
    "differentiate_again_in_one_variable": "再求导，得",
    "differentiate_again_implicit": "再求导，注意{function}，得",
    "shorter_as": "由于{equation}，所以",
    "second_partials_are": "二阶偏导数为",
    "hence_differential": "所以",
    "smooth_so_differential": "且它们处处连续，所以{f}可微，从而",
    "smooth_so_differential_at": "这些偏导数处处连续，故{f}可微，且",
    "continuous_partials_so_differential_at": "因为偏导数在点{point}处连续，{f}在该点可微，所以",
    "mixed_partials_equal": "其中混合偏导数连续，因而相等。",
    "mixed_partials_continuous": "因为二阶混合偏导数连续，所以它们与求导的次序无关。",
    "second_rate": "{f}沿过点{point}且与{u}平行的直线的二阶导数：",
    "rate_for": "当{u}时{rate}",
    "second_rates_differ": (
        "{up}，而{down}。所以在点{point}处，{f}沿一条直线取得极小值，沿另一条直线取得极大值。"
    ),
    "critical_system_of_partials": "令{zero}。",
    "critical_system": "令{zero}，得{equations}。",
    "critical_system_in_braces": "解方程组",
    "critical_system_with_roots": "令{equations}，解得{roots}。",
    "region_without": "当{where}时，{f}，{partial}恒不为0。",
    "region_with": "当{where}时，{f}，{zero}即{equations}。",
    "region_points": "其中只有{points}在这一区域内。",
    "region_all": "点{points}在这一区域内。",
    "region_all_of_several": "点{points}都在这一区域内。",
    "region_not": "点{points}不在这一区域内。",
    "region_no_points": "它们都不在这一区域内。",
    "let_nonzero": "设{conditions}。",
    "system_for_value": "当{value}时，方程组化为{equations}，从而得{points}。",
    "never_zero": "因子{factor}恒不为0。",
    "within_one_period": "各偏导数以{period}为周期，故设{bounds}。",
    "first_equation": "由第一个方程得{solved}。",
    "second_equation": "由第二个方程得{solved}。",
    "first_equation_never": "第一个方程无实数解。",
    "second_equation_never": "第二个方程无实数解。",
    "first_equation_in_factors": "由第一个方程{factored}得{solved}。",
    "second_equation_in_factors": "由第二个方程{factored}得{solved}。",
    "first_equation_apart": "由第一个方程{reduced}得{roots}，从而得{points}。",
    "second_equation_apart": "由第二个方程{reduced}得{roots}，从而得{points}。",
    "substituted_second": (
        "由第一个方程得{solved}，代入第二个方程，得{reduced}，解得{roots}，{close}"
    ),
    "system_solved_at_once": "解得{solved}，从而得{points}。",
    "system_closes": "所以驻点为{points}。",
    "system_closes_once": "所以驻点只有{points}。",
    "substituted_first": (
        "由第二个方程得{solved}，代入第一个方程，得{reduced}，解得{roots}，{close}"
    ),
    "substituted_second_becomes": "由第一个方程得{solved}，代入第二个方程，得",
    "substituted_first_becomes": "由第二个方程得{solved}，代入第一个方程，得",
    "substitution_into_second": "由第一个方程得",
    "substitution_into_first": "由第二个方程得",
    "substitution_second_becomes": "代入第二个方程，得",
    "substitution_first_becomes": "代入第一个方程，得",
    "substitution_closes": "解得{roots}，{close}",
    "roots_nonzero": "{roots}（{nonzero}）",
    "equations_added": "两式相加，得",
    "equations_subtracted": "两式相减，得",
    "multiples_of_equations_added": "第一个方程乘以{first}，第二个方程乘以{second}，再相加，得",
    "multiples_of_equations_subtracted": (
        "第一个方程乘以{first}，第二个方程乘以{second}，再相减，得"
    ),
    "combination_closes": "所以{solved}。",
    "combination_closes_since": "因为{because}，所以{solved}。",
    "zero_at_origin": "{factor}仅当{origin}时为0",
    "positive_everywhere": "{factor}恒不为0",
    "ordinal_first": "一",
    "ordinal_second": "二",
    "ordinal_third": "三",
    "ordinal_fourth": "四",
    "linear_equation": "由第{ordinal}个方程得{solved}。",
    "linear_equation_becomes": "代入第{ordinal}个方程，得{reduced}，解得{solved}。",
    "factors_nonzero": "当{nonzero}时，方程组即{equations}。",
    "gives_points": "从而得{points}。",
    "as_critical_points_one": "驻点{points}",
    "as_critical_points_several": "驻点{points}",
    "as_plain_points_one": "点{points}",
    "as_plain_points_several": "点{points}",
    "factor_zero": "当{case}时，只余方程{equation}，解得{solved}，从而得到所有的点{points}。",
    "factor_zero_holds": "当{case}时，各方程恒成立，从而得到所有的点{points}。",
    "system_solution": "解得唯一的驻点{points}。",
    "system_solution_in_period": "偏导数以{period}为周期，在一个周期内解得唯一的驻点{points}。",
    "system_solutions_in_period": "偏导数以{period}为周期，在一个周期内解得驻点{points}。",
    "system_solutions": "解得驻点{points}。",
    "substituted_solutions": "所以驻点为{points}。",
    "linear_solution": "所以驻点只有{point}。",
    # {case} 由一个方程得出，代入另一个方程。
    "other_equation": (
        "当{case}时，代入第{ordinal}个方程，得{reduced}，解得{roots}，从而得{points}。"
    ),
    "case_with": "{case}且{nonzero}",
    "points_of_domain": "{points}（其中{f}有定义）",
    "other_equation_holds": "当{case}时，第{ordinal}个方程恒成立，从而得到所有的点{points}。",
    "other_equation_at_once": "当{case}时，代入第{ordinal}个方程，得{reduced}，从而得{points}。",
    "other_equation_inside": (
        "当{case}时，代入第{ordinal}个方程，得{reduced}，解得{roots}。当{excluded}时{f}没有梯度，从而得到"
        "{points}。"
    ),
    "other_equation_outside": (
        "当{case}时，代入第{ordinal}个方程，得{reduced}，解得{roots}，而在该处{f}没有梯度。"
    ),
    "other_equation_never": "当{case}时，代入第{ordinal}个方程，得{reduced}，此方程无实数解。",
    # 驻点类型的判别。
    "test_does_not_decide": "由于{zero}，用此法不能判定。",
    "test_does_not_decide_at_value": ("在点{place}处，{value}，{zero}，用此法不能判定。"),
    "test_does_not_decide_at": "在点{place}处，{zero}，用此法不能判定。",
    "test_at": "在{place}处：{values}。",
    "minimum_tested": (
        "在点{place}处，{discriminant}，且{second}，所以{f}在该点取得极小值{value}。"
    ),
    "maximum_tested": (
        "在点{place}处，{discriminant}，且{second}，所以{f}在该点取得极大值{value}。"
    ),
    "two_minima_tested": (
        "在点{places}处，{discriminant}，且{second}，所以{f}在这两点处都取得极小值"
    ),
    "minima_tested": ("在点{places}处，{discriminant}，且{second}，所以{f}在这些点处都取得极小值"),
    "two_maxima_tested": (
        "在点{places}处，{discriminant}，且{second}，所以{f}在这两点处都取得极大值"
    ),
    "maxima_tested": ("在点{places}处，{discriminant}，且{second}，所以{f}在这些点处都取得极大值"),
    "saddle_tested": "在点{place}处，{discriminant}，所以{value}不是极值，该点为鞍点。",
    "two_saddles_tested": (
        "在点{places}处，{discriminant}，所以{values}都不是极值，这两点都是鞍点。"
    ),
    "saddles_tested": ("在点{places}处，{discriminant}，所以{values}都不是极值，这些点都是鞍点。"),
    "minimum_tested_by_values": (
        "因为{discriminant}，且{second}，所以{f}在该点取得极小值{value}。"
    ),
    "maximum_tested_by_values": (
        "因为{discriminant}，且{second}，所以{f}在该点取得极大值{value}。"
    ),
    "saddle_tested_by_values": ("因为{discriminant}，所以{value}不是极值，点{place}为鞍点。"),
    "saddle_tested_by_diagonal": (
        "其主对角线上的元素有正有负（{shown}），所以{value}不是极值，点{place}为鞍点。"
    ),
    "saddle_tested_by_pair": (
        "{shown}，故其特征值有正有负，所以{value}不是极值，点{place}为鞍点。"
    ),
    "minimum_tested_by_one": "因为{second}，所以{f}在点{place}处取得极小值{value}。",
    "has_no_maximum": "没有极大值。",
    "has_no_minimum": "没有极小值。",
    "has_no_extremum": "所以没有极值。",
    "second_derivative_test": "为应用二阶偏导数判别法，计算{discriminant}。",
    "second_derivative_test_needs": "为应用二阶偏导数判别法，计算得",
    "maximum_tested_by_one": "因为{second}，所以{f}在点{place}处取得极大值{value}。",
    "minimum_tested_by_eigenvalues": ("其特征值{shown}全为正，所以{f}在该点取得极小值{value}。"),
    "maximum_tested_by_eigenvalues": ("其特征值{shown}全为负，所以{f}在该点取得极大值{value}。"),
    "saddle_tested_by_eigenvalues": (
        "其特征值{shown}有正有负，所以{value}不是极值，点{place}为鞍点。"
    ),
    "minimum_tested_by_minors": ("其各阶顺序主子式{shown}全为正，所以{f}在该点取得极小值{value}。"),
    "maximum_tested_by_minors": (
        "其各阶顺序主子式{shown}负正相间，所以{f}在该点取得极大值{value}。"
    ),
    # 切线与切平面。
    "perpendicular_to_level_curve": (
        "{gradient}是等值线{level}在点{point}处的一个法向量，故切线方程为"
    ),
    "perpendicular_to_level_surface": (
        "{gradient}是等值面{level}在点{point}处的一个法向量，故切平面方程为"
    ),
    "perpendicular_to_level_set": (
        "{gradient}是等值超曲面{level}在点{point}处的一个法向量，故切超平面方程为"
    ),
    "perpendicular_to_level_curve_of_equation": (
        "因为{check}，且{nonzero}，所以该梯度是等值线{level}在点{point}处的一个法向量，切线方程为"
    ),
    "perpendicular_to_level_surface_of_equation": (
        "因为{check}，且{nonzero}，所以该梯度是等值面{level}在点{point}处的一个法向量，切平面方程为"
    ),
    "perpendicular_to_level_set_of_equation": (
        "因为{check}，且{nonzero}，所以该梯度是等值超曲面{level}在点{point}处的一个法向量，"
        "切超平面方程为"
    ),
    "normal_to_level": "{gradient}是{level}在点{point}处的一个法向量。",
    "normal_to_level_of_equation": (
        "因为{check}，且{nonzero}，所以该梯度是{level}在点{point}处的一个法向量。"
    ),
    "perpendicular_to_level_curve_as_before": (
        "同上，{gradient}与等值线{level}在点{point}处垂直，切线方程为"
    ),
    "perpendicular_to_level_surface_as_before": (
        "同上，{gradient}与等值面{level}在点{point}处垂直，切平面方程为"
    ),
    "perpendicular_to_level_set_as_before": (
        "同上，{gradient}与等值超曲面{level}在点{point}处垂直，切超平面方程为"
    ),
    "that_is": "即{equation}",
    "or_in_other_form": "即",
    "slope_of_tangent_is": "根据导数的几何意义，曲线在点{point}处的切线的斜率为",
    "so_tangent_line_is": "故切线方程为",
    "continuous_so_surface_tangent_plane_is": (
        "因为偏导数在该点处连续，所以曲面在点{point}处的切平面方程为"
    ),
    "normal_line_of_slope": "法线的斜率为{slope}，故法线方程为",
    "surface_tangent_plane_is": "故曲面在点{point}处的切平面方程为",
    "surface_normal_line_is": "因为该平面的一个法向量为{normal}，所以法线方程为",
    "tangent_plane_is": "函数的图形在点{point}处的切平面及全微分为",
    "tangent_plane_alone_is": "函数的图形在点{point}处的切平面方程为",
    # 由方程 F(x, y) = 0 确定的隐函数；{slope} 为 F_y ≠ 0 或 F_y(0, 1) = e ≠ 0。
    "equation_determines": ("当{where}时，应用隐函数的求导公式，得"),
    "implicit_formula": "应用隐函数的求导公式，得",
    "equation_determines_at": (
        "因为{f}在点{point}的某一邻域内具有连续的偏导数，{zero}，且{slope}，由隐函数存在定理，方程"
        "{equation}在该点的某一邻域内唯一确定一个连续可微的函数{function}。"
        "应用隐函数的求导公式，得"
    ),
    "smooth_and": "{f}的偏导数连续且{slope}",
    "tangent_to_graph_is": "函数的图形在点{point}处的切线方程为",
    # 切线与法线。
    "tangent_to_level_curve": "等值线{level}在点{point}处的切线：{equation}",
    "tangent_to_level_surface": "等值面{level}在点{point}处的切平面：{equation}",
    "tangent_to_level_set": "等值超曲面{level}在点{point}处的切超平面：{equation}",
    "normal_to_level_curve": "{gradient}是曲线{level}在点{point}处的一个法向量。",
    "normal_to_level_surface": "{gradient}是曲面{level}在点{point}处的一个法向量。",
    "normal_to_level_set": "{gradient}是超曲面{level}在点{point}处的一个法向量。",
    "tangent_to_level_curve_of_equation": "在点{point}处的切线：{equation}",
    "tangent_to_level_surface_of_equation": "在点{point}处的切平面：{equation}",
    "tangent_to_level_set_of_equation": "在点{point}处的切超平面：{equation}",
    "tangent_plane_to_graph": "函数的图形在点{point}处的切平面：{equation}",
    "tangent_to_curve": "曲线在对应于{point}的点处的切线：{equation}",
    "curve_at_point": "设{function}，点{place}对应于{point}。",
    "tangent_to_curve_there_is": "故所求切线方程为",
    "tangent_so_is": "故曲线在对应于{point}的点处的切线方程为",
    "normal_plane_to_curve_is": "法平面方程为",
    "tangent_to_curve_if": "当{nonzero}时，曲线在对应于{point}的点处的切线：{equation}",
    "normal_plane_to_curve": "曲线在对应于{point}的点处的法平面：{equation}",
    "tangent_to_graph": "函数的图形在点{point}处的切线：{equation}",
    "vertical_tangent": "{zero}，所以点{point}处的切线是竖直的，没有斜率。",
    "no_differentiable_implicit_function": ("{zero}，方程在点{point}处不确定可微函数{function}。"),
    "implicit_quotient_of_zeros": "{zero}，所以公式在点{point}处成为 0/0。",
    "implicit_formula_of_zeros": "在{f}的点处也有{zeros}，所以{formula}成为 0/0。",
    "implicit_formula_without_slope": (
        "在{f}的点处，{below}等于 0 或不连续，所以不能用公式{formula}。"
    ),
    "no_tangent_to_level_curve": "{zero}，所以不能由梯度得出曲线{level}在点{point}处的切线。",
    "no_tangent_to_level_surface": "{zero}，所以不能由梯度得出曲面{level}在点{point}处的切平面。",
    "no_tangent_to_level_set": "{zero}，所以不能由梯度得出超曲面{level}在点{point}处的切超平面。",
    "normal_line_is": "法线方程为",
    "normal_line_along": "在点{point}处的法线（取方向向量{normal}）：{equation}",
    "normal_line_along_is": "取法向量{normal}，法线方程为",
    "normal_line": "在点{point}处的法线：{equation}",
    # 由角或方向角给出的方向。
    "at_angle": "转角为{angles}",
    "at_angles": "方向角为{angles}",
    "in_radians": "{angle}弧度",
    # 具有所给变化率的方向。
    "rate_unknown": "设{u}，由题设及{vector}为单位向量，得方程组：",
    "rate_unknown_in_braces": "设{u}，由题设及{vector}为单位向量，得方程组",
    "rate_system": "由第一个方程得{solved}，代入第二个方程，得{remaining}，解得{roots}。",
    "rate_system_never": "由第一个方程得{solved}，代入第二个方程，得{remaining}，此方程无实根。",
    "rate_needs_cosine": "所以要使{rate}，必须",
    "rate_none": "{comparison}，所以没有单位向量{u}使{rate}。",
    "rate_none_in_one_variable": "只有1和-1两个方向，沿这两个方向都不能使{rate}。",
    "rate_all": "{gradient}为零向量，所以对任一单位向量{u}，都有{rate}。",
    "rate_cone": "{rate}当且仅当单位向量{u}与{gradient}的夹角为{angle}弧度。",
    "rate_open": "哪些单位向量{u}使{rate}，未能判定。",
    "rate_along_rays": (
        "由于在点{point}处不能使用{gradient}，使{rate}的单位向量{u}只能由这一极限确定。"
    ),
    "rate_along_rays_alone": (
        "由于在点{point}处不能使用{gradient}，若以{t}定义方向导数，使{rate}的单位向量{u}只能由这一极限"
        "确定。"
    ),
    "rate_without_gradient": "由于在点{point}处不能使用{gradient}，这里不求使{rate}的单位向量{u}。",
    # 二阶及高阶导数。
    "mixed_partials_agree": "混合偏导数与求导的次序无关。",
    "mixed_partials_differ": "在点{point}处，混合偏导数与求导的次序有关，所以它们在该点不都连续。",
    "higher_mixed_partials_differ": (
        "在点{point}处，三阶混合偏导数与求导的次序有关，所以它们在该点不都连续。"
    ),
    "long_partials": "表达式太长，这里不写出：{partials}。",
    "mixed_partials_open": "在点{point}处，混合偏导数是否与求导的次序有关，未能判定。",
    "higher_mixed_partials_open": (
        "在点{point}处，三阶及更高阶的混合偏导数是否与求导的次序有关，未能判定。"
    ),
    "higher_at_boundary": "点{point}在{f}的定义域的边界上，所以不求该点处的高阶导数。",
    "second_partial_missing": "因为{partial}不存在，所以{derivative}不存在。",
    "second_partial_at_end": "因为{partial}仅单侧存在，所以{derivative}不存在。",
    "bends_between": (
        "{f}沿单位向量{u}的二阶导数{second}在{hessian}的特征向量方向上取得最小值和最大值，其值为相应的"
        "特征值。"
    ),
    "eigenvalues_solve": "其特征值满足{equation}。",
    "eigenvector": "特征向量{vector}",
    "bends_up": "沿{u}图形向上弯曲",
    "bends_down": "沿{u}图形向下弯曲",
    "does_not_bend": "沿{u}，图形的二阶弯曲为零",
    # 由定义求导数。
    "derivative_missing": "{derivative}不存在：差商{quotient}{sides}。",
    "one_sided_limits_are": "对于{derivative}，有",
    "one_sided_limits_differ": "左、右极限不相等，所以{derivative}不存在。",
    "derivative_missing_likewise": "同理，{quotient}，所以{derivative}不存在。",
    "derivative_undefined": "{derivative}不存在：差商{quotient}{sides}。",
    "derivative_one_sided": "{derivative}仅单侧存在：差商{quotient}{sides}。",
    "derivative_conditional": "{derivative}仅当{condition}时存在：差商{quotient}{sides}。",
    "derivative_open": "{derivative}是否存在，未能判定：差商{quotient}{sides}。",
    "limit_finite": "当{t}时趋于{value}",
    "limit_infinite": "当{t}时趋于{value}",
    "limit_none": "当{t}时极限不存在",
    "limit_undefined": "当{t}时没有定义",
    "limit_open": "当{t}时的极限未能求出",
    "limits_of_two_sides": "{below}，{above}",
    "different_limits": "当{from_below}时趋于{below}，当{from_above}时趋于{above}",
    "two_schools": "若以{ray}定义{rate}，则其值为{value}；若以{line}定义，则它不存在。",
    "school_of_lines": ("若按{line}的双侧极限定义{rate}，则它不存在，因为差商{quotient}{below}。"),
    "along_every_ray": "对任一单位向量{u}，有{rate}。",
    "for_every_unit_vector": "对任一单位向量{u}，有",
    "along_rays_inside": "对任一使{f}沿它有定义的单位向量{u}，有{rate}。",
    "known_limit": "已知{limit}。",
    "no_tangent_plane": "因此{f}的图形在点{point}处没有切平面。",
    "no_tangent_plane_in_one_variable": "因此{f}的图形在{point}处没有切线。",
    "no_sloping_tangent_plane": "因此{f}的图形在点{point}处至多有竖直的切平面。",
    "no_sloping_tangent_plane_in_one_variable": "因此{f}的图形在{point}处至多有竖直的切线。",
    "one_sided_tangent_plane": "因此{f}的图形在点{point}处至多有单侧的切平面。",
    "one_sided_tangent_plane_in_one_variable": "因此{f}的图形在{point}处至多有单侧的切线。",
    "vertical_tangent_to_graph": "因此{f}的图形在{point}处的切线是竖直的。",
    "no_total_differential": "因此{f}在点{point}处的全微分不存在。",
    "no_linear_approximation": "因此{f}在点{point}处没有线性近似。",
    "formula_fails": (
        "假如{f}在点{point}处可微，则应有{formula}，与上面的结果矛盾，所以{f}在点{point}处不可微。"
    ),
    "formula_wrong": "若用{product}，将得到{value}，这是错误的。",
    "formula_wrong_by": "若用{product}，将得到{value}，与正确值相差{difference}。",
    # 参数的条件。
    "conditions": "以上结果在{conditions}的条件下成立。",
    "gradient_conditions_of_curve": "仅当{nonzero}，即{conditions}时，才有上述切线和法线。",
    "gradient_conditions_of_surface": "仅当{nonzero}，即{conditions}时，才有上述切平面和法线。",
    "gradient_condition_alone": "仅当{nonzero}时，才有变化最快的方向和切线。",
    "gradient_conditions": "仅当{nonzero}，即{conditions}时，才有变化最快的方向和切线。",
    # 驻点 P。
    "constant_nearby": (
        "{f}在点{point}附近为常数，所以点{point}既是广义极小值点，又是广义极大值点，按定义不是极值点。"
    ),
    "constant": "{f}为常数，所以沿任何方向的变化率都为零。",
    "critical": "点{point}为驻点：沿任何方向都有{rate}。",
    "general_rate_is": "在偏导数连续处，{f}的方向导数为",
    "not_critical": "因为{slope}，所以点{point}不是{f}的驻点。",
    "so_critical": "所以点{point}是{f}的驻点。",
    "minimum_value_is": "极小值为{value}。",
    "maximum_value_is": "极大值为{value}。",
    "critical_in_one_variable": "点{point}为驻点：{slope}。",
    # 全部驻点。
    "critical_points": "{f}的驻点（使{zero}的点）：",
    "more_critical_points": "可能还有其他使{zero}的点。",
    "critical_points_repeat": (
        "这些点以{f}的周期{period}重复出现；只列出坐标在({low}, {high}]内的点。"
    ),
    "critical_points_repeat_in": (
        "这些点以{f}关于{repeating}的周期{period}重复出现；只列出在({low}, {high}]内的点。"
    ),
    "critical_places_repeat": (
        "这些点以导数的周期{period}重复出现，类型不变，但{f}的值未必相同；只列出坐标在({low}, "
        "{high}]内的点。"
    ),
    "critical_places_repeat_in": (
        "这些点以导数关于{repeating}的周期{period}重复出现，类型不变，但{f}的值未必相同；"
        "只列出在({low}, {high}]内的点。"
    ),
    "critical_points_open": "没有求得使{zero}的点，但可能存在这样的点。{f}不可微的点未作考察。",
    "critical_points_missed": "没有求得使{zero}的点，但可能存在这样的点。",
    "no_critical_point": "没有使{zero}的点。",
    "no_critical_point_because": "因为{nonzero}，所以没有使{zero}的点，即没有驻点。",
    "no_critical_point_found": "没有求得使{zero}的点。",
    # 驻点的类型。
    "kind_minimum": "广义极小值点（等号是否只在该点成立，未能判定）",
    "kind_strict_minimum": "极小值点",
    "kind_weak_minimum": "广义极小值点",
    "kind_maximum": "广义极大值点（等号是否只在该点成立，未能判定）",
    "kind_strict_maximum": "极大值点",
    "kind_weak_maximum": "广义极大值点",
    "kind_weak_minimum_with_note": "广义极小值点（按定义不是极值点）",
    "kind_weak_maximum_with_note": "广义极大值点（按定义不是极值点）",
    "kind_both": "既是广义极小值点，又是广义极大值点",
    "kind_saddle": "鞍点",
    "kind_saddle_in_one_variable": "非极值点",
    "kind_undecided": "类型未定",
    "no_extremum": "非极值点",
    # 函数值之后的类型与理由。
    "value_kind_minimum": "为广义极小值（等号是否只在该点成立，未能判定）",
    "value_kind_strict_minimum": "为极小值",
    "value_kind_weak_minimum_with_note": "为广义极小值（按定义不是极值）",
    "value_kind_maximum": "为广义极大值（等号是否只在该点成立，未能判定）",
    "value_kind_strict_maximum": "为极大值",
    "value_kind_weak_maximum_with_note": "为广义极大值（按定义不是极值）",
    "value_kind_saddle": "不是极值（鞍点）",
    "value_kind_saddle_in_one_variable": "不是极值",
    "value_kind_both": "既是广义极小值，又是广义极大值",
    "value_kind_undecided": "是否为极值，未能判定",
    "value_no_extremum": "不是极值",
    "definite_minimum_in_brief": "为极小值（黑塞矩阵的特征值全为正）",
    "definite_maximum_in_brief": "为极大值（黑塞矩阵的特征值全为负）",
    "definite_minimum_in_brief_in_one_variable": "为极小值（{second}）",
    "definite_maximum_in_brief_in_one_variable": "为极大值（{second}）",
    "definite_minimum_in_brief_by_discriminant": "为极小值（{discriminant}，{second}）",
    "definite_maximum_in_brief_by_discriminant": "为极大值（{discriminant}，{second}）",
    "indefinite_hessian_in_brief_by_discriminant": "不是极值（鞍点，{discriminant}）",
    "indefinite_hessian_in_brief": "不是极值（鞍点，黑塞矩阵的特征值有正有负）",
    # 驻点为何属于这一类型，或为何未能判定。
    "definite_minimum": "黑塞矩阵的特征值全为正，所以{f}在点{point}处取得极小值。",
    "definite_minimum_by_discriminant": (
        "因为{discriminant}，且{second}，所以{f}在点{point}处取得极小值。"
    ),
    "definite_maximum_by_discriminant": (
        "因为{discriminant}，且{second}，所以{f}在点{point}处取得极大值。"
    ),
    "indefinite_hessian_by_discriminant": "因为{discriminant}，所以点{point}为鞍点。",
    "definite_minimum_in_one_variable": "二阶导数为正，所以{f}在点{point}处取得极小值。",
    "definite_maximum_in_one_variable": "二阶导数为负，所以{f}在点{point}处取得极大值。",
    "definite_maximum": "黑塞矩阵的特征值全为负，所以{f}在点{point}处取得极大值。",
    "indefinite_hessian": "黑塞矩阵的特征值有正有负，所以点{point}为鞍点。",
    "kind_depends_on": "按{parameters}的取值，{point}的类型为：",
    "depends_on_parameters": "驻点{point}的类型未能判定：它可能与参数有关。",
    "sign_not_settled": "驻点{point}的类型未能判定：黑塞矩阵特征值的符号不能确定。",
    "no_expansion": "驻点{point}的类型未能判定：由二阶导数不能判定，更高阶的导数又不能使用。",
    "higher_order_undecided": "驻点{point}的类型未能判定：由直到{order}阶的导数不能判定。",
    "differs_along_curve": "驻点{point}的类型未能判定：各点的类型可能不同。",
    "inflection": (
        "在点{point}处第一个不为零的导数是{order}阶导数，其值为{value}。由于阶数为奇数，"
        "曲线在该处有拐点，点{point}不是极值点。"
    ),
    "first_nonzero_derivative": (
        "在点{point}处第一个不为零的导数是{order}阶导数，其值为{value}。由于阶数为偶数，点{point}"
        "为{kind}。"
    ),
    "opposite_values": ("当{positive}充分小时，{rising}，而{falling}，所以点{point}为鞍点。"),
    "everywhere_beyond": "当{elsewhere}时，{beyond}，所以点{point}为{kind}。",
    "exact_across": (
        "在各点{point}附近，{f}与它在该点的值之差为{term}，其符号决定了这些点的类型。"
    ),
    "opposite_curves": (
        "从点{point}出发，当{positive}充分小时，{f}沿{rising_curve}的增量与{rising_term}同号，"
        "而沿{falling_curve}的增量与{falling_term}同号。所以点{point}为鞍点。"
    ),
    "opposite_curves_from_each": (
        "从点{point}出发，当{positive}充分小时，{f}沿{rising_curve}的增量与{rising_term}同号，"
        "而沿{falling_curve}的增量与{falling_term}同号。所以这些点都是鞍点。"
    ),
    "opposite_curves_from_most": (
        "从点{point}出发，当{positive}充分小时，{f}沿{rising_curve}的增量与{rising_term}同号，"
        "而沿{falling_curve}的增量与{falling_term}同号；在这些项为零处，另有这样的曲线。"
        "所以这些点都是鞍点。"
    ),
    "definite_across": (
        "在各点{point}处{f}的值相同，而沿垂直于这些点的轨迹的方向，二阶导数为{trace}，所以这些点都是{kind}。"
    ),
    "lowest_curve": (
        "沿{curve}，{f}的增量与{term}同号；沿不与它相切的方向，二阶导数也与之同号。"
        "所以点{point}为{kind}。"
    ),
    "flat_curve": (
        "沿{curve}，{f}的值不变；沿不与它相切的方向，由二阶导数的符号即可判定。所以点{point}"
        "为{kind}。"
    ),
    "lowest_terms": (
        "在点{point}附近，{f}的增量的符号由最低次项{terms}决定，所以点{point}为{kind}。"
    ),
    "lowest_terms_of_both_signs": (
        "在点{point}附近，最低次项{terms}可正可负，所以点{point}为{kind}。"
    ),
    "lowest_and_next_terms": (
        "在点{point}附近，最低次项{terms}不变号，而在使它们为零的曲线上，更高次的项与之同号，"
        "因而{f}的增量不变号，所以点{point}为{kind}。"
    ),
    "zero_curve": ("在点{point}附近，{f}的增量不变号，而沿{curve}恒为零，所以点{point}为{kind}。"),
    "squares_and_lowest_terms": (
        "在点{point}附近，二阶导数与更高阶的最低次项使{f}的增量保持同一符号，所以点{point}为"
        "{kind}。"
    ),
    "squares_and_higher_terms": (
        "在点{point}附近，二阶导数以及在二阶导数不能判定之处的更高次项，使{f}的增量保持同一符号，"
        "所以点{point}为{kind}。"
    ),
    "never_beyond": "{f}与它在点{point}处的值之差{difference}不变号，所以点{point}为{kind}。",
    "beyond_elsewhere": (
        "{f}与它在点{point}处的值之差{difference}在其余各点处不为零且不变号，所以点{point}为{kind}。"
    ),
    "beyond_elsewhere_nearby": (
        "在点{point}附近，{f}与它在该点的值之差为{difference}，在其余各点处不为零且不变号，所以点"
        "{point}为{kind}。"
    ),
    "never_beyond_flat": (
        "{f}与它在点{point}处的值之差{difference}不变号，且沿{curve}恒为零，所以点{point}为{kind}。"
    ),
    "never_beyond_zeros": (
        "{f}与它在点{point}处的值之差{difference}不变号，且在过点{point}的曲线{zeros}上为零，"
        "所以点{point}为{kind}。"
    ),
    "never_beyond_zeros_in_space": (
        "{f}与它在点{point}处的值之差{difference}不变号，且在过点{point}的点集{zeros}上为零，"
        "所以点{point}为{kind}。"
    ),
    "never_beyond_nearby": (
        "在点{point}附近，{f}与它在该点的值之差为{difference}，它不变号，所以点{point}为{kind}。"
    ),
    "never_beyond_flat_nearby": (
        "在点{point}附近，{f}与它在该点的值之差为{difference}，它不变号，且沿{curve}恒为零，"
        "所以点{point}为{kind}。"
    ),
    "never_beyond_zeros_nearby": (
        "在点{point}附近，{f}与它在该点的值之差为{difference}，它不变号，且在过点{point}的曲线"
        "{zeros}上为零，"
        "所以点{point}为{kind}。"
    ),
    "never_beyond_zeros_in_space_nearby": (
        "在点{point}附近，{f}与它在该点的值之差为{difference}，它不变号，且在过点{point}的点集"
        "{zeros}上为零，"
        "所以点{point}为{kind}。"
    ),
    "beyond_at_each": "因为{comparison}，所以点{point}都是{kind}。",
    "never_beyond_curve": "{f}与它在点{point}处的值之差{difference}不变号，所以这些点都是{kind}。",
    "leads_everywhere": (
        "对一切充分小的{h}，有{lead}，其中{constant}为常数，所以点{point}为{kind}。"
    ),
    "leads_linearly": "对一切充分小的{h}，有{lead}，其中{constant}为常数，所以点{point}为{kind}。",
    "everywhere_above_at_each": (
        "在点{point}中每一点的某去心邻域内，{f}的值都大于它在该点的值，所以这些点都是{kind}。"
    ),
    "everywhere_above": (
        "在点{point}的某去心邻域内，{f}的值都大于它在该点的值，所以点{point}为{kind}。"
    ),
    "nowhere_below_at_each": (
        "在点{point}中每一点的附近，{f}的值都不小于它在该点的值，所以这些点都是{kind}。"
    ),
    "nowhere_below": "在点{point}附近，{f}的值都不小于它在该点的值，所以点{point}为{kind}。",
    "nowhere_above_at_each": (
        "在点{point}中每一点的附近，{f}的值都不大于它在该点的值，所以这些点都是{kind}。"
    ),
    "nowhere_above": "在点{point}附近，{f}的值都不大于它在该点的值，所以点{point}为{kind}。",
    "everywhere_below_at_each": (
        "在点{point}中每一点的某去心邻域内，{f}的值都小于它在该点的值，所以这些点都是{kind}。"
    ),
    "everywhere_below": (
        "在点{point}的某去心邻域内，{f}的值都小于它在该点的值，所以点{point}为{kind}。"
    ),
    "both_signs_on_rays": (
        "在点{point}附近，{f}沿方向{up}的值大于它在该点的值，沿方向{down}的值小于它在该点的值，"
        "所以点{point}为鞍点。"
    ),
    "both_signs_around": (
        "在点{point}的任一邻域内，总有使{f}的值大于它在该点的值的点，也有使{f}的值小于它在该点的值的"
        "点，所以点{point}为鞍点。"
    ),
    "both_signs_around_in_one_variable": (
        "在点{point}的任一邻域内，总有使{f}的值大于它在该点的值的点，也有使{f}的值小于它在该点的值的"
        "点，所以点{point}不是极值点。"
    ),
    "both_signs_on_rays_in_one_variable": (
        "在点{point}附近，{f}的值在一侧大于、在另一侧小于它在该点的值，所以点{point}不是极值点。"
    ),
    "both_sides_lead": "在点{point}的两侧，{f}与它在该点的值之差同号，所以点{point}为{kind}。",
    "special_undecided": "驻点{point}的类型未能判定。",
    # f 在点 P 处是否可微及其理由。
    "continuous_partials": "因为偏导数在点{point}处连续，所以{f}在点{point}处可微。",
    "continuous_partials_at": "因为偏导数在点{point}处连续，所以{f}在点{point}处可微。",
    "therefore_rate": "故所求方向导数为",
    "polynomial_at": "多项式函数{f}处处可微。",
    "polynomial_so_rate_at": "{f}是多项式，处处可微，故所求方向导数为",
    "smooth_at": "{f}的偏导数处处连续，故{f}可微。",
    "smooth_so_rate_at": "{f}的偏导数处处连续，故{f}可微，所求方向导数为",
    "continuous_partials_so_rate_at": (
        "因为偏导数在点{point}处连续，{f}在该点可微，故所求方向导数为"
    ),
    "continuous_partials_so_rate_as_before": "同理，偏导数连续，故所求方向导数为",
    "continuous_partials_as_before": "同理，偏导数在点{point}处连续，所以{f}在点{point}处可微。",
    "continuous_partials_in_one_variable": "由求导法则可知，{f}在点{point}处可导。",
    "not_smooth": (
        "求导法则要求{subject}{relation}{bound}，而在点{point}处左边的值为{value}，所以求导法则在"
        "该点不适用。"
    ),
    "cases_meet": "点{point}为{f}的分段点，所以求导法则在该点不适用。",
    "open": "{f}在点{point}处是否可微，未能判定，所以在该点不能使用{formula}。",
    "open_in_one_variable": "{f}在点{point}处是否可导，未能判定。",
    "both_sides_agree": "差商的左、右极限相等，所以{f}在点{point}处可导。",
    "remainder_vanishes": "当{h}趋于零时，{remainder}趋于0，所以{f}在点{point}处可微。",
    "remainder_bound": (
        "对一切充分小的{h}，有{bound}，其中{constant}为常数，所以{f}在点{point}处可微。"
    ),
    "near_point": "在点{point}附近，有",
    "continuous_as_differentiable": "可微必连续，所以{f}在点{point}处连续。",
    "continuous_as_composed": "{f}由连续函数复合而成，所以在点{point}处连续。",
    "continuous_by_bound": (
        "由于{h}的各分量的绝对值都不超过{length}，对一切充分小的{h}，有{bound}。当{h}趋于零时它趋于0，"
        "所以{f}在点{point}处连续。"
    ),
    "continuous_by_bound_in_one_variable": (
        "于是对一切充分小的{h}，有{bound}。当{h}趋于零时它趋于0，所以{f}在{point}处连续。"
    ),
    "continuous_by_some_bound": (
        "对一切充分小的{h}，有{bound}，其中{constant}为常数。当{h}趋于零时它趋于0，所以{f}在点{point}"
        "处连续。"
    ),
    "continuity_open": "{f}在点{point}处是否连续，未能判定。",
    "term_is_least": "由于{terms}，",
    "increment_considered": "于是{f}的全增量满足",
    "increment_considered_apart": "{f}的全增量满足",
    "increment_is_small": (
        "设{rho}。{since}当{letter}充分小时，上式的绝对值不大于{bound}，所以当{vanishing}时它是比"
        "{letter}高阶的无穷小，即{f}在点{point}处可微。"
    ),
    "as_increments_are_short": "由于{sizes}，",
    "increment_over_distance": (
        "设{rho}。若{f}在点{point}处可微，则当{vanishing}时上式应为比{letter}高阶的无穷小。但当"
        "{moving}沿{curve}趋于{origin}时，"
    ),
    "increment_is_not_small": ("它不随{vanishing}而趋于0，所以{f}在点{point}处不可微{unusable}。"),
    "and_unusable": "，在该点不能使用{formula}",
    "linear_estimate_is": "由此得近似值",
    "actual_value": "而实际值为{value}。",
    "linear_error": "线性近似的误差为{error}。",
    "remainder_bounded_by_components": (
        "由于{h}的各分量的绝对值都不超过{length}，对一切充分小的{h}，有{bound}。它是比{length}高阶的"
        "无穷小，所以{f}在点{point}处可微。"
    ),
    "remainder_plainly_bounded": ("对一切充分小的{h}，有{bound}，所以{f}在点{point}处可微。"),
    "smoothly_filled": (
        "在点{point}附近，商趋于分母为0处所给定的值，{f}的各分段合成一个光滑函数，所以{f}在点"
        "{point}处可微。"
    ),
    "composed": "{f}由在点{point}处可导的一元函数经四则运算和复合得到，所以{f}在该点可微。",
    "partial_jumps_on_points": (
        "但{derivative}在点{point}处不连续：当{grows}时，点列{points}趋于点{point}，而在该点列上"
        "{derivative}趋于{limit}，但{value}。"
    ),
    "partials_jump": "但它的偏导数在点{point}处不连续。",
    "partials_jump_in_one_variable": "但它的导数在点{point}处不连续。",
    "boundary": (
        "点{point}在{f}的定义域的边界上，沿方向{direction}，在该点的任一邻域内都有{f}无定义的点，所以{f}在该点不可微。"
    ),
    "boundary_in_one_variable": (
        "点{point}在{f}的定义域的边界上，在该点的一侧函数没有定义，所以{f}在该点不可导。"
    ),
    "boundary_on_curve_in_one_variable": (
        "点{point}在{f}的定义域的边界上，在该点的一侧函数没有定义，所以{f}在该点不可导。"
    ),
    "partials_without_continuity": (
        "但{partials}在点{point}处都存在，可见由偏导数都存在不能断定{f}连续。"
    ),
    "though_partials_exist": (
        "可微必连续，所以{f}在点{point}处不可微，尽管{partials}在该点都存在。"
    ),
    "discontinuous_so": "可微必连续，所以{f}在点{point}处不可微。",
    "both_of": "{names}",
    "discontinuous_in_one_variable": (
        "当{side}时，{f}趋于{limit}，而它在点{point}处的值为{value}。所以{f}在点{point}处不连续，"
        "从而不可导。"
    ),
    "no_limit_on_curve_in_one_variable": (
        "当{side}时，{f}的极限不存在，所以{f}在点{point}处不连续，从而不可导。"
    ),
    "unbounded_on_curve_in_one_variable": (
        "当{side}时，{f}无界，所以{f}在点{point}处不连续，从而不可导。"
    ),
    "along_axis": "{axis}轴",
    "along_line": "直线{equation}",
    "along_curve": "曲线{equation}",
    "along_places": "曲线{places}",
    "along_ray": "射线{equation}（{side}）",
    "along_part": "{path}（{side}）",
    "boundary_on_curve": (
        "点{point}在{f}的定义域的边界上，沿{curve}在该点附近{f}没有定义，所以{f}在该点不可微。"
    ),
    "discontinuous": (
        "当{moving}沿{curve}趋于{point}时，{f}趋于{limit}，而它在点{point}处的值为{value}。"
        "所以{f}在点{point}处不连续，从而不可微。"
    ),
    "constant_on_family": (
        "它随{letter}的值的不同而改变。所以{f}在点{point}处的极限不存在，{f}在该点不连续。"
    ),
    "likewise": "同理{equations}。",
    "no_limit_on_family": (
        "于是{f}趋于{limit}，它随{letter}的值的不同而改变。所以{f}在点{point}处的极限不存在，{f}在"
        "该点不连续。"
    ),
    "towards_on_family": "令{moving}沿{curve}趋于{point}，此时",
    "no_limit_on_curve": (
        "当{moving}沿{curve}趋于{point}时，{f}的极限不存在，所以{f}在点{point}处不连续，从而不可微。"
    ),
    "unbounded_on_curve": (
        "当{moving}沿{curve}趋于{point}时，{f}无界，所以{f}在点{point}处不连续，从而不可微。"
    ),
    "harmless_corner": (
        "{part}在点{point}处没有导数，但{f}对它的导数在该点为0，所以{f}在点{point}处仍可微。"
    ),
    "corner": (
        "{part}在点{point}处有尖点，{f}沿{variable}轴在该点两侧的变化率不相等，所以{f}在该点不可"
        "微。"
    ),
    "corner_open": "求导法则在点{point}处对{part}不适用，所以{f}在该点是否可微，未能判定。",
    "partial_conditional": (
        "当{condition}时，在点{point}处对{variable}的偏导数不存在，所以{f}在该点不可微。"
    ),
    "partial_conditional_in_one_variable": (
        "当{condition}时，差商的极限不存在，所以{f}在点{point}处不可导。"
    ),
    "differentiable_if": (
        "当且仅当{condition}时，{f}在点{point}处连续；当且仅当还有{further}时，{f}在该点可导。"
    ),
    "differentiable_where_continuous": "当且仅当{condition}时，{f}在点{point}处连续，此时也可导。",
    "continuous_if": (
        "当且仅当{condition}时，{f}在点{point}处连续；无论参数取何值，{f}在该点都不可导。"
    ),
    "partial_missing": "在点{point}处对{variable}的偏导数不存在，所以{f}在该点不可微。",
    "partial_missing_in_one_variable": "差商的极限不存在，所以{f}在点{point}处不可导。",
    "no_rate_in_direction": (
        "从点{point}沿方向{direction}的变化率没有有限的极限，所以{f}在该点不可微。"
    ),
    "rate_would_be": "假如{f}在点{point}处可微，则沿{unit}的方向导数应为",
    "rate_is_in_fact": "而实际上它等于",
    "rate_is_by_limit": "而由上面的极限，它等于",
    "but_in_fact": "而实际上",
    "but_by_limit": "而由上面的极限",
    "rate_differs_so": "所以{f}在点{point}处不可微{unusable}。",
    "rate_off_the_gradient": (
        "假如{f}在点{point}处可微，则它沿任一单位向量的方向导数等于梯度与该向量的数量积，沿{direction}"
        "应为{product}。但沿{direction}的方向导数为{rate}，所以{f}在点{point}处不可微{unusable}。"
    ),
    "ray_off_the_gradient": (
        "假如{f}在点{point}处可微，则它沿任一单位向量的方向导数等于梯度与该向量的数量积，沿{direction}"
        "应为{product}。但当{ray}时，沿{direction}的变化率为{rate}，所以{f}在点{point}处不可微{unusable}。"
    ),
    "remainder_on_curve": (
        "沿{curve}，当{h}趋于零时，{remainder}不趋于0，所以{f}在点{point}处不可微{unusable}。"
    ),
    # 向量值函数。
    "vector_differentiable": "各分量都在点{point}处可微，所以对任一单位向量{u}，有{formula}。",
    "vector_continuous": (
        "各分量的偏导数都在点{point}处连续，所以{f}在点{point}处可微，且对任一单位向量{u}，有{formula}。"
    ),
    "vector_continuous_without_direction": (
        "各分量的偏导数都在点{point}处连续，所以{f}在点{point}处可微。"
    ),
    "vector_differentiable_without_direction": "各分量都在点{point}处可微，所以{f}在该点可微。",
    "vector_continuous_in_one_variable": "各分量都在点{point}处可导，所以{f}在该点可导。",
    "vector_differentiable_in_one_variable": "各分量都在点{point}处可导，所以{f}在该点可导。",
    "component_not_differentiable": (
        "有一个分量在点{point}处不可微，所以不能使用{formula}。{reason}"
    ),
    "component_not_differentiable_in_one_variable": (
        "有一个分量在点{point}处不可导，所以{derivative}不存在。{reason}"
    ),
    "component_open_in_one_variable": (
        "各分量在点{point}处是否都可导，未能判定，所以{derivative}未能求出。{reason}"
    ),
    "component_open": "各分量在点{point}处是否都可微，未能判定，所以不能使用{formula}。{reason}",
    # 读者在采用结果之前应当知道的事。
    "numerical_disagreement": (
        "由求导法则所得的变化率与{f}在点{point}附近的函数值不符，因此不予列出。"
    ),
    "numerical_disagreement_by": (
        "由求导法则得{claimed}，而由{f}在点{point}附近的函数值得{measured}。增加位数仍不能消除差"
        "异，"
        "因此不列出变化率。"
    ),
    "values_contradict": "{f}在点{point}处是否可微，未能判定。",
    "not_checked": "以上数值未能检验：由{f}在点{point}附近的函数值不能判定。",
    "general_disagreement": "以上导数不可采信：它们与{f}在若干样点处的函数值不符。",
    "no_real_value": "{f}处处没有实数值。",
    "real_values_on_border": "{f}至多在{where}处有实数值，因此处处不可微。",
    "no_real_value_found": "没有找到使{f}取实数值的点；导数只在{f}有实数值处成立。",
    "approximate": "以上数值由数值计算得到，是近似值。",
    "numerical_only": "仅知{f}的函数值：它在点{point}处可微是假定的，未经证明。",
    "numerical_open": "{f}在点{point}处是否可微，未能判定，因为仅知它的函数值。",
    "numerical_irregular": "{f}在点{point}处的数值微分不收敛：{f}在该点可能不可导。",
    "gradient_perhaps_zero": "在点{point}处梯度是否恰为零，未能判定。",
    # 全部驻点及不可微的点。
    "critical_points_or_none": "{f}的可能极值点（使{zero}的点及{f}不可微的点）：",
    "constant_on_region": "在各点{point}的附近，{f}为常数。",
    "constant_on_region_in_brief": (
        "既是广义极小值点，又是广义极大值点（{f}在这些点的附近均为常数）"
    ),
    "for_values": "当{where}时",
    "for_values_near_point": "在点{point}附近，当{where}时",
    "place_for_values": "{place}（{where}）",
    "sentence_for_values": "当{where}时，{told}",
    "or_values": "{first}或{second}",
    "or_before": "{first}、{second}",
    "and_values": "{first}且{second}",
    "kind_without_gradient": "{kind}，{f}在该点不可微",
    "lowest_across": (
        "在各点{point}附近，{f}的增量与{term}同号（其中幂的系数为0的点除外），"
        "其符号决定了这些点的类型。"
    ),
    "power_of_curve": (
        "在曲线{curve}的各点附近，{f}与它在该点的值之差为{difference}，其符号决定了这些点的类型。"
    ),
    "signs_on_both_sides": "在各点{point}处，{f}的增量在{zeros}两侧的符号决定了这些点的类型。",
    "no_gradient_along": "在{zeros}处，{f}不可微；这些点中只有已列出的可能是极值点。",
    "no_gradient_along_in_one_variable": "在{zeros}处，{f}不可导。",
    "no_extremum_along": "在{zeros}处，{f}不可微，也没有极值。",
    "no_gradient_along_but": (
        "除{exception}外，在{zeros}处，{f}不可微；这些点中只有已列出的可能是极值点。"
    ),
    "no_gradient_along_open": "在{zeros}处，{f}不可微；这些点中可能还有未列出的极值点。",
    "no_gradient_along_open_but": (
        "除{exception}外，在{zeros}处，{f}不可微；这些点中可能还有未列出的极值点。"
    ),
    "no_gradient_perhaps": "在{zeros}处，{f}可能不可微；这些点中只有已列出的可能是极值点。",
    "no_gradient_open": "在{zeros}处，{f}可能不可微；这些点中可能还有未列出的可能极值点。",
    "not_isolated": "使{zero}的点中，有些看来不是孤立的，没有列出。",
    "all_in_window": "只考察了坐标从{low}到{high}的范围，其中没有别的点。",
    "more_in_window": "只考察了坐标从{low}到{high}的范围；可能还有别的点，也可能就在这一范围内。",
    "none_in_window": "只考察了坐标从{low}到{high}的范围，其中没有这样的点。",
    "as_outer_function": (
        "{f}只依赖于{inner}；在它的梯度不为零处，{f}的极值类型与把{f}看作这一个量的函数时相同。"
    ),
    "factor_changes_sign": (
        "{f}与它在点{point}处的值之差含有因子{factor}，该因子在其零点处变号，所以这些点都是{kind}。"
    ),
    "sign_changes_along": (
        "{coefficient}在其零点处变号，所以这些点附近{f}既有更大的值，也有更小的值。"
    ),
    "as_inner_function": (
        "在{inner}的梯度为零处，若{f}随这个量增大而增大（减小），"
        "则{f}的极值类型与{inner}的相同（相反），否则与把{f}看作这个量的函数时相同。"
    ),
    "same_in_other_units": ("取适当的单位，可使参数变为1或-1，由此可定{point}的类型。"),
    "level_sets_repeat": "其中的曲线以{inner}的周期{period}重复出现。",
    "level_sets_repeat_but_values": (
        "其中的曲线连同其类型以{inner}的周期{period}重复出现，但{f}的值不一定重复。"
    ),
    "boundary_not_counted": "{f}的定义域的边界点不计在内。",
    "regular_assumed": "这里假定{conditions}。",
    "regular_assumed_together": "这里假定{conditions}。",
    "parameters_not_zero": "这里假定参数{parameters}不为0。",
    # 代替过长的表达式。
    "for_indices": "（{range}）",
    "and_more_missing": "另有{count}个偏导数在该点不存在或未能求出。",
    "too_long": "由{count}个运算构成的表达式，这里不写出",
    "no_answer_at": "在{place}处没有结果：",
    # 图形的文字。
    "picture_missing": "没有图形：{reason}。",
    "picture_missing_views": "没有{views}图：{reason}。",
    "package_is_missing": "没有安装{package}（{command}）",
    "picture_out_of_reach": "{f}的有关数值超出了浮点数的范围",
    "picture_of_few_entries": (
        "需要一个点，且各变量总共只有一个或两个元素，或者需要最优化算法的路径（选项path）"
    ),
    "picture_needs_point": "需要一个点（选项at）",
    "picture_needs_direction": "需要一个方向（选项dir），因为在点{point}处没有梯度可以指明方向",
    "picture_needs_rates": "从点{point}沿各个方向，{f}的变化率是否都存在尚不清楚",
    "picture_needs_path": "需要最优化算法的路径（选项path）",
    "picture_of_one_variable": "它只适用于一元函数",
    "picture_of_two_variables": "它只适用于二元函数",
    "picture_of_two_or_three_variables": "它只适用于二元和三元函数",
    "picture_of_more_variables": "它只适用于多元函数",
    "picture_of_parameters": "{f}含有未赋值的参数",
    "picture_of_vector": "{f}是向量值函数",
    "picture_of_slow": "作图需要许多点，而{f}在每一点处的计算都太慢",
    "picture_tangent": "切线",
    "picture_half_tangent": "半切线",
    "picture_tangent_of_slope": "切线的斜率为{slope}",
    "picture_tangent_plane": "切平面",
    "picture_dashed_tangent": "虚线：斜率为{slope}的切线",
    "picture_dashed_half_tangents": "虚线：半切线",
    "picture_vertical_shorter": "{z}轴的比例为{x}轴、{y}轴的{times}倍",
    "picture_vertical_longer": "{z}轴的比例为{x}轴、{y}轴的{times}倍",
    "picture_step": "{step}：到点{point}的有向距离",
    "picture_metric": "点线：按{metric}度量的等长的步",
    "picture_path_leaves": "路径越出图形的范围",
    "picture_natural": "自然梯度{natural}以点{point}为起点",
    "picture_path": "路径经过{count}步到达{last}",
    "picture_path_of_one_step": "走一步到达{last}",
    "picture_step_size": "步长{letter} = {size}",
    "picture_progress": "{function}在路径的{count}步中的值，从{first}到{last}。",
    "picture_progress_of_one_step": "{function}在走一步前后的值：{first}和{last}。",
    "picture_turn": "{turn}：{direction}与{axis}轴的夹角",
    "picture_turn_from_gradient": "{turn}：{direction}与{gradient}的夹角",
    "picture_turn_toward": "{turn}：从{direction}转向{toward}轴的角",
    "picture_turn_between_axes": "{turn}：从{axis}轴转向{toward}轴的角",
    "picture_no_rate": "{gradient} = 0，所以变化率都为0",
    "picture_rates_along_rays": "沿射线的变化率，{limit}",
    "picture_section": "{function}沿{direction}的截线图",
    "picture_rates": "{function}沿各个方向的变化率图",
    "picture_rates_in_plane": "{function}沿一平面内各个方向的变化率图",
    "picture_field": "{function}的梯度场和等值线图",
    "picture_field_without_shortest": "最短的箭头未画出",
    "picture_field_of_directions": "箭头表示{gradient}的方向，不表示大小",
    "picture_surface": "空间中的曲面{function}",
    "picture_with_tangent_plane": "切平面为{plane}",
    "picture_no_tangent_plane": "未画切平面，因为{f}在该点不可微",
    "picture_no_tangent_plane_open": "未画切平面，因为{f}在该点是否可微未能判定",
    "picture_section_marked": "标出了沿{direction}的截线",
    "picture_section_with_tangent": "标出了沿{direction}的截线，{tangent}",
    "picture_behind": "浅色：在曲面之后",
    "picture_level": "曲面{level}",
    "picture_level_boundary": "区域{level}的边界",
    "picture_level_boundary_around": "区域{level}的边界，点{point}在该区域内部",
    "picture_level_point": "在点{point}附近，只有点{point}本身满足{level}",
    "picture_no_level": "未画曲面{level}，因为没有发现{f}从它的一侧连续地变到另一侧",
    "picture_level_surface": "{function}的等值面{level}",
    "picture_level_set": "{function}的等值集{level}",
    "picture_level_region": "使{function}满足{level}的区域的边界",
    "picture_normal_arrow": "{arrow}在点{point}处与曲面垂直，曲面在该点的切平面为{plane}",
    "picture_vector_curve": "曲线{function}",
    "picture_vector_point": "它经过点{point}",
    "picture_vector_derivative": "它在该点的导数{name}'为{derivative}，沿切线方向",
    "picture_vector_at_rest": "它在该点的导数{name}'为0，未画切线",
    "picture_vector_no_derivative": "未画切线，因为在该点{name}'未能求出",
    "picture_slope_of_rate": "切线的斜率为{rate} {slope}",
    "picture_extreme_rates": (
        "沿方向{ascent}变化率最大，为{largest}；沿方向{descent}变化率最小，为{smallest}；"
        "沿与二者垂直的方向，变化率为0"
    ),
    "picture_rate_along": "当{direction}时{rate}",
    "picture_minimum": "极小值点",
    "picture_maximum": "极大值点",
    "picture_minima": "极小值点",
    "picture_maxima": "极大值点",
    "picture_minima_described": "标出的曲线上各点都是极小值点。",
    "picture_maxima_described": "标出的曲线上各点都是极大值点。",
    "picture_saddle": "鞍点",
    "picture_saddle_in_one_variable": "非极值点",
    "picture_undecided": "类型未定的点",
    "picture_marks_of_one_period": "{marks}（一个周期内）",
    "picture_shorter": "{arrow}按其长度的1/{times}画出",
    "picture_longer": "{arrow}按其长度的{times}倍画出",
    "picture_both_shorter": "各箭头都按其长度的1/{times}画出",
    "picture_both_longer": "各箭头都按其长度的{times}倍画出",
    "picture_outside": "{place}在图形的范围之外",
    "picture_outside_described": "{place}在图形的范围之外。",
    "picture_undefined": "阴影：{f}没有定义",
    "picture_constant": "{f}为常数",
    "picture_comma": "、",
    "picture_semicolon": "；",
    "picture_next_sentence": "",
    "picture_contour_plot": "{function}的等值线图",
    "picture_graph": "{function}的图形",
    "picture_alone": "{plot}。",
    "picture_around": "{plot}（{place}附近）：{facts}。",
    "picture_at": "{plot}，在{place}附近。",
    "picture_with_critical_points": "{plot}，标出了驻点：{points}。",
    "picture_with_all_critical_points": "{plot}，标出了全部驻点：{points}。",
    "picture_with_isolated_critical_points": "{plot}，标出了孤立的驻点：{points}。",
    "picture_with_critical_points_of_one_period": "{plot}，标出了一个周期内的驻点：{points}。",
    "picture_point_of_kind": "{kind}{point}",
    "picture_marked": "标出了驻点：{points}",
    "picture_gradient": "梯度{gradient}",
    "picture_about_gradient": "梯度的近似值{gradient}",
    "picture_arrow": "{arrow}以点{point}为起点",
    "picture_perpendicular_arrow": (
        "{arrow}与过点{point}的等值线{level}垂直，等值线在该点的切线为{tangent}"
    ),
    "picture_no_gradient": "未画梯度，因为{f}在点{point}处不可微",
    "picture_no_gradient_open": "未画梯度，因为{f}在点{point}处是否可微未能判定",
    "picture_critical": "点{point}为驻点，在该点梯度为0",
    "picture_critical_of_kind": "点{point}为驻点（{kind}），在该点梯度为0",
    "picture_direction": "方向{direction}以点{point}为起点",
    "picture_slope": "在该点的切线的斜率为{slope}",
    "picture_vertical_tangent": "在该点的切线垂直于横轴",
    "picture_no_tangent": "未画切线，因为{f}在该点不可微",
    "picture_no_tangent_open": "未画切线，因为{f}在该点是否可微未能判定",
    "picture_left_slope": "左半切线的斜率为{slope}",
    "picture_right_slope": "右半切线的斜率为{slope}",
    # 可以活动的网页。
    "page_missing": "没有活动的网页：{reason}。",
    "page_of_procedure": "{f}是没有公式的Python函数",
    "page_of_more_variables": "{f}的变量多于三个",
    "page_of_large": "{f}太长，无法写入网页",
    "page_of_point_outside": "{point}在窗口之外",
    "page_of_open_answer": "答案有待求出",
    "page_of_several_points": "一个网页只显示一个点",
    "page_of_arrays": "变量是数组",
    "page_not_run": "这里本是一个活动的网页，信任此笔记本后即可运行。",
    "page_answer": "开始时的解答",
    "page_left_out": "解答的其余部分从略，否则网页将超过300 kB。",
    "page_lead_1": "沿曲线拖动{point}，或用方向键移动它。",
    "page_lead_2": "拖动{point}或{direction}的终点；也可以用方向键或滑块移动。",
    "page_lead_3": "用滑块移动{point}、转动{direction}，也可以拖动{direction}的终点。",
    "page_point_handle": "{point}：用方向键移动",
    "page_tip_handle": "{direction}的终点：用方向键转动",
    "page_angle": "{direction}与{axis}轴的夹角",
    "page_elevation": "{direction}与{first}{second}平面的夹角",
    "page_coordinate": "坐标{variable}",
    "page_start_again": "回到开始",
    "page_plane": "{f}的等值线，以及{point}、梯度和{direction}",
    "page_plane_section": ("{f}在过{point}且含{direction}与梯度的平面内的等值线"),
    "page_plane_of": "过{point}且含{direction}的平面",
    "page_plane_of_gradient": "过{point}且含{direction}与{gradient}的平面",
    "page_curve": "{f}的图形，以及{point}和切线",
    "page_derivative": "{f}的导数的图形",
    "page_section": "{f}沿{direction}的截线，切线的斜率为{rate}",
    "page_rates": "{direction}转动时的变化率{rate}",
    "page_numbers": "数值",
    "page_tangent": "切线",
    "page_tangent_plane": "切平面",
    "page_rises": "{f}沿{direction}增加",
    "page_falls": "{f}沿{direction}减少",
    "page_level": "{f}沿{direction}的变化率为零",
    "page_rises_in_one_variable": "{f}增加",
    "page_falls_in_one_variable": "{f}减少",
    "page_level_in_one_variable": "{f}的变化率为零",
    "page_said": "在{place}处：{rate} {number}，{change}。",
    "page_edge": "就本网页的数值看，{f}在{place}处没有定义、有跳跃，或者定义域到此为止。",
    "page_undefined": "{f}在{place}处没有定义。",
    "page_too_large": "在{place}处数值太大，本网页无法计算。",
    "page_critical": "在{place}处：{gradient} {zero}，{kind}。",
    "page_minimum": "有极小值",
    "page_maximum": "有极大值",
    "page_saddle": "是鞍点",
    "page_saddle_in_one_variable": "没有极值",
    "page_undecided": "由二阶导数不能判定类型",
    "page_corner": (
        "在{place}处偏导数的公式没有值。沿{direction}测得的变化率，{above}时：{forward}；"
        "{below}时：{backward}。"
    ),
    "page_corner_in_one_variable": (
        "在{place}处导数的公式没有值。测得的斜率，右侧：{forward}；左侧：{backward}。"
    ),
    "page_corner_known": (
        "{f}在{place}处不可微。沿{direction}的变化率，{above}时：{forward}；{below}时：{backward}。"
    ),
    "page_corner_known_in_one_variable": (
        "{f}在{place}处不可导。斜率，右侧：{forward}；左侧：{backward}。"
    ),
    "page_breaks_known": "{f}在该处不连续。",
    "page_breaks_measured": "就本网页的数值看，{f}在该处不连续。",
    "page_forward": "{above}时的变化率",
    "page_backward": "{below}时的变化率",
    "page_right": "右侧的斜率",
    "page_left": "左侧的斜率",
    "page_no_number": "未求出",
    "page_no_value": "没有值",
    "page_no_limit": "不存在（没有极限）",
    "page_measured": "{above}时测得",
    "page_largest": "最大的变化率",
    "page_smallest": "最小的变化率",
    "sliders_missing": "没有滑块：{reason}。",
    "sliders_of_large": "{f}太长，无法随滑块计算",
    "sliders_of_widgets": "滑块需要{package}（{command}）",
    "sliders_undecided": "类型未能判定",
    "sliders_tip": "{direction}的终点",
}

# What stands in a picture. T is the tangent, k its slope.
_SIGNS: Mapping[str, str] = {
    "case": "if",
    "otherwise": "else",
    "both_conditions": "and",
    "either_condition": "or",
    "picture_tangent": "T",
    "picture_half_tangent": "T",
    "picture_tangent_of_slope": "T: k = {slope}",
    "picture_tangent_plane": "T",
    "picture_dashed_tangent": "T: k = {slope}",
    "picture_dashed_half_tangents": "T",
    "picture_vertical_shorter": "{z} : {x}, {y} = {times} : 1",
    "picture_vertical_longer": "{z} : {x}, {y} = {times} : 1",
    "picture_step": "{point} + {step}{direction}",
    "picture_metric": "v·{metric}v = c",
    "picture_path_leaves": "...",
    "picture_step_size": "{letter} = {size}",
    "picture_turn": "{turn} = ∠({axis}, {direction})",
    "picture_turn_from_gradient": "{turn} = ∠({gradient}, {direction})",
    "picture_turn_toward": "{turn}: {direction} → {toward}",
    "picture_turn_between_axes": "{turn}: {axis} → {toward}",
    "picture_no_rate": "{gradient} = 0",
    "picture_rates_along_rays": "{limit}",
    "picture_field_without_shortest": "",
    "picture_field_of_directions": "{gradient}/|{gradient}|",
    "picture_behind": "",
    "picture_level": "{level}",
    "picture_level_boundary": "∂({level})",
    "picture_level_boundary_around": "∂({level}), {point}: {level}",
    "picture_level_point": "{level}: {point}",
    "picture_no_level": "",
    "picture_minimum": "min",
    "picture_maximum": "max",
    "picture_minima": "min",
    "picture_maxima": "max",
    "picture_saddle": "min/max",
    "picture_saddle_in_one_variable": "±",
    "picture_undecided": "?",
    "picture_marks_of_one_period": "{marks}",
    "picture_shorter": "{arrow} × 1/{times}",
    "picture_longer": "{arrow} × {times}",
    "picture_both_shorter": "({arrow}) × 1/{times}",
    "picture_both_longer": "({arrow}) × {times}",
    "picture_outside": "{place} →",
    "picture_undefined": "/// {f}: ?",
    "picture_constant": "{f} = c",
    "picture_comma": ", ",
    "picture_semicolon": "; ",
}

_DRAWN = Language("zh", {**_SENTENCES, **_SIGNS}, split_chinese)

CHINESE = Language(
    "zh",
    _SENTENCES,
    split_chinese,
    continuing=(
        "所以",
        "即",
        "其中",
        "且",
        "而",
        "故",
        "此时",
        "它沿",
        "沿",
        "减少",
        "同理",
        "由第",
        "解得",
        "代入第",
    ),
    style="tongji",
    document_class=r"\documentclass[11pt, fontset=fandol]{ctexart}",
    beside_mathematics=" ",
    space_out=space_out,
    drawn_words=_DRAWN,
    is_spelled_in_ascii=False,
)
