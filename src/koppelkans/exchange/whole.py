# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file is there whole, or not at all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to, which becomes ``path`` when all went well."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".koppelkans-") as folder:
        unfinished = Path(folder) / path.name
        yield unfinished
        unfinished.replace(path)
