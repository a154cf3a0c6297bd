# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail: when it was asked for, once, and of nothing that may not be seen when it is sent."""

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from koppelkans.web.notices import mailing
from koppelkans.web.notices.models import Frequency, Kind, Mail, MailState, Notice
from koppelkans.web.notices.tell import Happening, tell
from tests.web.notices.conftest import HIDDEN, Person

MORNING = datetime(2027, 3, 2, 8, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def news(person: Person, key: str = "sewer-2", once: str = "x") -> None:
    what = Happening(person.area, Kind.CHANGE, once, "tasks", key, "Anne", {"version": 1})
    tell([person.user.pk], what)


@pytest.fixture
def outbox(settings) -> list:
    settings.SITE_ADDRESS = "https://plan.example/"
    return mail.outbox


def test_digest_goes_once_a_day_after_seven(city: Person, outbox: list) -> None:
    Mail.objects.create(user=city.user, made=MORNING - timedelta(days=1), state=MailState.SENT)
    news(city)
    mailing.send_due(MORNING.replace(hour=6))
    assert outbox == []
    mailing.send_due(MORNING)
    assert len(outbox) == 1
    assert outbox[0].to == ["Cato@test.example".lower()]
    assert "“Riool in de Vélodroomstraat”" in outbox[0].body
    assert "https://plan.example/meldingen/" in outbox[0].body
    assert "&" not in outbox[0].body
    Mail.objects.filter(state=MailState.SENT).update(made=MORNING)
    news(city, "street-1", "y")
    mailing.send_due(MORNING + timedelta(hours=5))
    assert len(outbox) == 1
    mailing.send_due(MORNING + timedelta(days=1))
    assert len(outbox) == 2
    assert "Vélodroom" not in outbox[1].body, "what was mailed is not mailed again"


def test_at_once_in_english_and_never(city: Person, heat: Person, outbox: list) -> None:
    mailing.choose(city.user, frequency=Frequency.AT_ONCE, language="en")
    mailing.choose(heat.user, frequency=Frequency.NEVER)
    news(city)
    news(heat)
    mailing.send_due(MORNING.replace(hour=3))
    assert [m.subject for m in outbox] == ["1 notice in Koppelkans"]
    assert "Anne changed “Riool" in outbox[0].body


def test_rights_are_looked_at_when_it_is_sent(city: Person, water: Person, outbox: list) -> None:
    mailing.choose(city.user, frequency=Frequency.AT_ONCE)
    news(city, "sewer-1")
    mailing.send_due(MORNING)
    assert outbox == []
    assert Mail.objects.get().state == MailState.EMPTY
    news(city, "sewer-2", "y")
    news(city, "street-1", "z")
    water.change("tasks", "sewer-2", visibility="own")
    mailing.send_due(MORNING)
    assert len(outbox) == 1
    assert "Street-1" in outbox[0].body
    assert "lodroom" not in outbox[0].body
    assert HIDDEN not in outbox[0].body


def test_read_in_the_product_is_not_mailed(city: Person, outbox: list) -> None:
    mailing.choose(city.user, frequency=Frequency.AT_ONCE)
    news(city)
    Notice.objects.update(read=MORNING)
    mailing.send_due(MORNING)
    assert outbox == []


class Dying(EmailBackend):
    """Hands the mail over, and then the process dies."""

    def send_messages(self, messages: list) -> int:
        super().send_messages(messages)
        raise KeyboardInterrupt


class Closed(EmailBackend):
    def send_messages(self, _messages: list) -> int:
        raise SMTPServerDisconnected


def test_crash_while_sending_sends_nothing_twice(
    city: Person, outbox: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailing.choose(city.user, frequency=Frequency.AT_ONCE)
    news(city)
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "get_connection", lambda *_asked: Dying())
        with pytest.raises(KeyboardInterrupt):
            mailing.send_due(MORNING)
    mailing.send_due(MORNING + timedelta(hours=1))
    assert len(outbox) == 1
    assert Mail.objects.get().state == MailState.SENDING


def test_crash_before_sending_sends_it_later(city: Person, outbox: list) -> None:
    news(city)
    Notice.objects.update(mail=Mail.objects.create(user=city.user, not_before=MORNING))
    mailing.send_due(MORNING)
    assert len(outbox) == 1


def test_server_that_is_away_is_tried_again_and_not_for_ever(
    city: Person, outbox: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailing.choose(city.user, frequency=Frequency.AT_ONCE)
    news(city)
    moment = MORNING
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "get_connection", lambda *_asked: Closed())
        mailing.send_due(moment)
        mailing.send_due(moment)
        assert Mail.objects.get().tries == 1, "not at once again"
    mailing.send_due(moment + timedelta(minutes=6))
    assert len(outbox) == 1
    assert Mail.objects.get().state == MailState.SENT


def test_one_click_stops_the_mail_and_a_look_does_not(city: Person, outbox: list) -> None:
    mailing.choose(city.user, frequency=Frequency.AT_ONCE)
    news(city)
    mailing.send_due(MORNING)
    headers = outbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("https://plan.example")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    anybody = Client(enforce_csrf_checks=True)
    assert anybody.get(address).status_code == 200
    assert mailing.choice_of(city.user).frequency == Frequency.AT_ONCE
    assert anybody.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert mailing.choice_of(city.user).frequency == Frequency.NEVER
    assert anybody.post(address[:-4] + "xxx/").status_code == 404


def test_demo_accounts_and_closed_ones_get_no_mail(
    city: Person, heat: Person, outbox: list
) -> None:
    for person, field in ((city, "is_demo"), (heat, "is_active")):
        mailing.choose(person.user, frequency=Frequency.AT_ONCE)
        setattr(person.user, field, field == "is_demo")
        person.user.save()
        news(person)
    mailing.send_due(MORNING)
    assert outbox == []
