"""What parameters must satisfy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    Add,
    And,
    Dummy,
    Eq,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Matrix,
    Max,
    Mul,
    Ne,
    Not,
    Or,
    Pow,
    Symbol,
    cos,
    csc,
    csch,
    exp,
    factor_list,
    false,
    fraction,
    gamma,
    sec,
    sech,
    sign,
    simplify_logic,
    sin,
    to_dnf,
    together,
    true,
)
from sympy import I as IMAGINARY_UNIT
from sympy.core.relational import Relational

from grad_magic.calculus.domains import UndefinedError, trace
from grad_magic.calculus.exact.identities import WITH_SIGN_OF_ARGUMENT
from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.errors import NoAnswerError
from grad_magic.formula.one_variable import conjuncts, holds_nowhere
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.problem import Problem
from grad_magic.wording.messages import Listing, Message

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# Simplifying conditions takes time that grows as fast as 2ⁿ.
_MOST_RELATIONS = 6
# Factoring below this size takes milliseconds.
_LARGEST_SOLVED = 60


def conditions_of(numbers: Sequence[Expr]) -> list[Boolean]:
    """What must hold of parameters for these numbers to exist, as a ≥ 0 for √a.

    Raises:
        NoAnswerError: that cannot be told.
    """
    conditions: list[Boolean] = []
    for number in numbers:
        if number.free_symbols:
            try:
                trace(compile_formula(from_sympy(number)), {}, conditions)
            except (UndefinedError, UnreadableExpressionError):
                raise NoAnswerError(
                    Message("it_could_not_be_told_when_is_a_number", number=number)
                ) from None
    return conditions


def level_set_condition(problem: Problem, value: Expr) -> tuple[Boolean, ...]:
    """What must hold for P to lie on the level set that an equation describes.

    Args:
        problem: what is asked.
        value: left minus right at P.

    Raises:
        MeaninglessRequestError: it does not lie there.
    """
    if not problem.is_equation or sign_of(value) == 0:
        return ()
    if sign_of(value) is None and value.free_symbols:
        return (Eq(value, 0),)
    raise problem.error(
        "at",
        Message("the_point_does_not_satisfy_the_equation", value=value),
        Message("give_a_point_of_the_level_set"),
    )


def nonzero_condition(vector: Sequence[Expr]) -> tuple[Boolean, ...]:
    """What keeps a vector with parameters from being zero; nothing if it cannot be zero."""
    if any(sign_of(entry) for entry in vector):
        return ()
    open_entries = [entry for entry in vector if entry != 0]
    squares = shorten(Add(*(entry**2 for entry in open_entries)))
    if sign_of(squares) == 1:
        return ()
    if not any(entry.free_symbols for entry in open_entries):
        return ()
    # (r cos t, r sin t) is not zero where r² is not.
    if len(open_entries) > 1 and not any(isinstance(base, Add) for base in _parts(squares)):
        return (_factors_nonzero(squares),)
    conditions = (_factors_nonzero(entry) for entry in open_entries)
    condition = Or(*conditions)
    # SymPy's simplification would write a sign as cases.
    is_short = len(condition.atoms(Ne)) <= _MOST_RELATIONS and not condition.has(sign)
    return (simplify_logic(condition) if is_short else condition,)


def tidy_conditions(conditions: Sequence[Boolean]) -> tuple[Boolean, ...]:
    """The conditions without those that others imply, each of them once."""
    parts = (part for condition in conditions for part in conjuncts(condition))
    plain = (_without_sines(_inside(part)) for part in parts)
    # No a is both 0 and 1, so that a ≠ 0 or a ≠ 1 asks nothing.
    asking = (part for part in plain if not (isinstance(part, Or) and holds_nowhere(Not(part))))
    compared = (_compared_with_zero(part) for part in asking if part != true)
    kept: dict[Boolean, Boolean] = {}
    for part in (part for whole in compared for part in conjuncts(whole) if part != true):
        kept.setdefault(_with_side(part), part)
    # ab ≠ 0 goes first: a ≠ 0 and b ≠ 0 imply it, and it implies each of them.
    for key in sorted(kept, key=_is_of_product, reverse=True):
        rest = [side for side in kept if side is not key]
        if _is_implied(key, rest):
            del kept[key]
    return tuple(_off_the_border(kept))


def without_borders(condition: Boolean) -> Boolean:
    """x > 0 for x > 0 and x ≥ 0, as several formulas demand it together; others as they are."""
    parts = conjuncts(condition)
    strict = {_inside(Gt(part.gts, part.lts)) for part in parts if isinstance(part, (Gt, Lt))}
    strict |= {part for part in parts if isinstance(part, Or)}
    return And(
        *(
            part
            for part in parts
            if not isinstance(part, (Ge, Le)) or _inside(Gt(part.gts, part.lts)) not in strict
        )
    )


def _inside(condition: Boolean) -> Boolean:
    """b ≠ 0 for |b| ≠ 0, tanh b ≠ 0 and ∛b ≠ 0, b > 0 for √b > 0; others as they are.

    So is b > 0 for max(0, b) > 0 and max(0, b) ≠ 0.
    """
    if not isinstance(condition, (Ne, Gt, Lt)):
        return condition
    larger, smaller = (
        (condition.lhs, condition.rhs)
        if isinstance(condition, Ne)
        else (condition.gts, condition.lts)
    )
    if smaller != 0:
        return condition
    relation = Ne if isinstance(condition, Ne) else Gt
    if isinstance(larger, Max) and (relation is Gt or 0 in larger.args):
        return Or(*(_inside(Gt(part, 0)) for part in larger.args))
    if isinstance(larger, (Abs, *WITH_SIGN_OF_ARGUMENT)):
        inner = Ne if isinstance(larger, Abs) else relation
        return _inside(inner(larger.args[0], 0))
    if isinstance(larger, Pow) and larger.exp.is_Rational and larger.exp > 0:
        # Of an even root what is under it is not negative, which is a condition of its own.
        is_same = relation is Ne or larger.exp.q % 2 == 0
        return _inside(relation(larger.base, 0)) if is_same else condition
    return condition


def _without_sines(condition: Boolean) -> Boolean:
    """a² > 0 for a²·sin²t + a²·cos²t > 0; others as they are."""
    if not (isinstance(condition, Relational) and condition.has(sin) and condition.has(cos)):
        return condition
    difference = condition.lhs - condition.rhs
    if not difference.is_Add or count_operations(difference) > _LARGEST_SOLVED:
        return condition
    short = shorten(difference)
    return condition if short.has(sin, cos) else condition.func(short, 0)


def _off_the_border(kept: Mapping[Boolean, Boolean]) -> Iterator[Boolean]:
    """x > 0 for x ≥ 0 and x ≠ 0."""
    zeros = {key: _zeros_of(key) for key in kept if isinstance(key, Ge) and key.rhs == 0}
    open_sides = {key for key, forms in zeros.items() if forms and forms <= set(kept)}
    told = set().union(*(zeros[key] for key in open_sides))
    for key, condition in kept.items():
        if key in open_sides:
            yield Gt(condition.gts, condition.lts)
        elif key not in told:
            yield condition


def _zeros_of(condition: Ge) -> set[Boolean]:
    """That no factor of what is not negative is 0; nothing where it has no factors of symbols."""
    form = condition.lhs
    if not form.is_polynomial(*form.free_symbols) or form.count_ops() > _LARGEST_SOLVED:
        return set()
    return {_off_zero(factor) for factor, _ in factor_list(form)[1]}


def without_implied(conditions: Sequence[Boolean], given: Sequence[Boolean]) -> tuple[Boolean, ...]:
    """The conditions that do not follow from what is given.

    >>> from sympy.abc import a, b
    >>> without_implied([Or(Ne(a, 0), Ne(b, 0))], [Eq(a**2 + b**2, 1)])
    ()
    """
    parts = (part for condition in conditions for part in conjuncts(condition))
    sides = {true, *map(_with_side, given)}
    asked = (part for part in parts if _with_side(part) not in sides)
    return tuple(part for part in asked if not _follows_from(part, given))


def _follows_from(condition: Boolean, given: Sequence[Boolean]) -> bool:
    """Whether what is given fails wherever the condition does, which says that something is ≠ 0."""
    failing = to_dnf(Not(condition))
    cases = failing.args if isinstance(failing, Or) else (failing,)
    return all(_excludes(given, case) for case in cases)


def _excludes(given: Sequence[Boolean], case: Boolean) -> bool:
    """Whether something that is given is false where all these are 0, or they never are."""
    parts = conjuncts(case)
    zeros = {part.lhs for part in parts if isinstance(part, Eq) and part.rhs == 0}
    # Nowhere are both a sine and its cosine 0.
    if any(isinstance(zero, sin) and cos(*zero.args) in zeros for zero in zeros):
        return True
    if any(part.lhs in zeros for part in given if isinstance(part, Ne) and part.rhs == 0):
        return True
    if len(zeros) < len(parts) or not all(zero.is_Symbol for zero in zeros):
        return False
    put_in = dict.fromkeys(zeros, Integer(0))
    return any(_fails(part, put_in) for part in given)


def _fails(condition: Boolean, values: Mapping[Symbol, Expr]) -> bool:
    try:
        return bool(condition.xreplace(dict(values)) == false)
    except TypeError:
        # |1/a| > 0 compares what has no value at 0.
        return True


def _with_side(condition: Boolean) -> Boolean:
    """The same of what is positive: x - y > 0 for y < x and for x > y, 1 - a² > 0 for |a| < 1."""
    if not isinstance(condition, (Gt, Lt, Ge, Le)):
        return condition
    larger, smaller = condition.gts, condition.lts
    if isinstance(smaller, Abs) and larger.is_nonnegative:
        larger, smaller = larger**2, smaller.args[0] ** 2
    relation = Gt if isinstance(condition, (Gt, Lt)) else Ge
    # a ≥ 0 for a/4 ≥ 0; what a number is taken out of is positive or not as before.
    _, side = (larger - smaller).as_content_primitive()
    return relation(side, 0, evaluate=False)


def check_reality(problem: Problem, value: Expr, conditions: Sequence[Boolean]) -> None:
    """Refuses a value that is real for no interval of parameters.

    Raises:
        NoAnswerError: it is not.
    """
    impossible = contradiction(conditions)
    if not impossible and not value.has(IMAGINARY_UNIT):
        return
    needed = [f"{part.lhs} {part.rel_op} {part.rhs}" for part in impossible if part != false]
    reason = (
        Message("it_needs_which_leaves_no_interval", needed=Listing(needed, "and"))
        if needed
        else Message("is_not_real", value=value)
    )
    raise NoAnswerError(
        Message(
            "has_no_value_that_could_be_settled_at",
            name=problem.name,
            place=problem.place,
            reason=reason,
        )
    )


def contradiction(conditions: Sequence[Boolean]) -> tuple[Boolean, ...]:
    """Conditions that hold together for no parameters, or at most for single values of one.

    >>> from sympy.abc import a
    >>> contradiction([a > 0, -a > 0])
    (a > 0, -a > 0)
    """
    parts = tuple(part for condition in conditions for part in conjuncts(condition))
    if false in parts:
        return (false,)
    groups: dict[Expr, list[Boolean]] = {}
    for part in parts:
        if not isinstance(part, Relational) or part.count_ops() > _LARGEST_SOLVED:
            continue
        form = (part.lhs - part.rhs).expand()
        key: Expr = -form if form.could_extract_minus_sign() else form
        if len(part.free_symbols) == 1:
            (key,) = part.free_symbols
        groups.setdefault(key, []).append(part)
    for group in groups.values():
        is_one_value = len(group) == 1 and isinstance(group[0], (Eq, Ge, Le))
        if not is_one_value and not _leaves_room(group):
            return tuple(group)
    return ()


def _leaves_room(conditions: Sequence[Boolean]) -> bool:
    """Whether conditions on one parameter, or on one expression, may hold together."""
    if any(len(part.free_symbols) != 1 for part in conditions):
        signs = [_allowed_signs(part, conditions[0]) for part in conditions]
        return bool(frozenset.intersection(*signs))
    if any(isinstance(part, Eq) for part in conditions):
        return True
    from grad_magic.calculus.extrema.curves.regions import in_intervals, opened
    from grad_magic.calculus.extrema.equations.roots import UnsolvedError

    try:
        return bool(in_intervals(opened(And(*conditions))) != false)
    except UnsolvedError:
        return True


def _allowed_signs(condition: Boolean, first: Boolean) -> frozenset[int]:
    """The signs that what the first is about may have under another, which is about ± it."""
    is_turned = ((condition.lhs - condition.rhs) + (first.lhs - first.rhs)).expand() == 0
    signs = [sign for sign in (-1, 0, 1) if condition.func(Integer(sign), 0) == true]
    return frozenset(-sign if is_turned else sign for sign in signs)


def _compared_with_zero(condition: Boolean) -> Boolean:
    if isinstance(condition, (Gt, Ne)):
        nonzero = _squares_nonzero(condition.lhs - condition.rhs)
        if nonzero is not None:
            return nonzero
    if isinstance(condition, (Gt, Ge)) and condition.rhs == 0:
        return _sign_settled(condition)
    return _split_off_zero(condition) if isinstance(condition, Ne) else condition


def _sign_settled(condition: Gt | Ge) -> Boolean:
    """a ≠ 0 for |a| > 0 and for 1/a² ≥ 0; true for 1 - σ(a) > 0."""
    if condition.lhs.has(exp) and count_operations(condition.lhs) <= _LARGEST_SOLVED:
        above, below = fraction(together(condition.lhs))
        if sign_of(above) == sign_of(below) == 1:
            return true
    if isinstance(condition, Gt):
        is_magnitude = isinstance(condition.lhs, Abs)
        return Ne(condition.lhs.args[0], 0) if is_magnitude else condition
    if _squares_nonzero(condition.lhs) is None:
        return condition
    return And(*(Ne(part, 0) for part in _parts(fraction(condition.lhs)[1]) if part.is_Symbol))


def _split_off_zero(condition: Ne) -> Boolean:
    """s ≠ 0 for πs² ≠ 0, and a ≠ 0 and b ≠ 0 for a/b ≠ 0."""
    form = condition.lhs - condition.rhs
    if form.free_symbols and form.is_Mul:
        if fraction(form)[1].free_symbols:
            parts = dict.fromkeys(_parts(form))
            return And(*(Ne(part, 0) for part in parts if part.free_symbols))
        form = form.as_independent(*form.free_symbols, as_Add=False)[1]
        base, exponent = form.as_base_exp()
        form = base if exponent.is_positive else form
    return _off_zero(form)


def _squares_nonzero(total: Expr) -> Boolean | None:
    """When 2a² or a² + b² is not 0, and so positive; None of what is no sum of squares."""
    conditions: list[Boolean] = []
    terms = Add.make_args(total)
    for term in terms:
        coefficient, rest = term.as_coeff_Mul()
        powers = [factor.as_base_exp() for factor in Mul.make_args(rest)]
        is_square = coefficient.is_positive and all(
            base.is_Symbol
            and exponent.is_Integer
            and exponent % 2 == 0
            and (exponent > 0 or len(terms) == 1)
            for base, exponent in powers
        )
        if not is_square:
            return None
        conditions.append(And(*(Ne(base, 0) for base, _ in powers)))
    return Or(*conditions)


def _is_of_product(condition: Boolean) -> bool:
    return isinstance(condition, Ne) and bool(condition.lhs.is_Mul)


def _is_implied(condition: Boolean, others: Sequence[Boolean]) -> bool:
    """Whether a condition follows from others, of which each inequality is one with 0."""
    if isinstance(condition, Ge):
        return Gt(condition.lhs, 0, evaluate=False) in others
    forms = (part.lhs for part in others if isinstance(part, (Gt, Ne)) and part.rhs == 0)
    nonzero = {part for form in forms for part in (form, *_parts(form))}
    if isinstance(condition, Ne):
        form = condition.lhs - condition.rhs
        is_product = form.is_Mul and all(part in nonzero for part in _parts(form))
        return bool({form, -form} & nonzero) or is_product
    parts = condition.args if isinstance(condition, Or) else ()
    return any(
        isinstance(part, Ne) and {part.lhs - part.rhs, part.rhs - part.lhs} & nonzero
        for part in parts
    )


def _parts(form: Expr) -> tuple[Expr, ...]:
    """The bases of the powers of a product."""
    return tuple(factor.as_base_exp()[0] for factor in Mul.make_args(form))


def _factors_nonzero(product: Expr) -> Boolean:
    """That no factor is 0; sign(w) is 0 exactly where w is."""
    powers = (factor.as_base_exp() for factor in Mul.make_args(product))
    # A reciprocal is nowhere 0, nor is a secant, nor Γ.
    bases = (
        base
        for base, exponent in powers
        if not exponent.is_negative and not isinstance(base, (csc, sec, sech, csch, gamma))
    )
    forms = (base.args[0] if isinstance(base, (sign, Abs)) else base for base in bases)
    whole = (together(form) if form.is_Add else form for form in forms)
    return And(*(_factors_nonzero(form) if form.is_Mul else _off_zero(form) for form in whole))


def _off_zero(form: Expr) -> Boolean:
    return Ne(-form if form.could_extract_minus_sign() else form, 0)


def with_known_signs(numbers: Matrix, conditions: Sequence[Boolean]) -> Matrix:
    """The numbers with parameters of which SymPy knows that they are not 0, or positive.

    >>> from sympy.abc import a, b
    >>> [entry.is_positive for entry in with_known_signs(Matrix([a**2, b]), [Ne(a, 0), b > 0])]
    [True, True]
    """
    known: dict[Symbol, Symbol] = {}
    for part in conditions:
        for relation, assumption in ((Ne, "nonzero"), (Gt, "positive"), (Lt, "negative")):
            if isinstance(part, relation) and part.lhs.is_Symbol and part.rhs == 0:
                known[part.lhs] = Dummy(part.lhs.name, real=True, **{assumption: True})
    return numbers.xreplace(known)


def without_signs(number: Expr, conditions: Sequence[Boolean]) -> Expr:
    """The number with 1 for |sign(w)| and sign(w)², where the conditions say that w is not 0.

    >>> from sympy.abc import a
    >>> without_signs(2 * Abs(sign(a)), [Ne(a, 0)])
    2
    """
    nonzero = {form for part in conditions for form in _both_ways(part)}
    signs = {part for part in number.atoms(sign) if part.args[0] in nonzero}
    if not signs:
        return number
    squared = number.xreplace({Abs(part): Integer(1) for part in signs})
    reduced = squared.replace(
        lambda part: part.is_Pow and part.base in signs and part.exp.is_Integer,
        lambda part: part.base if part.exp % 2 else Integer(1),
    )
    return reduced if reduced == squared else shorten(reduced)


def positive_forms(conditions: Sequence[Boolean]) -> set[Expr]:
    """What the conditions say to be positive: b - a where b > a.

    >>> from sympy.abc import a, b
    >>> sorted(positive_forms([b - a > 0, a < 0]), key=str)
    [-a, -a + b]
    """
    return {part.gts - part.lts for part in conditions if isinstance(part, (Gt, Lt))}


def with_settled_sizes(number: Expr, conditions: Sequence[Boolean]) -> Expr:
    """The number with w for |w| and 1 for sign(w), where the conditions say that w is positive.

    So it is with 1/w for |1/w|.

    >>> from sympy.abc import a, b
    >>> with_settled_sizes(2 / Abs(a - b) + sign(b - a), [b - a > 0])
    1 + 2/(-a + b)
    """
    sizes = number.atoms(Abs, sign)
    if not sizes:
        return number
    positive = positive_forms(conditions)
    # ab is where a/b is.
    positive |= {Mul(*fraction(form)) for form in positive if form.is_Mul}
    settled: dict[Expr, Expr] = {}
    # √w/w is 1/√w of one letter, and not of a product.
    letters: dict[Expr, Expr] = {}
    for part in sizes:
        inside = part.args[0]
        for turn, form in ((1, inside), (-1, -inside)):
            is_inverted = 1 / form in positive
            if form not in positive and not is_inverted:
                continue
            whole = 1 / form if is_inverted else form
            if isinstance(part, sign):
                settled[part] = Integer(turn)
            elif whole.is_Mul:
                letter = letters.setdefault(whole, Dummy(positive=True))
                settled[part] = 1 / letter if is_inverted else letter
            else:
                settled[part] = form
    if not settled:
        return number
    products = {letter: product for product, letter in letters.items()}
    return number.xreplace(settled).xreplace(letters).xreplace(products)


def _both_ways(condition: Boolean) -> tuple[Expr, ...]:
    if not isinstance(condition, (Ne, Gt, Lt)):
        return ()
    form = condition.lhs - condition.rhs
    return form, -form
