// Runs a notebook in JupyterLite, and says what its cells show.
// Usage: jupyterlite.mjs URL DIRECTORY, with playwright-core in DIRECTORY/node_modules; a picture
// goes into DIRECTORY; CHROMIUM names the browser.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [url, directory] = process.argv.slice(2);
const require = createRequire(join(resolve(directory), "package.json"));
const { chromium } = require("playwright-core");
// Of each cell: formulas, and the last line of text.
const EXPECTED = [
  [0, ""],
  [0, ""],
  [1, ""],
  [1, ""],
  [1, ""],
  [0, "^"],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1100, height: 1600 } });
await page.goto(`${url}/lab/index.html?path=page.ipynb`);
const cells = page.locator(".jp-NotebookPanel .jp-CodeCell");
await cells.first().waitFor({ timeout: 120000 });
for (const [index, expected] of EXPECTED.entries()) {
  const cell = cells.nth(index);
  await cell.locator(".cm-content").first().click();
  await page.keyboard.press("Shift+Enter");
  await page.waitForFunction(
    (place) => {
      const all = document.querySelectorAll(".jp-NotebookPanel .jp-CodeCell");
      return /\[\d+\]/.test(all[place].querySelector(".jp-InputPrompt").innerText);
    },
    index,
    { timeout: 180000 },
  );
  await page.waitForTimeout(3000); // MathJax follows
  const formulas = await cell.locator("mjx-container").count();
  const mistakes = await cell.locator("mjx-merror").count();
  const said = await cell.locator("pre:visible").allInnerTexts();
  const last = formulas ? "" : (said.join("\n").trimEnd().split("\n").at(-1) ?? "").trim();
  const isRight = !mistakes && formulas === expected[0] && last === expected[1];
  process.exitCode ||= isRight ? 0 : 1;
  console.log(`${isRight ? "as it should be" : "WRONG"}: cell ${index + 1}: ${formulas} ${last}`);
}
await cells.nth(2).scrollIntoViewIfNeeded();
await page.screenshot({ path: join(directory, "page.png") });
await browser.close();
