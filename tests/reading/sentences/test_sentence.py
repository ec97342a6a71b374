from __future__ import annotations

import pytest

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.reading.request import read_problem
from grad_magic.reading.sentences import read_said
from grad_magic.reading.sentences.said import Said
from grad_magic.reading.sentences.sentence import request_of
from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        ("differentiate x^2 sin x", "x^2 sin x"),
        ("minimize x^2+y^2-2x", "x^2+y^2-2x critical=all"),
        ("Find the minimum of the directional derivative of x^2y at (1,2)", "x^2y at=(1,2)"),
        ("f(x,y)=4xy-x^4-y^4. Maximise f.", "f(x,y)=4xy-x^4-y^4 critical=all"),
        ("Is (0,0) a saddle point of x^2-y^2?", "x^2-y^2 at=(0,0) order=2"),
        (
            "Let f(x,y)=x^2-y^2. Is the origin a saddle point of f?",
            "f(x,y)=x^2-y^2 at=origin order=2",
        ),
        (
            "Determine whether (1,0) is a local minimum of x^2+y^2-2x",
            "x^2+y^2-2x at=(1,0) order=2",
        ),
        ("Find the derivative of f(x)=x^3 at x=2", "f(x)=x^3 at=(x=2)"),
        ("Differentiate f(x,y)=x^2 y with respect to y", "f(x,y)=x^2 y"),
        ("find f'(2) if f(x)=x^3", "f(x)=x^3 at=(2)"),
        ("Let f(x)=x^3. Find f''(2)", "f(x)=x^3 at=(2) order=2"),
        ("find dz/dx and dz/dy if z=x^2 y", "z=x^2 y"),
        ("Find dy/dx if y=x^2 sin x", "y=x^2 sin x"),
        ("Find the gradient of the loss function L(w,b)=(w+b-1)^2", "L(w,b)=(w+b-1)^2"),
        ("Find the gradient of the loss L(w,b)=(w+b)^2 at (1,2)", "L(w,b)=(w+b)^2 at=(1,2)"),
        (
            "Find the total differential dz of z=x^2 y at (1,2) if dx=0.1 and dy=-0.2",
            "z=x^2 y at=(1,2) to=(1+(0.1),2+(-0.2)) differential=total",
        ),
        (
            "Use differentials to estimate the change in f(x,y)=x^2 y from P(1,2) to Q(1.1,1.8).",
            "f(x,y)=x^2 y at=(1,2) to=(1.1,1.8) differential=total",
        ),
        (
            "Is f differentiable at (0,0) if f(x,y)=|xy|?",
            "f(x,y)=|xy| at=(0,0)",
        ),
        (
            "求函数z=x²y在点(1,2)处当Δx=0.1,Δy=-0.2时的全微分",
            "z=x²y at=(1,2) to=(1+(0.1),2+(-0.2)) differential=total",
        ),
        ("求函数f(x)=x³在x=2处的导数", "f(x)=x³ at=(x=2)"),
        ("设f(x)=x³，求f''(2)", "f(x)=x³ at=(2) order=2"),
        # A point and a direction.
        (
            (
                "求 f(x,y,z)=xy+yz+zx 在点 (1,1,2) 沿方向 l 的方向导数，"
                "其中 l 的方向角分别为60°、45°、60°"
            ),
            "f(x,y,z)=xy+yz+zx at=(1,1,2) angles=(60°,45°,60°)",
        ),
        (
            "求函数 z=x²y 在点 (1,2) 处沿向量 l 的方向的方向导数，其中 l=(0.6,0.8)。",
            "z=x²y at=(1,2) dir=(0.6,0.8)",
        ),
        ("求z=x²y在点(1,2)处的梯度及沿方向(3,4)的方向导数", "z=x²y at=(1,2) dir=(3,4)"),
        (
            "求函数u=xyz在点P(1,-1,2)处变化最快的方向，并求沿这个方向的方向导数",
            "u=xyz at=(1,-1,2)",
        ),
        (
            "求曲线 r(t)=(t,t²,t³) 在 t=1 处的切线及法平面方程",
            "r(t)=(t,t²,t³) at=(t=1)",
        ),
        ("设 z=x²y，求 ∂z/∂x 在点 (1,2) 处的值", "z=x²y at=(1,2)"),
        (
            (
                "Find the gradient of x^2 y and the directional derivative at (1,2) "
                "in the direction of (3,4)"
            ),
            "x^2 y at=(1,2) dir=(3,4)",
        ),
        (
            (
                "Find parametric equations of the tangent line to the helix "
                "r(t)=(cos t, sin t, t) at t=1"
            ),
            "r(t)=(cos t, sin t, t) at=(t=1)",
        ),
        (
            "求函数z=xe^{2y}在点P(1,0)处沿从点P(1,0)到点Q(2,-1)的方向的方向导数",
            "z=xe^{2y} at=(1,0) to=(2,-1)",
        ),
        (
            "设z=x²+y²，求z在点（1，2）处沿方向l=(1,√3)的方向导数。",
            "z=x²+y² at=(1,2) dir=(1,√3)",
        ),
        (
            "求函数z=ln(x+y)在点(1,2)处沿与x轴正向夹角为60°的方向的方向导数",
            "z=ln(x+y) at=(1,2) angle=60°",
        ),
        (
            "求u=xyz在点(1,1,2)处沿方向角分别为60°、45°和60°的方向的方向导数",
            "u=xyz at=(1,1,2) angles=(60°,45°,60°)",
        ),
        ("求z=xy在(1,2)处沿3i-4j方向的方向导数", "z=xy at=(1,2) dir=3i-4j"),
        ("求u=xyz在点(1,1,1)处沿梯度的反方向的方向导数", "u=xyz at=(1,1,1) dir=-grad"),
        ("求z=xy在点(1,2)处沿x轴负方向的方向导数", "z=xy at=(1,2) dir=-x"),
        ("求z=x²+y²在原点的梯度", "z=x²+y² at=origin"),
        ("求z=e^{xy}在x=2,y=1处的全微分", "z=e^{xy} at=(x=2,y=1) differential=total"),
        (
            "find the directional derivative of x^2 y at (1,2) in the direction of (3,4)",
            "x^2 y at=(1,2) dir=(3,4)",
        ),
        (
            (
                "Let f(x,y)=x^2 y. Find the directional derivative of f at P(1,2) "
                "in the direction of the vector v=3i+4j."
            ),
            "f(x,y)=x^2 y at=(1,2) dir=3i+4j",
        ),
        (
            "Find the gradient of f at the point (1,2) if f(x,y)=x^2 y",
            "f(x,y)=x^2 y at=(1,2)",
        ),
        (
            "find the directional derivative of z=xe^{2y} in the direction from P(1,0) to Q(2,-1)",
            "z=xe^{2y} at=(1,0) to=(2,-1)",
        ),
        (
            "Compute the rate of change of xy at (1,2) in the direction of the negative x-axis.",
            "xy at=(1,2) dir=-x",
        ),
        ("What is the gradient of x^2 y at the origin?", "x^2 y at=origin"),
        ("求z=xy在点(1,2)处沿指向坐标原点方向的方向导数", "z=xy at=(1,2) to=origin"),
        (
            "Find the directional derivative of xy at (3,4) in the direction of the origin.",
            "xy at=(3,4) to=origin",
        ),
        ("Find the rate of change of xy at (3,4) toward the origin", "xy at=(3,4) to=origin"),
        (
            "求z=x²y在点(1,2)处沿与x轴正向成60°角的方向的方向导数",
            "z=x²y at=(1,2) angle=60°",
        ),
        # What is asked for by signs.
        ("设z=x²y+xy³，求∂z/∂x及∂²z/∂x∂y", "z=x²y+xy³ order=2"),
        ("设z=x^y，求偏导数∂z/∂x，∂z/∂y。", "z=x^y"),
        ("设z=e^{xy}，求dz|_{(2,1)}", "z=e^{xy} at=(2,1) differential=total"),
        (
            "If f(x,y)=x^3+x^2y^3-2y^2, find f_x(2,1) and f_y(2,1).",
            "f(x,y)=x^3+x^2y^3-2y^2 at=(2,1)",
        ),
        ("Find ∂z/∂x and ∂z/∂y if z=x^2 y", "z=x^2 y"),
        ("If z=x^2+3xy-y^2, find the differential dz.", "z=x^2+3xy-y^2 differential=total"),
        ("求函数z=x²y+y²的全微分", "z=x²y+y² differential=total"),
        ("Find f_x and f_y for f(x,y)=x^2 y at (1,2)", "f(x,y)=x^2 y at=(1,2)"),
        # Of an equation the last variable is a function of the others.
        ("Find dy/dx at (1,2) if x^2+xy+y^2=7", "x^2+xy+y^2==7 at=(1,2) differential=implicit"),
        (
            "Use implicit differentiation to find ∂z/∂x and ∂z/∂y if x^2+2y^2+3z^2=1",
            "x^2+2y^2+3z^2==1 differential=implicit",
        ),
        ("If z=x^2+yz, find ∂z/∂x", "z==x^2+yz differential=implicit"),
        (
            "求由方程x²+y²+z²-4z=0确定的函数z=z(x,y)的偏导数∂z/∂x",
            "x²+y²+z²-4z==0 differential=implicit",
        ),
        ("设方程e^z-xyz=0确定了函数z=z(x,y)，求∂z/∂x", "e^z-xyz==0 differential=implicit"),
        ("设函数z=z(x,y)由方程e^z=xyz确定，求∂z/∂x", "e^z==xyz differential=implicit"),
        ("由方程 e^y+xy-e=0 确定的函数 y(x)，求 dy/dx", "e^y+xy-e==0 differential=implicit"),
        (
            "Verify that the conclusion of Clairaut's Theorem holds for u = x^4y^3 - y^4.",
            "u = x^4y^3 - y^4 order=2",
        ),
        (
            "Find the indicated partial derivatives: f(x,y)=sin(2x+5y); f_yxy",
            "f(x,y)=sin(2x+5y) order=3",
        ),
        (
            "Use Equation 6 to find dy/dx. y cos x = x^2+y^2",
            "y cos x == x^2+y^2 differential=implicit",
        ),
        ("What is the derivative of the sigmoid function at 0?", "sigmoid(x) at=0"),
        (
            "Find the Hessian of x^2+xy+y^2 at (1,2) and decide whether it is positive definite",
            "x^2+xy+y^2 at=(1,2) order=2",
        ),
        # a is a number.
        ("Find dy/dx if x^2+ay+y^2=7", "F(x,y)=x^2+ay+y^2==7 differential=implicit"),
        # Of higher orders.
        ("Find y'' if x^4+y^4=16", "x^4+y^4==16 order=2 differential=implicit"),
        ("x^3+y^3=6xy find y''", "x^3+y^3==6xy order=2 differential=implicit"),
        (
            "If x^2+y^2=25, find d²y/dx² at (3,4)",
            "x^2+y^2==25 at=(3,4) order=2 differential=implicit",
        ),
        (
            "Find dy/dx by implicit differentiation: x^2+4y^2=4",
            "x^2+4y^2==4 differential=implicit",
        ),
        ("设y=1+xe^y，求y''", "y==1+xe^y order=2 differential=implicit"),
        (
            "设z=z(x,y)由方程x²+y²+z²-4z=0所确定，求∂²z/∂x²",
            "x²+y²+z²-4z==0 order=2 differential=implicit",
        ),
        (
            "设z³-3xyz=a³，求∂²z/∂x∂y",
            "F(x,y,z)=z³-3xyz==a³ order=2 differential=implicit",
        ),
        ("设sin y+e^x-xy²=0，求dy/dx", "sin y+e^x-xy²==0 differential=implicit"),
        # By one variable.
        ("Find the partial derivative of x^2 y with respect to y at (1,2)", "x^2 y at=(1,2)"),
        ("Let f(x,y)=x^2 y. Find the partial derivative of f with respect to x", "f(x,y)=x^2 y"),
        ("求函数z=x²y在点(1,2)处对x的偏导数", "z=x²y at=(1,2)"),
        ("设z=x²y，求z关于x和y的偏导数", "z=x²y"),
        # Directions by other words.
        (
            "Find the directional derivative of xy at (1,2) in the direction θ=π/6.",
            "xy at=(1,2) angle=π/6",
        ),
        (
            "Find the rate of change of xy at (1,2) in the direction given by the angle θ=π/6",
            "xy at=(1,2) angle=π/6",
        ),
        (
            "Find the directional derivative of xy at (1,2) in the direction opposite to v=(3,4)",
            "xy at=(1,2) dir=-(3,4)",
        ),
        (
            "Find the directional derivative of xy at (1,2) in the opposite direction of 3i+4j",
            "xy at=(1,2) dir=-(3i+4j)",
        ),
        (
            "Find the rate of change of xy at (1,2) in the direction opposite to the gradient",
            "xy at=(1,2) dir=-grad",
        ),
        (
            "Find the rate of change of xy at (1,2) in the direction opposite to the x-axis",
            "xy at=(1,2) dir=-x",
        ),
        (
            "Find the directional derivative of xy at (1,2) in the direction of steepest descent",
            "xy at=(1,2) dir=-grad",
        ),
        ("求z=xy在点A(1,2)处沿A指向B(4,6)的方向的方向导数", "z=xy at=(1,2) to=(4,6)"),
        (
            "Find the rate of change of xy at (3,4) in the direction away from the origin",
            "xy at=(3,4) dir=(3,4)",
        ),
        ("求z=xy在点(3,4)处沿背离原点的方向的方向导数", "z=xy at=(3,4) dir=(3,4)"),
        (
            "Find the rate of change of f(x,y)=xy at (1,2) in the direction of the gradient of f",
            "f(x,y)=xy at=(1,2) dir=grad",
        ),
        (
            "Find the rate of change of xy at (1,2) making an angle of 60° with the x-axis",
            "xy at=(1,2) angle=60°",
        ),
        (
            "Find the directional derivative of √(xy) at P(2,8) in the direction of Q(5,4)",
            "√(xy) at=(2,8) to=(5,4)",
        ),
        (
            "Find D_u f(1,2) for f(x,y)=x^2 y and u=(3/5,4/5)",
            "f(x,y)=x^2 y at=(1,2) dir=(3/5,4/5)",
        ),
        (
            "Find D_u f at (1,2) if f(x,y)=xy and u is the unit vector given by the angle θ=π/6",
            "f(x,y)=xy at=(1,2) angle=π/6",
        ),
        (
            "求u=xyz在点(1,1,2)处沿方向角为α=π/3,β=π/4,γ=π/3的方向的方向导数",
            "u=xyz at=(1,1,2) angles=(π/3,π/4,π/3)",
        ),
        (
            (
                "Find the directions in which the directional derivative of f(x,y)=x^2+xy^3 "
                "at (2,1) has the value 2"
            ),
            "f(x,y)=x^2+xy^3 at=(2,1) rate=2",
        ),
        # Exercises of a list, with what is asked of all before each.
        (
            (
                "Find the directional derivative of f at the given point in the direction "
                "indicated by the angle θ. f(x,y)=xy^3-x^2, (1,2), θ=π/3"
            ),
            "f(x,y)=xy^3-x^2 at=(1,2) angle=π/3",
        ),
        (
            (
                "Find an equation of the tangent plane to the given surface at the specified "
                "point. z=3y^2-2x^2+x, (2,-1,-3)"
            ),
            "z==3y^2-2x^2+x at=(2,-1,-3)",
        ),
        (
            (
                "Explain why the function is differentiable at the given point. "
                "f(x,y)=1+x ln(xy-5), (2,3)"
            ),
            "f(x,y)=1+x ln(xy-5) at=(2,3)",
        ),
        ("Is f(x)=|x| differentiable at x=0?", "f(x)=|x| at=(x=0)"),
        ("Find the gradient of f(x,y)=xy at x=1, y=2?", "f(x,y)=xy at=(x=1,y=2)"),
        ("求下列函数的偏导数：z=x³y-y³x", "z=x³y-y³x"),
        (
            (
                "The temperature at a point (x,y) is T(x,y)=x^2 y. Find the rate of change of "
                "temperature at (1,2) in the direction of v=⟨3,4⟩."
            ),
            "T(x,y)=x^2 y at=(1,2) dir=(3,4)",
        ),
        # Where f changes most.
        (
            "Suppose f(x,y)=x^2 y. In what direction does f increase most rapidly at (1,2)?",
            "f(x,y)=x^2 y at=(1,2)",
        ),
        ("问函数u=xy²z在点P(1,-1,2)处沿什么方向的方向导数最大？", "u=xy²z at=(1,-1,2)"),
        ("求函数u=xy²z在点(1,-1,2)处变化最快的方向", "u=xy²z at=(1,-1,2)"),
        ("Find the direction of steepest descent of xy at (1,2)", "xy at=(1,2)"),
        (
            "Find the direction of maximum increase of f at (1,2) if f(x,y)=xy",
            "f(x,y)=xy at=(1,2)",
        ),
        (
            (
                "Find the maximum rate of change of f(x,y)=xe^y at (2,0) and the direction "
                "in which it occurs."
            ),
            "f(x,y)=xe^y at=(2,0)",
        ),
        (
            "In what direction does f(x,y)=xe^y increase most rapidly at (2,0)?",
            "f(x,y)=xe^y at=(2,0)",
        ),
        # Derivatives of higher order.
        ("Find f_xxy for f(x,y)=x^4y^2", "f(x,y)=x^4y^2 order=3"),
        ("设z=xln(xy)，求∂³z/∂x²∂y", "z=xln(xy) order=3"),
        ("求z=x⁴y⁴的∂²z/∂x²、∂²z/∂y²和∂²z/∂x∂y", "z=x⁴y⁴ order=2"),
        ("求函数z=x²y³的一阶和二阶偏导数", "z=x²y³ order=2"),
        ("Verify that u_xy=u_yx for u=x^4y^3", "u=x^4y^3 order=2"),
        ("Show that the mixed partial derivatives of u=x^4y^3 are equal", "u=x^4y^3 order=2"),
        # Kinds of critical points.
        ("Classify the critical points of f(x,y)=x^3-3xy", "f(x,y)=x^3-3xy critical=all"),
        (
            "Use the second derivative test to classify the critical points of x^2-xy+y^2",
            "x^2-xy+y^2 critical=all",
        ),
        ("求函数z=x²+2xy-y²的驻点并判断其类型", "z=x²+2xy-y² critical=all"),
        ("Does x^2+y^4 have a local minimum at (0,0)?", "x^2+y^4 at=(0,0)"),
        # Of one variable the point is a number.
        ("derivative of x^2 at 3", "x^2 at=3"),
        ("Is |x| differentiable at 0?", "|x| at=0"),
        ("Find the derivative of sin x at pi/4.", "sin x at=pi/4"),
        # What is told of every point, or asked for.
        ("Is f(x,y)=|x|+y differentiable at the origin?", "f(x,y)=|x|+y at=origin"),
        ("Let f(x,y)=|xy|. Show that f is differentiable at (0,0).", "f(x,y)=|xy| at=(0,0)"),
        ("讨论函数f(x,y)=|xy|在点(0,0)处的可微性", "f(x,y)=|xy| at=(0,0)"),
        ("函数z=√(x²+y²)在点(0,0)处是否可微？", "z=√(x²+y²) at=(0,0)"),
        (
            "Find the linearization L(x,y) of the function f(x,y)=x^2 y at (1,2)",
            "f(x,y)=x^2 y at=(1,2) differential=linear",
        ),
        (
            (
                "Let f(x,y)=√(xy). Find the linearization of f at (1,4). "
                "Use it to approximate f(1.1,3.9)."
            ),
            "f(x,y)=√(xy) at=(1,4) to=(1.1,3.9) differential=linear",
        ),
        # Where f does not change, which every answer tells.
        ("Find the directions of no change of xy at (1,2)", "xy at=(1,2)"),
        ("In what directions is there no change in f(x,y)=xy at (1,2)?", "f(x,y)=xy at=(1,2)"),
        ("Let f(x,y)=xy. In which directions does f not change at (1,2)?", "f(x,y)=xy at=(1,2)"),
        # Slopes.
        (
            "Find the slope of the tangent line to the curve x^2+xy+y^2=7 at (1,2)",
            "x^2+xy+y^2==7 at=(1,2) differential=implicit",
        ),
        (
            "What is the slope of the curve y=x^3 at (2,8)?",
            "y==x^3 at=(2,8) differential=implicit",
        ),
        ("Find the slope of the tangent line to the graph of f(x)=x^3 at x=2", "f(x)=x^3 at=(x=2)"),
        # Surfaces and curves.
        ("find the tangent plane to z=x^2+y^2 at (1,2)", "z=x^2+y^2 at=(1,2)"),
        ("find the tangent plane to f(x,y)=x^2+y^2 at (1,2)", "f(x,y)=x^2+y^2 at=(1,2)"),
        ("求球面x²+y²+z²=14在点(1,2,3)处的切平面及法线方程", "x²+y²+z²=14 at=(1,2,3)"),
        ("求曲面z=x²+y²在点(1,1,2)处的切平面方程", "z==x²+y² at=(1,1,2)"),
        ("求曲线x=t,y=t²,z=t³在t=1处的切线及法平面方程", "r=(t, t², t³) at=(t=1)"),
        (
            "Find an equation of the tangent plane to the surface z=2x^2+y^2 at the point (1,1,3).",
            "z==2x^2+y^2 at=(1,1,3)",
        ),
        (
            "Find the tangent plane and the normal line to the graph of f(x,y)=xy at (1,2,2)",
            "z==xy at=(1,2,2)",
        ),
        ("Find the tangent line to the curve x^2+y^2=25 at (3,4)", "x^2+y^2=25 at=(3,4)"),
        # What the answer gives where it is asked for.
        ("求函数f(x,y)=x³-y³+3x²+3y²-9x的极值", "f(x,y)=x³-y³+3x²+3y²-9x critical=all"),
        ("设z=arctan(y/x)，求全部二阶偏导数", "z=arctan(y/x) order=2"),
        (
            "Find the local maximum and minimum values and saddle points of x^4+y^4-4xy+1.",
            "x^4+y^4-4xy+1 critical=all",
        ),
        (
            "Find and classify all critical points of f(x,y)=x^3-3xy",
            "f(x,y)=x^3-3xy critical=all",
        ),
        ("Find all the second partial derivatives of x^3y^5", "x^3y^5 order=2"),
        # What is asked for, without a verb.
        ("gradient of x^2 y+y^3 at (1,2)", "x^2 y+y^3 at=(1,2)"),
        (
            "the directional derivative of √(xy) at (2,8) in the direction (3,-4)",
            "√(xy) at=(2,8) dir=(3,-4)",
        ),
        ("tangent plane to z=x^2+y^2 at (1,1,2)", "z==x^2+y^2 at=(1,1,2)"),
        ("Local extrema of x^4+y^4-4xy+1", "x^4+y^4-4xy+1 critical=all"),
        ("Hessian matrix of x^2 y^3 at (1,1)", "x^2 y^3 at=(1,1) order=2"),
        ("level curve of x^2+4y^2 through (2,1)", "x^2+4y^2 at=(2,1)"),
        ("partial derivatives of x^y", "x^y"),
        ("gradient x^2 y at=(1,2)", "x^2 y at=(1,2)"),
        ("tangent to y=x^3 at x=2", "y=x^3 at=(x=2)"),
        ("Find the tangent line to f(x)=x^3 at x=2", "f(x)=x^3 at=(x=2)"),
        ("z=x²y在点(1,2)处的梯度", "z=x²y at=(1,2)"),
        ("函数f(x,y)=x²y在点(1,2)处沿方向(3,4)的方向导数", "f(x,y)=x²y at=(1,2) dir=(3,4)"),
        ("f(x,y)=x³+y³-3xy的极值", "f(x,y)=x³+y³-3xy critical=all"),
        ("曲面z=x²+y²在点(1,1,2)处的切平面", "z==x²+y² at=(1,1,2)"),
    ],
)
def test_a_sentence_of_a_book_is_a_request(said: str, request_text: str) -> None:
    assert request_of(said) == request_text
    assert read_problem(said).f == read_problem(request_text).f


