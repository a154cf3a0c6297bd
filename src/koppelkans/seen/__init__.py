# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one reader may see of a case and its result: the one place where anything is hidden.

`see` turns what was computed with everything into what a `Viewer` may know. Pages, documents,
files and the API all start from what it returns, so none of them has to think of it.
"""

from koppelkans.seen.owners import owner_of
from koppelkans.seen.see import KEPT_PARTNER, see
from koppelkans.seen.streets import StreetWork, works_per_street
from koppelkans.seen.viewer import Sight, Viewer

__all__ = [
    "KEPT_PARTNER", "Sight", "StreetWork", "Viewer", "owner_of", "see", "works_per_street",
]  # fmt: skip
