# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
from koppelkans.value.labels import label
from koppelkans.value.types import Category, EntryKind


def test_every_kind_and_category_has_its_own_name():
    assert len({label(kind) for kind in EntryKind}) == len(EntryKind)
    assert len({label(category) for category in Category}) == len(Category)


def test_nuisance_as_category_and_as_kind_are_told_apart():
    assert label(Category.NUISANCE) != label(EntryKind.NUISANCE)
