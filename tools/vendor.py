# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Copy the front-end files that vendor.toml names, with their licences, from node_modules.

Usage: python tools/vendor.py
"""

import json
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "tools" / "vendor.toml"
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "src" / "koppelkans" / "web" / "static" / "vendor"
LICENCES = ["LICENSE*", "LICENCE*", "COPYING*"]
SOURCE_MAP = re.compile(r"^(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*\*/)$", re.MULTILINE)


def find(package: Path, patterns: list[str]) -> list[Path]:
    """Return the files in `package` that match, in order, each once."""
    found = {path: None for pattern in patterns for path in sorted(package.glob(pattern))}
    return [path for path in found if path.is_file()]


def copy_file(path: Path, target: Path, entry: dict[str, Any]) -> None:
    """Copy `path`; scripts and styles lose their source map, which does not come along.

    An import by bare name, which a browser cannot find, becomes a look-up in the global
    variable that `provided` names for it; what `replace` replaces must be there exactly once.
    """
    if path.suffix not in {".js", ".mjs", ".css"}:
        shutil.copyfile(path, target)
        return
    text = SOURCE_MAP.sub("", path.read_text(encoding="utf-8"))
    for module, variable in entry.get("provided", {}).items():
        statement = rf"""^import (\{{[^}}]*\}}) from ["']{re.escape(module)}["'];?$"""
        text = re.sub(statement, rf"const \1 = globalThis.{variable};", text, flags=re.MULTILINE)
    for old, new in entry.get("replace", {}).get(path.name, {}).items():
        if text.count(old) != 1:
            sys.exit(
                f"{path.name}: found {text.count(old)} times what {TABLE.name} replaces: {old}"
            )
        text = text.replace(old, new)
    target.write_text(text, encoding="utf-8")


def copy_package(folder: str, entry: dict[str, Any], target: Path) -> dict[str, Any]:
    """Copy one package's files into `target`/`folder` and return its line of the index."""
    package = SOURCE / entry["package"]
    description = json.loads((package / "package.json").read_text(encoding="utf-8"))
    licences = find(package, entry.get("licences", LICENCES))
    if not licences:
        sys.exit(f"{entry['package']}: no licence file found; name it in {TABLE.name}")
    destination = target / folder
    destination.mkdir(parents=True)
    for pattern in entry["files"]:
        files = find(package, [pattern])
        if not files:
            sys.exit(f"{entry['package']} {description['version']}: no file matches {pattern}")
        for path in files:
            copy_file(path, destination / path.name, entry)
    for path in licences:
        shutil.copyfile(path, destination / path.name)
    return {
        "folder": folder,
        "package": entry["package"],
        "version": description["version"],
        "licence": description.get("license", "see licence file"),
    }


def main() -> None:
    """Build the vendor folder beside the old one, then put it in its place."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    fresh = TARGET.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    index = [copy_package(folder, entry, fresh) for folder, entry in table.items()]
    (fresh / "index.json").write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
    size = sum(path.stat().st_size for path in TARGET.rglob("*") if path.is_file())
    print(f"{len(index)} front-end packages in {TARGET.relative_to(ROOT)}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
