// Symbolic answers in Pyodide, where there are no threads, no NumPy and no Matplotlib.
// Usage: pyodide.mjs WHEEL..., run where node_modules has pyodide.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { loadPyodide } = require("pyodide");

const pyodide = await loadPyodide();
const run = (code) => String(pyodide.runPython(code));
const extractDir = run("import site; site.getsitepackages()[0]");
for (const wheel of process.argv.slice(2)) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir });
}
console.log(
  run(`
import sys
from grad_magic import solve

answers = [
    solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)"),
    solve("f=x^3+y^3-3xy critical=all"),
    solve("f=x^2 y at=(1,2) dir=(3,4) steps=full lang=zh"),
]
assert not {"numpy", "matplotlib"} & set(sys.modules)
"\\n\\n".join(answer.text for answer in answers)
`),
);
