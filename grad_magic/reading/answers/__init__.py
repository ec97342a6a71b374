"""A student's answer into an Answer.

answer       the way as a whole: its name, its shape; what the notebook or Python holds
names        the names that say what is answered, and the words of kinds
points       points with their kinds
rows         rows in brackets and their sums, 3i - 4j
equations    equations, and lines by their coordinates
numbers      numbers and expressions, with a symbol for each decimal
held         values of Python, NumPy and SymPy
"""
