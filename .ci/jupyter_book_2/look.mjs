// Opens pages that `myst build` wrote in a browser, moves what moves, and takes pictures for looking.
// Usage: look.mjs DIRECTORY PAGE..., where DIRECTORY has node_modules, the built page.js, and the
// site's `content` and `public`; CHROMIUM names the browser.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [directory, ...pages] = process.argv.slice(2);
const require = createRequire(join(resolve(directory), "package.json"));
const { chromium } = require("playwright-core");

// The width of a column of the theme.
const EMPTY = `<!doctype html><meta charset="utf-8">
  <style>body { margin: 0 } #page { width: 704px; margin: 20px auto } img { max-width: 100% }</style>
  <div id="page"></div><script type="module" src="/page.js"></script>`;
const PLACES = [".", "site/public", "site", "node_modules/thebe-core/dist/lib"];

let failures = 0;
function expect(what, found, isRight) {
  if (!isRight) {
    failures += 1;
  }
  console.log(`${isRight ? "as it should be" : "WRONG"}: ${what}: ${JSON.stringify(found)}`);
}

// Nothing is asked of the web: MathJax, which the theme loads from there, is an installed one.
function fileOf(address) {
  const { pathname } = new URL(address);
  const [, mathjax] = pathname.match(/\/mathjax\/[\d.]+\/(.*)/) ?? [];
  const places = mathjax ? ["node_modules/mathjax"] : PLACES;
  return places
    .map((place) => join(directory, place, mathjax ?? pathname))
    .find((path) => pathname !== "/" && existsSync(path));
}

async function look(browser, name) {
  const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
  await page.route("**/*", (route) => {
    const address = route.request().url();
    if (new URL(address).pathname === "/") {
      return route.fulfill({ contentType: "text/html", body: EMPTY });
    }
    const path = fileOf(address);
    return path ? route.fulfill({ path }) : route.fulfill({ status: 404, body: "" });
  });
  await page.goto(`http://book.test/#${name}`);
  await page.locator(".MathJax_CHTML, .MathJax_Display, .MJXc-display").first().waitFor();
  await page.waitForTimeout(5000); // the other formulas
  const sources = page.getByText("begin{aligned}").filter({ visible: true });
  for (let seconds = 0; seconds < 60 && (await sources.count()); seconds++) {
    await page.waitForTimeout(1000); // on a busy machine
  }
  const formulas = await page.locator(".mjx-chtml").count();
  expect(`${name}: formulas`, formulas, formulas > 0);
  const left = await sources.count();
  expect(`${name}: formulas left as source`, left, left === 0);
  const pictures = await page.locator("img").evaluateAll((all) => all.map((one) => one.naturalWidth));
  const frames = await page.locator("iframe").all();
  const shown = pictures.length + frames.length > 0 && pictures.every((wide) => wide > 0);
  expect(`${name}: pictures`, pictures, shown);
  for (const frame of frames) {
    await frame.scrollIntoViewIfNeeded();
    const rights = await frame.getAttribute("sandbox");
    expect("the frame's rights", rights, rights === "allow-scripts");
    const inside = frame.contentFrame();
    const said = inside.getByRole("status");
    const before = await said.textContent();
    await inside.getByRole("slider").last().focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(500);
    const after = await said.textContent();
    expect("the page moves", [before, after], before !== "" && before !== after);
    await page.screenshot({ path: join(directory, `${name}-moved.png`) });
  }
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
  await page.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const name of pages) {
  await look(browser, name);
}
await browser.close();
process.exit(failures ? 1 : 0);
