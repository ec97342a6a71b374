"""A student's answer into an Answer.

answer          the way as a whole: its name, its shape; what the notebook or Python holds
borders         where it ends in a request
wording         words that say nothing taken away, signs of LaTeX put in plain ones
names           the names that say what is answered, and the words of kinds
derivatives     f_x = 4, f_y = 1; dz = 4dx + dy
components      of curves dx/dt = 4, y′ = 12
implicit        of equations dy/dx = -1/2, ∂z/∂x = -x/z
identity        equations between derivatives, u_xx + u_yy = 0
other_names     u = (3, 4)/5, n = (4, 1), and names of what is not judged
left_sides      what may stand before a number, and what is refused there
critical        critical points with kinds and values of f, and whole curves
critical_words  the words of these
kind_at_point   of which kind P itself is said to be
directions      the directions of a given rate of change
stated_point    the points that an answer names: f_x(1,2) = 4
points          points where no critical ones are asked for
rows            rows in brackets and their sums, 3i - 4j, matrices of LaTeX
equations       equations, lines by their coordinates, chains of equal sides
workings        formulas on the way to a number: f_x = 2xy = 4
numbers         numbers and expressions, with a symbol for each decimal
held            values of Python, NumPy and SymPy
"""
