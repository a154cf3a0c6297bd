# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first shape: texts in versions, and a template for each area."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("web", "0002_alternatives"),
    ]

    operations = [
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("author_name", models.CharField(max_length=200)),
                ("made", models.DateTimeField(auto_now=True)),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_template",
                        to="web.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("key", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("author", models.CharField(max_length=150)),
                ("author_name", models.CharField(max_length=200)),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "alternative",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_texts",
                        to="web.alternative",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_texts",
                        to="web.area",
                    ),
                ),
            ],
            options={
                "ordering": ("area", "language", "key", "-version"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("alternative__isnull", True)),
                        fields=("area", "language", "key", "version"),
                        name="plan_text_version_once_in_area",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("alternative__isnull", False)),
                        fields=("alternative", "language", "key", "version"),
                        name="plan_text_version_once_in_alternative",
                    ),
                ],
            },
        ),
    ]
