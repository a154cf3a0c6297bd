# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in with the account of one's organisation, at a real provider in a process of its own."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests
from django.http import HttpResponse
from django.test import Client
from joserfc.jwk import ECKey, RSAKey

from koppelkans.web.access import elsewhere
from koppelkans.web.access.invite import invite
from koppelkans.web.access.models import AuditEvent, Identity, Membership, Role, User
from koppelkans.web.access.provider import Provider
from koppelkans.web.models import Area
from tests.web.access.persons import person, signed_in

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "provider"
GO, BACK = "/inloggen/organisatie/", "/inloggen/organisatie/terug/"
PAGE = "/gebieden/testbuurt/"
PEOPLE = {
    "els": {"email": "Els@test.example", "email_verified": True, "name": "Els de Vries"},
    "piet": {"email": "piet@test.example", "email_verified": False, "name": "Piet"},
    "vreemd": {"email": "vreemd@test.example", "email_verified": True, "name": "Onbekend"},
}


@dataclass
class Running:
    """The provider, and a client of it for each key."""

    provider: Provider
    ec: Provider
    hasty: Provider
    """Its codes are worth nothing after a second."""
    stranger: Provider
    """It signs with a key that the provider does not know."""


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    rsa, ec = RSAKey.generate_key(2048), ECKey.generate_key("P-256")
    clients = [
        {"client_id": name, "jwks": {"keys": [public(key)]},
         "token_endpoint_auth_signing_alg": algorithm,
         "redirect_uris": [f"http://testserver{BACK}"],
         "post_logout_redirect_uris": ["http://testserver/"]}
        for name, key, algorithm in (("rsa", rsa, "RS256"), ("ec", ec, "ES256"),
                                     ("hasty", rsa, "RS256"))
    ]  # fmt: skip
    told = {"port": port, "clients": clients, "people": PEOPLE, "codeSeconds": {"hasty": 1}}
    process = subprocess.Popen(
        [node, "provider.mjs"], cwd=FOLDER, stdout=subprocess.PIPE, stderr=None,
        text=True, env={**os.environ, "PROVIDER": json.dumps(told), "NODE_ENV": "test"},
    )  # fmt: skip
    assert process.stdout
    assert any("listening" in line for line in process.stdout), "the provider did not start"
    issuer = f"http://localhost:{port}"
    one = Provider(issuer, "rsa", rsa.as_pem(private=True).decode(), "Gemeente Test")
    yield Running(
        provider=one, ec=replace(one, client_id="ec", key=ec.as_pem(private=True).decode()),
        hasty=replace(one, client_id="hasty"),
        stranger=replace(one, key=RSAKey.generate_key(2048).as_pem(private=True).decode()),
    )  # fmt: skip
    process.terminate()
    process.wait(20)
    process.stdout.close()


def public(key: RSAKey | ECKey) -> dict[str, Any]:
    key.ensure_kid()
    return {**key.as_dict(private=False), "use": "sig"}


@pytest.fixture
def provider(running: Running, settings: Any) -> Provider:
    settings.OIDC = running.provider
    return running.provider


def visit(client: Client, login: str, path: str = GO, **known: str) -> str:
    """Go to the provider, sign in there, and return the address that it sends one back to."""
    address = client.get(path)["Location"]
    with requests.Session() as browser:
        for _ in range(6):
            if address.startswith("http://testserver"):
                return address.removeprefix("http://testserver")
            answer = browser.get(address, allow_redirects=False, timeout=10)
            if answer.status_code == 200:
                given = {"login": login, **known}
                answer = browser.post(address, data=given, allow_redirects=False, timeout=10)
            assert answer.status_code in (302, 303), answer.text
            address = requests.compat.urljoin(address, answer.headers["Location"])
    raise AssertionError(f"still at {address}")


