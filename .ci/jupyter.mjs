// Types and runs cells in JupyterLab and Notebook as a user does, and takes pictures for looking.
// Usage: jupyter.mjs URL TOKEN NOTEBOOK DIRECTORY lab|notebook, with playwright-core in
// DIRECTORY/node_modules; the pictures go into DIRECTORY; CHROMIUM names the browser. The notebook
// has four cells of code: the extension is loaded, a request, one that takes seconds, an empty one.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [url, token, notebook, directory, frontend] = process.argv.slice(2);
const require = createRequire(join(resolve(directory), "package.json"));
const { chromium } = require("playwright-core");

const FRONTENDS = { lab: "lab/tree", notebook: "notebooks" };
const THEMES = { light: "JupyterLab Light", dark: "JupyterLab Dark" };

let failures = 0;
function expect(what, found, isRight) {
  if (!isRight) {
    failures += 1;
  }
  console.log(`${isRight ? "as it should be" : "WRONG"}: ${what}: ${JSON.stringify(found)}`);
}

async function choose(page, theme) {
  const status = await page.evaluate(
    async ([name, secret]) => {
      const cookie = document.cookie.match(/_xsrf=([^;]*)/);
      const answer = await fetch("/lab/api/settings/@jupyterlab/apputils-extension:themes", {
        method: "PUT",
        headers: {
          "Content-Type": "application/json",
          Authorization: `token ${secret}`,
          "X-XSRFToken": cookie ? cookie[1] : "",
        },
        body: JSON.stringify({ raw: JSON.stringify({ theme: name }) }),
      });
      return answer.status;
    },
    [THEMES[theme], token],
  );
  expect("the theme is set", status, status < 300);
}

async function use(browser, width, theme) {
  const name = `${frontend}-${width}-${theme}`;
  console.log(`\n${name}`);
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const address = `${url}/${FRONTENDS[frontend]}/${notebook}?token=${token}`;
  const cells = page.locator(".jp-NotebookPanel .jp-CodeCell");
  await page.goto(address);
  await choose(page, theme);
  await page.goto(address);
  await cells.nth(3).waitFor();
  if (frontend === "lab" && width < 1000) {
    await page.keyboard.press("Control+b"); // the files stand beside the notebook
  }
  const run = async (index) => {
    await cells.nth(index).locator(".cm-content").click();
    await page.keyboard.press("Shift+Enter");
  };
  await page.waitForTimeout(2000); // the kernel starts
  await run(0);
  await run(1);
  const answer = cells.nth(1);
  await answer.locator("img").waitFor({ timeout: 60000 });
  await answer.locator("mjx-container").first().waitFor({ timeout: 60000 });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1000);
  const mistakes = await page.locator("mjx-merror").count();
  expect("formulas that MathJax does not read", mistakes, mistakes === 0);
  const wide = await answer.evaluate((cell) =>
    [...cell.querySelectorAll(".jp-OutputArea-output")]
      .filter((output) => output.scrollWidth > output.clientWidth + 1)
      .map((output) => [output.scrollWidth, output.clientWidth]),
  );
  expect("outputs wider than the page", wide, wide.length === 0);
  await page.screenshot({ path: join(directory, `${name}-answer.png`) });

  await run(2);
  await page.waitForTimeout(1500);
  await page.keyboard.press("Escape");
  await page.keyboard.press("i");
  await page.keyboard.press("i");
  const said = cells.nth(2).locator(".jp-OutputArea-output");
  await said.first().waitFor();
  const lines = (await said.allInnerTexts()).join("").trim();
  expect("an interrupt is one line", lines, /^UsageError: interrupted: [^\n]*$/.test(lines));

  await cells.nth(3).locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("%%grad f=x*y ", { delay: 20 });
  await page.keyboard.press("Tab");
  const offered = page.locator(".jp-Completer-item .jp-Completer-match");
  await offered.first().waitFor();
  const [first] = await offered.allInnerTexts();
  expect("Tab offers the point first", first, first.trim() === "at=");
  await page.screenshot({ path: join(directory, `${name}-tab.png`) });
  await page.keyboard.press("Enter");
  const typed = await cells.nth(3).locator(".cm-content").innerText();
  expect("and writes it", typed, typed === "%%grad f=x*y at=");
  await page.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
await use(browser, 1280, "light");
await use(browser, 700, "dark");
await browser.close();
process.exitCode = failures ? 1 : 0;
