"""A page that moves without a kernel: f and its derivatives as JavaScript, and what is around them.

One way: `javascript` writes a Program as plain arithmetic, `backdrop` the level lines as SVG,
`contents` what the script has to know, and `document` puts them into one file that asks no network
for anything. It takes a Solution with the answer as LaTeX, and works nothing out. How the page
looks and moves stands in `page.css` and `page.js`; the functions that JavaScript lacks in
`arithmetic.js`; how MathML looks in `formulas.css`, a slide in `slides.css`.

Beside it, `conversion` puts MathML into the pages that nbconvert makes of notebooks.
"""
