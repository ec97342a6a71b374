"""A run of letters into names: which stay whole, and which are products of letters.

`xy` is x·y, `theta` is one letter, `sinx` is sin x, `xe` is x·e. A word that could as well be
one name as a product is refused: a silent misreading is worse than a question.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection
from difflib import get_close_matches

from grad_magic.reading.known_formulas import advice_on
from grad_magic.reading.loose_words import advice_on_word
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.reading.vocabulary import (
    CALLABLE_BY_NAME,
    CONDITION_WORDS,
    CONSTANTS,
    GREEK_NAMES,
    HATTED_NAMES,
    OPENING_WORDS,
    OTHERWISE_WORDS,
)
from grad_magic.wording.messages import Listing, Message

# The letters for variables, by which an undeclared product is known from a word.
_USUAL_LETTERS = frozenset("xyzuvwte")
_SURE_LETTERS = frozenset("xyz")
_LONGEST_UNDECLARED_PRODUCT = 5
_SHORTEST_RUN = 2
# Shorter ones before a bracket may be products, as axy(1-x) is.
_SHORTEST_FUNCTION = 4
# A longer run of letters is no product that anyone would type.
_LONGEST_WORD = 20
# sh, ch, th and tg are functions only where they stand alone.
_WRITTEN_FUNCTIONS = tuple(name for name in CALLABLE_BY_NAME if len(name) > 2 or name == "ln")
# Functions that stand before a number without a space: ln2, √3/2 as sqrt3/2, cos60°.
_CALLED_WITH_NUMBER = re.compile(r"((?:arc|a)?(?:sin|cos|tan)|cot|sec|csc|ln|sqrt)([0-9]+)")
# Of x, y in R.
_REALS = re.compile(r"\s*(?:R|ℝ|\\mathbb)(?![A-Za-z])")
_INVERTED = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh"})
# The same, which has lost the height of an exponent when it was copied.
_FUNCTION_AND_DIGIT = re.compile(r"(?P<name>[a-z]{2,}?)(?P<digit>[2-9])[a-z]?")
_OPENING_SIGNS = frozenset({"(", "[", "{", "|", "√", "‖", "⟨", "⌊", "⌈", "^"})
# Words of sentences that could be products of two letters.
_SHORT_WORDS = frozenset({"by", "on", "so", "we", "do", "no", "be", "my", "an", "us", "it"})
# What a sentence asks for that every answer has.
_ANSWERED = frozenset(
    {"find", "compute", "calculate", "evaluate", "determine", "gradient", "grad", "nabla"}
    | {"partial", "derivative", "differentiate", "diff", "jacobian", "tangent", "solve", "normal"}
)
# The third letter of those that books take for coefficients.
_COEFFICIENT = re.compile(r"(?<![A-Za-z])c(?![A-Za-z]{2})")
# Functions of machine learning that are not close to any other, for all that their names are.
_OF_FORMULAS = frozenset({"elu", "gelu", "huber", "leaky_relu", "mish", "selu", "silu", "swish"})
_MISLEADING_WORDS = {
    "lg": Message("lg_has_two_bases"),
    "lb": Message("write_log"),
    "ld": Message("write_log"),
    "ctan": Message("write_cot"),
    "mod": Message("write_remainder"),
    "Mod": Message("write_remainder"),
    "subject": Message("there_is_no_clause_for_a_constraint"),
    "Re": Message("functions_are_real_here"),
    "Im": Message("functions_are_real_here"),
    "re": Message("functions_are_real_here"),
    "im": Message("functions_are_real_here"),
}


def split_words(
    source: str, tokens: tuple[Token, ...], declared: Collection[str], *, only_declared: bool
) -> tuple[Token, ...]:
    """The tokens with every word taken apart into names.

    Args:
        source: the request, for errors.
        tokens: as the notation gives them.
        declared: the names of variables and parameters, which always stay whole.
        only_declared: whether there are no other names, so that products hold no other letters.

    Raises:
        RequestSyntaxError: a word that has two readings, or that is no name at all.
    """
    names: list[Token] = []
    marked = mark_cases(tokens)
    # Words that are one name wherever they stand.
    whole: set[str] = set()
    for index, token in enumerate(marked):
        if token.kind != "word" or token.exact or token.text in whole:
            names.append(token)
            continue
        following = marked[index + 1] if index + 1 < len(marked) else None
        if _is_called_with_number(token, following, declared):
            names += _name_and_number(token)
            continue
        if _is_spelled(token.text, declared) and _starts_factor(following):
            raise _product_or_function(source, token)
        parts = _split(source, token, declared, declared if only_declared else ())
        if len(token.text) != _SHORTEST_RUN and [part.text for part in parts] == [token.text]:
            whole.add(token.text)
        names += parts
    return tuple(names)


def _is_called_with_number(
    token: Token, following: Token | None, declared: Collection[str]
) -> bool:
    """Whether it is ln2 or cos60, of 60°.

    Not of sin2 x and sin2(x), which have lost the height of an exponent when they were copied, nor
    of ln2.5.
    """
    called = _CALLED_WITH_NUMBER.fullmatch(token.text)
    if called is None or token.text in declared or token.text in CALLABLE_BY_NAME:
        return False
    return following is None or (following.kind == "sign" and following.text not in _OPENING_SIGNS)


def _name_and_number(token: Token) -> tuple[Token, Token]:
    called = _CALLED_WITH_NUMBER.fullmatch(token.text)
    assert called is not None
    middle = token.start + called.end(1)
    return (
        token._replace(text=called[1], end=middle, exact=True),
        Token("number", called[2], middle, token.end),
    )


# What a function's value holds only where it is given by cases.
_RELATIONS = frozenset({"<", "<=", ">", ">=", "=", "!="})
_PHRASES = tuple(sorted((tuple(words.split()) for words in OTHERWISE_WORDS), key=len, reverse=True))
OPENING, OTHERWISE = "if", "otherwise"


def mark_cases(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with one word each for what opens a condition, and for what is left.

    They are words of cases only beside a relation, and where they stand alone: s*i is no si.
    """
    # First the quick look, as of long sums.
    if _RELATIONS.isdisjoint([token.text for token in tokens]):
        return tokens
    if not any(token.kind == "sign" and token.text in _RELATIONS for token in tokens):
        return tokens
    marked: list[Token] = []
    position = 0
    while position < len(tokens):
        token, length = tokens[position], 1
        phrase = next((words for words in _PHRASES if _begins(tokens, position, words)), ())
        if phrase:
            length = len(phrase)
            end = tokens[position + length - 1].end
            token = Token("word", OTHERWISE, token.start, end, token.spaced, exact=True)
        elif (
            token.kind == "word" and token.text in OPENING_WORDS and _stands_alone(tokens, position)
        ):
            token = Token("word", OPENING, token.start, token.end, token.spaced, exact=True)
        marked.append(token)
        position += length
    return tuple(marked)


