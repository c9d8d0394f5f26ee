from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.chance import chance
from customers.demo.story.looking import paid
from customers.demo.story.scenes.orders import line
from customers.services.orders import MoreSeats, place_order

if TYPE_CHECKING:
    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant
    from customers.services.orders import LineRequest


def equip_sites(stage: Stage, tenant: Tenant, sites: int) -> None:
    """One large order for three years, a line for every site: devices of its own, or more seats."""
    device = next(item for item in stage.world.catalog.values() if item.kind == "device")
    held = paid(tenant)
    lines: list[LineRequest] = []
    for site in range(1, sites + 1):
        if held and chance(stage.rng, 15):
            more = stage.rng.choice(held)
            lines.append(MoreSeats(subscription_id=more.pk, quantity=1))
        else:
            name = f"{device.name} – {tenant.company.city} {site:03}"
            lines.append(line(stage, tenant, device, 1, name=name, term="P3Y"))
    stage.do(place_order, customer_id=tenant.id, lines=lines)