@pytest.mark.parametrize(
    "said",
    [
        # Of several variables there is no derivative, and of one of them alone another.
        "Find the derivative of x^2 y",
        "Find dz/dx if z=x^2 y",
        # y may depend on t too.
        "Find dz/dt if z=x^2 y, x=cos t",
        "Differentiate x^2+y^2=1 implicitly",
        "Differentiate f(x)=x^3 twice",
        "Find the derivative of the inverse of x^3",
        "Find the derivative of f(x)=x^3 from the definition",
        "find f'(2) if g(x)=x^3",
        "Find the gradient of f(x,y)=x^2 y at (1,2) or (3,4)",
        "Find the angle between the gradients of f(x,y)=x^2 y at (1,2) and (3,4)",
        "Find the differential of f(x,y)=x^2 y at (1,2) if Δx = 0.1",
        "Find the differential of f(x,y)=x^2 y at (1,2) with Δx=0.1 and Δz=0.2",
        "Estimate the relative change in f(x,y)=x^2 y from (1,2) to (1.1,1.8)",
        "Estimate the maximum error in f(x,y)=x^2 y at (1,2)",
        "Show that f is differentiable at (0,0) where g(x,y)=|xy|",
        "求函数z=x²y的导数",
        "求f(x)=x³的反函数的导数",
        "求函数z=x²y在点(1,2)处当Δx=0.1时的全微分",
        # Conditions, regions and directions that no clause has.
        "求函数z=x²+y²在约束条件x+y=1下的极值",
        "求函数f(x,y)=x²+y²在区域x²+y²≤1上的最大值",
        "求函数z=xy在点(1,1)处沿曲线x²+y²=2在这点的内法线方向的方向导数",
        "求极限lim(xy)",
        "find the minimum of x^2+y^2 subject to x+y=1",
        "find the critical points of x^2+y^2 on the unit disk",
        "find the maximum of xy in the region x+y<1",
        "critical points of x^2+y^2 subject to x+y=1",
        "gradient of x^2+y^2 on the circle x^2+y^2=1",
        "absolute maximum of x^2+y^2",
        "limit of xy/(x^2+y^2) as (x,y)->(0,0)",
        "divergence of (x^2,y^2)",
        "gradient descent with restarts on x^2+y^2 from (0,0)",
        "find the gradient of f",
        "函数z=x²+y²在区域x²+y²≤1上的极值",
        # Chains, and what is no letter of f.
        "设z=x²y，求dz/dt",
        "设z=u²v，u=x，求dz/dx",
        "设z=x²y，求∂w/∂x",
        "If z=x^2 y, find ∂z/∂w",
        "Find the partial derivative of xy with respect to t",
        "Find the gradient of xy at (1,2) with respect to v=(3,4)",
        "Suppose f(x,y)=x^2 y. In what direction does g increase most rapidly at (1,2)?",
        "Find D_u f(1,2) for g(x,y)=x^2 y and u=(3/5,4/5)",
        "Find D_u f(1,2) if f(x,y)=xy and u is the unit vector normal to v=(3,4)",
        "Find the directional derivative of h=xy at (1,2) in the direction of the gradient of f",
        "Find the rate of change of xy at (1,2) making an angle of 60° with the y-axis",
        "Find the directional derivative of xy at (1,2) in the direction of Q(5,4)",
        "Find the rate of change of xy at (1,2) away from the point (3,4)",
        "Does x^2+y^4 have a limit at (0,0)?",
        "Classify the critical points of x^2+y^2 on the disk x^2+y^2<=1",
        "问函数u=xy²z在点P(1,-1,2)处沿什么方向的方向导数最大？并求过该点的切平面",
        # Not the last variable, a parameter, no equation, and of higher order.
        "Find dx/dy if x^2+xy+y^2=7",
        "Find ∂y/∂x if x^2+y^2+z^2=1",
        "Find dz/dx if x^2+y^2+z^2=1",
        "Find dy/dx if x^2+y^2<7",
        # What is told of a point alone.
        "Is f(x,y)=|x|+y differentiable?",
        "判断函数f(x,y)=|xy|是否可微",
        "Find the linearization of x^2 y",
        "Find the linearization of f(x,y)=√(xy) at (1,4) and use it to approximate g(1.1,3.9)",
        # Slopes of what is no curve in the plane, or nowhere.
        "Find the slope of the surface z=x^2+y^2 at (1,2)",
        "Find the slope of the curve x^2+y^2=25",
        # Of another line, or none, than the answer has.
        "Find the slope of the normal line to the graph of f(x)=x^3 at x=2",
        "Find the slope of the normal line to the curve x^2+y^2=5 at (1,2)",
        "Find parametric equations of the normal line to the helix r(t)=(cos t, sin t, t) at t=1",
        "Find the unit normal vector of r(t)=(t^2,t^3) at t=1",
        "Find the normal plane to the surface z=x^2+y^2 at (1,1,2)",
        # What stands before a point or beside what is asked is no ornament.
        "f=x^2 y at the point minus (1,2) in the direction (3,4)",
        "f=x^2 y at the point (1,2) in the direction outside (3,4)",
        (
            "Explain why the function is continuous at (5,5) and differentiable at the given "
            "point. f(x,y)=1+x ln(xy-5), (2,3)"
        ),
        "Find the slope of the curve x^2+ay^2=25 at (3,4)",
        # Another function than f, or its value.
        "Find the derivative of the derivative of f(x)=x^3 at x=1",
        "Find the critical points of the derivative of f(x)=x^4-x^2",
        "求函数f(x)=x^4-x^2的导数的极值",
        # Of f′/f.
        "Find the relative rate of change of f(x)=x^2 at x=1",
        "Let f(x)=x². Find the derivative of f(2x)",
        "Let f(x,y)=x²y. Find the gradient of f(y,x) at (1,2)",
        "Let f(x,y)=x²y. Find the gradient of f(1,2)",
        "Find f_x(x,x) for f(x,y)=x²y",
        "Let z=x²y. Find the gradient of z(y,x)",
        "设f(x,y)=x²y，求f(2x,y)在点(1,2)处的梯度",
        # Two points, two directions.
        "求z=xy在点(1,2)处沿从点A(1,3)到点B(2,2)的方向的方向导数",
        "find the gradient of xy at (1,2) in the direction (1,1) towards (3,4)",
        "求z=xy在点A(1,2)处沿C指向B(4,6)的方向的方向导数",
        "find the directional derivative of xy at A(1,2) in the direction from P to Q(3,4)",
        # Of two points with names, is it toward the second or along its coordinates?
        "directional derivative of x^2 y at P(1,2) along Q(3,4)",
        "求函数x²y在点P(1,2)处沿Q(3,4)方向的方向导数",
    ],
)
def test_a_sentence_is_not_read_in_part(said: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(said)
    assert str(caught.value).splitlines()[0] == "this sentence is not understood as a whole"


@pytest.mark.parametrize(
    "said",
    [
        "critical points of x^2+y^2 subject to x+y=1",
        "求函数z=x²+y²在约束条件x+y=1下的极值",
        "f=x^2+y^2 subject to x+y=1",
    ],
)
def test_a_constraint_is_told_where_to_go(said: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(said)
    assert "here is no clause for a constraint" in str(caught.value)


@pytest.mark.parametrize(
    "request_text",
    [
        "f=x^2+y^2 at=(1,2)",
        "let=3 f=let*x",
        "find=2 f=x+find",
        "f=x^2 y at the point (1,2) in the direction (3,4)",
        "given x",
        "is x y",
        "the=2 f=x+the",
        "use x",
        "show=2 f=x+show",
        "gradient",
        "slope=2 f=slope*x",
        "f(x,y)={x, 当 x>0; y, 其他}",
    ],
)
def test_what_is_no_sentence_stays(request_text: str) -> None:
    assert read_said(request_text) == Said(request_text)


@pytest.mark.parametrize(
    "said", ["find the normal line to z=x^2+y^2 at (1,2)", "求z=x^2+y^2在点(1,2)处的切平面及法线"]
)
def test_a_normal_line_of_a_graph_takes_a_point_without_its_height(said: str) -> None:
    problem = read_problem(said)
    assert problem.is_equation
    assert problem.point == (1, 2, 5)


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        ("求z=xy在原点的梯度 steps=full lang=en", "z=xy at=origin steps=full lang=en"),
        ("Find the gradient of xy at (1,2).\nwindow=(0,3,0,3)", "xy at=(1,2) window=(0,3,0,3)"),
        ('gradient of xy at (1,2) answer="(2,1)"', 'xy at=(1,2) answer="(2,1)"'),
    ],
)
def test_behind_a_sentence_clauses_say_how_its_answer_is_shown(
    said: str, request_text: str
) -> None:
    assert request_of(said) == request_text


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("at the points P(1,2) and Q(3,4)", "[(1,2), (3,4)]"),
        ("at (1,2), (3,4), and at (5,6)", "[(1,2), (3,4), (5,6)]"),
    ],
)
def test_several_points_stand_behind_one_another(said: str, points: str) -> None:
    request_text = request_of(f"Find the gradient of f(x,y)=x^2 y {said}")
    assert request_text == f"f(x,y)=x^2 y at={points}"


