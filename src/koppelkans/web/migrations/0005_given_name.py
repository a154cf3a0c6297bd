# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first alternative has no name of its own: what it is called is in the reader's language."""

from typing import Any

from django.db import migrations, models


def forget_made_names(apps: Any, _editor: Any) -> None:
    """Forget the names that were not given by people, in the language of the first visitor."""
    apps.get_model("web", "Alternative").objects.filter(
        number=1, given_name__in=("Together", "Samen")
    ).update(given_name="")


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0004_outlook"),
    ]

    operations = [
        migrations.RenameField("alternative", "name", "given_name"),
        migrations.AlterField(
            "alternative", "given_name", models.CharField(blank=True, max_length=100)
        ),
        migrations.RunPython(forget_made_names, migrations.RunPython.noop),
    ]
