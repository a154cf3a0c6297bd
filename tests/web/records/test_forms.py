# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms: what was typed is never lost, what is wrong is said at its field, clashes are asked."""

from collections.abc import Callable

import pytest
from django.test import Client

from koppelkans.case import TABLES, Case
from koppelkans.web.access.models import Role
from koppelkans.web.models import Area
from koppelkans.web.records.layout import address_of, groups_of
from koppelkans.web.store import load_case, store_case
from tests.factories import small_case, small_tables
from tests.web.records.browsing import open_form, read_form

pytestmark = pytest.mark.django_db

BASE = "/gebieden/testbuurt/invullen/"
TASK = BASE + "opgaven/bewerken/sewer-1/"


def test_every_field_of_every_table_is_in_a_group_once() -> None:
    for table, record_type in TABLES.items():
        names = [name for _, fields in groups_of(table) for name in fields]
        assert sorted(names) == sorted(set(record_type.model_fields) - {"id"}), table


def test_every_page_opens_and_saving_it_untouched_changes_nothing(
    area: Area, anne: Client, case: Case
) -> None:
    assert anne.get(BASE).status_code == 200
    for table in TABLES:
        address = BASE + address_of(table)
        for page in (f"{address}/", f"{address}/blad/"):
            assert anne.get(page).status_code == 200, page
        for record in getattr(case, table):
            page = f"{address}/bewerken/{record.id}/"
            response = anne.post(page, open_form(anne, page))
            assert response.status_code == 303, page
            assert "gelijk=1" in response["Location"], page
    area.refresh_from_db()
    assert area.version == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_numbers_are_read_as_the_reader_writes_them(
    area: Area, anne: Client, language: str
) -> None:
    anne.cookies["koppelkans_language"] = language
    form = open_form(anne, TASK)
    written = {"nl": ("1.234", "2,5 %"), "en": ("1,234", "2.5 %")}[language]
    form["b0:failure_eur"], form["b0:failure_rate"] = [written[0]], [written[1]]
    assert anne.post(TASK, form).status_code == 303
    task = load_case(Area.objects.get()).task["sewer-1"]
    assert (task.failure_eur, task.failure_rate) == (1234, 0.025)


def test_task_with_variants_effects_and_relations_on_one_page(area: Area, anne: Client) -> None:
    page = BASE + "opgaven/nieuw/"
    form = open_form(anne, page)
    form |= {
        "b0:title": ["Nieuwe bomen"], "b0:partner_id": ["city"], "b0:theme": ["green"],
        "b0:place_ids": ["place-1", "place-2"], "b0:preferred_start": ["2030-Q1"],
        "b0:earliest_start": ["2029-Q1"], "b0:latest_start": ["2031-Q4"],
        "b1:name": ["Linden"], "b1:duration_quarters": ["1"], "b1:closed_weeks": ["4"],
        "b1:investment_eur": ["20.000"], "b1:life_years": ["40"],
    }  # fmt: skip
    answer = anne.post(page, {**form, "add": ["effects:b1"]})
    assert answer.status_code == 200
    form = read_form(answer.content.decode())
    assert form["b0:title"] == ["Nieuwe bomen"]
    form |= {
        "b2:name": ["Schaduw"], "b2:key_figure_id": ["nuisance_household"], "b2:quantity": ["3"],
        "b2:partner_id": ["people"], "b2:beneficiary": ["residents"],
    }  # fmt: skip
    answer = anne.post(page, form)
    assert answer.status_code == 303, answer.content.decode()
    case = load_case(Area.objects.get())
    task = case.task["nieuwe-bomen"]
    (variant,) = case.variants_of[task.id]
    (effect,) = case.effects_of[variant.id]
    assert (task.place_ids, variant.investment_eur, effect.quantity) == (
        ("place-1", "place-2"), 20_000, 3
    )  # fmt: skip
    assert Area.objects.get().version == 2, "one action is one change"


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    area: Area, anne: Client
) -> None:
    form = open_form(anne, TASK)
    form["b0:title"], form["b0:homes"] = ["Half getypt"], ["veel"]
    form["b0:latest_start"] = ["2027-Q1"]
    answer = anne.post(TASK, form)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Half getypt" in text
    assert 'value="veel"' in text
    assert 'href="#b0:homes"' in text
    assert Area.objects.get().version == 1


