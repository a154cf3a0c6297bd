# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether it works, for those who watch; what the log says of what happened, without secrets."""

import io
import json
import logging
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from koppelkans.web.access.invite import invite
from koppelkans.web.access.models import Role
from koppelkans.web.health import has_workers
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job, State
from koppelkans.web.jobs.worker import _ask_regular, do_next
from koppelkans.web.logs import JsonLines
from koppelkans.web.models import Area

pytestmark = pytest.mark.django_db


def test_probes_answer_to_anybody_by_any_name_without_a_session(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    client = Client(headers={"Host": "10.1.2.3"})
    for path in ("alive", "ready"):
        response = client.get(f"/health/{path}")
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
    assert client.post("/health/alive").status_code != 200


def test_database_of_an_older_version_is_not_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    response = Client().get("/health/ready")
    assert response.status_code == 503
    assert response.json()["database"] == "is to be upgraded"


def test_workers_are_missed_when_they_give_no_sign_of_life() -> None:
    assert Client().get("/health/work").status_code == 503
    _ask_regular({})
    while do_next(threading.Event()):
        pass
    assert Client().get("/health/work").status_code == 200
    Job.objects.update(created=timezone.now() - timedelta(minutes=10))
    assert not has_workers()
    queue.ask("document", "a")
    assert not has_workers(), "that somebody waits is no sign of a worker"
    Job.objects.filter(kind="document").update(state=State.RUNNING, beat=timezone.now())
    assert has_workers()


def test_log_has_an_object_on_every_line_and_no_secret(area: Area) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(f"koppelkans.{name}") for name in ("audit", "requests")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel("INFO")
    try:
        _, token = invite(area, "els@test.example", Role.GUEST)
        answer = Client().get(f"/uitnodiging/{token}/?geheim=1")
        Client().get("/uitnodiging/verzonnen/")
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["message"] for line in lines] == ["GET 200", "invitation.unknown", "GET 404"]
    assert lines[0]["route"] == "uitnodiging/<str:token>/"
    assert lines[0]["request"] == answer["X-Request-ID"]
    assert lines[1]["request"] == lines[2]["request"] != lines[0]["request"]
    assert lines[1]["action"] == "invitation.unknown"
    assert token not in stream.getvalue()
    assert "geheim" not in stream.getvalue()


def test_trouble_is_one_line_with_its_story() -> None:
    try:
        raise ValueError("één\ntwee")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "Mis: %s", ("a",), None)
        record.exc_info = sys.exc_info()
    line = JsonLines().format(record)
    assert "\n" not in line
    assert "ValueError" in json.loads(line)["trouble"]
