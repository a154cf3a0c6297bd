# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the product keeps its own data: database, secret key, prepared files, exports."""

import os
import secrets
from pathlib import Path


def data_folder() -> Path:
    """Return the folder, made if needed: KOPPELKANS_DATA, or the usual place for data of a user."""
    chosen = os.environ.get("KOPPELKANS_DATA")
    if chosen:
        folder = Path(chosen).expanduser()
    else:
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        folder = Path(home) / "koppelkans"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """Return the secret key of this installation, generated once and readable by its owner only."""
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
