# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was kept and is opened later: what it said before stays between those who could read it."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from koppelkans.web.access.models import User
from koppelkans.web.access.reader import reader_of
from koppelkans.web.api.tokens import make_token
from koppelkans.web.models import Area
from koppelkans.web.notices import mailing
from koppelkans.web.notices.changes import tell_changes
from koppelkans.web.notices.comments import add_comment
from koppelkans.web.notices.models import AreaFollow, Level
from koppelkans.web.notices.subjects import find_subject
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.records.layout import address_of
from tests.web.conversation.conftest import IN_CONFIDENCE

WORK = "/gebieden/testbuurt/invullen/"
SECRET, PRICE = "WAS-VAN-ONS", 912_345

OPENED = {
    "a task": (
        [("tasks", "sewer-1", {"visibility": "own", "title": SECRET, "reason": SECRET})],
        [("tasks", "sewer-1", {"title": "Riool", "reason": ""})],
        [("tasks", "sewer-1", {"visibility": "partners"})],
    ),
    "a variant of a task": (
        [("tasks", "sewer-1", {"visibility": "own"}), ("variants", "sewer-1-v", {"name": SECRET})],
        [("variants", "sewer-1-v", {"name": "Vernieuwen"})],
        [("tasks", "sewer-1", {"visibility": "partners"})],
    ),
    "costs": (
        [("partners", "water", {"costs_visible": "own"}),
         ("variants", "sewer-1-v", {"investment_eur": PRICE}),
         ("tasks", "sewer-1", {"failure_eur": PRICE})],
        [("variants", "sewer-1-v", {"investment_eur": 1.0}),
         ("tasks", "sewer-1", {"failure_eur": 1.0})],
        [("partners", "water", {"costs_visible": "partners"})],
    ),
    "a struggle": (
        [("struggles", "own", {"text": SECRET})],
        [("struggles", "own", {"text": "Nu voor u allen."})],
        [("struggles", "own", {"visibility": "partners"})],
    ),
    "something taken back": (
        [("tasks", "sewer-1", {"title": SECRET})],
        [("tasks", "sewer-1", {"title": "Riool"})],
        [("tasks", "sewer-1", {"visibility": "own"})],
    ),
}  # fmt: skip


def tells(text: str) -> bool:
    return SECRET in text or str(PRICE) in "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize("what", OPENED)
def test_what_it_said_before_it_was_opened_stays_kept(
    area: Area, people: dict[str, Client], what: str
) -> None:
    for step in OPENED[what]:
        changes = [RecordChange(table, key, dict(fields)) for table, key, fields in step]
        change_records(area, Author("", "Water"), changes, based_on=area.version)
    records = {(table, key) for step in OPENED[what] for table, key, _ in step}
    pages = [f"{WORK}geschiedenis/", *(f"{WORK}geschiedenis/{n}/" for n in (2, 3, 4)),
             *(f"{WORK}geschiedenis/vergelijken/?van={a}&tot={b}" for a in (1, 2, 3)
               for b in (2, 3, 4) if a < b),
             *(f"{WORK}{address_of(table)}/geschiedenis/{key}/"
               for table, key in records)]  # fmt: skip
    calls = ["changes", *(f"changes/{n}" for n in (2, 3, 4)),
             *(f"changes?table={table}&record={key}" for table, key in records),
             *(f"versions/{n}/{table.replace('_', '-')}" for n in (1, 2, 3)
               for table, _ in records),
             *(f"versions/{n}/differences" for n in (1, 2, 3))]  # fmt: skip
    found = {}
    for who in ("water", "city", "specialist"):
        token = make_token(User.objects.get(email=f"{who}@test.example"), "test", 1)[1]
        bearer = {"Authorization": f"Bearer {token}"}
        answers = [(page, people[who].get(page)) for page in pages]
        answers += [
            (call, Client().get(f"/v1/areas/testbuurt/{call}", headers=bearer)) for call in calls
        ]
        assert {a.status_code for _, a in answers} <= {200, 404}
        found[who] = [name for name, a in answers if tells(a.content.decode())]
    assert len(found["water"]) > 6  # Whose it is reads it back: it would be found.
    assert not found["city"]
    assert not found["specialist"]


def test_remark_on_a_kept_task_is_not_for_who_sees_the_task_later(
    area: Area, people: dict[str, Client]
) -> None:
    kept = RecordChange("tasks", "sewer-1", {"visibility": "own"})
    change_records(area, Author("", "Water"), [kept], based_on=area.version)
    water = reader_of(User.objects.get(email="water@test.example"), area)
    subject = find_subject(water, "tasks", "sewer-1")
    assert subject is not None
    add_comment(water, subject, SECRET, "table")
    opened = RecordChange("tasks", "sewer-1", {"visibility": "partners"})
    change_records(area, Author("", "Water"), [opened], based_on=area.version)
    page = "/gebieden/testbuurt/opmerkingen/opgaven/sewer-1/"
    assert SECRET in people["water"].get(page).content.decode()
    assert people["city"].get(page).status_code == 200
    assert SECRET not in people["city"].get(page).content.decode()


def test_struggle_for_few_is_in_no_log_and_no_mail_to_others(
    area: Area,
    people: dict[str, Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Everybody follows all that changes; the digest tells of two struggles, or of the open one."""
    hidden, open_to_all = f"{IN_CONFIDENCE} gewijzigd", "Nu voor iedereen gezegd."
    with caplog.at_level(logging.DEBUG):
        for user in User.objects.all():
            AreaFollow.objects.create(user=user, area=area, level=Level.ALL)
        for key, text in (("chosen", hidden), ("s1", open_to_all)):
            area.refresh_from_db()
            change = RecordChange("struggles", key, {"text": text})
            change_records(area, Author("", "Anne"), [change], based_on=area.version)
            tell_changes(area, area.version)
        for client in people.values():
            client.get("/gebieden/testbuurt/gesprek/worsteling/chosen/")
            client.post("/gebieden/testbuurt/gesprek/worsteling/chosen/herkennen/", {"how": "name"})
        mailing.send_due(timezone.localtime().replace(hour=8) + timedelta(days=1))
    assert caplog.text
    assert IN_CONFIDENCE not in caplog.text
    said = {sent.to[0].partition("@")[0]: f"{sent.subject}\n{sent.body}" for sent in mail.outbox}
    assert {who for who, text in said.items() if open_to_all in text} >= {"city", "heat", "water"}
    assert {who for who, text in said.items() if IN_CONFIDENCE in text} == {"water", "heat"}
    assert "1 melding" in said["city"]  # Not a word of the other, nor that there is one.
    assert "2 meldingen" in said["heat"]
