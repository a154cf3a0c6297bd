# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dutch readers read Dutch: every marked text is translated and keeps its values."""

import re

import pytest

from tools.translations import DOMAINS, collect_texts, is_translated, name, read_catalogue

PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}|%\((\w+)\)[sd]|%[sd]")


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_has_a_translation(domain: str) -> None:
    catalogue = read_catalogue(domain)
    missing = [
        text
        for context, text, _plural in collect_texts(domain)
        if (entry := catalogue.get(text, context)) is None or not is_translated(entry)
    ]
    assert not missing, "run `make translations` and translate these in the .po file"


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_is_translated_that_is_no_longer_said(domain: str) -> None:
    said = {(context, text) for context, text, _plural in collect_texts(domain)}
    left = [
        name(entry)
        for entry in read_catalogue(domain)
        if entry.id and (entry.context, name(entry)) not in said
    ]
    assert not left, "run `python tools/translations.py --prune`"


@pytest.mark.parametrize("domain", DOMAINS)
def test_translation_keeps_the_values(domain: str) -> None:
    for entry in read_catalogue(domain):
        if entry.id and is_translated(entry):
            forms = [entry.string] if isinstance(entry.string, str) else entry.string
            expected = {match.group() for match in PLACEHOLDER.finditer(name(entry))}
            for form in forms:
                found = {match.group() for match in PLACEHOLDER.finditer(form)}
                assert found == expected, name(entry)
