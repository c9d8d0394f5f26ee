from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern

from customers.admin.subscriptions.becoming import ConvertPage, UpgradePage
from customers.admin.subscriptions.licenses import BulkLicensesPage
from customers.admin.subscriptions.quantity import QuantityPage
from customers.admin.subscriptions.renewal import AutoRenewPage, RenamePage, RenewalPage
from customers.admin.subscriptions.stages import CancelPage, ReactivatePage, SuspendPage
from portal.admin.form_page import page_path

if TYPE_CHECKING:
    from customers.admin.subscriptions.changing import SubscriptionPage

# In the order in which menus offer them.
PAGES: dict[str, type[SubscriptionPage]] = {
    "quantity": QuantityPage,
    "reactivate": ReactivatePage,
    "convert": ConvertPage,
    "upgrade": UpgradePage,
    "licenses": BulkLicensesPage,
    "auto-renew": AutoRenewPage,
    "renewal": RenewalPage,
    "rename": RenamePage,
    "suspend": SuspendPage,
    "cancel": CancelPage,
}


def operation_paths() -> list[URLPattern]:
    """The address of each page that changes a subscription."""
    return [
        page_path(f"<uuid:subscription_id>/{name}/", page, url_name(name))
        for name, page in PAGES.items()
    ]


def url_name(operation: str) -> str:
    return f"customers_subscription_{operation.replace('-', '_')}"
