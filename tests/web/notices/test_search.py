# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding: words in everything one may see, and nothing of the rest."""

import pytest

from koppelkans.web.notices import index
from koppelkans.web.notices.comments import add_comment, remove_comment
from koppelkans.web.notices.index import fold, index_of
from koppelkans.web.notices.search import mark, search
from koppelkans.web.notices.subjects import find_subject
from tests.web.notices.conftest import HIDDEN, Person


def titles(person: Person, asked: str) -> list[str]:
    hits, number = search(person.reader, asked, "nl", 100)
    assert number == len(hits)
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in hits]


def test_case_accents_and_order_of_words_make_no_difference(city: Person) -> None:
    for asked in ("velodroomstraat", "VÉLODROOM riool", "  riool   velo "):
        assert titles(city, asked)[0] == "Riool in de Vélodroomstraat"
    assert titles(city, "riool bestaatniet") == []
    assert search(city.reader, "   ", "nl", 10) == ([], 0)


def test_title_comes_before_text_and_street_finds_its_tasks(city: Person) -> None:
    found = titles(city, "dwarsstraat")
    assert found[0].startswith("Dwarsstraat")
    assert "Street-1" in found, "a task is found by the name of its place"


def test_hidden_record_is_no_hit_no_count_and_no_snippet(water: Person, city: Person) -> None:
    assert HIDDEN in titles(water, "geheime")
    assert search(city.reader, "geheime", "nl", 10) == ([], 0)
    assert search(city.reader, "sewer-1", "nl", 10) == ([], 0), "its variants neither"
    page = city.browser.get("/gebieden/testbuurt/zoeken/?q=geheim")
    assert HIDDEN not in page.content.decode()


def test_index_follows_every_change(water: Person, city: Person) -> None:
    assert titles(city, "zwembad") == []
    water.change("tasks", "sewer-2", title="Zwembad aansluiten")
    water.area.refresh_from_db()
    assert titles(city, "zwembad") == ["Zwembad aansluiten"]


def test_index_that_follows_changes_is_as_one_made_anew(
    water: Person, city: Person, heat: Person, anne: Person
) -> None:
    people = (water, city, heat, anne)

    def check() -> None:
        for person in people:
            person.area.refresh_from_db()
            followed = index_of(person.reader, "nl")
            index._indexes.clear()
            assert followed == index_of(person.reader, "nl")
        for person in people:
            index_of(person.reader, "nl")

    check()
    for person, table, key, values in (
        (water, "tasks", "sewer-1", {"visibility": "partners"}),
        (water, "tasks", "sewer-1", {"title": "Nu een andere naam"}),
        (anne, "partners", "water", {"costs_visible": "own"}),
        (anne, "places", "place-1", {"name": "Nieuwstraat"}),
        (anne, "partners", "heat", {"name": "Buurtwarmte", "short_name": "Buurtwarmte"}),
        (water, "tasks", "sewer-1", {"visibility": "own"}),
    ):
        person.change(table, key, **values)
        check()


def test_remark_is_found_by_who_may_read_it(water: Person, city: Person, heat: Person) -> None:
    subject = find_subject(water.reader, "tasks", "sewer-2")
    assert subject is not None
    open_one = add_comment(water.reader, subject, "Past de zeekabel hier?", "table")
    add_comment(water.reader, subject, "Onder ons: de pompput lekt.", "own")
    assert len(titles(city, "zeekabel")) == 1
    assert titles(city, "pompput") == []
    assert len(titles(water, "pompput")) == 1
    secret = find_subject(water.reader, "tasks", "sewer-1")
    assert secret is not None
    add_comment(water.reader, secret, "Iedereen: kathedraal", "table")
    assert titles(city, "kathedraal") == [], "the record itself is hidden"
    remove_comment(water.reader, open_one)
    assert titles(city, "zeekabel") == []


def test_what_is_found_is_safe_and_marked() -> None:
    text = "<b>Één</b> straat"
    marked = mark(text, fold(text), ["een", "straat"])
    assert marked == "&lt;b&gt;<mark>Één</mark>&lt;/b&gt; <mark>straat</mark>"


@pytest.mark.parametrize("asked", ["%", "<script>alert(1)</script>", "\x00", "a" * 500, "ﬁ", "'"])
def test_any_question_gives_a_page(city: Person, asked: str) -> None:
    page = city.browser.get("/gebieden/testbuurt/zoeken/", {"q": asked})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_list_alone_while_typing(city: Person) -> None:
    part = city.browser.get("/gebieden/testbuurt/zoeken/?q=riool", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "lodroomstraat" in part.content.decode()
