"""Writes the address of the repository into a copy of it that is to be built.

The links of the README become absolute, and the metadata have the project's addresses.
Usage: absolute_links.py DIRECTORY https://github.com/OWNER/REPOSITORY
"""

import re
import sys
from pathlib import Path

directory, address = Path(sys.argv[1]), sys.argv[2]
if not address.startswith("https://"):
    sys.exit(f"{address} is no address: it begins with https://")
package = (directory / "grad_magic" / "__init__.py").read_text(encoding="utf-8")
(version,) = re.findall(r'^__version__ = "(.*)"$', package, re.MULTILINE)


def absolute(link: re.Match[str]) -> str:
    """The link to a file under the tag of this version."""
    kind = "raw" if link["path"].endswith(".png") else "blob"
    return f"]({address}/{kind}/v{version}/{link['path']})"


readme = directory / "README.md"
text = readme.read_text(encoding="utf-8")
text = re.sub(r"\]\((?P<path>(?!https://|#)[^)\s]+)\)", absolute, text)
readme.write_text(text, encoding="utf-8")

settings = directory / "pyproject.toml"
text = settings.read_text(encoding="utf-8")
addresses = f"""[project.urls]
Source = "{address}"
Issues = "{address}/issues"
Changelog = "{address}/blob/v{version}/CHANGELOG.md"

"""
before, heading, behind = text.partition("[project.optional-dependencies]")
settings.write_text(before + addresses + heading + behind, encoding="utf-8")
