# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page about the case file says what the records say."""

from tools.case_file import TARGET, case_file_page


def test_page_about_the_case_file_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == case_file_page(), "run tools/case_file.py"
