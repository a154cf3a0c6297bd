# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Collect the texts that people read and add the new ones to the Dutch catalogues.

Two domains: `koppelkans` holds what the line says, `django` what the pages say. New texts come
in untranslated; texts that are no longer found are named, and removed with --prune.

Usage: python tools/translations.py [--prune]
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parent.parent / "src" / "koppelkans"
WEB = PACKAGE / "web"
CATALOGUES = PACKAGE / "locale" / "nl" / "LC_MESSAGES"
DOMAINS = ("koppelkans", "django")

# What marks a text, besides gettext's own names: the line's and Django's.
KEYWORDS = DEFAULT_KEYWORDS | {
    "Message": None,
    "about": None,
    "translate": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# `about(title, description)` marks two texts in one call.
SECOND = {"about": (2,)}

Key = tuple[str | None, str, str | None]
"""Context, English text, English plural."""


def read_source(path: Path) -> bytes:
    """Return a module as it is, a template as the Python-like text that Django makes of it."""
    if path.suffix == ".py":
        return path.read_bytes()
    if not settings.configured:
        settings.configure()
    # The parentheses keep Python's tokenizer from minding the indentation.
    return f"(\n{templatize(path.read_text(encoding='utf-8'), origin=str(path))}\n)".encode()


def sources(domain: str) -> Iterator[Path]:
    """Yield the files that say something in `domain`."""
    if domain == "django":
        yield from sorted([*WEB.rglob("*.py"), *WEB.glob("templates/**/*.*")])
    else:
        yield from sorted(path for path in PACKAGE.rglob("*.py") if WEB not in path.parents)


def collect_texts(domain: str) -> dict[Key, None]:
    """Return every marked text of `domain`, in the order of the files, each once."""
    found: dict[Key, None] = {}
    for path in sources(domain):
        source = read_source(path)
        for keywords in (KEYWORDS, SECOND):
            for _line, text, _comments, context in extract(
                "python", io.BytesIO(source), keywords=keywords
            ):
                singular, plural = text if isinstance(text, tuple) else (text, None)
                if singular:
                    found[context, singular, plural] = None
    return found


def read_catalogue(domain: str) -> Catalog:
    """Return the Dutch catalogue of `domain`."""
    with (CATALOGUES / f"{domain}.po").open("rb") as stream:
        return read_po(stream, locale="nl", domain=domain)


def write_catalogue(domain: str, catalogue: Catalog) -> None:
    """Write the entries, under the header that the file already has."""
    path = CATALOGUES / f"{domain}.po"
    header = path.read_text(encoding="utf-8").split("\n\n", 1)[0].rstrip()
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, omit_header=True, no_location=True)
    path.write_text(f"{header}\n\n{stream.getvalue().decode().strip()}\n", encoding="utf-8")


def renew(domain: str, *, prune: bool) -> None:
    """Add the new texts of `domain` to its catalogue and say what is left to do."""
    catalogue = read_catalogue(domain)
    texts = collect_texts(domain)
    for context, text, plural in texts:
        if catalogue.get(text, context) is None:
            catalogue.add((text, plural) if plural else text, context=context)
    known = {(context, text) for context, text, _plural in texts}
    gone = [entry for entry in catalogue if entry.id and (entry.context, name(entry)) not in known]
    for entry in gone:
        print(f"{domain}: {'removed' if prune else 'no longer found'}: {name(entry)}")
        if prune:
            catalogue.delete(name(entry), entry.context)
    missing = [entry for entry in catalogue if entry.id and not is_translated(entry)]
    write_catalogue(domain, catalogue)
    print(f"{domain}: {len(texts)} texts, {len(missing)} to translate")


def name(entry: Message) -> str:
    """Return the English text of a catalogue's entry, the singular if there are two."""
    return entry.id if isinstance(entry.id, str) else entry.id[0]


def is_translated(entry: Message) -> bool:
    """Tell whether the entry has all its Dutch forms and none is marked as doubtful."""
    forms = entry.string if isinstance(entry.string, tuple | list) else [entry.string or ""]
    return all(forms) and not entry.fuzzy


if __name__ == "__main__":
    for domain in DOMAINS:
        renew(domain, prune="--prune" in sys.argv)
