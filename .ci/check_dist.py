"""Fails unless the wheel in a directory holds the package alone and the sdist its tests too."""

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

foreign = {name for name in in_wheel if not name.startswith(("grad_magic/", "grad_magic-"))}
if foreign:
    sys.exit(f"{wheel.name} has more than the package: {sorted(foreign)}")
if "grad_magic/py.typed" not in in_wheel:
    sys.exit(f"{wheel.name} has no py.typed: its types would not be seen")
missing = {name for name in in_wheel if name.startswith("grad_magic/")} - in_sdist
if missing:
    sys.exit(f"{sdist.name} misses {sorted(missing)}")
if not any(name.startswith("tests/") and name.endswith(".py") for name in in_sdist):
    sys.exit(f"{sdist.name} has no tests")