def _begins(tokens: tuple[Token, ...], position: int, words: tuple[str, ...]) -> bool:
    """Whether these words stand at a position."""
    if tokens[position].text != words[0]:
        return False
    here = tokens[position : position + len(words)]
    return tuple(token.text for token in here) == words


def _stands_alone(tokens: tuple[Token, ...], position: int) -> bool:
    """Whether a word can only open a condition: apart from what it follows, before a value."""
    token = tokens[position]
    before, behind = tokens[max(position - 1, 0) : position], tokens[position + 1 : position + 2]
    if not token.text.isascii():
        return True
    apart = token.spaced or (bool(before) and before[-1].text == ",")
    opens = bool(behind) and (behind[0].spaced or behind[0].text == "(")
    return apart and opens and not (token.text in CALLABLE_BY_NAME and behind[0].text == "(")


def _split(
    source: str, token: Token, whole: Collection[str], declared: Collection[str]
) -> list[Token]:
    if token.text not in whole:
        _refuse_two_readings(source, token)
    if keyword.iskeyword(token.text) and token.text not in CONDITION_WORDS | {*whole, "lambda"}:
        message = Message("is_a_word_of_python", token=token.text)
        advice = Message("write_where") if token.text == "if" else ""
        if token.text == "in" and _REALS.match(source, token.end):
            advice = Message("leave_out_what_is_real")
        raise unreadable(source, token.start, token.end, message, advice)
    if _is_capitalized_function(token.text) and token.text not in whole:
        advice = Message("did_you_mean", close=token.text.lower())
        raise unreadable(
            source, token.start, token.end, Message("is_not_known", word=token.text), advice
        )
    if _is_spelled(token.text, whole):
        return _place_parts(token, list(token.text))
    _refuse_derivative(source, token, whole)
    if _is_name(token.text, whole):
        return [token]
    if len(token.text) > _LONGEST_WORD:
        message = Message("is_too_long_a_word", token=token.text[:_LONGEST_WORD])
        raise unreadable(source, token.start, token.end, message, Message("write_products_with"))
    letters = re.match(r"[A-Za-z]*", token.text)
    assert letters is not None
    rest = token.text[letters.end() :]
    if rest[:1].isdigit() or "__" in token.text or not re.fullmatch(r"(_[A-Za-z0-9]+)*", rest):
        raise _unknown_word(source, token, declared)
    parts = _parts(letters[0], rest, declared, whole)
    if parts is None:
        raise _unknown_word(source, token, declared)
    return _place_parts(token, parts)


