from __future__ import annotations

from django.urls import URLPattern

from customers.admin.operations import operation_path
from customers.admin.subscriptions.quantity import QuantityPage

PAGES = {
    "quantity": QuantityPage,
}


def operation_paths() -> list[URLPattern]:
    """The address of each page that changes a subscription."""
    return [
        operation_path(f"<uuid:key>/{name}/", page, f"customers_subscription_{name}")
        for name, page in PAGES.items()
    ]
