// Moves the sliders of answers in JupyterLab as a user does, and writes down what they show.
// Usage: sliders.mjs URL TOKEN NOTEBOOK DIRECTORY MOVES, with playwright-core in
// DIRECTORY/node_modules; CHROMIUM names the browser. MOVES is a file of JSON: for each cell of the
// notebook but the first and the last the points to type, one after another. What was shown goes
// into DIRECTORY/shown.json, pictures beside it. The last cell prints how many widgets there are.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [url, token, notebook, directory, moves] = process.argv.slice(2);
const require = createRequire(join(resolve(directory), "package.json"));
const { chromium } = require("playwright-core");

// After a quarter of a second they rest, and are looked at again exactly.
const REST = 1000;
// Widgets without a view are closed after five seconds.
const UNSEEN = 8000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
const mistakes = [];
page.on("pageerror", (error) => mistakes.push(String(error)));
await page.goto(`${url}/lab/tree/${notebook}?token=${token}`);
const cells = page.locator(".jp-NotebookPanel .jp-CodeCell");
await cells.first().waitFor();
await page.waitForTimeout(2000); // the kernel starts

async function run(cell) {
  await cell.locator(".cm-content").click();
  await page.keyboard.press("Shift+Enter");
}

async function look(cell, move) {
  await page.waitForTimeout(REST);
  const rows = await cell.locator(".widget-html table tr").evaluateAll((lines) =>
    lines.map((line) => [...line.cells].map((part) => part.textContent.trim())),
  );
  const entries = await cell
    .locator(".widget-text input")
    .evaluateAll((inputs) => inputs.map((input) => input.value));
  const readouts = await cell.locator(".widget-slider .widget-readout").allInnerTexts();
  const sentence = await cell.locator(".widget-html").first().innerText();
  return { move, rows, entries, readouts, sentence };
}

async function drag(cell, index, share) {
  const handle = cell.locator(".widget-slider .noUi-handle").nth(index);
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  const bar = await cell.locator(".widget-slider .noUi-target").nth(index).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) {
    await page.mouse.move(box.x + box.width / 2 + (step / 10) * share * bar.width, box.y + 5);
  }
  await page.mouse.up();
}

await run(cells.first());
const shown = [];
const points = JSON.parse(readFileSync(moves, "utf-8"));
for (const [index, typed] of points.entries()) {
  const cell = cells.nth(index + 1);
  await run(cell);
  await cell.locator(".widget-html table").waitFor({ timeout: 60000 });
  const seen = [await look(cell, "as asked for")];
  const sliders = await cell.locator(".widget-slider").count();
  for (let slider = 0; slider < sliders; slider += 1) {
    await cell.locator(".widget-slider .noUi-handle").nth(slider).focus();
    for (let press = 0; press < 3; press += 1) {
      await page.keyboard.press("ArrowRight");
    }
    seen.push(await look(cell, `keys on slider ${slider}`));
    await drag(cell, slider, -0.1);
    seen.push(await look(cell, `slider ${slider} dragged`));
  }
  for (const point of typed) {
    const entry = cell.locator(".widget-text input").first();
    await entry.fill(point);
    await entry.press("Enter");
    seen.push(await look(cell, `${point} typed`));
  }
  shown.push(seen);
  await cell.screenshot({ path: join(directory, `sliders-${index + 1}.png`) });
}

async function count() {
  const last = cells.nth(points.length + 1);
  await run(last);
  await page.waitForTimeout(1500);
  return Number(await last.locator(".jp-OutputArea-output").last().innerText());
}

const open = await count();
const first = cells.nth(1);
await run(first);
await page.waitForTimeout(3000);
const again = await count();
await page.locator('.lm-MenuBar-itemLabel:text-is("Edit")').click();
await page.locator('.lm-Menu-itemLabel:text-is("Clear Outputs of All Cells")').click();
await page.waitForTimeout(UNSEEN);
const left = await count();
writeFileSync(
  join(directory, "shown.json"),
  JSON.stringify({ shown, open, again, left, mistakes }, null, 1),
);
await browser.close();