def _refuse_derivative(source: str, token: Token, declared: Collection[str]) -> None:
    """Refuses dx, and D_x before brackets; beside a, b and c in ax+by+cz+dw d is a number."""
    if token.text in declared or "d" in declared:
        return
    is_operator = re.fullmatch(r"D_[a-z]", token.text) and source[token.end : token.end + 1] == "("
    is_differential = re.fullmatch(r"[a-z]?d[rstu-z]", token.text)
    if is_operator or (is_differential and not _COEFFICIENT.search(source)):
        message = Message("is_a_derivative", word=token.text)
        advice = Message("write_the_function_alone")
        raise unreadable(source, token.start, token.end, message, advice)


def _is_spelled(word: str, declared: Collection[str]) -> bool:
    """Whether the declared letters spell the short name of a function, as t and h spell th."""
    is_short = word in CALLABLE_BY_NAME and len(word) == _SHORTEST_RUN
    return is_short and word not in declared and set(word) <= set(declared)


def _refuse_two_readings(source: str, token: Token) -> None:
    """Refuses a word that is no declared name, and means something else to some readers."""
    word, place = token.text, (token.start, token.end)
    copied = _FUNCTION_AND_DIGIT.fullmatch(word)
    message = Message("two_readings_here", token=word)
    if word in _MISLEADING_WORDS:
        message = Message("is_not_read", token=word, instead=_MISLEADING_WORDS[word])
        raise unreadable(source, *place, message)
    if word == "of" and _is_between_words(source, token):
        # f_x of x^2 y asks for what every answer has.
        message = Message("is_not_known", word=word)
        raise unreadable(source, *place, message, Message("write_the_function_alone"))
    if word in _SHORT_WORDS and _is_between_words(source, token):
        advice = Message("for_a_product_write_it", product="*".join(word))
        raise unreadable(source, *place, message, advice)
    minus_one = source[token.end : token.end + 2]
    if word in _INVERTED and minus_one in ("-1", "−1", "–1"):
        message = Message("two_readings_here", token=f"{word}{minus_one}")
        advice = Message("write_inverse_function", name=word)
        raise unreadable(source, token.start, token.end + 2, message, advice)
    is_function = copied is not None and copied["name"] in CALLABLE_BY_NAME
    if copied is not None and is_function and word not in CALLABLE_BY_NAME:
        advice = Message("write_power_or_multiple", **copied.groupdict())
        raise unreadable(source, *place, message, advice)


