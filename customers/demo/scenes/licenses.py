"""Licences that users of a customer get and lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.chance import chance
from customers.demo.values import Details, licenses_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from customers.demo.people import Person
    from customers.demo.stage import Stage
    from customers.demo.world import Holding, Tenant
    from portal.plugins import Record


def change_licenses(stage: Stage) -> Iterator[Record]:
    """Give licences of one subscription to some users, or take one back."""
    if not (found := stage.any_holding()):
        return
    tenant, holding = found
    sku = holding.product.license_id
    holders = [person for person in tenant.people if sku in person.licenses]
    if holders and chance(stage.rng, 35):
        yield take(stage, tenant, stage.rng.choice(holders), [sku])
    else:
        yield from assign(stage, tenant, holding, stage.rng.choice((1, 1, 1, 2, 4)))


def assign(stage: Stage, tenant: Tenant, holding: Holding, users: int) -> Iterator[Record]:
    sku = holding.product.license_id
    without = [
        person for person in tenant.people if sku not in person.licenses and not person.deleted_at
    ]
    actor = stage.actor("users")
    for person in stage.rng.sample(without, min(users, len(without))):
        failed = stage.fails()
        if not failed:
            person.licenses.append(sku)
        yield _told(stage, tenant, person, actor, failed=failed, assigned=[sku])


def take(stage: Stage, tenant: Tenant, person: Person, skus: Sequence[str]) -> Record:
    taken = list(skus)
    person.licenses = [sku for sku in person.licenses if sku not in taken]
    return _told(stage, tenant, person, stage.actor("users"), removed=taken)


def _told(
    stage: Stage,
    tenant: Tenant,
    person: Person,
    actor: str,
    *,
    failed: bool = False,
    assigned: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> Record:
    details: Details = [
        ("CustomerUserId", person.id),
        *(("AddedLicenseSkuId", sku) for sku in assigned),
        *(("RemovedLicenseSkuId", sku) for sku in removed),
    ]
    return stage.tell(
        "update_customer_user_licenses",
        "license",
        person.id,
        tenant=tenant,
        actor=actor,
        status="failed" if failed else "succeeded",
        # Partner Center records what was asked for, without the licences held before.
        new=licenses_value(assigned, removed),
        details=details,
    )