def test_several_points_are_those_of_one_request() -> None:
    said = "设f(x,y,z)=x²+2y²+3z²，求grad f(0,0,0)及grad f(1,1,1)"
    assert request_of(said) == "f(x,y,z)=x²+2y²+3z² at=[(0,0,0), (1,1,1)]"


@pytest.mark.parametrize(
    ("request_text", "row"),
    [
        # 4·0.1 - 0.2
        (
            "Find the differential of z=x^2 y at (1,2) with Δx = 0.1, Δy = -0.2",
            "dz(P) = 0.2   for dx = 0.1 and dy = -0.2",
        ),
        (
            "estimate the change in z=x^2 y from (1,2) to (1.1,1.8) steps=full",
            "dz(1, 2) = 4·0.1 + 1·(-0.2) = 0.2   for dx = 0.1 and dy = -0.2",
        ),
        (
            "求z=e^{xy}在点(2,1)处的全微分",
            "dz = y·e^(x·y)·dx + x·e^(x·y)·dy   dz|_(2,1) = e²·dx + 2e²·dy",
        ),
        ("设u=x+sin(y/2)+e^{yz}，求du", "du = dx + (cos(y/2)/2 + z·e^(y·z))·dy + y·e^(y·z)·dz"),
        ("z=xy-x at=(2,1) differential=total steps=short", "dz(P) = 2·dy"),
        ("z=xy at=(2,1) differential=total steps=full", "dz = y·dx + x·dy"),
        ("z=xy at=(2,1) differential=total steps=short lang=zh", "dz|_(2,1) = dx + 2·dy"),
        # By differentiating the equation: 2x + y + x·y′ + 2y·y′ = 0, and 3x² + 3y²·y′ = 6y + 6x·y′.
        (
            "find dy/dx at (1,2) if x^2+xy+y^2=7",
            "dy/dx = -F_x/F_y = -(2x + y)/(x + 2y)   dy/dx(P) = -4/5",
        ),
        (
            "x^3+y^3==6xy differential=implicit",
            "dy/dx = -F_x/F_y = (x² - 2y)/(2x - y²)",
        ),
        (
            "e^z==xyz differential=implicit steps=full",
            "∂z/∂y = -F_y/F_z = x·z/(e^z - x·y)",
        ),
        (
            "x^2+y^2+z^2=14 at=(1,2,3) differential=implicit steps=short style=stewart",
            "∂z/∂x = -F_x/F_z = -x/z   ∂z/∂x(1, 2, 3) = -1/3",
        ),
        # The tangent is vertical there.
        ("x^2+y^2=25 at=(5,0) differential=implicit", "dy/dx = -F_x/F_y = -x/y"),
        # f(1, 2) = 2, f_x = 4, f_y = 1 there.
        ("f=x²y at=(1,2) differential=linear", "L(x, y) = 2 + 4(x - 1) + (y - 2) = 4x + y - 4"),
        ("f=xy+3y at=(2,0) differential=linear", "L(x, y) = 5y"),
        # 2 + 1·0.1 + (-0.1)/4.
        ("f=√(xy) at=(1,4) differential=linear to=(1.1,3.9)", "L(1.1, 3.9) = 2.075"),
    ],
)
def test_a_differential_stands_where_it_is_asked_for(request_text: str, row: str) -> None:
    result = solve(request_text)
    assert isinstance(result, Result)
    assert row in [line.strip() for line in result.text.splitlines()]


