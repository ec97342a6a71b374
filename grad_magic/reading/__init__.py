"""Text, or Python's own values, into Problems, without evaluating anything.

The way through it, from left to right:

    request text ──clauses──▶ key=value ──readers──▶ typed values ──request──▶ Problems
    Python values ──keywords──▶ the same typed values ───────────────────▲

    request.py           the way as a whole: what a request asks, a Problem for each point
    keywords.py          the same request given as Python values: `solve("x*y", at=(1, 2))`
    clauses.py           the request cut into its clauses, each with its place
    phrases.py           the clauses as sentences open them: at the point, in the direction of
    sentences/           problems as books and people word them, into requests
    bare_latex.py        dollars around LaTeX that was pasted without them
    function_words.py    the function under a key such as function=
    options.py           the table of clauses that are no names: one row each
    flags.py             flags, as commands have them, into clauses
    loose_words.py       words that stand where a clause is meant, and what to write
    inner_functions.py   clauses that tell inner functions apart
    language.py          the language to tell errors in, of a request that cannot be read either
    readers.py           for each kind of value the function that reads it
    values.py            points and numbers
    directions.py        vectors, axes, angles, ±grad
    curves.py            points that are not given by all of their coordinates
    matrices.py          a square matrix of numbers
    windows.py           from where to where a picture goes
    choices.py           words out of a few
    exact_values.py      Python's, NumPy's and SymPy's values into exact numbers and formulas
    context.py           what a value is, and what the names in it may refer to
    function.py          the clause of the function, and which of its names are variables
    unit_vectors.py      a vector function that is written with i, j and k
    parameters.py        the clauses that give a name a value
    answers/             a student's answer: its name, and its shape
    arrays/              requests about arrays: another grammar and other values
    practice.py          a request for an exercise, and whether an answer is about the last one
    vocabulary.py        functions, constants and letters by the names that one types for them
    known_formulas.py    the formulas of functions that frameworks have by name
    notation/            typed signs and LaTeX into one stream of tokens; letters into names
    grammar/             tokens into a Formula: the one parser, and what has two readings
    python_functions/    a Python function into a Formula, by calling it with stand-ins

Where something new goes:

    a clause             a row in options.py; for a new kind of value also its reader in
                         readers.py, and the field that it sets in grad_magic.problem
    a function           a row in CALLABLES of vocabulary.py, and its operation in
                         grad_magic.formula; under a name of Python's or NumPy's, a row in
                         KNOWN_FUNCTIONS of python_functions/known_functions.py
    a sign               a row in notation/typed.py; a command of LaTeX, in notation/latex.py
    a twin of a sign     what another keyboard types for it: a row in notation/twins.py
    a word of cases      if, si, 当, otherwise, sonst: a word in vocabulary.py
    a clause of          a row in PRACTICE_OPTIONS of options.py, and what it sets in practice.py
    exercises
    a synonym of a key,  in the clause's row in options.py
    a phrase, a letter
    a notation           a module in notation/ that gives tokens, chosen in notation/tokenizer.py
    a construction       a method of the parser in grammar/parser.py, or, where it is made of
                         functions that are there, a row in its compositions; where books differ
                         on it, a function in grammar/ambiguity.py
    a kind of Python     `_put` in keywords.py; a kind of number, `exact_number` in
    value                exact_values.py
"""
