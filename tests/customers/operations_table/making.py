"""What the calls of the table are about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from customers.models import Customer, CustomerUser, LicenseAssignment, Product, Subscription
from tests.customers.making import make_product, make_subscription

NOW = datetime.now(UTC)
A_DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)
YESTERDAY, TOMORROW = NOW - A_DAY, NOW + A_DAY

# Nothing of it is seen; the other turns what follows it.
UNSEEN = "\u200b\u2060\u00a0"
TURNED = "Kon\u202eoso"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_numbers = count(1)


def make_user(customer: Customer, **values: Any) -> CustomerUser:
    number = next(_numbers)
    return CustomerUser.objects.create(
        customer=customer,
        **{
            "user_principal_name": f"anna{number}@mueller-soehne.example",
            "display_name": "Anna Arndt",
            "usage_location": "DE",
        }
        | values,
    )


def license_to(user: CustomerUser, subscription: Subscription) -> CustomerUser:
    LicenseAssignment.objects.create(customer_user=user, subscription=subscription)
    subscription.assigned_quantity += 1
    subscription.save(update_fields=("assigned_quantity",))
    return user


def sold(**values: Any) -> Product:
    return make_product(
        **{"name": "Microsoft 365 E3", "maximum_quantity": 300, "list_price": "32.10"} | values
    )


def running(customer: Customer, **values: Any) -> Subscription:
    """Ten seats for a year that began yesterday, or ended; all can still be given back."""
    end = values.setdefault("commitment_end_at", NOW + timedelta(days=364))
    return make_subscription(
        customer,
        **{
            "product": values.pop("product", None) or sold(),
            "unit_price": "32.10",
            "created_at": YESTERDAY,
            "effective_start_at": YESTERDAY if end is None or end > NOW else end - A_YEAR,
            "current_state_end_at": end,
            "cancellation_allowed_until_at": NOW + timedelta(days=6),
            "refundable": [
                {"quantity": 10, "allowed_until": f"{NOW + timedelta(days=6):%Y-%m-%dT%H:%M:%SZ}"}
            ],
        }
        | values,
    )


def suspended(customer: Customer, **values: Any) -> Subscription:
    return running(customer, **{"status": "suspended", "suspended_at": NOW} | values)


def expired(customer: Customer, **values: Any) -> Subscription:
    return running(customer, **{"status": "expired", "deprovisioned_at": NOW} | values)


def pending(customer: Customer, **values: Any) -> Subscription:
    return running(
        customer,
        **{
            "status": "pending",
            "effective_start_at": None,
            "commitment_end_at": None,
            "current_state_end_at": TOMORROW,
            "cancellation_allowed_until_at": None,
            "refundable": [],
        }
        | values,
    )


def trial_product(**values: Any) -> Product:
    return sold(name="Trial of E3", is_trial=True, maximum_quantity=25, **values)


def trying(customer: Customer, **values: Any) -> Subscription:
    """A trial of 25 seats that can become Microsoft 365 E3."""
    product = values.pop("product", None) or trial_product(converts_to=sold(sku="E3-PAID"))
    return running(
        customer,
        **{
            "product": product,
            "name": product.name,
            "quantity": 25,
            "is_trial": True,
            "auto_renew": False,
            "trial_product": product,
            "trial_start_at": YESTERDAY,
            "trial_end_at": NOW + timedelta(days=29),
            "commitment_end_at": NOW + timedelta(days=29),
            "current_state_end_at": NOW + timedelta(days=29),
            "cancellation_allowed_until_at": None,
            "refundable": [],
        }
        | values,
    )


def end_relationship(customer: Customer) -> Customer:
    Customer.objects.filter(pk=customer.pk).update(relationship="none")
    customer.refresh_from_db()
    return customer
