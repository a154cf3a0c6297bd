# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The data folder of an installation and its key."""

import stat
from pathlib import Path

import pytest

from koppelkans.web.data import data_folder, secret_key

pytestmark = pytest.mark.elsewhere


def test_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_every_installation_has_a_key_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_data_go_where_the_owner_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPPELKANS_DATA", str(tmp_path / "here"))
    assert data_folder() == tmp_path / "here"
    monkeypatch.delenv("KOPPELKANS_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "there"))
    assert data_folder() == tmp_path / "there" / "koppelkans"
