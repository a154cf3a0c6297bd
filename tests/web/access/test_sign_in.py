# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in, in two steps; guessers stay out, and sessions end."""

import re
import threading
import time

import pytest
from django.core import mail
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from koppelkans.web.access.demo import open_door
from koppelkans.web.access.models import AuditEvent, Role
from koppelkans.web.access.sessions import BEGUN, SEEN
from koppelkans.web.jobs.models import Job
from koppelkans.web.jobs.worker import do_next
from koppelkans.web.models import Area
from tests.web.access.persons import PASSWORD, code_of, person, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/gebieden/testbuurt/"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/inloggen/", {"username": email, "password": password}).status_code


def test_whoever_has_not_signed_in_is_asked_to_wherever_it_goes(area: Area) -> None:
    client = Client()
    for address in (PAGE, PAGE + "opgaven/x/", "/gebieden/bestaat-niet/", "/account/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/inloggen/?next=")


def test_password_alone_opens_nothing(area: Area) -> None:
    user, client = person("els@test.example", area, partner="heat"), Client()
    assert sign_in(client, "ELS@test.example ") == 302
    for address in (PAGE, "/", "/account/", "/account/wachtwoord/"):
        assert client.get(address)["Location"] == "/account/tweede-stap/"
    page = client.get("/account/tweede-stap/").content.decode()
    assert re.search(r'<svg[^>]* viewBox="0 0 (\d+) \1"', page), "a QR code in one piece"
    device = TOTPDevice.objects.get(user=user)
    assert client.post("/account/tweede-stap/", {"code": "000000"}).status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    codes = client.post("/account/tweede-stap/", {"code": code_of(device)})
    assert codes.content.decode().count("kk-secret") == 10
    assert client.get(PAGE).status_code == 200


def test_set_up_phone_cannot_be_replaced_with_the_password_alone(area: Area) -> None:
    user = person("els@test.example", area, partner="heat")
    signed_in(user)
    thief = Client()
    sign_in(thief, user.email)
    assert thief.get("/account/tweede-stap/")["Location"] == "/inloggen/code/"
    assert thief.post("/account/herstelcodes/").status_code == 302
    assert thief.get("/")["Location"] == "/inloggen/code/"


def test_recovery_code_works_once(area: Area) -> None:
    user = person("els@test.example", area, partner="heat")
    client = signed_in(user)
    page = client.post("/account/herstelcodes/").content.decode()
    code = page.split("kk-secret")[1].split(">")[1].split("<")[0]
    other = Client()
    sign_in(other, user.email)
    assert other.post("/inloggen/code/", {"code": code})["Location"] == "/"
    again = Client()
    sign_in(again, user.email)
    assert again.post("/inloggen/code/", {"code": code}).status_code == 200
    assert user.recovery_codes.count() == 9


def test_guessed_password_is_locked_out_the_same_for_names_that_do_not_exist(area: Area) -> None:
    person("els@test.example", area)
    for email in ("els@test.example", "niemand@test.example"):
        client = Client()
        answers = [sign_in(client, email, f"gok {n}") for n in range(6)]
        assert answers == [200, 200, 200, 200, 429, 429]
    assert sign_in(Client(), "els@test.example") == 429, "the right one does not help a guesser"
    assert AuditEvent.objects.filter(action="sign_in.locked").count() >= 2


def test_wrong_name_and_wrong_password_get_the_same_answer(area: Area) -> None:
    person("els@test.example", area)
    texts = set()
    for email in ("els@test.example", "niemand@test.example"):
        text = Client().post("/inloggen/", {"username": email, "password": "fout"}).content.decode()
        texts.add(text.split("kk-form")[1].split("csrf")[0] + text.split('role="alert"')[1][:200])
    assert len(texts) == 1


def test_guessed_codes_are_locked_out(area: Area) -> None:
    user = person("els@test.example", area)
    signed_in(user)
    client = Client()
    sign_in(client, user.email)
    answers = [client.post("/inloggen/code/", {"code": f"{n:06d}"}).status_code for n in range(7)]
    assert answers[-1] == 429
    assert answers[0] == 200


