"""Whatever changes the monthly recurring revenue is in the bridge, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product

from analytics.reports.revenue.flows import FLOWS
from customers.services.movements.deriving import movements
from customers.services.movements.standing import Standing
from customers.states import MovementKind, Status

MOMENT = datetime(2028, 3, 1, 9, tzinfo=UTC)
NEVER_CHANGE_IT = {
    MovementKind.ENDED_SUSPENDED,
    MovementKind.LICENSES_ASSIGNED,
    MovementKind.LICENSES_REVOKED,
}


def standings() -> Iterator[Standing]:
    for status, is_trial, quantity, assigned, (sku, currency), renewed in product(
        (Status.PENDING, Status.ACTIVE, Status.SUSPENDED, Status.DELETED),
        (False, True),
        (1, 2),
        (0, 1),
        (("A", "EUR"), ("B", "EUR"), ("C", "USD")),
        (None, MOMENT),
    ):
        yield Standing(
            product=sku,
            status=status,
            is_trial=is_trial,
            quantity=quantity,
            assigned_quantity=assigned,
            term="P1Y",
            unit_price=Decimal(20 if sku == "B" else 10),
            currency=currency,
            created_at=MOMENT,
            effective_start_at=MOMENT,
            commitment_end_at=None,
            last_renewed_at=renewed,
            trial_converted_at=MOMENT,
            suspended_at=MOMENT,
            deprovisioned_at=MOMENT,
        )


def changes() -> set[tuple[MovementKind, str]]:
    """The kinds of movements that make it more, or less, whatever was and became of one."""
    before: list[Standing | None] = [None, *standings()]
    return {
        (movement.kind, "more" if movement.monthly_price > 0 else "less")
        for was, became in product(before, standings())
        # What is paid for never becomes a trial.
        if was is None or was.is_trial or not became.is_trial
        for movement in movements(was, became, MOMENT)
        if movement.monthly_price
    }


def test_each_change_of_it_is_one_part_of_the_bridge():
    found = changes()
    assert {kind for kind, _change in found} == {*MovementKind} - NEVER_CHANGE_IT
    parts = {
        (kind, change): [
            flow.code for flow in FLOWS if kind in flow.kinds and flow.change in ("", change)
        ]
        for kind, change in found
    }
    assert {case: codes for case, codes in parts.items() if len(codes) != 1} == {}


def test_a_part_has_only_what_changes_it():
    assert not {kind for flow in FLOWS for kind in flow.kinds} & NEVER_CHANGE_IT
