# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which words of a page are Dutch: those that only the Dutch of the catalogues has."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Page

import koppelkans
from koppelkans.case import Case

CATALOGUES = Path(koppelkans.__file__).parent / "locale" / "nl" / "LC_MESSAGES"
WORD = re.compile(r"[^\W\d_]{3,}")
NAMES = frozenset({"nederlands", "koppelkans", "label"})
"""What is the same in both languages, or the name of the language that one can switch to."""

READ = """(page) => {
  const said = [page.title];
  const parts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (parts.nextNode()) {
    if (!parts.currentNode.parentElement.closest("script, style, template, [lang=nl]")) {
      said.push(parts.currentNode.data);
    }
  }
  for (const element of page.querySelectorAll("[aria-label], [title], [alt], [placeholder]")) {
    if (element.closest("[lang=nl]")) continue;
    for (const name of ["aria-label", "title", "alt", "placeholder"]) {
      said.push(element.getAttribute(name) ?? "");
    }
  }
  return said.join("\\n");
}"""
HERE = f"() => ({READ})(document)"
ELSEWHERE = f"""async (address) => {{
  const answer = await fetch(address);
  if (!(answer.headers.get("content-type") ?? "").includes("text/html")) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main") ? ({READ})(page) : "";
}}"""


def words_in(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


@cache
def dutch_words() -> frozenset[str]:
    """Return the words of all Dutch texts that no English text has."""
    dutch: set[str] = set()
    english: set[str] = set()
    for path in CATALOGUES.glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                texts = (message.id,) if isinstance(message.id, str) else message.id
                said = (message.string,) if isinstance(message.string, str) else message.string
                english.update(*(words_in(text) for text in texts))
                dutch.update(*(words_in(text) for text in said if text not in texts))
    return frozenset(dutch - english - NAMES)


def written_in(case: Case) -> set[str]:
    """Return the words that people wrote in a case: names and texts, in their own language."""
    written: set[str] = set()

    def read(value: object) -> None:
        if isinstance(value, str):
            written.update(words_in(value))
        elif isinstance(value, dict):
            for part in value.values():
                read(part)
        elif isinstance(value, list | tuple):
            for part in value:
                read(part)

    read(case.to_tables())
    return written


def dutch_on(page: Page, written: set[str]) -> set[str]:
    """Return the Dutch words that can be read on a page, drawn as it is, and that nobody wrote."""
    return words_in(page.evaluate(HERE)) & dutch_words() - written


def dutch_at(page: Page, address: str, written: set[str]) -> set[str]:
    """Return those of another page of the site, as it comes from the server."""
    return words_in(page.evaluate(ELSEWHERE, address)) & dutch_words() - written
