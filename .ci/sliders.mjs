// Moves sliders in JupyterLab by mouse, keys and number entries, and writes what they show.
// Usage: sliders.mjs URL TOKEN NOTEBOOK DIRECTORY, with playwright-core in DIRECTORY/node_modules;
// CHROMIUM names the browser. NOTEBOOK is what sliders.py wrote, in the server's folder, of which
// DIRECTORY has a copy; readings.json and a picture go into DIRECTORY.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [url, token, notebook, directory] = process.argv.slice(2);
const require = createRequire(join(resolve(directory), "package.json"));
const { chromium } = require("playwright-core");

const { cells: sources, metadata } = JSON.parse(readFileSync(join(directory, notebook), "utf8"));
const requests = sources.map(({ source }) => [source].flat().join("")).slice(1, -1)
  .map((source) => source.replace("%grad ", "").replace(/( digits=8)? steps=short.*/, ""));
const { special } = metadata.sliders;
const ordinary = requests.length - special.length;

let failures = 0;
function expect(what, found, isRight) {
  if (!isRight) failures += 1;
  if (!isRight) console.log(`WRONG: ${what}: ${JSON.stringify(found)}`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
const faults = [];
page.on("pageerror", (error) => faults.push(String(error)));
page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
await page.goto(`${url}/lab/tree/${notebook}?token=${token}&reset`);
const cells = page.locator(".jp-NotebookPanel .jp-CodeCell");
await cells.first().waitFor();
await page.waitForTimeout(2000); // the kernel starts
const before = faults.length;

async function run(index) {
  await cells.nth(index).locator(".cm-content").click();
  await page.keyboard.press("Shift+Enter");
}

// What a cell shows once it rests, as exact numbers follow those of the way; `earlier` is what it
// showed before it was moved.
async function read(cell, earlier = undefined) {
  const text = () => cell.locator(".jp-OutputArea").innerText();
  const end = Date.now() + 15000;
  const sentence = cell.locator(".widget-html-content").first();
  while (earlier && Date.now() < end && (await sentence.innerText()) === earlier.shown) await page.waitForTimeout(50);
  let [last, next] = [undefined, await text()];
  while (last !== next && Date.now() < end) {
    await page.waitForTimeout(900);
    [last, next] = [next, await text()];
  }
  return cell.evaluate((element) => {
    const plain = (node) => node.textContent.replace(/[\s\u2061\u2062]/g, "");
    const lines = [...element.querySelectorAll("table tr")].map((line) => [...line.children].map(plain));
    return {
      rows: Object.fromEntries(lines),
      shown: element.querySelector(".widget-html-content").innerText,
      sentence: element.querySelector(".widget-html-content").textContent.trim(),
      readouts: [...element.querySelectorAll(".widget-readout")].map((readout) => readout.textContent.replace("−", "-")),
      picture: element.querySelector("img.widget-image").src,
    };
  });
}

async function type(entry, text) {
  await entry.fill(text);
  await entry.press("Enter");
}

const readings = [];
async function drive(index) {
  const request = requests[index - 1];
  await run(index);
  const cell = cells.nth(index);
  await cell.locator(".noUi-handle").first().waitFor({ timeout: 60000 });
  const handles = cell.locator(".noUi-handle");
  const entries = cell.locator(".widget-text input");
  const dimensions = (await handles.count()) === 1 ? 1 : (await handles.count()) === 3 ? 2 : 3;
  const first = await read(cell);
  const note = (place, seen) => readings.push({ request, place, ...seen, picture: undefined });
  const where = (names, { readouts }) => `at=(${readouts.slice(0, names).join(",")})`;
  const towards = () => {
    const given = request.match(/dir=\S+/);
    return given ? given[0] : "";
  };

  // The mouse: the first coordinate.
  await handles.first().scrollIntoViewIfNeeded();
  const box = await handles.first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 9, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  const dragged = await read(cell, first);
  expect(`${request}: the mouse moves a slider`, dragged.readouts, dragged.readouts[0] !== first.readouts[0]);
  expect(`${request}: the picture follows`, "", dragged.picture !== first.picture);
  note(`${where(dimensions, dragged)} ${towards()}`, dragged);

  // The keyboard: the last coordinate, and in the plane the angle.
  await handles.nth(dimensions - 1).focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowLeft");
  const pressed = await read(cell, dragged);
  note(`${where(dimensions, pressed)} ${towards()}`, pressed);
  if (dimensions === 2) {
    await handles.nth(2).focus();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
    const turned = await read(cell, pressed);
    expect(`${request}: the keys turn u`, turned.readouts, turned.readouts[2] !== pressed.readouts[2]);
    note(`${where(2, turned)} angle=${turned.readouts[2]}°`, turned);
  }

  // Numbers that are typed: P, and the tip of u.
  const point = ["3/4", "(3/4, 1/5)", "(3/4, 1/5, 1/2)"][dimensions - 1];
  await type(entries.first(), point);
  const typed = await read(cell);
  if (dimensions === 1) note(`at=${point}`, typed);
  if (dimensions === 3) note(`at=${point} ${towards()}`, typed);
  if (dimensions > 1) {
    const tip = ["(2, 2)", "(2, 2, 1)"][dimensions - 2];
    await type(entries.nth(1), tip);
    note(`at=${point} to=${tip}`, await read(cell));
  }
  if (index === 1) {
    await cell.screenshot({ path: join(directory, "sliders.png") });
    await cell.locator("button.widget-button").click();
    const back = await read(cell);
    expect("the button leads back", back.sentence, back.sentence === first.sentence);
  }
}

await run(0);
for (let index = 1; index <= ordinary; index += 1) await drive(index);
for (const [offset, [point, sentence]] of special.entries()) {
  const cell = cells.nth(1 + ordinary + offset);
  await run(1 + ordinary + offset);
  await cell.locator(".noUi-handle").first().waitFor({ timeout: 60000 });
  const first = await read(cell);
  await type(cell.locator(".widget-text input").first(), point);
  const seen = await read(cell, first);
  expect(`${requests[ordinary + offset]} at ${point}`, seen.sentence, seen.sentence.includes(sentence));
}

// A cell that runs again has as many comms as before; without outputs there are none.
const last = requests.length + 1;
async function comms() {
  await run(last);
  await page.waitForTimeout(1500);
  const said = await cells.nth(last).locator(".jp-OutputArea-output").allInnerTexts();
  return Number(said.join("").match(/comms (\d+)/)[1]);
}
const open = await comms();
await run(1);
await cells.nth(1).locator(".noUi-handle").first().waitFor();
await page.waitForTimeout(1500);
const again = await comms();
expect("comms before and after a cell runs again", [open, again], open > 0 && again === open);
await page.getByText("Edit", { exact: true }).click();
await page.getByText("Clear Outputs of All Cells").click();
await page.waitForTimeout(7000); // they wait for a view for five seconds
const left = await comms();
expect("comms once outputs are cleared", left, left === 0);
expect("errors of the page", faults.slice(before), faults.length === before);
writeFileSync(join(directory, "readings.json"), JSON.stringify(readings));
await browser.close();
console.log(`${readings.length} places read`);
process.exitCode = failures ? 1 : 0;
