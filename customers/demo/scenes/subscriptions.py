from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from customers.demo.chance import chance, new_id
from customers.demo.values import Details, subscription_value
from customers.demo.world import Holding, Tenant

if TYPE_CHECKING:
    from customers.demo.stage import Stage
    from portal.plugins import Record

Change = Callable[[Holding], None]


def change_quantity(stage: Stage) -> Iterator[Record]:
    if not (found := stage.any_holding()):
        return
    tenant, holding = found
    usual = max(tenant.size, 2)
    wanted = stage.rng.randrange(max(usual * 7 // 10, 1), usual * 13 // 10 + 2)
    if wanted != holding.quantity:
        yield updated(stage, tenant, holding, partial(_set, quantity=wanted))


def switch_auto_renew(stage: Stage) -> Iterator[Record]:
    if found := stage.any_holding():
        tenant, holding = found
        # Most are kept: who turned it off is asked about it.
        wanted = not holding.auto_renew or chance(stage.rng, 85)
        if wanted != holding.auto_renew:
            yield updated(stage, tenant, holding, partial(_set, auto_renew=wanted))


def rename(stage: Stage) -> Iterator[Record]:
    """A subscription is named after where it is used."""
    if found := stage.any_holding():
        tenant, holding = found
        wing = stage.rng.choice(("HQ", tenant.company.city, "Office", "Production", "Front line"))
        name = f"{holding.product.name} – {wing}"
        if name != holding.name:
            yield updated(stage, tenant, holding, partial(_set, name=name))


def suspend(stage: Stage) -> Iterator[Record]:
    # Few are suspended at a time.
    if chance(stage.rng, 25) and (found := stage.any_holding()):
        yield updated(stage, *found, partial(_set, status="suspended"), duty="billing")


def reactivate(stage: Stage) -> Iterator[Record]:
    if found := stage.any_holding(status="suspended"):
        yield updated(stage, *found, partial(_set, status="active"), duty="billing")


def upgrade(stage: Stage) -> Iterator[Record]:
    """Move the seats of a subscription to a better product."""
    if not (found := stage.any_holding()):
        return
    tenant, holding = found
    family = [
        item
        for item in stage.world.products
        if item.family == holding.product.family and item != holding.product
    ]
    old, source, target = subscription_value(tenant, holding), holding.product, family[-1]
    holding.product, holding.name = target, target.name
    holding.version += 1
    yield stage.tell(
        "upgrade_subscription",
        "subscription",
        holding.id,
        tenant=tenant,
        actor=stage.actor("sales"),
        old=old,
        new=subscription_value(tenant, holding),
        details=[
            ("SubscriptionId", holding.id),
            ("SourceOfferId", source.offer_id),
            ("TargetOfferId", target.offer_id),
            ("TargetSubscriptionId", holding.id),
            ("Quantity", str(holding.quantity)),
            ("TransitionType", "transition_with_license_transfer"),
        ],
    )


def end(stage: Stage, tenant: Tenant, holding: Holding, status: str) -> Iterator[Record]:
    """A subscription leaves its active life: by staff, or by the service when its term is over."""
    if tenant.has_left:
        return
    by_staff = status in ("suspended", "deleted")
    duty = "sales" if by_staff else ""
    change = partial(_set, status=status, auto_renew=False)
    yield updated(stage, tenant, holding, change, duty=duty, surely=True)


def convert_trial(stage: Stage, tenant: Tenant, holding: Holding) -> Iterator[Record]:
    old, trial_offer = subscription_value(tenant, holding), holding.product.offer_id
    holding.is_trial, holding.billing_cycle = False, holding.product.billing_cycle
    holding.version += 1
    yield stage.tell(
        "convert_trial_subscription",
        "subscription",
        holding.id,
        tenant=tenant,
        actor=stage.actor("sales"),
        old=old,
        new=subscription_value(tenant, holding),
        details=[
            ("SubscriptionId", holding.id),
            ("OfferId", trial_offer),
            ("TargetOfferId", holding.product.offer_id),
            ("OrderId", new_id(stage.rng)),
            ("Quantity", str(holding.quantity)),
            ("BillingCycle", holding.billing_cycle.title()),
        ],
    )


def updated(
    stage: Stage,
    tenant: Tenant,
    holding: Holding,
    change: Change,
    *,
    duty: str = "service",
    surely: bool = False,
) -> Record:
    """Change a subscription and tell both states; a failed change is told but not kept."""
    before = {name: getattr(holding, name) for name in _CHANGEABLE}
    old = subscription_value(tenant, holding)
    change(holding)
    holding.version += 1
    new, details = subscription_value(tenant, holding), _details(holding)
    failed = not surely and stage.fails()
    if failed:
        _set(holding, **before)
    return stage.tell(
        "update_subscription",
        "subscription",
        holding.id,
        tenant=tenant,
        actor=stage.actor(duty) if duty else "",
        status="failed" if failed else "succeeded",
        old=old,
        new=new,
        details=details,
    )


_CHANGEABLE = ("name", "quantity", "status", "auto_renew", "version")


def _set(holding: Holding, **values: object) -> None:
    for name, value in values.items():
        setattr(holding, name, value)


def _details(holding: Holding) -> Details:
    return [
        ("SubscriptionId", holding.id),
        ("OfferId", holding.product.offer_id),
        ("SubscriptionName", holding.name),
        ("Quantity", str(holding.quantity)),
        ("Status", holding.status.title()),
        ("PartnerOnRecord", "None"),
        ("ActionTaken", "False"),
    ]
