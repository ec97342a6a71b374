r"""Functions in LaTeX, as books and slides are typeset, with what they mean.

The meaning is written as in `corpus_typed`. The texts stand here without their dollars.
"""

from __future__ import annotations

from collections.abc import Mapping

LATEX: Mapping[str, str] = {
    r"$\lfloor x\rfloor y$": "floor(x)*y",
    r"$\left\lceil x+y\right\rceil$": "ceiling(x + y)",
    r"$\frac{x!}{(y+1)!}$": "factorial(x)/factorial(y + 1)",
    # polynomials and juxtaposition
    r"x^2y^3": "x**2*y**3",
    r"x^{2}y^{3}-4y": "x**2*y**3 - 4*y",
    r"xy": "x*y",
    r"x y": "x*y",
    r"x\,y": "x*y",
    r"2xyz": "2*x*y*z",
    r"x(y+1)": "x*(y + 1)",
    r"3x\left(y+1\right)": "3*x*(y + 1)",
    r"(x+y)(x-y)": "(x + y)*(x - y)",
    # norms
    r"\lVert (x,y) \rVert": "sqrt(x**2 + y**2)",
    r"\left\lVert (x,y) \right\rVert^2": "x**2 + y**2",
    r"\|x-y\|": "Abs(x - y)",
    r"x \cdot y": "x*y",
    r"2\cdot x\times y": "2*x*y",
    r"x^4+y^4-4xy+1": "x**4 + y**4 - 4*x*y + 1",
    r"-x^2+4xy-6y": "-(x**2) + 4*x*y - 6*y",
    r"x^2\;y\quad": "x**2*y",
    r"\displaystyle x^2+y^2": "x**2 + y**2",
    r"{x}^{2}{y}": "x**2*y",
    r"{\left(x+y\right)}^{2}": "(x + y)**2",
    r"\left(x^2+y^2\right)^2": "(x**2 + y**2)**2",
    r"\left[x+y\right]^2": "(x + y)**2",
    r"x\left\{1-(x-y)^2\right\}": "x*(1 - (x - y)**2)",
    r"\bigl(x-y\bigr)\Bigl(1+x\Bigr)": "(x - y)*(1 + x)",
    r"x^{10}y": "x**10*y",
    r"0.5x^2": "x**2/2",
    r"100(y-x^2)^2+(1-x)^2": "100*(y - x**2)**2 + (1 - x)**2",
    r"ax^2+2bxy+cy^2": "a*x**2 + 2*b*x*y + c*y**2",
    # powers
    r"x^y": "x**y",
    r"x^{y^z}": "x**(y**z)",
    r"x^{yz}": "x**(y*z)",
    r"x^{\frac{y}{z}}": "x**(y/z)",
    r"x^{y/z}": "x**(y/z)",
    r"z^{xy}": "z**(x*y)",
    r"(1+xy)^y": "(1 + x*y)**y",
    r"\left(\frac{x}{y}\right)^z": "(x/y)**z",
    r"x^{\frac{1}{3}}y^{\frac23}": "x**(1/3)*y**(2/3)",
    r"x^\frac12": "sqrt(x)",
    r"\left(x^2+y^2\right)^{3/2}": "(x**2 + y**2)**(3/2)",
    r"(x^2+y^2+z^2)^{-1/2}": "(x**2 + y**2 + z**2)**(-1/2)",
    r"x^{-1}+y^{-1}": "1/x + 1/y",
    r"x^y\cdot y^x": "x**y*y**x",
    r"x^\alpha y^{1-\alpha}": "x**alpha*y**(1 - alpha)",
    r"2^x y": "2**x*y",
    r"2^xy": "2**x*y",
    r"2^{x}3^{y}": "2**x*3**y",
    # fractions
    r"\frac{xy}{x^2+y^2}": "x*y/(x**2 + y**2)",
    r"\dfrac{x-y}{x+y}": "(x - y)/(x + y)",
    r"\tfrac{1}{2}xy": "x*y/2",
    r"\frac12x^2y": "x**2*y/2",
    r"\frac{1}{2}\left(x^2+y^2\right)": "(x**2 + y**2)/2",
    r"\frac xy": "x/y",
    r"\frac{x^3-y^3}{x^2+y^2}": "(x**3 - y**3)/(x**2 + y**2)",
    r"\frac{xy(x^2-y^2)}{x^2+y^2}": "x*y*(x**2 - y**2)/(x**2 + y**2)",
    r"\frac{x^2y}{x^4+y^2}": "x**2*y/(x**4 + y**2)",
    r"\frac{1}{x}+\frac{1}{y}": "1/x + 1/y",
    r"\frac{x}{y}-\frac{y}{x}": "x/y - y/x",
    r"\frac{x^2}{a^2}+\frac{y^2}{b^2}-\frac{z^2}{c^2}": "x**2/a**2 + y**2/b**2 - z**2/c**2",
    r"\frac{80}{1+x^2+2y^2+3z^2}": "80/(1 + x**2 + 2*y**2 + 3*z**2)",
    r"\cfrac{x}{1+\cfrac{y}{z}}": "x/(1 + y/z)",
    r"x/y": "x/y",
    r"x^2/4+y^2/9": "x**2/4 + y**2/9",
    r"xy/(x^2+y^2)": "x*y/(x**2 + y**2)",
    # roots
    r"\sqrt{x^2+y^2}": "sqrt(x**2 + y**2)",
    r"\sqrt{9-x^2-y^2}": "sqrt(9 - x**2 - y**2)",
    r"\sqrt xy": "sqrt(x)*y",
    r"\sqrt{2}x": "sqrt(2)*x",
    r"\sqrt2x": "sqrt(2)*x",
    r"x\sqrt{y}": "x*sqrt(y)",
    r"\sqrt[3]{x^2y}": "(x**2*y)**(1/3)",
    r"\sqrt[4]{xy}": "(x*y)**(1/4)",
    r"\sqrt[n]{x}": "x**(1/n)",
    r"\sqrt{\left|xy\right|}": "sqrt(Abs(x*y))",
    r"\frac{1}{\sqrt{x^2+y^2+z^2}}": "1/sqrt(x**2 + y**2 + z**2)",
    r"\sqrt{x}+\sqrt{y}+\sqrt{z}": "sqrt(x) + sqrt(y) + sqrt(z)",
    r"\sqrt{\ln(xy)}": "sqrt(log(x*y))",
    # absolute values
    r"\left|x-y\right|": "Abs(x - y)",
    r"|x|+|y|": "Abs(x) + Abs(y)",
    r"\lvert x\rvert y": "Abs(x)*y",
    r"\left|x\right|\left|y\right|": "Abs(x)*Abs(y)",
    r"\ln\left|x+y\right|": "log(Abs(x + y))",
    r"\left|\,\left|x\right|-\left|y\right|\,\right|": "Abs(Abs(x) - Abs(y))",
    # exponentials
    r"e^{xy}": "exp(x*y)",
    r"e^xy": "exp(x)*y",
    r"xe^{2y}": "x*exp(2*y)",
    r"x\mathrm{e}^{2y}": "x*exp(2*y)",
    r"\mathrm{e}^{x}": "exp(x)",
    r"{\rm e}^{xy}": "exp(x*y)",
    r"\operatorname{e}^{x}": "exp(x)",
    r"e^{-x^2-y^2}": "exp(-(x**2) - y**2)",
    r"e^{-\left(x^2+y^2\right)}": "exp(-(x**2 + y**2))",
    r"xye^{-(x^2+y^2)/2}": "x*y*exp(-(x**2 + y**2)/2)",
    r"(x^2+y^2)e^{y^2-x^2}": "(x**2 + y**2)*exp(y**2 - x**2)",
    r"e^{x}\cos y": "exp(x)*cos(y)",
    r"e^x\cos y+e^y\cos z+e^z\cos x": "exp(x)*cos(y) + exp(y)*cos(z) + exp(z)*cos(x)",
    r"e^{-x}\sin(x+2y)": "exp(-x)*sin(x + 2*y)",
    r"e^{\frac{x}{y}}": "exp(x/y)",
    r"e^{\arctan\frac{y}{x}}": "exp(atan(y/x))",
    r"e^{\sin x}": "exp(sin(x))",
    r"\exp(xy)": "exp(x*y)",
    r"\exp\left(-\frac{x^2+y^2}{2}\right)": "exp(-(x**2 + y**2)/2)",
    r"\exp\{-(x^2+y^2)\}": "exp(-(x**2 + y**2))",
    r"\exp\left[-x^2\right]": "exp(-(x**2))",
    r"200e^{-x^2-3y^2-9z^2}": "200*exp(-(x**2) - 3*y**2 - 9*z**2)",
    # logarithms
    r"\ln x": "log(x)",
    r"\ln xy": "log(x*y)",
    r"\ln x^2": "log(x**2)",
    r"\ln(x^2+y^2)": "log(x**2 + y**2)",
    r"\ln\sqrt{x^2+y^2}": "log(sqrt(x**2 + y**2))",
    r"\ln\left(x+\frac{y}{2x}\right)": "log(x + y/(2*x))",
    r"\ln(x+\ln y)": "log(x + log(y))",
    r"\ln\tan\frac{x}{y}": "log(tan(x/y))",
    r"\ln\sin(x-2y)": "log(sin(x - 2*y))",
    r"\ln\ln x": "log(log(x))",
    r"x\ln(xy)": "x*log(x*y)",
    r"x\ln y+y\ln x": "x*log(y) + y*log(x)",
    r"\ln^2 x": "log(x)**2",
    r"\log_2 x": "log(x)/log(2)",
    r"\log_{10}(xy)": "log(x*y)/log(10)",
    r"\log_a x": "log(x)/log(a)",
    r"\ln\frac{x}{y}": "log(x/y)",
    r"\ln{\left(x \right)}^{2}": "log(x)**2",
    # trigonometric functions
    r"\sin xy": "sin(x*y)",
    r"\sin(xy)": "sin(x*y)",
    r"\sin\left(x y\right)": "sin(x*y)",
    r"\sin{xy}": "sin(x*y)",
    r"\sin{x}\cos{y}": "sin(x)*cos(y)",
    r"\sin x\cos y": "sin(x)*cos(y)",
    r"\sin 2x\cos 3y": "sin(2*x)*cos(3*y)",
    r"x\sin y": "x*sin(y)",
    r"x\sin yz": "x*sin(y*z)",
    r"\sin^2 x": "sin(x)**2",
    r"\sin^{2}x+\cos^{2}y": "sin(x)**2 + cos(y)**2",
    r"\sin^2(ax+by)": "sin(a*x + b*y)**2",
    r"\sin^{2}{\left(x y\right)}": "sin(x*y)**2",
    r"\sin(xy)+\cos^2(xy)": "sin(x*y) + cos(x*y)**2",
    r"\sin x+\sin y+\sin(x+y)": "sin(x) + sin(y) + sin(x + y)",
    r"\sin\frac{x}{y}": "sin(x/y)",
    r"\sin\frac{x}{y}\cos\frac{y}{x}": "sin(x/y)*cos(y/x)",
    r"x\sin\frac{1}{y}+y\sin\frac{1}{x}": "x*sin(1/y) + y*sin(1/x)",
    r"(x^2+y^2)\sin\frac{1}{\sqrt{x^2+y^2}}": "(x**2 + y**2)*sin(1/sqrt(x**2 + y**2))",
    r"\cos(x+2y)": "cos(x + 2*y)",
    r"\sin\pi x": "sin(pi*x)",
    r"\cos\left(\pi xy\right)": "cos(pi*x*y)",
    r"\cos 2\pi x": "cos(2*pi*x)",
    r"\tan xy-\cot y": "tan(x*y) - cot(y)",
    r"\sec(xy)\csc y": "sec(x*y)*csc(y)",
    r"\sin(x\cos y)": "sin(x*cos(y))",
    r"\frac{\sin(x^2+y^2)}{x^2+y^2}": "sin(x**2 + y**2)/(x**2 + y**2)",
    r"\mathrm{sin}\,x": "sin(x)",
    # inverse functions
    r"\arctan\frac{y}{x}": "atan(y/x)",
    r"\tan^{-1}\frac{y}{x}": "atan(y/x)",
    r"\tan^{-1}(y/x)": "atan(y/x)",
    r"\tan^{-1}\left(\frac{y}{x}\right)": "atan(y/x)",
    r"xy^2\tan^{-1}z": "x*y**2*atan(z)",
    r"\sin^{-1}x": "asin(x)",
    r"\sin^{-1}(xy)": "asin(x*y)",
    r"\cos^{-1}x": "acos(x)",
    r"\arcsin\frac{x}{\sqrt{x^2+y^2}}": "asin(x/sqrt(x**2 + y**2))",
    r"\arctan\frac{x+y}{1-xy}": "atan((x + y)/(1 - x*y))",
    r"\arctan\sqrt{x^y}": "atan(sqrt(x**y))",
    r"x^2\ln\arctan y": "x**2*log(atan(y))",
    r"x\arcsin y": "x*asin(y)",
    r"\operatorname{atan}_{2}{\left(y,x \right)}": "atan2(y, x)",
    r"\operatorname{arctg}\frac{x}{y}": "atan(x/y)",
    # hyperbolic and named functions
    r"\sinh x\cosh y": "sinh(x)*cosh(y)",
    r"\tanh(x+y)": "tanh(x + y)",
    r"\operatorname{sh}x": "sinh(x)",
    r"\mathrm{ch}\,x\,\mathrm{sh}\,y": "cosh(x)*sinh(y)",
    r"\operatorname{erf}(x)": "erf(x)",
    r"y\operatorname{erf}\left(x\right)": "y*erf(x)",
    r"\operatorname{sgn}(x)y": "sign(x)*y",
    r"\operatorname{tg}x": "tan(x)",
    r"\max(x,y)": "Max(x, y)",
    r"\max\{x,y\}": "Max(x, y)",
    r"\min\left\{x,1-y\right\}": "Min(x, 1 - y)",
    r"\Gamma(x)y": "gamma_function(x)*y",
    # Greek letters and indices
    r"\pi x": "pi*x",
    r"\pi r^2h": "pi*r**2*h",
    r"\frac13\pi r^2h": "pi*r**2*h/3",
    r"\theta_{1}": "theta_1",
    r"\theta_0+\theta_1x": "theta_0 + theta_1*x",
    r"\theta_1^2+\theta_1\theta_2": "theta_1**2 + theta_1*theta_2",
    r"x_1 x_2": "x_1*x_2",
    r"x_1x_2+x_{2}x_{3}": "x_1*x_2 + x_2*x_3",
    r"x_1^2+x_2^2": "x_1**2 + x_2**2",
    r"x_{10}-x_9": "x_10 - x_9",
    r"\alpha x+\beta y": "alpha*x + beta*y",
    r"\gamma(x+y)+\beta(x-y)": "gamma*(x + y) + beta*(x - y)",
    r"\lambda(x+y-1)": "lamda*(x + y - 1)",
    r"r\cos\theta": "r*cos(theta)",
    r"r^2\sin2\theta": "r**2*sin(2*theta)",
    r"\rho\sin\varphi\cos\theta": "rho*sin(varphi)*cos(theta)",
    r"e^{-\lambda t}": "exp(-lamda*t)",
    r"\sin(\omega t-kx)": "sin(omega*t - k*x)",
    # machine learning and applications
    r"\frac{1}{1+e^{-x}}": "1/(1 + exp(-x))",
    r"\log(1+e^{x})": "log(1 + exp(x))",
    r"-y\log p-(1-y)\log(1-p)": "-y*log(p) - (1 - y)*log(1 - p)",
    r"\frac{1}{2}(wx+b-y)^2": "(w*x + b - y)**2/2",
    r"w_1x_1+w_2x_2+b": "w_1*x_1 + w_2*x_2 + b",
    r"\frac{1}{2\pi\sigma^2}e^{-\frac{x^2+y^2}{2\sigma^2}}": (
        "exp(-(x**2 + y**2)/(2*sigma**2))/(2*pi*sigma**2)"
    ),
    r"-20\exp\left(-0.2\sqrt{0.5(x^2+y^2)}\right)": "-20*exp(-sqrt((x**2 + y**2)/2)/5)",
    r"1.01L^{0.75}K^{0.25}": "101*L**(3/4)*K**(1/4)/100",
    r"2\pi\sqrt{\frac{L}{g}}": "2*pi*sqrt(L/g)",
    r"\frac{nRT}{V}": "n*R*T/V",
    r"\frac{1}{2}mv^2": "m*v**2/2",
    r"x\ln\frac{x}{y}": "x*log(x/y)",
    # by cases
    r"\begin{cases}\frac{xy}{x^2+y^2} & (x,y)\neq(0,0)\\ 0 & (x,y)=(0,0)\end{cases}": (
        "Piecewise((x*y/(x**2 + y**2), Ne(x, 0) | Ne(y, 0)), (0, Eq(x, 0) & Eq(y, 0)))"
    ),
    r"\begin{cases} \dfrac{x^2y}{x^4+y^2}, & (x,y)\ne(0,0),\\ 0, & \text{otherwise.}\end{cases}": (
        "Piecewise((x**2*y/(x**4 + y**2), Ne(x, 0) | Ne(y, 0)), (0, True))"
    ),
    r"\begin{cases} x^2 & \text{if } x>0 \\ 0 & \text{otherwise}\end{cases}": (
        "Piecewise((x**2, x > 0), (0, True))"
    ),
    r"\begin{cases} x & x > y \\ y & x \leq y \end{cases}": "Piecewise((x, x > y), (y, x <= y))",
    r"\begin{cases} xy, & x^2+y^2\le 1 \\ 1, & x^2+y^2>1 \end{cases}": (
        "Piecewise((x*y, x**2 + y**2 <= 1), (1, x**2 + y**2 > 1))"
    ),
    r"\begin{cases} x \sin\frac{1}{y} & \text{if $y\ne0$} \\ 0 & \text{if $y=0$} \end{cases}": (
        "Piecewise((x*sin(1/y), Ne(y, 0)), (0, Eq(y, 0)))"
    ),
    r"\begin{cases} x + y & \text{for}\: x > 0 \wedge y > 0 \\0 & \text{otherwise} \end{cases}": (
        "Piecewise((x + y, (x > 0) & (y > 0)), (0, True))"
    ),
    r"\begin{cases} 1 & 0<x<1 \text{ and } 0<y<1 \\ 0 & \text{else} \end{cases}": (
        "Piecewise((1, (x > 0) & (x < 1) & (y > 0) & (y < 1)), (0, True))"
    ),
    r"\left\{\begin{array}{ll} \frac{xy}{x^2+y^2}, & x^2+y^2\neq0 \\ 0, & x^2+y^2=0 "
    r"\end{array}\right.": (
        "Piecewise((x*y/(x**2 + y**2), Ne(x**2 + y**2, 0)), (0, Eq(x**2 + y**2, 0)))"
    ),
    r"\left\{\begin{aligned} &x, & x>0,\\ &0, & x\leqslant0. \end{aligned}\right.": (
        "Piecewise((x, x > 0), (0, x <= 0))"
    ),
}

