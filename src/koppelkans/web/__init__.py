# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages: what is on the table, and what comes out of it, in a browser.

`koppelkans.web.serve.serve` opens them. Django's settings are `koppelkans.web.settings`; nothing
below this room knows Django.
"""
