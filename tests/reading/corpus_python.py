"""Functions in the notation of Python and SymPy, with what they mean.

The meaning is written as in `corpus_typed`.
"""

from __future__ import annotations

from collections.abc import Mapping

PYTHON: Mapping[str, str] = {
    "x*exp(2*y)": "x*exp(2*y)",
    "x**2*y": "x**2*y",
    "x**2*y**3 - 4*y": "x**2*y**3 - 4*y",
    "-x**2": "-(x**2)",
    "(-x)**2": "x**2",
    "2**-x": "2**(-x)",
    "x**-1*y": "y/x",
    "x**y**z": "x**(y**z)",
    "10**-2*x": "x/100",
    "x/y/z": "x/(y*z)",
    "x/y*z": "x*z/y",
    "1/2*x": "x/2",
    "x**2/2*y": "x**2*y/2",
    "2*x/(x**2 + y**2)": "2*x/(x**2 + y**2)",
    "(x - y)*(x + y)": "(x - y)*(x + y)",
    "x**(1/3)": "x**(1/3)",
    "x**0.5": "sqrt(x)",
    "0.1*x + .5*y + 2.*z": "x/10 + y/2 + 2*z",
    "1e-3*x": "x/1000",
    "2.5E2*x": "250*x",
    "pi*x": "pi*x",
    "np.exp(x)": "exp(x)",
    "math.sqrt(x)*np.sin(y)": "sqrt(x)*sin(y)",
    "2*np.pi*x": "2*pi*x",
    "torch.sigmoid(x)": "1/(1 + exp(-x))",
    "torch.nn.functional.softplus(x)": "log(1 + exp(x))",
    "np.log1p(x*y)": "log(1 + x*y)",
    "np.expm1(x)": "exp(x) - 1",
    "np.square(x + y)": "(x + y)**2",
    "np.exp2(x)": "2**x",
    "np.fabs(x)": "Abs(x)",
    "np.linalg.norm(x)": "Abs(x)",
    "E**x": "exp(x)",
    "exp(1)*x": "E*x",
    "sqrt(x**2 + y**2)": "sqrt(x**2 + y**2)",
    "1/sqrt(x**2 + y**2 + z**2)": "1/sqrt(x**2 + y**2 + z**2)",
    "sqrt(2)*x/2": "sqrt(2)*x/2",
    "cbrt(x)": "x**(1/3)",
    "root(x, 4)": "x**(1/4)",
    "exp(-x**2 - y**2)": "exp(-(x**2) - y**2)",
    "exp(x)*cos(y) - z": "exp(x)*cos(y) - z",
    "log(x**2 + y**2)": "log(x**2 + y**2)",
    "log(x, 2)": "log(x)/log(2)",
    "log(x)**2": "log(x)**2",
    "sin(x)**2 + cos(y)**2": "sin(x)**2 + cos(y)**2",
    "sin(x*y)/(x*y)": "sin(x*y)/(x*y)",
    "tan(x) + cot(y) + sec(z) + csc(t)": "tan(x) + cot(y) + sec(z) + csc(t)",
    "asin(x) + acos(y) + atan(z)": "asin(x) + acos(y) + atan(z)",
    "atan(y/x)": "atan(y/x)",
    "atan2(y, x)": "atan2(y, x)",
    "sinh(x)*cosh(y)*tanh(z)": "sinh(x)*cosh(y)*tanh(z)",
    "asinh(x) - acosh(y) + atanh(z)": "asinh(x) - acosh(y) + atanh(z)",
    "coth(x) + sech(y)*csch(z)": "coth(x) + sech(y)*csch(z)",
    "Abs(x - y)": "Abs(x - y)",
    "abs(x)*y": "Abs(x)*y",
    "sign(x)*y": "sign(x)*y",
    "Max(x, y)": "Max(x, y)",
    "Min(x, y, 1)": "Min(x, y, 1)",
    "max(x, 0)": "Max(x, 0)",
    "floor(x) + ceiling(y)": "floor(x) + ceiling(y)",
    "Heaviside(x)*y": "Heaviside(x)*y",
    "erf(x*y)": "erf(x*y)",
    "gamma(x)*y": "gamma_function(x)*y",
    "gamma(x + 1)*gamma": "gamma_function(x + 1)*gamma",
    "beta(x, y)": "beta_function(x, y)",
    "beta*x + gamma*y": "beta*x + gamma*y",
    "besselj(0, x)*y": "besselj(0, x)*y",
    "factorial(3)*x": "6*x",
    "binomial(5, 2)*x": "10*x",
    "S*N + Q*O": "S*N + Q*O",
    "I*R": "I*R",
    "lambda*x": "lamda*x",
    "zeta*x": "zeta*x",
    "x1**2 + x2**2": "x1**2 + x2**2",
    "x_1*x_10": "x_1*x_10",
    "theta_1*theta_2": "theta_1*theta_2",
    "omega*t - k*x": "omega*t - k*x",
    "Piecewise((x, x > 0), (-x, x < 0), (0, True))": (
        "Piecewise((x, x > 0), (-x, x < 0), (0, True))"
    ),
    "Piecewise((x*y/(x**2 + y**2), x**2 + y**2 > 0), (0, True))": (
        "Piecewise((x*y/(x**2 + y**2), x**2 + y**2 > 0), (0, True))"
    ),
    # as SymPy prints conditions
    "Piecewise((x*y/(x**2 + y**2), Ne(x, 0) | Ne(y, 0)), (0, True))": (
        "Piecewise((x*y/(x**2 + y**2), Ne(x, 0) | Ne(y, 0)), (0, True))"
    ),
    "Piecewise((0, Eq(x, 0) & Eq(y, 0)), (x**3/(x**2 + y**2), True))": (
        "Piecewise((0, Eq(x, 0) & Eq(y, 0)), (x**3/(x**2 + y**2), True))"
    ),
    "Piecewise((x, (x > 0) & (y > 0)), (0, True))": "Piecewise((x, (x > 0) & (y > 0)), (0, True))",
    "Piecewise((1, (x > 0) | (y > 1)), (0, True))": "Piecewise((1, (x > 0) | (y > 1)), (0, True))",
}

# With the variables that the request declares.
PYTHON_WITH_VARIABLES: Mapping[tuple[str, str], str] = {
    ("E*m", "E m"): "E*m",
    ("price*amount", "price amount"): "price*amount",
    ("w_in*x + bias", "w_in x bias"): "w_in*x + bias",
    ("pi*r", "pi r"): "pi*r",
}
