# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The real server on the small case, whose programme is there at once, in an empty data folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from koppelkans.exchange import write_case
from tests.e2e.test_product import wait_for
from tests.factories import small_case

SERVE = """
import sys
from pathlib import Path
from koppelkans.web.serve import serve
serve(Path(sys.argv[1]), port=0, seconds=1)
"""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve from a folder as long as the context lasts; yields the address."""
    case = folder / "case.gpkg"
    write_case(small_case(), case)
    environment = {**os.environ, "KOPPELKANS_DATA": str(folder)}
    command = [sys.executable, "-c", SERVE, str(case)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = next(
                part for line in process.stdout for part in line.split() if part.startswith("http")
            )
            wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)
