# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps say what is there and for whom is waited; what is shared gives nobody away."""

import pytest
from django.test import Client

from koppelkans.web.access.models import Role
from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.way.facts import PROGRESS, checked, gather
from koppelkans.web.way.known import KNOWN
from koppelkans.web.way.likeness import Situation, compare
from koppelkans.web.way.models import Precedent
from koppelkans.web.way.share import situation_of, without_names
from koppelkans.web.way.words import CHECKLIST, FIGURES, STEPS
from tests.web.access.persons import at_once, person

EVERYBODY = Author("x", "x")


def test_every_step_and_point_is_worked_out(area: Area) -> None:
    facts = gather(area)
    assert {told.key for told in STEPS} == set(PROGRESS)
    assert {key for key, _, _ in CHECKLIST} == set(checked(facts))
    assert {name for known in KNOWN for name, _, _ in known.situation.figures} <= set(FIGURES)


def test_commitment_waits_for_who_does_not_stand_behind_it(area: Area) -> None:
    before = PROGRESS["commitment"](gather(area))
    assert before.waiting == ["Water", "Warmte", "Bewoners"]
    assert before.missing
    word = {"partner_id": "water", "stance": "behind_it", "text": "Wij ook.", "day": "2026-07-01"}
    changes = [
        RecordChange("commitments", "m2", word),
        RecordChange("conditions", "k1", {"state": "accepted"}),
    ]
    change_records(area, EVERYBODY, changes, based_on=area.version)
    after = PROGRESS["commitment"](gather(area))
    assert after.waiting == ["Warmte", "Bewoners"]
    assert not after.missing


def test_newest_word_of_a_partner_counts(area: Area) -> None:
    word = {"partner_id": "city", "stance": "not_yet", "text": "Toch niet.", "day": "2026-09-01"}
    change_records(area, EVERYBODY, [RecordChange("commitments", "m9", word)],
                   based_on=area.version)  # fmt: skip
    assert "Gemeente" in PROGRESS["commitment"](gather(area)).waiting


def test_empty_area_has_a_way_too(client: Client) -> None:
    area = Area.objects.create(slug="leeg", name="Leeg", crs="EPSG:28992")
    response = client.get(f"/gebieden/{area.slug}/weg/")
    assert response.status_code == 200
    assert client.get(f"/gebieden/{area.slug}/ervaring/").status_code == 200
    assert not any(PROGRESS[told.key](gather(area)).state == "done" for told in STEPS)


def test_shared_text_names_nobody(area: Area) -> None:
    text = "Waterbedrijf schoof op; in de Dwarsstraat zei Projectmanager: Testbuurt is af."
    told = without_names(text, area)
    for name in ("Waterbedrijf", "Dwarsstraat", "Projectmanager", "Testbuurt"):
        assert name not in told


def test_area_is_shared_after_it_was_looked_at_and_withdrawn(area: Area) -> None:
    lead = at_once(person("els@test.example", area, Role.FACILITATOR))
    sent = {"title": "Een straat", "ended": "Waterbedrijf deed mee.", "lessons": "Begin vroeg."}
    first = lead.post(f"/gebieden/{area.slug}/ervaring/delen/", sent)
    assert not Precedent.objects.exists()
    assert b'name="sure"' in first.content
    lead.post(f"/gebieden/{area.slug}/ervaring/delen/", {**sent, "sure": "yes"})
    kept = Precedent.objects.get()
    assert "Waterbedrijf" not in kept.ended
    assert Situation.from_json(kept.facts) == situation_of(area)
    assert "eur" not in str(kept.facts)
    lead.post(f"/gebieden/{area.slug}/ervaring/delen/", {"do": "withdraw"})
    assert not Precedent.objects.exists()


def test_others_see_it_with_how_alike_it_is(area: Area) -> None:
    user = person("els@test.example", area, Role.FACILITATOR)
    own = situation_of(area)
    assert own is not None
    elsewhere = Area.objects.create(slug="elders", name="Elders", crs="EPSG:28992")
    Precedent.objects.create(
        area=elsewhere, title="Net zo een", ended="Goed.", lessons="Praat.", facts=own.as_json(),
        shared_by=user,
    )  # fmt: skip
    page = at_once(user).get(f"/gebieden/{area.slug}/ervaring/").content.decode()
    assert page.index("Net zo een") < page.index("Croydon")
    assert compare(own, own) == 1


@pytest.mark.parametrize("other", [known.situation for known in KNOWN])
def test_likeness_is_the_same_both_ways(area: Area, other: Situation) -> None:
    own = situation_of(area)
    assert own is not None
    assert 0 <= compare(own, other) == compare(other, own) <= 1