def words(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", response.content.decode().split("<main")[1].split("</main")[0])


def test_known_person_comes_in_with_its_own_rights_and_is_linked(
    area: Area, provider: Provider
) -> None:
    user, client = person("els@test.example", area, Role.LEAD, "heat"), Client()
    assert provider.name in client.get(f"/inloggen/?next={PAGE}").content.decode()
    back = visit(client, "els", f"{GO}?next={PAGE}", amr="pwd mfa")
    before = client.session.session_key
    assert client.get(back)["Location"] == PAGE
    assert client.session.session_key != before
    assert client.get(PAGE).status_code == 200, "the provider saw to the second step"
    assert Identity.objects.get().user == user
    assert list(Membership.objects.values_list("user", "role")) == [(user.pk, "lead")]
    assert AuditEvent.objects.filter(action="identity.linked", actor=user).count() == 1
    # The next time by who it is, whatever its address is there now.
    User.objects.filter(pk=user.pk).update(email="els.nu@test.example")
    again = Client()
    assert again.get(visit(again, "els", amr="mfa"))["Location"] == "/"
    assert again.session["_auth_user_id"] == str(user.pk)


def test_key_on_a_curve_does_as_well(area: Area, running: Running, settings: Any) -> None:
    settings.OIDC = running.ec
    person("els@test.example", area)
    client = Client()
    assert client.get(visit(client, "els"))["Location"] == "/"


def test_public_key_is_shown_and_nothing_of_the_private_one(provider: Provider) -> None:
    (key,) = Client().get(f"{GO}sleutels/").json()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "use"}


def test_password_alone_at_the_provider_still_needs_our_second_step(
    area: Area, provider: Provider
) -> None:
    person("els@test.example", area, Role.LEAD, "heat")
    client = Client()
    client.get(visit(client, "els", amr="pwd"))
    assert client.get(PAGE)["Location"] == "/account/tweede-stap/"


def test_provider_must_be_as_sure_as_is_asked(area: Area, running: Running, settings: Any) -> None:
    settings.OIDC = replace(running.provider, acr="high")
    person("els@test.example", area, Role.LEAD, "heat")
    client = Client()
    assert client.get(visit(client, "els")).status_code == 400
    client.get(visit(client, "els", acr="high"))
    assert client.get(PAGE).status_code == 200


def test_stranger_gets_no_account_and_no_right(area: Area, provider: Provider) -> None:
    client = Client()
    refused = client.get(visit(client, "vreemd", amr="mfa"))
    assert refused.status_code == 403
    assert "nog niet" in words(refused)
    assert not User.objects.exists()
    assert client.get(PAGE)["Location"].startswith("/inloggen/")


def test_address_that_the_provider_does_not_vouch_for_opens_nothing(
    area: Area, provider: Provider
) -> None:
    person("piet@test.example", area, Role.FACILITATOR)
    client = Client()
    assert client.get(visit(client, "piet", amr="mfa")).status_code == 403
    assert not Identity.objects.exists()


def test_invited_person_joins_without_a_password(area: Area, provider: Provider) -> None:
    _, token = invite(area, "piet@werk.example", Role.LEAD, "heat")
    client = Client()
    page = client.get(f"/uitnodiging/{token}/").content.decode()
    path = f"{GO}?uitnodiging={token}"
    assert path in page
    assert client.get(visit(client, "piet", path, amr="mfa"))["Location"] == "/"
    user = User.objects.get()
    assert (user.email, user.name) == ("piet@werk.example", "Piet")
    assert not user.has_usable_password()
    assert Membership.objects.get(user=user).partner_id == "heat"
    assert client.get(PAGE).status_code == 200
    client.post(f"{GO}loskoppelen/")
    assert Identity.objects.exists(), "nothing else would let this person in"
    # The same invitation lets nobody else in.
    other = Client()
    assert other.get(visit(other, "vreemd", path)).status_code == 400
    assert User.objects.count() == 1


def test_invitation_of_somebody_with_an_account_does_not_link_another(
    area: Area, provider: Provider
) -> None:
    person("baas@test.example", area, Role.FACILITATOR)
    _, token = invite(area, "baas@test.example", Role.FACILITATOR)
    client = Client()
    assert client.get(visit(client, "piet", f"{GO}?uitnodiging={token}")).status_code == 400
    assert not Identity.objects.exists()


def test_own_account_is_linked_and_unlinked_from_its_page(area: Area, provider: Provider) -> None:
    user = person("p.jansen@test.example", area, Role.LEAD, "heat")
    client = signed_in(user)
    assert "koppelen=1" in client.get("/account/").content.decode()
    assert client.get(visit(client, "piet", f"{GO}?koppelen=1"))["Location"] == "/account/"
    assert Identity.objects.get().user == user
    other = signed_in(person("ander@test.example", area, Role.LEAD, "city"))
    taken = other.get(visit(other, "piet", f"{GO}?koppelen=1"))
    assert taken.status_code == 400
    assert client.post(f"{GO}loskoppelen/").status_code == 302
    assert not Identity.objects.exists()


