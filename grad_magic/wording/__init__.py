"""The words of answers and pictures: a language is a file.

- `language`: what a language says of itself, its sentences and where its lines may break.
- `english`: the sentences, by topic; what stands in a gap `{…}` is mathematics or another phrase.
- `languages`: the table of all languages by their codes. `Presentation.language` chooses one.
- `messages`: what errors and the help say, a Message: the key of a row and what stands in its gaps,
  told in a language only when it is shown; `english_messages`, `chinese_messages`: the rows.

A new language is a file with every row of `english`, and a row in `languages`; and a file with
every row of `english_messages`, and a row in `messages.MESSAGES`. A new message is a row in each of
the latter, and a `Message(key, gap=…)` where the error is raised; a row with the ending "_one" is
for the gap `count` of 1. `tests/wording/test_messages.py` finds keys and gaps that do not agree.
"""
