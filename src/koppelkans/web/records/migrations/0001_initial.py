# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first shape: changes, where areas came from, and what uploads propose."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("web", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("author", models.CharField(max_length=150)),
                ("author_name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("edit", "Changed"),
                            ("undo", "Undone"),
                            ("redo", "Done again"),
                            ("restore", "Put back"),
                            ("import", "Brought in from a file"),
                        ],
                        default="edit",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_sets",
                        to="web.area",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone_by",
                        to="records.changeset",
                    ),
                ),
            ],
            options={
                "ordering": ("area", "-version"),
            },
        ),
        migrations.CreateModel(
            name="Change",
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
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                (
                    "change_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="records.changeset",
                    ),
                ),
            ],
            options={
                "ordering": ("change_set", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origin",
                        to="web.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author", models.CharField(max_length=150)),
                ("file_name", models.CharField(max_length=200)),
                ("area_version", models.PositiveIntegerField()),
                ("rows", models.JSONField()),
                ("problems", models.JSONField(default=list)),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="web.area",
                    ),
                ),
            ],
            options={
                "ordering": ("-made",),
            },
        ),
        migrations.AddIndex(
            model_name="changeset",
            index=models.Index(fields=["area", "author", "-version"], name="change_set_of_author"),
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.UniqueConstraint(
                fields=("area", "version"), name="change_set_once_a_version"
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["table", "key"], name="changes_of_record"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("change_set", "table", "key"), name="record_once_in_change_set"
            ),
        ),
    ]
