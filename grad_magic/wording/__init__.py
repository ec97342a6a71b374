"""The words of answers and pictures: a language is a file.

- `language`: what a language says of itself, its sentences and where its lines may break.
- `english`: the sentences, by topic; what stands in a gap `{…}` is mathematics or another phrase.
- `languages`: the table of all languages by their codes. `Presentation.language` chooses one.

A new language is a file with every row of `english`, and a row in `languages`. Error messages and
the help are not here: they are English.
"""