def _is_between_words(source: str, token: Token) -> bool:
    """Whether a word stands apart from what is before and behind it, and no operator is there."""
    before = source[max(token.start - _LONGEST_WORD, 0) : token.start]
    behind = source[token.end : token.end + 1]
    is_apart = before[-1:].isspace() and behind.isspace()
    return is_apart and (before.rstrip()[-1:].isalnum() or before.rstrip()[-1:] in {")", "]"})


def _starts_factor(token: Token | None) -> bool:
    return token is not None and (token.kind != "sign" or token.text in ("(", "[", "|"))


def _product_or_function(source: str, token: Token) -> Exception:
    """Th(t) with the variables t and h is t*h*(t) or tanh(t)."""
    message = Message("two_readings_here", token=token.text)
    function = CALLABLE_BY_NAME[token.text].operation
    advice = Message("write_product_or_function", names="*".join(token.text), function=function)
    return unreadable(source, token.start, token.end, message, advice)


def _is_name(word: str, declared: Collection[str]) -> bool:
    """Whether the word is one name: declared, known, Greek, or a letter with a hat or an index."""
    if word in declared or word in CALLABLE_BY_NAME or word in CONSTANTS:
        return True
    if word in CONDITION_WORDS:
        return True
    stem = re.sub(r"(_[A-Za-z0-9]+)+$|\d+$", "", word)
    if stem in CALLABLE_BY_NAME and stem == "log" and re.fullmatch(r"log_[A-Za-z0-9]+", word):
        return True
    is_letter = len(stem) == 1 or stem in GREEK_NAMES or stem in HATTED_NAMES
    return "__" not in word and is_letter


def _is_capitalized_function(word: str) -> bool:
    return len(word) > 1 and word not in CALLABLE_BY_NAME and word.lower() in CALLABLE_BY_NAME


def _parts(
    letters: str, index: str, declared: Collection[str], whole: Collection[str]
) -> list[str] | None:
    """The names that a run of letters is made of, and the index behind the last of them.

    None where there is not just one way.

    Args:
        letters: the run.
        index: what stands behind its last letter.
        declared: if not empty, the only names that there are.
        whole: all names that the request declares.
    """
    ways = _ways(letters, declared)
    if any(_callable_parts(way) for way in ways):
        parts = ways[0] if len(ways) == 1 else None
    else:
        parts = _product(letters, declared, free=2) or _with_parameters(letters, index, whole)
    return parts and [*parts[:-1], parts[-1] + index]


def _with_parameters(letters: str, index: str, declared: Collection[str]) -> list[str] | None:
    """The product of declared letters with others, as ax and bxy; None if it may be a word.

    A word has no capital inside, as nRT of gases has.
    """
    names = [*letters[:-1], letters[-1] + index]
    known = sum(name in declared or name in CONSTANTS for name in names)
    is_short = len(names) <= _LONGEST_UNDECLARED_PRODUCT and len(set(letters)) == len(letters)
    if not declared or not is_short:
        return None
    is_no_word = known and any(letter.isupper() for letter in letters[1:])
    if is_no_word or len(names) <= 2 * known:
        return list(letters)
    return _product(letters, (), free=2)


def _ways(letters: str, declared: Collection[str]) -> list[list[str]]:
    """Every way to take the run apart into function names and letters sure to be variables."""
    alone = _product(letters, declared, free=0)
    ways = [] if alone is None else [alone]
    for name in _WRITTEN_FUNCTIONS:
        index = letters.find(name)
        while index >= 0:
            before = _product(letters[:index], declared, free=0)
            if before is not None:
                after = _ways(letters[index + len(name) :], declared)
                ways += [[*before, name, *rest] for rest in after]
            index = letters.find(name, index + 1)
    return ways