@pytest.mark.parametrize(
    "request_text", ["f=x²y differential=implicit", "x+y+z+t==1 differential=implicit"]
)
def test_implicit_derivatives_are_those_of_an_equation(request_text: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="only the last variable of an equation"):
        read_problem(request_text)


def test_the_linearization_has_a_letter_that_is_free() -> None:
    result = solve("L=x+y² at=(1,1) differential=linear steps=short")
    assert isinstance(result, Result)
    assert "T(x, y) = 2 + (x - 1) + 2(y - 1) = x + 2y - 1" in result.text


def test_there_is_no_linearization_where_f_is_not_differentiable() -> None:
    result = solve("f=|x|+y at=(0,0) differential=linear")
    assert isinstance(result, Result)
    assert "L(x, y)" not in result.text


_SMALLEST = ["MIN_RATE", "DESCENT"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Find the directional derivative of x^2 y at (1,2) in the direction of (3,4)", ["RATE"]),
        ("Find the gradient of x^2 y at (1,2)", ["GRADIENT"]),
        (
            "In which direction does f(x,y)=x^2 y increase most rapidly at (1,2)?",
            ["MAX_RATE", "ASCENT"],
        ),
        ("Find the tangent plane to z=x^2 y at (1,2)", ["GRAPH_TANGENT"]),
        ("Find the tangent plane to z=x^2 y at (1,2,2)", ["LEVEL_TANGENT"]),
        ("Find the normal line to x^2+y^2=5 at (1,2)", ["NORMAL_LINE"]),
        ("求球面x²+y²+z²=14在点(1,2,3)处的切平面及法线方程", ["LEVEL_TANGENT", "NORMAL_LINE"]),
        ("Find the jacobian matrix of (x^2 y, x+y) at (1,2)", ["JACOBIAN"]),
        ("If z=x^2 y, find ∂z/∂x and ∂z/∂y", ["GRADIENT"]),
        ("求函数z=x²y在点(1,2)处沿方向(3,4)的方向导数和梯度", ["RATE", "GRADIENT"]),
        ("求函数z=x²y的极值", ["EXTREMA"]),
        ("x^2 y at=(1,2) dir=(3,4)", []),
    ],
)
def test_a_worked_solution_keeps_to_what_a_sentence_asks(said: str, asked: list[str]) -> None:
    problem = read_problem(said)
    assert [question.name for question in problem.presentation.questions] == asked


