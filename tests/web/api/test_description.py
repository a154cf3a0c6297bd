# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The API does what its description says: schemathesis draws requests and looks at the answers."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
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

from koppelkans.exchange.open_data import OpenDataError
from koppelkans.language import Message
from koppelkans.web.api.urls import api
from koppelkans.web.models import Area
from tests.web.api.conftest import Caller

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
EXAMPLES = 2
"""Requests drawn for each operation, the same in every run: seconds for all of them."""
PARTS = 4


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


def there(area: Area, path: str) -> dict[str, Any]:
    """Return what fills in an address, so that it is about something that is there."""
    table = path.split("/")[4].replace("-", "_") if path.count("/") > 3 else ""
    record = area.records.filter(table=table).first()
    return {
        "area": area.slug, "number": 1, "version": area.version, "table": "tasks",
        "programme": area.programmes.get().pk, "partner": "water", "language": "nl",
        "key": record.key if record else "sewer-1" if "versions" in path else "summary",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_it_answers_as_described(area: Area, facilitator: Caller, quiet: None, part: int) -> None:
    described = schemathesis.openapi.from_wsgi("/v1/openapi.json", get_wsgi_application())
    wrong: list[str] = []
    for path, method in operations(part):
        _draw(described[path][method.upper()], there(area, path), facilitator, wrong)
    assert not wrong, "\n\n".join(wrong)


def _draw(
    operation: APIOperation, filled: dict[str, Any], caller: Caller, wrong: list[str]
) -> None:
    headers = caller.headers | {"Accept-Encoding": "identity"}

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.generate],
        deadline=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Case) -> None:
        for name in case.path_parameters:
            case.path_parameters[name] = filled.get(name, case.path_parameters[name])
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        try:
            case.validate_response(response, checks=CHECKS, headers=headers)
        except BaseExceptionGroup as found:
            wrong.extend(f"{operation.label}: {one}" for one in found.exceptions)

    ask()