@pytest.mark.parametrize(("key", "age"), [(SEEN, 3 * 3600), (BEGUN, 13 * 3600), (SEEN, -3600)])
def test_session_ends_when_away_too_long_in_too_long_or_with_a_clock_that_jumps(
    area: Area, key: str, age: int
) -> None:
    client = signed_in(person("els@test.example", area, partner="heat"))
    assert client.get(PAGE).status_code == 200
    session = client.session
    session[key] = time.time() - age
    session.save()
    assert client.get(PAGE)["Location"].startswith("/inloggen/")


def test_signing_in_takes_a_new_session(area: Area) -> None:
    user, client = person("els@test.example", area), Client()
    client.get("/inloggen/")
    sign_in(client, user.email)
    first = client.session.session_key
    client.get("/account/tweede-stap/")
    client.post("/account/tweede-stap/", {"code": code_of(TOTPDevice.objects.get(user=user))})
    assert client.session.session_key != first


def test_signing_out_everywhere_ends_every_session(area: Area) -> None:
    user = person("els@test.example", area, partner="heat")
    one, other = signed_in(user), Client()
    other.force_login(user)
    assert one.post("/account/overal-uitloggen/").status_code == 302
    for client in (one, other):
        assert client.get(PAGE)["Location"].startswith("/inloggen/")


def test_new_password_by_mail_ends_sessions_and_tells_nobody_who_has_an_account(
    area: Area,
) -> None:
    user = person("els@test.example", area, partner="heat")
    session = signed_in(user)
    client = Client()
    answers = {
        client.post("/wachtwoord-vergeten/", {"email": email})["Location"]
        for email in ("els@test.example", "niemand@test.example")
    }
    assert len(answers) == 1
    assert not mail.outbox, "a worker sends it, so that the time of the answer tells nothing"
    assert Job.objects.filter(kind="new-password").count() == 2
    while do_next(threading.Event()):
        pass
    assert [m.to for m in mail.outbox] == [["els@test.example"]]
    assert not Job.objects.filter(kind="new-password").exists()
    link = next(part for part in str(mail.outbox[0].body).split() if "nieuw-wachtwoord" in part)
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    weak = client.post(page.request["PATH_INFO"], {"new_password1": "els", "new_password2": "els"})
    assert weak.status_code == 200
    fresh = "nog een langer wachtwoord"
    done = client.post(page.request["PATH_INFO"], {"new_password1": fresh, "new_password2": fresh})
    assert done["Location"] == "/inloggen/"
    assert sign_in(Client(), user.email, fresh) == 302
    assert session.get(PAGE)["Location"].startswith("/inloggen/")
    used = client.get(link.removeprefix("http://localhost:8000"))
    assert used.status_code == 200
    assert "password" not in used.content.decode().split("<main")[1].split("<form")[0]


def test_mailbox_is_not_filled_from_here(area: Area) -> None:
    person("els@test.example", area)
    client = Client()
    for _ in range(9):
        client.post("/wachtwoord-vergeten/", {"email": "els@test.example"})
        while do_next(threading.Event()):
            pass
    assert 0 < len(mail.outbox) <= 5


def test_demo_is_off_unless_installation_and_area_say_so(area: Area, settings) -> None:
    client = Client()
    assert client.post("/proberen/testbuurt/facilitator/").status_code == 404
    settings.DEMO = True
    assert client.post("/proberen/testbuurt/facilitator/").status_code == 404
    open_door(area, demo=True)
    assert client.get("/proberen/testbuurt/facilitator/").status_code == 405
    assert client.post("/proberen/testbuurt/nobody/").status_code == 404
    assert client.post("/proberen/testbuurt/heat/")["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
    settings.DEMO = False
    assert Client().post("/proberen/testbuurt/heat/").status_code == 404


def test_demo_account_can_do_nothing_once_the_demo_is_over(area: Area, settings) -> None:
    settings.DEMO = True
    open_door(area, demo=True)
    client = Client()
    client.post("/proberen/testbuurt/facilitator/")
    settings.DEMO = False
    assert client.get(PAGE)["Location"].startswith("/inloggen/")


def test_personal_pages_are_not_kept_by_the_browser(area: Area) -> None:
    client = signed_in(person("els@test.example", area, Role.FACILITATOR))
    assert "no-store" in client.get("/account/")["Cache-Control"]
    assert "private" in client.get(PAGE)["Cache-Control"]