@pytest.mark.parametrize("by_keyword", [False, True])
def test_a_worked_solution_of_a_rate_ends_with_it(by_keyword: bool) -> None:
    said = "Find the directional derivative of x^2 y at (1,2) in the direction of (3,4)"
    result = solve(said, steps="full") if by_keyword else solve(f"{said} steps=full")
    assert isinstance(result, Result)
    last = result.text.splitlines()[-1]
    # ∇f = (4, 1), and (4·3 + 1·4)/5 = 16/5.
    assert last == "D_u f(1, 2) = ∇f(1, 2)·u = (4·3 + 1·4)/5 = 16/5"


@pytest.mark.parametrize(
    ("said", "last", "untold"),
    [
        # ∇f(0, 0) = 0, and nobody asked of which kind the point is.
        ("Find the gradient of x^2+y^2 at (0,0)", "∇f(0, 0) = (0, 0)", "minimum"),
        ("Is sqrt(x^2+y^2) differentiable at (0,0)?", "differentiable there.", "unit vector"),
        ("Find the gradient of |x|+y^2 at (0,1)", "differentiable there.", "unit vector"),
        (
            "Find the maximum rate of change of x^2+y^2 at (0,0)",
            "The point (0, 0) is a critical point: D_u f(0, 0) = 0 in every direction.",
            "f_xx",
        ),
    ],
)
def test_nothing_is_told_that_a_sentence_does_not_ask(said: str, last: str, untold: str) -> None:
    result = solve(f"{said} steps=full")
    assert isinstance(result, Result)
    assert result.text.endswith(last)
    assert untold not in result.text


def test_a_point_that_is_not_critical_has_no_kind() -> None:
    # ∇f = (2, 0).
    asked = "Is (1,0) a local minimum of x^2+y^2?"
    assert "As ∇f(P) ≠ 0, P is not a critical point of f." in solve(asked).text
    in_full = solve(f"{asked} steps=full").text
    assert in_full.endswith("As ∇f(1, 0) ≠ 0, (1, 0) is not a critical point of f.")
    assert "eigenvector" not in in_full


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("tangent plane to z=x^2+y^2 at (1,1,2)", "z = 2x + 2y - 2"),
        ("tangent line to y=x^3 at x=2", "Tangent line to the graph at x = 2: y = 12x - 16"),
        ("maximum rate of change of x^2 y at (1,2)", "= √17 along ∇f(P), u = (4, 1)/√17"),
    ],
)
def test_a_short_answer_has_what_a_sentence_asks_for(said: str, row: str) -> None:
    assert row in " ".join(solve(f"{said} steps=short").text.split())
