// Sets answers with KaTeX, where any warning is an error, and reads the widths of rows in a
// browser, the one that CHROMIUM names; without one it reads none.
// Usage: typeset.mjs FILE FOLDER, with katex and playwright-core beside FILE in node_modules; in
// FOLDER stand the answers that the tests have set, one on a line.
import { createRequire } from "node:module";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [file, folder] = process.argv.slice(2);
const require = createRequire(join(dirname(file), "package.json"));
const katex = require("katex");
const { chromium } = require("playwright-core");

const WIDEST = 560; // pixels, where an em takes 18 of them, as in JupyterLab
const EM = 18.1;

const options = { throwOnError: true, strict: "error" };
const set = (latex) => katex.renderToString(latex.slice(1, -1), options);

const { answers, measured } = JSON.parse(readFileSync(file, "utf8"));
const kept = readdirSync(folder).flatMap((name) =>
  readFileSync(join(folder, name), "utf8").trimEnd().split("\n"),
);
if (kept.length < 1000) {
  throw new Error(`of the tests' answers there are ${kept.length}`);
}
const all = new Set([...answers, ...measured, ...kept]);
let failures = 0;
for (const latex of all) {
  try {
    set(latex);
  } catch (error) {
    failures += 1;
    console.error(`${error.message}\n    ${latex}`);
  }
}

console.log(`${all.size} answers set`);

async function readWidths() {
  const style = pathToFileURL(join(dirname(require.resolve("katex")), "katex.min.css"));
  const body = measured.map((latex) => `<p>${set(latex)}</p>`).join("\n");
  const page = join(dirname(file), "rows.html");
  // KaTeX sets an em 1.21 times as large as the text around it.
  writeFileSync(
    page,
    `<meta charset="utf-8"><link rel="stylesheet" href="${style}">` +
      `<style>p { font-size: ${EM / 1.21}px; white-space: nowrap }</style>${body}`,
  );
  let browser;
  try {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu"],
    });
  } catch (error) {
    console.error(`LEFT OUT: no widths, as chromium did not start here: ${error.message}`);
    return [];
  }
  const tab = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await tab.goto(pathToFileURL(page).href);
  await tab.evaluate(() => document.fonts.ready);
  const widths = await tab.$$eval(".katex-html", (formulas) =>
    formulas.map((formula) => Math.round(formula.getBoundingClientRect().width)),
  );
  await browser.close();
  return widths;
}

if (process.env.CHROMIUM && !failures) {
  const widths = await readWidths();
  widths.forEach((width, index) => {
    if (width > WIDEST) {
      failures += 1;
      console.error(`${width} pixels wide:\n    ${measured[index]}`);
    }
  });
  if (widths.length) console.log(`the widest of ${widths.length} measured is ${Math.max(...widths)} pixels wide`);
}
process.exit(failures ? 1 : 0);