def test_closed_account_stays_closed(area: Area, provider: Provider) -> None:
    user, client = person("els@test.example", area), Client()
    client.get(visit(client, "els"))
    User.objects.filter(pk=user.pk).update(is_active=False)
    again = Client()
    assert again.get(visit(again, "els")).status_code == 403


def test_signing_out_offers_to_sign_out_there_too(area: Area, provider: Provider) -> None:
    person("els@test.example", area)
    client = Client()
    client.get(visit(client, "els", amr="mfa"))
    page = client.post("/uitloggen/", follow=True).content.decode()
    address = re.search(r'href="(http://localhost:\d+/session/end\?[^"]+)"', page)
    assert address
    assert client.get("/account/")["Location"].startswith("/inloggen/")
    there = requests.get(address[1].replace("&amp;", "&"), timeout=10)
    assert there.status_code == 200
    assert "error" not in there.text.lower().split("<body")[1][:200]


def test_answer_is_taken_once_and_only_by_the_browser_that_asked(
    area: Area, provider: Provider
) -> None:
    person("els@test.example", area)
    client, thief = Client(), Client()
    thief.get(GO)
    back = visit(client, "els", amr="mfa")
    for stolen in (back, re.sub("state=[^&]+", "state=verzonnen", back), BACK):
        assert thief.get(stolen).status_code == 400
    assert client.get(back)["Location"] == "/"
    replayed = client.get(back)
    assert replayed.status_code == 400
    assert "al gebruikt" in words(replayed)


def test_code_of_one_answer_in_another_is_refused(area: Area, provider: Provider) -> None:
    """The verifier (PKCE) and the nonce hold an answer together."""
    person("els@test.example", area)
    one, two = Client(), Client()
    code = re.search(r"code=([^&]+)", visit(one, "els"))
    assert code
    mixed = re.sub(r"code=[^&]+", f"code={code[1]}", visit(two, "vreemd"))
    assert two.get(mixed).status_code == 400
    assert not Identity.objects.exists()


def test_wrong_nonce_is_refused(area: Area, provider: Provider) -> None:
    person("els@test.example", area)
    client = Client()
    back, session = visit(client, "els"), client.session
    (key,) = [k for k, _value in session.items() if k.startswith("_state_elsewhere")]
    session[key]["data"]["nonce"] = "van een ander"
    session.save()
    refused = client.get(back)
    assert refused.status_code == 400
    assert "hoort niet bij" in words(refused)


def test_code_that_is_too_old_is_refused_in_words(
    area: Area, running: Running, settings: Any
) -> None:
    settings.OIDC = running.hasty
    person("els@test.example", area)
    client = Client()
    back = visit(client, "els")
    time.sleep(2.1)
    refused = client.get(back)
    assert refused.status_code == 400
    assert "te lang" in words(refused)


@pytest.mark.parametrize("seconds", [-86_400, 86_400])
def test_clock_that_jumps_lets_nobody_in_and_says_so(
    area: Area, provider: Provider, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    person("els@test.example", area)
    client = Client()
    back, now = visit(client, "els"), time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)
    refused = client.get(back)
    assert refused.status_code == 400
    assert "klok" in words(refused)
    assert not Identity.objects.exists()


def test_key_that_the_provider_does_not_know_is_told_to_who_runs_it(
    area: Area, running: Running, settings: Any
) -> None:
    settings.OIDC = running.stranger
    person("els@test.example", area)
    client = Client()
    refused = client.get(visit(client, "els"))
    assert refused.status_code == 400
    assert "sleutel" in words(refused)


def test_who_stops_there_hears_what_to_do(area: Area, provider: Provider) -> None:
    client = Client()
    refused = client.get(visit(client, ""))
    assert refused.status_code == 400
    assert "gestopt" in words(refused)


def test_provider_that_is_away_or_another_is_said_at_once(
    area: Area, running: Running, settings: Any
) -> None:
    settings.OIDC = replace(running.provider, issuer="http://localhost:9")
    assert "antwoordt" in words(Client().get(GO))
    settings.OIDC = replace(running.provider, issuer=running.provider.issuer + "/")
    assert Client().get(GO).status_code == 400


def test_page_to_go_to_is_one_of_ours(area: Area, provider: Provider) -> None:
    person("els@test.example", area)
    client = Client()
    back = visit(client, "els", f"{GO}?next=https://elders.example/")
    assert client.get(back)["Location"] == "/"


def test_without_a_provider_there_are_no_such_pages(area: Area) -> None:
    assert elsewhere.provider() is None
    for path in (GO, BACK, f"{GO}sleutels/"):
        assert Client().get(path).status_code == 404