def _callable_parts(parts: list[str]) -> list[str]:
    return [part for part in parts if part in CALLABLE_BY_NAME]


def _product(letters: str, declared: Collection[str], free: int) -> list[str] | None:
    """The letters one by one, if they are known for variables; None if they may be a word.

    Args:
        letters: the run.
        declared: if not empty, the only letters that may occur, beside e.
        free: a run of at most this length may hold any letters; 0 if functions stand beside
            them, where only x, y and z are sure to be no part of a word.
    """
    if letters in GREEK_NAMES or letters in CONSTANTS or not letters:
        return [letters] if letters else []
    if declared:
        known = all(letter in declared or letter in CONSTANTS for letter in letters)
        return list(letters) if known else None
    if len(set(letters)) < len(letters) or len(letters) > _LONGEST_UNDECLARED_PRODUCT:
        return None
    if free == 0:
        return list(letters) if set(letters) <= _SURE_LETTERS else None
    if len(letters) <= free or set(letters) <= _USUAL_LETTERS:
        return list(letters)
    usual = sum(letter in _SURE_LETTERS for letter in letters)
    return list(letters) if len(letters) == 3 and usual == 2 else None


def _place_parts(token: Token, parts: list[str]) -> list[Token]:
    """The parts as tokens, each with the place of its letters."""
    tokens = []
    start = token.start
    for index, part in enumerate(parts):
        end = token.end if index == len(parts) - 1 else start + len(part)
        spaced = token.spaced if index == 0 else False
        tokens.append(Token("word", part, start, end, spaced, exact=True))
        start = end
    return tokens


def _unknown_word(source: str, token: Token, declared: Collection[str]) -> Exception:
    word = token.text
    is_called = source[token.end : token.end + 1] == "("
    known = advice_on(word) if is_called else None
    following = re.match(r"\s*(\w*)", source[token.end :])
    assert following is not None
    advice = known or advice_on_word(word, following[1])
    if advice is None and word in _ANSWERED:
        advice = Message("write_the_function_alone")
    if advice is not None:
        message = Message("is_not_known", word=word)
        return unreadable(source, token.start, token.end, message, advice)
    callable_names = [
        name for name in CALLABLE_BY_NAME if len(name) > 2 and name not in GREEK_NAMES
    ]
    close = get_close_matches(word, callable_names, n=1)
    if "__" in word or not re.fullmatch(r"[A-Za-z]+\d*(_[A-Za-z0-9]+)*", word):
        return unreadable(
            source,
            token.start,
            token.end,
            Message("cannot_be_a_name", token=word),
            Message("what_a_name_is"),
        )
    if close and word not in _OF_FORMULAS:
        message = Message("is_not_known", word=word)
        return unreadable(
            source, token.start, token.end, message, Message("did_you_mean", close=close[0])
        )
    if is_called and (word in _OF_FORMULAS or len(word) >= _SHORTEST_FUNCTION):
        message, advice = Message("is_not_known", word=word), Message("write_the_formula_instead")
        return unreadable(source, token.start, token.end, message, advice)
    product = "*".join(re.findall(r"[A-Za-z](?:_?[0-9]+)?", word))
    if declared:
        names = Listing(declared, "comma")
        message = Message("is_neither_a_name_nor_a_product", word=word, names=names)
        return unreadable(
            source,
            token.start,
            token.end,
            message,
            Message("for_a_product_write_it", product=product),
        )
    advice = Message("declare_one_name_or_write_the_product", word=word)
    if any(letter.isupper() for letter in word[1:]) and word.isalpha():
        advice = Message(
            "write_the_product_or_declare_its_letters",
            product=product,
            names=",".join(word),
            word=word,
        )
    message = Message("may_be_one_name_or_the_product", word=word, product=product)
    return unreadable(source, token.start, token.end, message, advice)