def test_two_at_the_same_field_meet_on_the_merge_page(
    area: Area, anne: Client, bram: Client
) -> None:
    hers, his = open_form(anne, TASK), open_form(bram, TASK)
    hers["b0:title"], hers["b0:reason"] = ["Van Anne"], ["Omdat"]
    his["b0:title"], his["b0:interest"] = ["Van Bram"], ["Rust"]
    assert anne.post(TASK, hers).status_code == 303
    answer = bram.post(TASK, his)
    assert answer.status_code == 409
    text = answer.content.decode()
    for part in ("Van Anne", "Van Bram", "Sewer-1", "wijzigde Anne hetzelfde"):
        assert part in text
    form = read_form(text)
    assert bram.post(TASK, form).status_code == 409, "not to choose is to be asked again"
    answer = bram.post(TASK, {**form, "choose:b0:title": ["mine"]})
    assert answer.status_code == 303
    task = load_case(Area.objects.get()).task["sewer-1"]
    assert (task.title, task.reason, task.interest) == ("Van Bram", "Omdat", "Rust")


def test_choosing_theirs_keeps_the_rest_of_ones_own(area: Area, anne: Client, bram: Client) -> None:
    hers, his = open_form(anne, TASK), open_form(bram, TASK)
    hers["b0:title"] = ["Van Anne"]
    his["b0:title"], his["b0:interest"] = ["Van Bram"], ["Rust"]
    anne.post(TASK, hers)
    form = read_form(bram.post(TASK, his).content.decode())
    bram.post(TASK, {**form, "choose:b0:title": ["theirs"]})
    task = load_case(Area.objects.get()).task["sewer-1"]
    assert (task.title, task.interest) == ("Van Anne", "Rust")


def test_other_fields_merge_by_themselves_and_the_page_says_so(
    area: Area, anne: Client, bram: Client
) -> None:
    hers, his = open_form(anne, TASK), open_form(bram, TASK)
    hers["b0:title"], his["b0:interest"] = ["Van Anne"], ["Rust"]
    anne.post(TASK, hers)
    answer = bram.post(TASK, his, follow=True)
    assert "Anne wijzigde ondertussen andere velden hiervan" in answer.content.decode()


def test_removing_shows_what_goes_along_and_can_be_undone(
    area: Area, anne: Client, case: Case
) -> None:
    page = BASE + "opgaven/verwijderen/heat-1/"
    text = anne.get(page).content.decode()
    assert "heat-1-mt" in text
    assert anne.post(page, open_form(anne, page)).status_code == 302
    now = load_case(Area.objects.get())
    assert "heat-1" not in now.task
    assert "heat-1-mt" not in now.variant
    anne.post(BASE + "ongedaan/", {"what": "undo"})
    assert load_case(Area.objects.get()) == case
    anne.post(BASE + "ongedaan/", {"what": "redo"})
    assert "heat-1" not in load_case(Area.objects.get()).task


def test_what_would_leave_a_gap_is_asked_first(area: Area, anne: Client) -> None:
    form = open_form(anne, TASK)
    form["b1.remove"] = ["1"]
    answer = anne.post(TASK, form)
    assert answer.status_code == 422
    assert "allow_gaps" in answer.content.decode()
    assert anne.post(TASK, {**form, "allow_gaps": ["1"]}).status_code == 303
    home = anne.get(BASE).content.decode()
    assert "Wat er nog mist" in home
    assert anne.get("/gebieden/testbuurt/").status_code == 302, "leads to what is missing"


def test_partner_changes_its_own_and_reads_the_rest(
    area: Area, sign_in: Callable[..., Client]
) -> None:
    water = sign_in(Role.LEAD, "water", "Wil")
    form = open_form(water, TASK)
    form["b0:title"] = ["Van het waterbedrijf"]
    assert water.post(TASK, form).status_code == 303
    other = BASE + "opgaven/bewerken/street-1/"
    assert "mag dit lezen, maar niet wijzigen" in water.get(other).content.decode()
    form = open_form(water, other)
    form["b0:title"] = ["Ook van ons"]
    answer = water.post(other, form)
    assert answer.status_code == 403
    assert "Ook van ons" in answer.content.decode()
    assert load_case(Area.objects.get()).task["street-1"].title == "Street-1"
    form = open_form(water, TASK)
    form["b0:partner_id"] = ["city"]
    assert water.post(TASK, form).status_code == 403, "nobody gives a task away"


