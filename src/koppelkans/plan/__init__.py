# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan of approach: the document to decide on, and its charts and maps for pages too."""

from koppelkans.plan.content import build_plan
from koppelkans.plan.docx import write_docx
from koppelkans.plan.pdf import write_pdf
from koppelkans.plan.types import Chart, Map, Plan

__all__ = ["Chart", "Map", "Plan", "build_plan", "write_docx", "write_pdf"]
