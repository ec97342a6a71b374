"""Prints pip constraints that pin what a pyproject.toml asks for to its lower bounds."""

import re
import sys
from pathlib import Path

import tomllib

project = tomllib.loads(Path(sys.argv[1]).read_text())["project"]
for requirement in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
    bound = re.fullmatch(r"([\w.-]+)>=([\d.]+)", requirement)
    if bound is None:
        sys.exit(f"{requirement!r} has no lower bound, or more than one")
    print(f"{bound[1]}=={bound[2]}")
