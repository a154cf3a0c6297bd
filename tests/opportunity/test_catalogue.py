# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.opportunity import find_joint_effects
from koppelkans.opportunity.catalogue import default_rules
from tests.factories import small_case, small_tables


def case_with_catalogue(language="en", **tags):
    tables = small_tables()
    rows = default_rules(language)
    for variant in tables["variants"]:
        variant["tags"] = tags.get(variant["task_id"].replace("-", "_"), variant.get("tags"))
    return small_case(**{
        **tables, "opportunity_rules": rows["opportunity_rules"],
        "key_figures": [*tables["key_figures"], *rows["key_figures"]],
    })  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_catalogue_is_part_of_a_correct_case(language):
    case = case_with_catalogue(language)
    assert len(case.opportunity_rules) == len(default_rules(language)["opportunity_rules"])


def test_rules_find_what_they_are_meant_for():
    case = case_with_catalogue(street_1="greening; disconnection", sewer_2="disconnection")
    found = {(e.rule_id, e.task_id, e.other_task_id) for e in find_joint_effects(case)}
    assert {
        ("sewer-street", "sewer-1", "street-1"), ("sewer-greening", "sewer-1", "street-1"),
        ("sewer-disconnection", "sewer-1", "street-1"),
    } <= found  # fmt: skip


def test_only_a_figure_with_a_price_year_has_a_price():
    for figure in default_rules("en")["key_figures"]:
        assert (figure["value"] is None) == (figure["price_year"] is None)
        assert figure["source"]
