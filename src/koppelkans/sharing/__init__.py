# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who pays, who gains."""

from koppelkans.sharing.share import RULE, RULE_LABEL, divide_gain, share
from koppelkans.sharing.types import Share, Sharing

__all__ = ["RULE", "RULE_LABEL", "Share", "Sharing", "divide_gain", "share"]
