# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Open a file in the layout that its mapping names."""

from contextlib import AbstractContextManager
from pathlib import Path

from koppelkans.exchange.layers import Layer, LayerMapping, open_table
from koppelkans.exchange.layouts.hydx import open_hydx
from koppelkans.exchange.layouts.imkl import open_imkl

OPENERS = {"table": open_table, "hydx": open_hydx, "imkl": open_imkl}


def open_layer(path: Path, mapping: LayerMapping) -> AbstractContextManager[Layer]:
    """Open a layer: an ordinary one, or one in a known Dutch layout.

    Raises
    ------
    LayerError
        When it cannot be read; also while its features are gone through.
    """
    return OPENERS[mapping.layout](path, mapping)
