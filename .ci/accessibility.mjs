// Looks with axe for what keeps a reader out of a page, in light and in dark, in the browser that
// CHROMIUM names; without one it looks at nothing.
// Usage: accessibility.mjs DIRECTORY, with pages in it, and with axe-core and playwright-core
// beside them in node_modules.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const directory = process.argv[2];
const require = createRequire(join(directory, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function open() {
  if (!process.env.CHROMIUM) return undefined;
  try {
    return await chromium.launch({
      executablePath: process.env.CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu"],
    });
  } catch (error) {
    console.error(`LEFT OUT: no accessibility, as chromium did not start here: ${error.message}`);
    return undefined;
  }
}

const browser = await open();
if (!browser) process.exit(0);
const pages = readdirSync(directory).filter((name) => /^moving.*\.html$/.test(name));
if (!pages.length) throw new Error(`no page in ${directory}`);
let failures = 0;
for (const name of pages) {
  for (const colorScheme of ["light", "dark"]) {
    const tab = await browser.newPage({ colorScheme, viewport: { width: 700, height: 900 } });
    await tab.goto(pathToFileURL(join(directory, name)).href);
    await tab.evaluate(axe); // as the debugger does, since the page's policy runs no other script
    const { violations, passes } = await tab.evaluate(() => axe.run());
    if (!passes.length) throw new Error(`axe looked at nothing in ${name}`);
    for (const { id, help, nodes } of violations) {
      failures += 1;
      console.error(`${name}, ${colorScheme}: ${id}: ${help}\n    ${nodes[0].html}`);
    }
    await tab.close();
  }
}
await browser.close();
console.log(`${pages.length} pages looked at by axe`);
process.exit(failures ? 1 : 0);
