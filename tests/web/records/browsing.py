# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of a page as a browser without scripts would send them."""

from html.parser import HTMLParser

from django.test import Client


class Form(HTMLParser):
    """Collects what the form for records of a page would send."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._inside = False
        self._select = self._textarea = ""
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "kk-form" in found.get("class", "")
        name = found.get("name", "")
        if not self._inside:
            return
        if tag == "input" and name:
            ticked = found.get("type") in ("checkbox", "radio")
            if not ticked or "checked" in found:
                self.values.setdefault(name, []).append(found.get("value", ""))
        elif tag == "select":
            self._select = name
            self.values[name] = [""]
        elif tag == "option" and self._select and "selected" in found:
            self.values[self._select] = [found.get("value", "")]
        elif tag == "textarea" and name:
            self._textarea = name
            self.values[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea][0] += data


def read_form(html: str) -> dict[str, list[str]]:
    """Return what the form of a page would send as it stands."""
    form = Form()
    form.feed(html)
    return form.values


def open_form(client: Client, address: str) -> dict[str, list[str]]:
    """Return the form of a page, that has to be there."""
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()[:2000]
    return read_form(response.content.decode())
