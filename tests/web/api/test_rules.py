# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The API keeps the Dutch rules for APIs: its description by Spectral, the rest on the server."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from koppelkans.web.api.service import VERSION
from tests.web.api.conftest import AREA, Caller

TOOL = Path(__file__).parents[3] / "tools/spectral"
SPECTRAL = TOOL / "node_modules/.bin/spectral"
NODE = Path(__file__).parents[3] / ".venv/bin"
MISSING = "Spectral is missing (make setup-dev)"


def lint(description: Path) -> list[str]:
    if not SPECTRAL.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    done = subprocess.run(
        [SPECTRAL, "lint", "-r", TOOL / "rules.yaml", "-f", "text", description],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{os.environ['PATH']}:{NODE}"},
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if " error " in line]


def test_description_keeps_the_rules(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(client.get("/v1/openapi.json").content)
    assert lint(path) == []


def test_rules_see_what_is_wrong(client: Client, tmp_path: Path) -> None:
    described = client.get("/v1/openapi.json").json()
    described["paths"]["/v1/Task_list/"] = {"get": {"responses": {"200": {"description": "x"}}}}
    described["info"]["version"] = "one"
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(described))
    found = " ".join(lint(path))
    for rule in ("no-trailing-slash", "path-segments-kebab-case", "semver", "version-header",
                 "bad-request", "documentation-language", "nested-child"):  # fmt: skip
        assert f"/{rule}" in found or rule in found


@pytest.mark.django_db
def test_server_keeps_the_other_rules(facilitator: Caller) -> None:
    # /core/publish-openapi: at a fixed address, for everybody.
    described = Client().get("/v1/openapi.json", headers={"origin": "https://other.example"})
    assert described.status_code == 200
    assert described["Access-Control-Allow-Origin"] == "*"
    assert described["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in described
    response = facilitator.get(AREA)
    assert response["API-Version"] == VERSION  # /core/version-header
    assert response["Content-Type"] == "application/json"
    for header in ("Cache-Control", "X-Content-Type-Options", "Content-Security-Policy"):
        assert header in response  # /core/transport/security-headers
    # /core/no-trailing-slash: with one it is another address, where there is nothing.
    assert facilitator.get(f"{AREA}/").status_code == 404
    # /core/error-handling/problem-details
    assert facilitator.get(f"{AREA}/nothing")["Content-Type"] == "application/problem+json"
    # /core/transport/cors: no page of another site may read what a token opens.
    for method, path in (("GET", AREA), ("OPTIONS", AREA), ("OPTIONS", f"{AREA}/tasks")):
        asked = facilitator.ask(
            method, path, origin="https://evil.example",
            **{"access-control-request-method": "PATCH"},
        )  # fmt: skip
        assert not [name for name in asked.headers if name.lower().startswith("access-control")]
    # /core/transport/tls: over https the browser is told to stay there.
    secure = facilitator.client.get(AREA, headers=facilitator.headers, secure=True)
    assert int(secure["Strict-Transport-Security"].partition("=")[2].partition(";")[0]) > 10**7


def test_lock_of_the_tool_names_no_address() -> None:
    assert "resolved" not in (TOOL / "package-lock.json").read_text()
