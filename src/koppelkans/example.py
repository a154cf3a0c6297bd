# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the embedded example is, and the text that its partners wrote together."""

from collections.abc import Mapping
from pathlib import Path

IN_PACKAGE = Path(__file__).parent / "examples" / "bloemenbuurt.gpkg"
IN_REPOSITORY = Path(__file__).parents[2] / "examples" / "bloemenbuurt" / "bloemenbuurt.gpkg"


def example_path() -> Path:
    """Return the case file of the Bloemenbuurt: in an installed package, or in the repository."""
    return IN_PACKAGE if IN_PACKAGE.exists() else IN_REPOSITORY


JOINT_TASK: Mapping[str, tuple[str, ...]] = {
    "nl": (
        "We pakken de Bloemenbuurt samen aan: zo veel mogelijk werk in één keer, tegen zo laag"
        " mogelijke kosten.",
        "We pakken de Bloemenbuurt samen aan. We willen zo veel mogelijk betekenen voor de mensen"
        " die er wonen, met zo weinig mogelijk hinder: één keer open, en dan goed. Lage kosten zijn"
        " een middel en geen doel.\n\nWie ergens mee worstelt, zegt het. Dan kijken we samen welke"
        " grens kan meegeven, en wie daar wat voor terugkrijgt.",
    ),
    "en": (
        "We take on the Bloemenbuurt together: as much work as possible in one go, at the lowest"
        " possible cost.",
        "We take on the Bloemenbuurt together. We want to mean as much as possible to the people"
        " who live there, with as little nuisance as possible: open once, and then done well. Low"
        " cost is a means and not an end.\n\nWhoever struggles with something says so. Then we"
        " look together which limit can give, and who gets what in return.",
    ),
}
"""The joint task of the example in its versions, by language; invented, like all of it."""
