# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documents of a plan: texts that people wrote, the template, and the files themselves."""
