"""Fails unless the wheel in a directory holds the package alone and the sdist its tests too.

The version of both is that of the changelog's topmost heading, and the links of the description
that a package index shows lead somewhere from there.
"""

import re
import sys
import tarfile
import zipfile
from pathlib import Path

directory = Path(sys.argv[1])
(wheel,) = directory.glob("*.whl")
(sdist,) = directory.glob("*.tar.gz")
in_wheel = set(zipfile.ZipFile(wheel).namelist())
with tarfile.open(sdist) as archive:
    in_sdist = {name.partition("/")[2] for name in archive.getnames()}
changelog = (Path(__file__).parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
version = re.findall(r"^## \[(.*?)\]", changelog, re.MULTILINE)[0]

if not (wheel.name.startswith(f"grad_magic-{version}-") and f"-{version}.tar" in sdist.name):
    sys.exit(f"{wheel.name} and {sdist.name} are not {version}, of which the changelog tells")

described = zipfile.ZipFile(wheel).read(f"grad_magic-{version}.dist-info/METADATA").decode()
relative = re.findall(r"\]\((?!https://|#)[^)\s]+\)", described)
if relative or "Project-URL: Source, https://" not in described:
    sys.exit(f"{wheel.name} was built without the address of the project: {relative}")

foreign = {name for name in in_wheel if not name.startswith(("grad_magic/", "grad_magic-"))}
if foreign:
    sys.exit(f"{wheel.name} has more than the package: {sorted(foreign)}")
if "grad_magic/py.typed" not in in_wheel:
    sys.exit(f"{wheel.name} has no py.typed: its types would not be seen")
missing = {name for name in in_wheel if name.startswith("grad_magic/")} - in_sdist
if missing:
    sys.exit(f"{sdist.name} misses {sorted(missing)}")
documents = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", ".github/answer.png"}
if documents - in_sdist:
    sys.exit(f"{sdist.name} misses {sorted(documents - in_sdist)}")
if not any(name.startswith("tests/") and name.endswith(".py") for name in in_sdist):
    sys.exit(f"{sdist.name} has no tests")
