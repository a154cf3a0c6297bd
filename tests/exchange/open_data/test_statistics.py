# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.exchange.open_data import Manners, ServiceError
from koppelkans.exchange.open_data.statistics import fetch_figures
from tests.exchange.open_data.pretend import Failure, Pretend
from tests.exchange.open_data.town import CODE


@pytest.mark.parametrize("page_size", [2, 1000])
def test_each_figure_has_unit_year_and_source(
    town: Pretend, manners: Manners, page_size: int
) -> None:
    town.page_size = page_size
    figures = {
        row["id"]: row for row in fetch_figures(town.services().statistics, CODE, manners).rows
    }
    assert set(figures) == {"inhabitants", "inhabitants_65_plus", "property_value"}
    assert figures["inhabitants"] == {
        "id": "inhabitants", "name": "Aantal inwoners", "value": 2475.0, "unit": "aantal",
        "year": 2024, "source": "CBS, Kerncijfers wijken en buurten 2024 (85984NED)",
    }  # fmt: skip
    assert figures["inhabitants_65_plus"]["name"] == "Leeftijdsgroepen: 65 jaar of ouder"
    assert figures["property_value"]["unit"] == "x 1 000 euro"


def test_a_figure_that_cbs_keeps_secret_is_missing_not_zero(
    town: Pretend, manners: Manners
) -> None:
    found = fetch_figures(town.services().statistics, CODE, manners)
    assert found.empty == ("Gemiddeld inkomen per inwoner",)


def test_columns_are_found_whatever_their_number(town: Pretend, manners: Manners) -> None:
    town.tables["DataProperties"][1]["Key"] = "AantalInwoners_105"
    town.tables["TypedDataSet"][0]["AantalInwoners_105"] = 2500
    figures = {
        row["id"]: row for row in fetch_figures(town.services().statistics, CODE, manners).rows
    }
    assert figures["inhabitants"]["value"] == 2500


def test_year_comes_from_the_title_when_the_period_is_empty(
    town: Pretend, manners: Manners
) -> None:
    town.tables["TableInfos"][0]["Period"] = None
    (first, *_) = fetch_figures(town.services().statistics, CODE, manners).rows
    assert first["year"] == 2024


def test_a_neighbourhood_without_a_row_is_told(town: Pretend, manners: Manners) -> None:
    with pytest.raises(ServiceError, match="0 rows where one was expected") as caught:
        fetch_figures(town.services().statistics, "BU99999999", manners)
    assert "https://opendata.cbs.nl/statline" in str(caught.value)


def test_another_table_is_refused(town: Pretend, manners: Manners) -> None:
    town.tables["DataProperties"] = town.tables["DataProperties"][:1]
    with pytest.raises(ServiceError, match="none of the columns"):
        fetch_figures(town.services().statistics, CODE, manners)


@pytest.mark.parametrize("body", [b"{}", b'{"value": 3}', b'{"value": [1]}'])
def test_nonsense_is_refused(town: Pretend, manners: Manners, body: bytes) -> None:
    town.failures["TypedDataSet"] = [Failure(body=body, content_type="application/json")]
    with pytest.raises(ServiceError, match="without a list of rows"):
        fetch_figures(town.services().statistics, CODE, manners)
