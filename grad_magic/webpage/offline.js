// Behind all formulas of the page, and behind MathJax, which is loaded in its head.
if (!window.MathJax) {
  for (const formula of document.querySelectorAll("template.mathml")) {
    formula.parentElement.replaceChildren(formula.content);
  }
}
