# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from koppelkans.exchange.open_data import Manners, Service, ServiceError
from koppelkans.exchange.open_data.fetch import fetch_json
from koppelkans.exchange.open_data.services import boundaries
from tests.exchange.open_data.pretend import SILENT, Failure, Pretend

URL = "/cbs/ogc/v1/collections/buurten/items"
QUERY = {"crs": "http://www.opengis.net/def/crs/EPSG/0/28992", "limit": 10}


def ask(town: Pretend, manners: Manners) -> dict[str, object]:
    return fetch_json(town.service(), town.url + URL, manners, QUERY).document


def test_client_says_who_it_is(town: Pretend, manners: Manners) -> None:
    ask(town, manners)
    (agent,) = town.agents
    assert agent.startswith("koppelkans/")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_passing_trouble_is_waited_out_ever_longer(
    town: Pretend, manners: Manners, pauses: list[float], status: int
) -> None:
    town.failures["buurten"] = [Failure(status)] * 3
    assert ask(town, manners)["type"] == "FeatureCollection"
    assert pauses == [1, 2, 4]


def test_retry_after_in_seconds_is_obeyed(
    town: Pretend, manners: Manners, pauses: list[float]
) -> None:
    town.failures["buurten"] = [Failure(429, headers={"Retry-After": "7"})]
    ask(town, manners)
    assert pauses == [7]


def test_retry_after_as_a_date_is_obeyed(
    town: Pretend, manners: Manners, pauses: list[float]
) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    town.failures["buurten"] = [Failure(503, headers={"Retry-After": moment})]
    ask(town, manners)
    assert pauses == [pytest.approx(30, abs=2)]


def test_retry_after_that_makes_no_sense_is_not_obeyed(
    town: Pretend, manners: Manners, pauses: list[float]
) -> None:
    town.failures["buurten"] = [
        Failure(503, headers={"Retry-After": "soon"}),
        Failure(503, headers={"Retry-After": "nan"}),
        Failure(503, headers={"Retry-After": "-5"}),
    ]
    ask(town, manners)
    assert pauses == [1, 2, 0]


def test_a_service_that_asks_for_an_hour_is_given_up(
    town: Pretend, manners: Manners, pauses: list[float]
) -> None:
    town.failures["buurten"] = [Failure(429, headers={"Retry-After": "3600"})]
    with pytest.raises(ServiceError, match="status 429"):
        ask(town, manners)
    assert pauses == []


def test_giving_up_names_service_question_and_what_to_do(town: Pretend, manners: Manners) -> None:
    town.failures["buurten"] = [Failure(500)] * 10
    with pytest.raises(ServiceError) as caught:
        ask(town, manners)
    message = caught.value.in_language("en")
    assert town.times_asked(URL) == manners.tries
    assert "CBS Wijken en Buurten" in message
    assert f"{town.url}{URL}?crs=" in message
    assert "status 500" in message
    assert "https://service.pdok.nl/cbs/wijkenbuurten/2024/atom/index.xml" in message
    assert "layer buurten" in message


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_is_not_asked_again(town: Pretend, manners: Manners, status: int) -> None:
    town.failures["buurten"] = [Failure(status)]
    with pytest.raises(ServiceError, match=f"status {status}"):
        ask(town, manners)
    assert town.times_asked(URL) == 1


def test_silence_ends(town: Pretend, manners: Manners) -> None:
    town.failures["buurten"] = [Failure(SILENT)] * 2
    with pytest.raises(ServiceError, match=r"no answer within 0\.05 seconds"):
        ask(town, replace(manners, timeout_s=0.05, tries=2))
    assert town.times_asked(URL) == 2


def test_one_silence_is_forgiven(town: Pretend, manners: Manners) -> None:
    town.failures["buurten"] = [Failure(SILENT)]
    assert ask(town, replace(manners, timeout_s=0.3))["type"] == "FeatureCollection"


def test_an_answer_that_breaks_off_is_asked_again(
    town: Pretend, manners: Manners, pauses: list[float]
) -> None:
    town.failures["buurten"] = [Failure(body=b'{"features": [', promised_bytes=999)]
    assert ask(town, manners)["type"] == "FeatureCollection"
    assert pauses == [1]


def test_nobody_listening_is_said(manners: Manners) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(ServiceError, match="cannot be reached"):
            fetch_json(boundaries(url), url, manners)


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (Failure(body=b"<html>", content_type="text/html"), "text/html where JSON was expected"),
        (Failure(body=b'{"type": "FeatureColl'), "not a JSON object"),
        (Failure(body=b""), "not a JSON object"),
        (Failure(body=b"[]"), "not a JSON object"),
        (Failure(body=b"\xff\xfe"), "not a JSON object"),
        (Failure(body=b"[" * 100_000), "not a JSON object"),
    ],
)
def test_nonsense_is_refused(
    town: Pretend, manners: Manners, failure: Failure, reason: str
) -> None:
    town.failures["buurten"] = [failure]
    with pytest.raises(ServiceError, match=reason):
        ask(town, manners)


def test_an_answer_without_end_is_refused(town: Pretend, manners: Manners) -> None:
    with pytest.raises(ServiceError, match="more data than can be right"):
        ask(town, replace(manners, most_bytes=100))


def test_only_the_web_is_asked(manners: Manners) -> None:
    service: Service = boundaries("file:///etc")
    with pytest.raises(ServiceError, match="not an address on the web"):
        fetch_json(service, "file:///etc/passwd", manners)
