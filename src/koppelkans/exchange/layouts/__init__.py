# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Known Dutch layouts: the register of works (WIOR), sewers in GWSW HydX, pipes in IMKL.

``open_layer`` opens a file in any layout that a mapping can name; ``ready_mapping`` and
``start_mapping`` give mappings to start from.
"""

from koppelkans.exchange.layouts.open import open_layer
from koppelkans.exchange.layouts.starters import (
    LAYOUTS,
    ready_mapping,
    start_mapping,
    write_mapping,
)

__all__ = ["LAYOUTS", "open_layer", "ready_mapping", "start_mapping", "write_mapping"]
