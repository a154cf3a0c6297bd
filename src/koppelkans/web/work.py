# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compute one programme: ``python -m koppelkans.web.work PROGRAMME``."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koppelkans.web.settings")
    django.setup()
    from koppelkans.web.compute import compute

    compute(int(sys.argv[1]))
