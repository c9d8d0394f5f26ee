from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from customers.states import Status
from portal.numbers import CENT

if TYPE_CHECKING:
    from customers.models import Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A subscription at one moment, as far as its figures go."""

    # What tells products apart: in a row its key, in the log its SKU. The two are not compared.
    product: str
    status: str
    is_trial: bool
    quantity: int
    assigned_quantity: int
    term: str
    unit_price: Decimal
    currency: str
    created_at: datetime
    effective_start_at: datetime | None
    commitment_end_at: datetime | None
    last_renewed_at: datetime | None
    trial_converted_at: datetime | None
    suspended_at: datetime | None
    deprovisioned_at: datetime | None

    @classmethod
    def of(cls, row: Subscription) -> Standing:
        return cls(
            product=str(row.product_id),
            status=row.status,
            is_trial=row.is_trial,
            quantity=row.quantity,
            assigned_quantity=row.assigned_quantity,
            term=row.term,
            unit_price=row.unit_price,
            currency=row.currency,
            created_at=row.created_at,
            effective_start_at=row.effective_start_at,
            commitment_end_at=row.commitment_end_at,
            last_renewed_at=row.last_renewed_at,
            trial_converted_at=row.trial_converted_at,
            suspended_at=row.suspended_at,
            deprovisioned_at=row.deprovisioned_at,
        )

    @classmethod
    def read(cls, value: Mapping[str, Any], assigned_quantity: int) -> Standing:
        """From what `subscription_value` made and the log kept, which does not count licenses.

        Raise KeyError, TypeError, ValueError or ArithmeticError for anything else.
        """
        return cls(
            product=str(value["OfferId"]),
            status=str(value["Status"]),
            is_trial=bool(value["IsTrial"]),
            quantity=int(value["Quantity"]),
            assigned_quantity=assigned_quantity,
            term=str(value["TermDuration"]),
            unit_price=Decimal(value["UnitPrice"]).quantize(CENT),
            currency=str(value["CurrencyCode"]),
            created_at=datetime.fromisoformat(value["CreationDate"]),
            effective_start_at=_moment(value["EffectiveStartDate"]),
            commitment_end_at=_moment(value["CommitmentEndDate"]),
            last_renewed_at=_moment(value["LastRenewalDate"]),
            trial_converted_at=_moment(value["TrialToPaidConversionDate"]),
            suspended_at=_moment(value["SuspendedDate"]),
            deprovisioned_at=_moment(value["DeprovisionedDate"]),
        )

    @property
    def active_subscriptions(self) -> int:
        return int(self.status == Status.ACTIVE)

    @property
    def active_quantity(self) -> int:
        return self.quantity * self.active_subscriptions

    @property
    def active_assigned_quantity(self) -> int:
        return self.assigned_quantity * self.active_subscriptions

    @property
    def monthly_price(self) -> Decimal:
        """What it brings a month: trials nothing, and nothing where it is not active."""
        return Decimal(0) if self.is_trial else self.unit_price * self.active_quantity


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
