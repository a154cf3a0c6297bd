# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document for every reader: short where it must be, and nothing in it for other eyes."""

import re
from html.parser import HTMLParser

import pytest

from koppelkans.case import Case
from koppelkans.plan import html, pdf
from koppelkans.plan.formats import Format, set_as
from koppelkans.result import Result
from koppelkans.seen.documents import Document, Kind, UnknownReaderError, make_documents
from tests.factories import small_case, small_tables
from tests.plan.results import small_result

PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def case() -> Case:
    return small_case()


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return small_result(case)


def _made(case: Case, result: Result, kind: Kind, language: str = "nl") -> list[Document]:
    return list(make_documents(case, result, kind, language))


@pytest.mark.parametrize(("kind", "most"), [(Kind.MEMO, 2), (Kind.PARTNER, 1), (Kind.STREET, 1)])
def test_short_documents_are_short(case: Case, result: Result, kind: Kind, most: int) -> None:
    for document in _made(case, result, kind):
        pages = len(PAGE.findall(pdf.set_plan(document.plan)))
        assert 1 <= pages <= most, document.name


def test_there_is_a_page_for_each_partner_and_a_letter_for_each_street(
    case: Case, result: Result
) -> None:
    assert len(_made(case, result, Kind.PARTNER)) == len(case.partners)
    letters = _made(case, result, Kind.STREET)
    assert [d.plan.title.split(": ")[1] for d in letters] == sorted({p.street for p in case.places})
    assert len({d.name for d in letters}) == len(letters)


@pytest.mark.parametrize("file_format", list(Format))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_list_of_works_names_every_occupation(
    case: Case, result: Result, language: str, file_format: Format
) -> None:
    (document,) = _made(case, result, Kind.PERMITS, language)
    places = [
        place
        for section in document.plan.sections
        for table in section.blocks
        if hasattr(table, "rows") and len(table.header) == 10
        for row in table.rows
        for place in str(row[1]).split(": ", 1)[-1].split("; ")
    ]
    assert len(places) == result.programme.occupations
    assert set_as(document.plan, file_format)


def test_only_the_readers_that_are_asked_for(case: Case, result: Result) -> None:
    (page,) = make_documents(case, result, Kind.PARTNER, "en", only=["heat"])
    assert case.partner["heat"].name in page.plan.title
    with pytest.raises(UnknownReaderError, match="nobody"):
        list(make_documents(case, result, Kind.STREET, "en", only=["nobody"]))


class _Reader(HTMLParser):
    """Collects what a page holds: tags, ids, links within it, and addresses elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src", "xlink:href"}:
                self.links.append(value or "")


def test_page_holds_everything_itself(case: Case, result: Result) -> None:
    (document,) = _made(case, result, Kind.FULL)
    reader = _Reader()
    reader.feed(html.set_plan(document.plan).decode())
    assert not {"script", "link", "iframe", "img"} & set(reader.tags)
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.links
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_nothing_that_is_kept_reaches_another_reader() -> None:
    tables = small_tables()
    secret = {"title": "Secret sewer", "reason": "Secret reason", "interest": "Secret interest"}
    tables["tasks"][0] |= {**secret, "visibility": "own"}
    tables["tasks"][1] |= {"title": "Half secret", "visibility": "partners"}
    owner = tables["tasks"][0]["partner_id"]
    case = small_case(tasks=tables["tasks"])
    result = small_result(case)
    for kind in Kind:
        for document in _made(case, result, kind, "en"):
            own_page = kind is Kind.PARTNER and document.name.endswith(owner)
            assert own_page or "Secret" not in str(document.plan), document.name
            if kind is Kind.STREET:
                assert "Half secret" not in str(document.plan), document.name
