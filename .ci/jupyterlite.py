"""What a site of JupyterLite is made of that loads nothing from the web.

    python jupyterlite.py DIRECTORY CONTENTS

DIRECTORY holds Pyodide as npm has it, and gets the packages that a kernel and answers without a
picture need, of the versions that Pyodide's own list names; CONTENTS gets a notebook.
"""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import nbformat

WANTED = ["ipython", "jedi", "micropip", "sympy"]
INSTALLATION = """\
import piplite
await piplite.install('sympy')
await piplite.install('grad_magic', deps=False)"""
CELLS = [
    INSTALLATION,
    "%load_ext grad_magic",
    "%%grad f=x*exp(2*y) at=(1,0) dir=(1,-1) plot=none",
    "%%grad f=x^3+y^3-3xy critical=all plot=none lang=zh",
    "%%grad f=x^2 y at=(1,2) dir=(3,4) answer=28/5",
    "%%grad f=x*exp(2*y at=(1,0)",
]


def fetch(directory: Path) -> None:
    """Puts the packages there, and their names into Pyodide's list."""
    path = directory / "pyodide-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    packages, needed, waiting = lock["packages"], set(), list(WANTED)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name not in needed:
            needed.add(name)
            waiting += packages[name]["depends"]
    pinned = [f"{name}=={packages[name]['version']}" for name in sorted(needed)]
    version = lock["info"]["python"].rpartition(".")[0]
    options = ["--quiet", "--no-deps", "--only-binary=:all:", f"--python-version={version}"]
    subprocess.run(  # noqa: S603  (pip, with names from Pyodide's list)
        [sys.executable, "-m", "pip", "download", *options, "--dest", str(directory), *pinned],
        check=True,
    )
    for wheel in directory.glob("*.whl"):
        package = packages[wheel.name.partition("-")[0].lower().replace("_", "-")]
        # The registry's wheels are other files than those on Pyodide's server.
        package |= {"file_name": wheel.name, "sha256": sha256(wheel.read_bytes()).hexdigest()}
    path.write_text(json.dumps(lock), encoding="utf-8")


def write_notebook(contents: Path) -> None:
    """The page that is opened there."""
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, CELLS)))
    notebook.metadata["kernelspec"] = {
        "name": "python",
        "display_name": "Python (Pyodide)",
        "language": "python",
    }
    nbformat.write(notebook, contents / "page.ipynb")


fetch(Path(sys.argv[1]))
write_notebook(Path(sys.argv[2]))
