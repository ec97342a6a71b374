// Behind all formulas of the page, and behind MathJax, which is loaded in its head.
if (window.MathJax) {
  const hub = MathJax.Hub;
  // nbconvert lets it break what is wider than its place, which a slide that is about to appear has
  // not got yet: rows of an answer, which stand one under the other, would be cut in two.
  hub?.Register.StartupHook("CommonHTML Jax Ready", () => {
    const { mrow } = MathJax.ElementJax.mml;
    const breaks = mrow.prototype.CHTMLlineBreaks;
    mrow.Augment({
      CHTMLlineBreaks() {
        return this.parent.type === "mtd" ? this.hasNewline() : breaks.call(this);
      },
    });
  });
  // It sets a slide anew that Reveal has placed by its height already.
  hub?.Register.MessageHook("End Rerender", () => window.dispatchEvent(new Event("resize")));
} else {
  for (const formula of document.querySelectorAll("template.mathml")) {
    formula.parentElement.replaceChildren(formula.content);
  }
}
