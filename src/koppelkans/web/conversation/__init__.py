# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The conversation: what is said to whom, what is asked and given, agreed and decided.

What people say is kept as records of the case (struggles, conditions, offers, worths, commitments,
decisions, voices), so that it has versions, can be undone, and is hidden by `koppelkans.seen`. Here
are the pages around it, and what is no record: who recognises a struggle, trials of conditions,
and two partners that are stuck.
"""
