# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What python-docx has no words for: fields, notices on pages, tables that break well."""
