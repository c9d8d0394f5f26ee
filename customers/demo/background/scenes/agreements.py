from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.background.values import with_kind
from customers.demo.chance import chance, new_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.background.clients import Client
    from customers.demo.background.pen import Pen
    from portal.plugins import Record


def confirm_agreement(pen: Pen) -> Iterator[Record]:
    yield from agree(pen, pen.any_client())


def agree(pen: Pen, client: Client) -> Iterator[Record]:
    """Confirmed by the partner, or by the customer's own admin."""
    key, contact = new_id(pen.rng), client.tenant.contact
    yield pen.tell(
        "create_agreement",
        "agreement",
        key,
        client=client,
        actor=client.admin if chance(pen.rng, 30) else pen.actor("customers.add_customer"),
        new=with_kind(
            "Agreement",
            {
                "Id": key,
                "Type": "MicrosoftCustomerAgreement",
                "DateAgreed": f"{pen.now:%Y-%m-%d}T00:00:00Z",
                "PrimaryContact": {
                    "FirstName": contact.first_name,
                    "LastName": contact.last_name,
                    "Email": contact.principal,
                },
            },
        ),
        details=[
            ("AgreementType", "MicrosoftCustomerAgreement"),
            ("PrimaryContact", contact.principal),
        ],
    )
