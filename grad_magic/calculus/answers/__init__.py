"""A student's answer: right, or which slip made it wrong.

checking puts the parts together:

    asking           what is answered: D_u f(P), ∇f(P), a tangent, …
    truths           what is true of it, as a row of numbers, or that it does not exist
    shapes           the answer as such a row
    marking          the two compared: equal, different, or open
    slips, workings  for each question what each slip leads to
    other_questions  what else an answer may be meant to answer
    general_formulas the number behind the formula of what is asked: -x/y = -3/4
    other_points     whether an answer is said of another point
    kinds            whether f is at P what an answer says: minimum, differentiable
    partials         the derivatives that an answer names one by one
    implicit         those of functions that an equation describes
    identities       equations between derivatives that f is said to satisfy
    given_rates      the directions of a given rate
    lines, normals   lines in space and in the plane, and the normal at P
    vector_functions answers about curves and Jacobian matrices
    critical_points  the answers that are sets of points
    critical_extrema those that are the extrema alone
    critical_families  those by whole numbers, kπ
    critical_curves  those where whole curves are critical
"""
