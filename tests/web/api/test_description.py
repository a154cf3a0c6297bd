# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The API does what its description says: schemathesis draws requests and looks at the answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from koppelkans.case import TABLES
from koppelkans.exchange.open_data import OpenDataError
from koppelkans.language import Message
from koppelkans.web.access.invite import invite
from koppelkans.web.access.models import Role, User
from koppelkans.web.access.reader import reader_of
from koppelkans.web.api.urls import api
from koppelkans.web.models import Area
from koppelkans.web.notices.comments import add_comment
from koppelkans.web.notices.files import keep_file
from koppelkans.web.notices.models import Kind, Notice
from koppelkans.web.notices.subjects import find_subject
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.records.who import author_of
from tests.web.api.conftest import Caller

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
EXAMPLES = 2
"""Requests drawn for each operation, the same in every run: seconds for all of them."""
PARTS = 4
NOT_MADE = frozenset({
    "GET /v1/areas/{area}/template",
    "GET /v1/areas/{area}/alternatives/{number}/studies/{study}",
    "POST /v1/areas/{area}/alternatives/{number}/studies/{study}/points/{point}/alternatives",
    "GET /v1/areas/{area}/alternatives/{number}/outlooks/{outlook}",
    "POST /v1/areas/{area}/alternatives/{number}/outlooks/{outlook}/candidates/{candidate}"
    "/alternatives",
    "GET /v1/areas/{area}/trials/{number}",
    "GET /v1/areas/{area}/imports/{number}",
    "POST /v1/areas/{area}/imports/{number}/changes",
    "POST /v1/areas/{area}/accepted-conditions/{key}",
    "POST /v1/areas/{area}/accepted-offers/{key}",
    "PUT /v1/areas/{area}/recognised-struggles/{key}",
    "DELETE /v1/areas/{area}/recognised-struggles/{key}",
})  # fmt: skip
"""What is asked for here is not made by this test; the tests beside it do, and look at answers."""


@pytest.fixture
def quiet(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No limits, and no services outside."""

    def nobody(*_asked: object) -> None:
        raise OpenDataError(Message("nobody answers"))

    settings.API_REQUESTS_PER_MINUTE = 10**9
    monkeypatch.setattr("koppelkans.web.records.views.start.new_area", nobody)


def operations(part: int) -> Iterator[tuple[str, str]]:
    paths = api.get_openapi_schema(path_prefix="/v1/")["paths"]
    every = sorted((path, method) for path in paths for method in paths[path])
    yield from every[part::PARTS]


@pytest.fixture
def numbers(area: Area, facilitator: Caller, settings: Any, tmp_path: Path) -> dict[str, int]:
    """A change, and one of everything that has a number of its own, by where it is found."""
    settings.DATA = tmp_path
    user = User.objects.get()
    reader = reader_of(user, area)
    reason = RecordChange("tasks", "sewer-2", {"reason": "Otherwise"})
    change_records(area, author_of(reader), [reason], based_on=area.version)
    subject = find_subject(reader, "tasks", "sewer-2")
    assert subject
    file = SimpleUploadedFile("plan.txt", b"A plan")
    invitation, _token = invite(area, "fresh@test.example", Role.LEAD, "water")
    notice = Notice.objects.create(
        user=user, area=area, kind=Kind.CHANGE, table="tasks", key="sewer-2", once="change 1",
        facts={"version": area.version, "removed": False},
    )  # fmt: skip
    return {
        "comments": add_comment(reader, subject, "A remark", "table").pk,
        "attachments": keep_file(reader, subject, file, "table").pk,
        "invitations": invitation.pk, "notices": notice.pk,
    }  # fmt: skip


def there(area: Area, path: str, numbers: dict[str, int]) -> dict[str, Any]:
    """Return what fills in an address, so that it is about something that is there."""
    where = path.split("/{number}", maxsplit=1)[0].rsplit("/", 1)[-1]
    table = path.split("/")[4].replace("-", "_") if path.count("/") > 3 else ""
    record = area.records.filter(table=table).first()
    return {
        "area": area.slug, "number": numbers.get(where, 1), "version": area.version,
        "table": "tasks",
        "kind": "memo" if "documents" in path else "json", "suffix": "html",
        "programme": area.programmes.get().pk, "partner": "water", "language": "nl",
        "task": "sewer-2",
        "key": record.key if record else "sewer-1" if "versions" in path else "summary",
    }  # fmt: skip


@pytest.mark.slow
# Schemathesis does not close an answer that is a file; it is closed when nobody holds it any more.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("part", range(PARTS))
def test_it_answers_as_described(
    area: Area, facilitator: Caller, numbers: dict[str, int], quiet: None, part: int
) -> None:
    """Every operation, and for each something is there: else nothing of it would be looked at."""
    described = schemathesis.openapi.from_wsgi("/v1/openapi.json", get_wsgi_application())
    wrong: list[str] = []
    for path, method in operations(part):
        operation = described[path][method.upper()]
        statuses = _draw(operation, there(area, path, numbers), facilitator, wrong)
        table = path.split("/")[4].replace("-", "_") if path.count("/") > 3 else ""
        is_empty = table in TABLES and not area.records.filter(table=table).exists()
        if (statuses <= {404}) != (operation.label in NOT_MADE) and not is_empty:
            wrong.append(f"{operation.label}: asked for, and got only {statuses}")
    assert not wrong, "\n\n".join(wrong)


def _draw(
    operation: APIOperation, filled: dict[str, Any], caller: Caller, wrong: list[str]
) -> set[int]:
    """Draw requests; return what the answers were."""
    headers, statuses = caller.headers | {"Accept-Encoding": "identity"}, set[int]()

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.generate],
        deadline=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Case) -> None:
        for name in case.path_parameters:
            case.path_parameters[name] = filled.get(name, case.path_parameters[name])
        if "about" in (case.query or {}):
            case.query["about"] = ""
        for given_in in (case.query, case.body):
            if isinstance(given_in, dict) and {"table", "record"} <= given_in.keys():
                given_in |= {"table": "tasks", "record": "sewer-2"}
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        statuses.add(response.status_code)
        # That a service outside does not answer is an answer, where the description names it.
        checks = CHECKS[1:] if response.status_code == 502 else CHECKS
        try:
            case.validate_response(response, checks=checks, headers=headers)
        except BaseExceptionGroup as found:
            wrong.extend(f"{operation.label}: {one}" for one in found.exceptions)

    ask()
    return statuses
