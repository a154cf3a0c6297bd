# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A cell that can mean one thing is understood; one that can mean two is asked about."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.case import TABLES, Doubtful, Quarter
from koppelkans.case.labels import label
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.language import show_number, translate

COLUMNS = [column for record in TABLES.values() for column in columns_of(record)]


def column(kind: Kind) -> Column:
    return next(c for c in COLUMNS if c.kind is kind and c.unit != "%")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("0,125", 0.125), ("0.125", 0.125),
        ("€ 1.234,50", 1234.5), ("€ 1,234.50", 1234.5), ("1.234.567", 1_234_567),
        ("1 234 567", 1_234_567), ("€ 12,-", 12), ("€ 1.234.000,-", 1_234_000), ("-€ 12", -12),
        ("- 3,25", -3.25), ("EUR 40", 40), ("40 EUR", 40), ("2,25 %", 0.0225), ("1e-3", 0.001),
        ("12\N{NO-BREAK SPACE}500", 12_500), ("12345", 12_345), ("1234,567", 1234.567),
        (7, 7), (7.25, 7.25),
    ],
)  # fmt: skip
def test_number_is_understood(text: object, number: float) -> None:
    assert read_cell(column(Kind.NUMBER), text) == number


@pytest.mark.parametrize("text", ["1.234", "1,234", "€ 12.500", "-1.234", "999,999"])
def test_number_that_can_mean_two_is_doubtful(text: str) -> None:
    found = read_cell(column(Kind.NUMBER), text)
    assert isinstance(found, Doubtful)
    whole, broken = found.expected.values["whole"], found.expected.values["broken"]
    # What it proposes is not doubtful.
    assert read_cell(column(Kind.NUMBER), whole) == float(whole)
    assert read_cell(column(Kind.NUMBER), broken) == float(broken)


@given(st.floats(-1e15, 1e15))
def test_number_as_python_writes_it_is_itself(number: float) -> None:
    found = read_cell(column(Kind.NUMBER), repr(number))
    assert found == number or isinstance(found, Doubtful)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["nl", "en"]))
def test_number_as_people_write_it_is_itself_or_doubtful(number: int, language: str) -> None:
    found = read_cell(column(Kind.INTEGER), f"€ {show_number(number, language)}")
    assert found == number or (isinstance(found, Doubtful) and 1_000 <= abs(number) < 1_000_000)


@pytest.mark.parametrize("text", ["veel", "12 euro en nog wat", "1.2.3", "1,2,3", "12-13", "--1"])
def test_what_is_no_number_is_left_for_the_check(text: str) -> None:
    assert read_cell(column(Kind.NUMBER), text) == text


def test_percentage_is_itself_where_percentages_are_asked() -> None:
    plain = column(Kind.NUMBER)
    asked = Column(**{**vars(plain), "unit": "%"})
    assert read_cell(asked, "30 %") == 30
    assert read_cell(plain, "30 %") == 0.3


@pytest.mark.parametrize(
    "text",
    ["2029-Q3", "Q3 2029", "q3-2029", "2029 Q3", "2029K3", "kw3 2029", "3e kwartaal 2029",
     "3e kwartaal van 2029", "2029-08-15", "15 augustus 2029", "15-8-2029", date(2029, 9, 30),
     datetime.combine(date(2029, 7, 1), time())],
)  # fmt: skip
def test_quarter_is_understood(text: object) -> None:
    assert read_cell(column(Kind.QUARTER), text) == "2029-Q3"


@pytest.mark.parametrize("text", ["2029", "Q5 2029", "ooit", "Q3 29", 2029])
def test_what_is_no_quarter_is_left_for_the_check(text: object) -> None:
    with pytest.raises(ValueError, match="quarter"):
        Quarter.parse(str(read_cell(column(Kind.QUARTER), text)))


@pytest.mark.parametrize(
    "text",
    ["31-12-2029", "31/12/2029", "12/31/2029", "31.12.2029", "31 december 2029", "31 Dec 2029",
     "31 dec. 2029", date(2029, 12, 31), datetime.combine(date(2029, 12, 31), time())],
)  # fmt: skip
def test_date_is_understood(text: object) -> None:
    assert read_cell(column(Kind.DATE), text) == date(2029, 12, 31)


def test_day_that_can_be_a_month_is_doubtful() -> None:
    assert isinstance(read_cell(column(Kind.DATE), "1-7-2029"), Doubtful)
    assert isinstance(read_cell(column(Kind.QUARTER), "1-7-2029"), Doubtful)
    assert read_cell(column(Kind.DATE), "7-7-2029") == date(2029, 7, 7)


@pytest.mark.parametrize("text", ["31-2-2029", "40 mei 2029", "3 zomer 2029"])
def test_day_that_does_not_exist_is_left_for_the_check(text: str) -> None:
    assert read_cell(column(Kind.DATE), text) == text


@pytest.mark.parametrize(
    ("text", "answer"),
    [("ja", True), ("Nee", False), ("YES", True), ("n", False), ("waar", True), (True, True)],
)
def test_yes_and_no_are_understood(text: object, answer: bool) -> None:
    assert read_cell(column(Kind.YES_NO), text) is answer


def test_choices_are_understood_in_every_language() -> None:
    for found in (c for c in COLUMNS if c.choices):
        for choice in found.choices:
            for word in (choice.value, label(choice), translate(label(choice), "nl")):
                assert read_cell(found, word.upper()) is choice


def test_ids_and_names_that_look_like_numbers_stay_text() -> None:
    assert read_cell(column(Kind.TEXT), 12.0) == "12"
    assert read_cell(column(Kind.TEXT), 2030) == "2030"
    assert read_cell(column(Kind.SEVERAL), 4) == ("4",)
    assert read_cell(column(Kind.SEVERAL), " a;b ; ") == ("a", "b")