def secret_case() -> Case:
    tables = small_tables()
    tables["tasks"][2] |= {"title": "Geheime straat", "visibility": "own"}
    tables["partners"][2] |= {"costs_visible": "own"}
    tables["variants"][5] |= {"investment_eur": 987_654}
    return small_case(tasks=tables["tasks"], partners=tables["partners"],
                      variants=tables["variants"])  # fmt: skip


def test_what_others_keep_is_on_no_page_for_work(
    area: Area, sign_in: Callable[..., Client], anne: Client
) -> None:
    store_case(secret_case())
    page = BASE + "opgaven/bewerken/street-1/"
    form = open_form(anne, page)
    form["b0:title"] = ["Geheime straat, anders"]
    anne.post(page, form)
    water = sign_in(Role.LEAD, "water", "Wil")
    pages = ["", "tijdlijn/", "geschiedenis/", "geschiedenis/2/", "geschiedenis/3/",
             "geschiedenis/vergelijken/", *(f"{address_of(t)}/" for t in TABLES),
             *(f"{address_of(t)}/blad/" for t in TABLES), "opgaven/bewerken/sewer-1/",
             "opgaven/bewerken/heat-1/", "effecten/nieuw/", "relaties/nieuw/"]  # fmt: skip
    for path in pages:
        text = water.get(BASE + path).content.decode()
        assert "Geheim" not in text, path
        assert "987654" not in text, path
        assert "987.654" not in text, path
    for path in ("opgaven/bewerken/street-1/", "opgaven/geschiedenis/street-1/",
                 "varianten/bewerken/heat-1-mt/", "opgaven/verwijderen/street-1/"):  # fmt: skip
        assert water.get(BASE + path).status_code == 404, path


def test_script_in_every_text_field_is_shown_as_text(area: Area, anne: Client) -> None:
    evil = "</textarea></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    for table, key in (("opgaven", "sewer-1"), ("plekken", "place-1"), ("partners", "city"),
                       ("gebied", "testbuurt"), ("besluiten", "d1"), ("grenzen", "rest"),
                       ("kengetallen", "nuisance_bus")):  # fmt: skip
        page = f"{BASE}{table}/bewerken/{key}/"
        form = open_form(anne, page)
        for name in [n for n in form if n.split(":")[-1] in (
            "title", "reason", "interest", "name", "short_name", "street", "district",
            "description", "notice", "text", "decided_by", "source", "unit", "applicability",
        )]:  # fmt: skip
            form[name] = [evil if "short" not in name else "<script>1</script>"]
        answer = anne.post(page, form)
        assert answer.status_code == 303, answer.content.decode().split("fouten")[1][:1500]
    version = Area.objects.get().version
    for path in ("", "opgaven/", "opgaven/blad/", "opgaven/bewerken/sewer-1/", "tijdlijn/",
                 "geschiedenis/", f"geschiedenis/{version}/", "geschiedenis/vergelijken/",
                 "opgaven/geschiedenis/sewer-1/", "opgaven/nieuw/", "plekken/blad/",
                 "opgaven/verwijderen/sewer-1/"):  # fmt: skip
        text = anne.get(BASE + path).content.decode()
        assert "<script>alert" not in text, path
        assert "<script>1" not in text, path
        assert "<img src=x" not in text, path


@pytest.mark.parametrize(
    "path", ["niets/", "opgaven/bewerken/geen/", "niets/nieuw/", "geschiedenis/99/",
             "opgaven/geschiedenis/geen/", "binnenhalen/99/"]
)  # fmt: skip
def test_what_is_not_there_is_said_so(area: Area, anne: Client, path: str) -> None:
    assert anne.get(BASE + path).status_code == 404


def test_form_of_another_record_is_refused(area: Area, anne: Client) -> None:
    form = open_form(anne, TASK)
    assert anne.post(BASE + "opgaven/bewerken/street-1/", form).status_code == 404


def test_whoever_does_not_belong_here_gets_in_nowhere(area: Area) -> None:
    stranger = Client()
    for path in ("", "opgaven/", "tijdlijn/", "geschiedenis/", "binnenhalen/"):
        assert stranger.get(BASE + path).status_code == 302
        assert "/invullen/" in stranger.get(BASE + path)["Location"]
