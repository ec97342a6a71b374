"""A Solution into Steps, Steps into notation, and notation into LaTeX or plain text.

What recurs all over the answer: `pieces` (short rows), `sentences` (what was found, in words),
`decimals` (beside exact numbers), `decimal_fractions` (in their place, where data were decimals),
`sigmoids` (in the place of quotients of exponentials), `unit_vectors` and `conditions` (as books
write them), `array_numbers` (vectors and matrices of numbers); in worked solutions (`steps=full`,
the modules `worked_…` of `sections`) also `substitution` (numbers put in for names),
`abbreviations` (letters for inner functions), `increments` (f(P + tu) - f(P) in limits), and for
the text that these run on as `paragraphs` and `beginnings` (of sentences).

`exercises` writes what an exercise states, in the place of an answer.

Where a new thing goes:

- a new part of the answer: a module of `sections`, and its line in `writing`; of the worked
  solution its line in `worked`, and where it belongs in `sections.worked_scope`;
- a new thing to be said in it: a row in each file of `grad_magic.wording`;
- a new piece, named for what it means: a class in `steps` and its row in `transcription`;
- a new style: another `Style`, made of rows that replace those of the table there;
- a new letter: its look in `letters` of that style;
- a new sign: its row in the tables of `typesetting.latex` and, where it differs, of `.plain`;
- a new atom, named for how it looks, which is rare: a class in `notation` and one case in
  `typesetting.latex` and in `.plain`, which know nothing else;
- a new function of mathematics: `formulas`, which writes what was typed, if its name alone does
  not do, and the printers in `typesetting`;
- a new language: a file of `grad_magic.wording`, and nothing here.
"""