LATEX_OF_EXAM_PAPERS: Mapping[str, str] = {
    r"{\bf e}^{x}y": "exp(x)*y",
    r"{{\rm{e}}^{xy}}": "exp(x*y)",
    r"\mathbf{e}^{xy}": "exp(x*y)",
    r"\text{e}^{x}": "exp(x)",
    r"x{\mathop{\rm e}\nolimits} ^{2y}": "x*exp(2*y)",
    r"\tan ^{ - 1}\frac{y}{x}": "atan(y/x)",
    r"\sin x\cdot y": "sin(x)*y",
    r"x^2−y^{−1}": "x**2 - 1/y",
    r"\sin 30^\circ + x": "1/2 + x",
    r"1/2(x+y)": "(x + y)/2",
    r"x^2+y^2,": "x**2 + y**2",
    r"\left\{\begin{array}{l}\frac{xy}{x^2+y^2},(x,y)\neq(0,0)\\ 0,(x,y)=(0,0)\end{array}\right.": (
        "Piecewise((x*y/(x**2 + y**2), Ne(x, 0) | Ne(y, 0)), (0, True))"
    ),
    r"\left\{ {\begin{array}{*{20}{c}} {x^2,}&{x > 0}\\ {0,}&{x \le 0} \end{array}} \right.": (
        "Piecewise((x**2, x > 0), (0, True))"
    ),
    r"\left\{\begin{matrix}x & x>0\\ y & x\leq 0\end{matrix}\right.": (
        "Piecewise((x, x > 0), (y, True))"
    ),
    r"\begin{cases}x & (x,y)\not=(0,0)\\ 1 & (x,y)=(0,0)\end{cases}": (
        "Piecewise((x, Ne(x, 0) | Ne(y, 0)), (1, True))"
    ),
    **{
        rf"\begin{{cases}}x, & {opening}x>0{closing},\\ y, & {otherwise}\end{{cases}}": (
            "Piecewise((x, x > 0), (y, True))"
        )
        for opening, closing, otherwise in (
            (r"\text { if } ", "", r"\text { otherwise. }"),
            (r"\mbox{for } ", "", r"\text{else}"),
            (r"\text{当}", "", r"\text{其他}"),
            ("当", "时", "其它"),
            ("", r"\text{ 时}", r"\text{否则}"),
            (r"\text{si } ", "", r"\text{sinon}"),
            (r"\text{si } ", "", r"\text{en otro caso}"),
            (r"\text{falls } ", "", r"\text{sonst}"),
            (r"\text{für } ", "", r"\text{sonst.}"),
        )
    },
}

# With the variables that the request declares.
LATEX_WITH_VARIABLES: Mapping[tuple[str, str], str] = {
    (r"\frac{E}{m}", "E m"): "E/m",
    (r"mc^2", "m c"): "m*c**2",
    (r"e\cdot x", "e x"): "e*x",
    (r"f(x+1)", "f x"): "f*(x + 1)",
    (r"\Gamma(x+1)", "Gamma x"): "Gamma*(x + 1)",
    (r"\mathit{height}\cdot x", "height x"): "height*x",
}
