# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What sharing yields."""

from pydantic import BaseModel, ConfigDict


class Share(BaseModel):
    """What one partner gains alone, together and after payments; present values in EUR."""

    model_config = ConfigDict(frozen=True)

    partner_id: str
    alone_net_eur: float
    together_net_eur: float
    payment_eur: float
    """Received positive; over all partners the sum is zero."""
    net_eur: float
    """``together_net_eur + payment_eur``."""

    @property
    def gain_eur(self) -> float:
        """What the partner is better off than alone."""
        return self.net_eur - self.alone_net_eur


class Sharing(BaseModel):
    """Shares of all partners under one rule."""

    model_config = ConfigDict(frozen=True)

    rule: str
    shares: tuple[Share, ...]
    everyone_better_off: bool
    """Whether no partner is worse off than alone (individual rationality)."""
