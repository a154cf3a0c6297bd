# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Remarks, files, following and notices."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("web", "0002_alternatives"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("empty", "empty"),
                            ("given-up", "given-up"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("daily", "Once a day, when there is news"),
                            ("at_once", "At once"),
                            ("never", "Never"),
                        ],
                        default="daily",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(default="nl", max_length=5)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change", "Changed"),
                            ("comment", "Remark"),
                            ("mention", "You were mentioned"),
                            ("file", "File"),
                            ("overlap", "Meets yours"),
                            ("ready", "Programme ready"),
                            ("failed", "No programme"),
                            ("proposed", "Proposal"),
                            ("decided", "Decision"),
                            ("joined", "Joined"),
                        ],
                        max_length=10,
                    ),
                ),
                ("table", models.CharField(blank=True, max_length=40)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("by", models.CharField(blank=True, max_length=200)),
                ("facts", models.JSONField(default=dict)),
                ("once", models.CharField(max_length=200)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("read", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.area"
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="notices.mail",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Reached",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.area"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecordFollow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("wanted", models.BooleanField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.area"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AreaFollow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("all", "Everything that changes"),
                            ("main", "What I follow, my own tasks, programmes and decisions"),
                            ("few", "Only when somebody mentions me"),
                        ],
                        default="main",
                        max_length=10,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.area"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "area"), name="area_follow_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("partner_id", models.CharField(blank=True, max_length=100)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("table", "Everybody at the table"),
                            ("own", "My own organisation only"),
                        ],
                        default="table",
                        max_length=10,
                    ),
                ),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("removed", models.DateTimeField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("place", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.area"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("made", "pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["area", "table", "key"], name="attachment_of_record")
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("partner_id", models.CharField(blank=True, max_length=100)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("table", "Everybody at the table"),
                            ("own", "My own organisation only"),
                        ],
                        default="table",
                        max_length=10,
                    ),
                ),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("removed", models.DateTimeField(null=True)),
                ("text", models.TextField()),
                ("changed", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.area"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("made", "pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["area", "table", "key"], name="comment_of_record")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["state", "not_before"], name="mail_by_state"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "read", "-made"], name="notices_of_user"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("user", "once"), name="notice_once"),
        ),
        migrations.AddIndex(
            model_name="recordfollow",
            index=models.Index(fields=["area", "table", "key"], name="follow_of_record"),
        ),
        migrations.AddConstraint(
            model_name="recordfollow",
            constraint=models.UniqueConstraint(
                fields=("user", "area", "table", "key"), name="record_follow_once"
            ),
        ),
    ]
