# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Script in every text that people fill in: shown as text on every page, and never run."""

import re
from typing import Any

import pytest
from django.test import Client

from koppelkans.case import TABLES, CaseError
from koppelkans.web.access.models import Organisation, Role
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.models import Area
from koppelkans.web.records.layout import address_of
from tests.factories import case_of, small_tables
from tests.plan.results import small_result
from tests.web.access.persons import person
from tests.web.access.test_walk import rows
from tests.web.programmes import keep_result

pytestmark = pytest.mark.django_db
EVIL = """<script>stelen()</script>"onmouseover="stelen()' x"""
RUNS = re.compile(r"""<script>stelen|(?<!\\)"onmouseover=""")


def texts_of(table: str) -> list[str]:
    """The fields of a table in which people write what they like."""
    return [
        name for name, field in TABLES[table].model_fields.items()
        if field.annotation is str and name not in ("id", "crs") and not name.endswith("_id")
    ]  # fmt: skip


def evil_tables() -> tuple[dict[str, Any], int]:
    """The rows of the small case with script in every field that takes it."""
    tables, number = small_tables(), 0
    for table, records in tables.items():
        for name in texts_of(table):
            before = [record.get(name) for record in records]
            for record in records:
                record[name] = EVIL
            try:
                case_of(tables)
            except CaseError:  # A code, such as the name of a key figure: it is checked.
                for record, text in zip(records, before, strict=True):
                    if text is None:
                        del record[name]
                    else:
                        record[name] = text
            else:
                number += len(records)
    return tables, number


@pytest.fixture
def evil(db: None) -> tuple[Area, Client]:
    tables, number = evil_tables()
    assert number > 50, "texts with script in them"
    case = case_of(tables)
    area = keep_result(case, small_result(case))
    user = person("fac@test.example", area, Role.FACILITATOR)
    user.name = EVIL
    user.organisation = Organisation.objects.create(name=EVIL)
    user.save()
    client = Client()
    client.force_login(user)
    session = client.session
    session[DONE_ELSEWHERE] = True
    session.save()
    return area, client


@pytest.mark.slow
def test_script_in_every_text_is_shown_and_never_run(evil: tuple[Area, Client]) -> None:
    area, client = evil
    task = area.records.filter(table="tasks").first()
    assert task
    forms = [
        f"/gebieden/testbuurt/invullen/{address_of(r.table)}/bewerken/{r.key}/"
        for r in area.records.all()
    ]
    sheets = [f"/gebieden/testbuurt/invullen/{address_of(t)}/blad/" for t in TABLES]
    walked = [r["address"] for r in rows() if r["method"] == "GET" and "{" not in r["address"]]
    shown = 0
    for address in dict.fromkeys([*walked, *sheets, *forms]):
        response = client.get(address)
        if response.streaming:
            list(response)  # To its end, which closes the file.
            continue
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        page = response.content.decode()
        assert not RUNS.search(page), address
        # And if one ever were there, the browser would not run it.
        policy = response["Content-Security-Policy"]
        assert "script-src 'self';" in policy + ";"
        assert "unsafe" not in policy
        shown += "stelen()" in page
    assert shown > 60, "pages that show what people wrote"


def test_script_in_a_remark_is_text(evil: tuple[Area, Client]) -> None:
    _area, client = evil
    address = "/gebieden/testbuurt/opgaven/sewer-2/"
    page = client.get(address).content.decode()
    action = re.search(r'action="([^"]+/opmerkingen/[^"]+)"', page)
    assert action, "a form to say something"
    client.post(action[1], {"text": EVIL, "audience": "table"}, follow=True)
    page = client.get(address).content.decode()
    assert "&lt;script&gt;stelen()" in page
    assert not RUNS.search(page)
