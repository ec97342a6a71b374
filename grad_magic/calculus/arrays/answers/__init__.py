"""A student's answer about a function of arrays: right, or which slip made it wrong.

checking   what is answered
formulas   formulas beside what is true at all data
numbers    numbers beside what is true at the point
samples    where formulas are compared: random data of random sizes
slips      what each slip leads to
marking    the verdict
"""
