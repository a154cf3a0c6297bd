# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an installation says about itself: taken over, or refused by name, all at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from joserfc.jwk import ECKey, RSAKey

from koppelkans.web.access.provider import read_provider
from koppelkans.web.environment import Environment

pytestmark = pytest.mark.elsewhere

SHOW = """
import json
import django; django.setup()
from django.conf import settings as s

print(json.dumps({n: str(getattr(s, n)) for n in (
    "ALLOWED_HOSTS", "SECRET_KEY", "EMAIL_HOST", "EMAIL_USE_TLS", "TIME_ZONE", "PROXIES",
    "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SITE_ADDRESS", "NEW_AREAS")}))
"""
MAIN = "from koppelkans.cli import main; main()"
SAYS_THAT_IT_COMPILES = (
    "from koppelkans import compiled\n"
    "compiled.compile_everything = lambda: print('compiles')\n" + MAIN
)
GOOD = {
    "KOPPELKANS_PRODUCTION": "1", "KOPPELKANS_ADDRESS": "https://plan.example.nl",
    "KOPPELKANS_MAIL": "smtp://post:ge%40heim@mail.example.nl",
    "KOPPELKANS_PROXIES": "10.0.0.0/24,::1", "KOPPELKANS_TIME_ZONE": "America/Curacao",
}  # fmt: skip


def environment(data: Path, **variables: str) -> dict[str, str]:
    """Return what an installation of its own is started with."""
    # A browser test before this one may have set Django's variable, which no server may have.
    inherited = {
        k: v for k, v in os.environ.items() if not k.startswith(("KOPPELKANS_", "DJANGO_"))
    }
    return {**inherited, "KOPPELKANS_DATA": str(data), "KOPPELKANS_LANG": "en",
            "DJANGO_SETTINGS_MODULE": "koppelkans.web.settings", **variables}  # fmt: skip


def run(data: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False,
        env=environment(data, **variables),
    )  # fmt: skip


def test_production_takes_over_what_its_environment_says(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("k" * 30 + "geheim en lang genoeg om te gebruiken\n")
    done = run(tmp_path, "-c", SHOW, KOPPELKANS_SECRET_KEY_FILE=str(key), **GOOD)
    said = json.loads(done.stdout)
    assert said["ALLOWED_HOSTS"] == "['plan.example.nl']"
    assert said["SECRET_KEY"] == key.read_text().strip()
    assert (said["EMAIL_HOST"], said["EMAIL_USE_TLS"]) == ("mail.example.nl", "True")
    assert said["TIME_ZONE"] == "America/Curacao"
    assert said["PROXIES"] == "['10.0.0.0/24', '::1']"
    assert said["SESSION_COOKIE_SECURE"] == said["SECURE_SSL_REDIRECT"] == "True"
    assert said["SITE_ADDRESS"] == "https://plan.example.nl/"


def test_everything_that_is_wrong_is_named_at_once_without_secrets(tmp_path: Path) -> None:
    done = run(
        tmp_path, "-c", MAIN, "site", "check", KOPPELKANS_PRODUCTION="1",
        KOPPELKANS_ADDRESS="http://plan.example.nl/", KOPPELKANS_MAIL="imap://u:geheim@h",
        KOPPELKANS_PROXIES="proxy", KOPPELKANS_TIME_ZONE="Mars/Olympus",
        KOPPELKANS_NEW_AREAS="nobody", KOPPELKANS_OIDC_ISSUER="http://login.example.nl",
        KOPPELKANS_OIDC_KEY="geheim", KOPPELKANS_API_REQUESTS_PER_MINUTE="-1",
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr
    for name in ("ADDRESS", "MAIL", "PROXIES", "TIME_ZONE", "NEW_AREAS", "OIDC_ISSUER",
                 "OIDC_CLIENT_ID", "OIDC_KEY", "API_REQUESTS_PER_MINUTE"):  # fmt: skip
        assert f"KOPPELKANS_{name}: expected " in done.stderr


@pytest.mark.slow
def test_installation_in_earnest_passes_the_checks_for_it(tmp_path: Path) -> None:
    """Django's own for a deployment as well: nothing is left to think about."""
    upgraded = run(tmp_path, "-c", SAYS_THAT_IT_COMPILES, "site", "upgrade", **GOOD)
    assert upgraded.returncode == 0, upgraded.stderr
    assert "compiles\n" in upgraded.stdout
    done = run(tmp_path, "-W", "error", "-c", MAIN, "site", "check", **GOOD)
    assert (done.returncode, done.stdout) == (0, "Ready to serve.\n"), done.stderr
    assert run(tmp_path, "-c", MAIN, "site", "check").returncode == 1


def test_database_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    address = "postgresql://u:geheim@127.0.0.1:9/koppelkans"
    done = run(tmp_path, "-c", MAIN, "site", "check", KOPPELKANS_DATABASE_URL=address,
               **GOOD)  # fmt: skip
    assert done.returncode == 1
    assert "database does not answer" in done.stderr
    assert "geheim" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtps://h", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("smtp://h:2525", {"EMAIL_PORT": 2525, "EMAIL_USE_SSL": False, "EMAIL_USE_TLS": True}),
        ("smtp+plain://localhost", {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False}),
    ],
)
def test_mail_goes_encrypted_unless_said_otherwise(address: str, expected: dict) -> None:
    environment = Environment({"MAIL": address})
    found = environment.mail("MAIL", needed=True)
    environment.check()
    assert found.items() >= expected.items()


def test_variable_and_its_file_together_are_refused(tmp_path: Path) -> None:
    environment = Environment({"X": "a", "X_FILE": str(tmp_path / "gone")})
    environment.text("X")
    with pytest.raises(ImproperlyConfigured, match="not both\nX_FILE: expected"):
        environment.check()


@pytest.mark.parametrize(
    "key",
    [
        RSAKey.generate_key(2048).as_pem(False),
        ECKey.generate_key("P-521").as_pem(private=True), b"-----BEGIN PRIVATE KEY-----\nx",
    ],
)  # fmt: skip
def test_key_that_is_weak_public_or_none_is_refused(key: bytes) -> None:
    environment = Environment({
        "KOPPELKANS_OIDC_ISSUER": "https://login.example.nl", "KOPPELKANS_OIDC_CLIENT_ID": "x",
        "KOPPELKANS_OIDC_KEY": key.decode(),
    })  # fmt: skip
    read_provider(environment)
    with pytest.raises(ImproperlyConfigured, match="KOPPELKANS_OIDC_KEY: expected a private key"):
        environment.check()
