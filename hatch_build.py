# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Build hook: compiles the translations and puts the example case into the wheel."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("src/koppelkans/locale")
VENDOR = Path("src/koppelkans/web/static/vendor")
EXAMPLES = "examples/*/*.gpkg"


class KoppelkansBuildHook(BuildHookInterface[Any]):
    """Runs for editable installs as well, so that a checkout speaks Dutch at once."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the translations; a wheel also needs the front end and the example."""
        root = Path(self.root)
        for catalogue in compile_translations(root):
            self.app.display_info(f"compiled {catalogue}")
        if version == "editable":
            return
        if not (root / VENDOR).is_dir():
            message = f"{VENDOR} is missing: run `make setup` before building a distribution."
            raise FileNotFoundError(message)
        if self.target_name == "wheel":
            for case in root.glob(EXAMPLES):
                build_data["force_include"][str(case)] = f"koppelkans/examples/{case.name}"


def compile_translations(root: Path) -> list[Path]:
    """Write a .mo beside each .po under `root`, leaving out what is marked as fuzzy."""
    compiled = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3], domain=source.stem)
        target = source.with_suffix(".mo")
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        compiled.append(target.relative_to(root))
    return compiled


if __name__ == "__main__":
    for written in compile_translations(Path(__file__).parent):
        print(f"compiled {written}")
