# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first shape: areas, records, programmes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("crs", models.CharField(max_length=100)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("name", "slug"),
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area_version", models.PositiveIntegerField()),
                ("settings", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Being computed"),
                            ("done", "Ready"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("progress", models.JSONField(default=dict)),
                ("message", models.JSONField(default=dict)),
                ("result", models.TextField(blank=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programmes",
                        to="web.area",
                    ),
                ),
            ],
            options={
                "ordering": ("-created", "-id"),
                "indexes": [models.Index(fields=["area", "state"], name="programme_of_area")],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("data", models.JSONField()),
                ("geometry", models.BinaryField(null=True)),
                ("min_x", models.FloatField(null=True)),
                ("min_y", models.FloatField(null=True)),
                ("max_x", models.FloatField(null=True)),
                ("max_y", models.FloatField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="web.area",
                    ),
                ),
            ],
            options={
                "ordering": ("area", "table", "position"),
                "indexes": [
                    models.Index(fields=["area", "table", "position"], name="record_in_order"),
                    models.Index(
                        fields=["area", "min_x", "max_x", "min_y", "max_y"],
                        name="record_bounding_box",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "table", "key"), name="record_once_in_area"
                    )
                ],
            },
        ),
    ]
