from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.happenings import latest
from activitylog.links import activity_url
from activitylog.models import ActivityEntry
from activitylog.moments import moment_html
from customers.admin.operations import reason_against
from customers.admin.users import cells
from customers.services.users.rules import ensure_restorable
from customers.states import UserState
from portal.admin.bar import Tool
from portal.admin.facts import Fact, fact

if TYPE_CHECKING:
    from customers.models import CustomerUser


def page_url(user: CustomerUser, code: str = "change") -> str:
    return reverse(f"admin:customers_customeruser_{code}", args=[user.pk])


def user_page(request: HttpRequest, user: CustomerUser) -> dict[str, Any]:
    """What the template of a user's page reads."""
    context: dict[str, Any] = {
        "title": str(user),
        "customer_user": user,
        "customer_url": _customer_url(request, user),
        "state": cells.state(user),
        "licenses": [
            {
                "name": held.subscription.name,
                "url": reverse("admin:customers_subscription_change", args=[held.subscription_id]),
                "badge": held.subscription.badge,
                "status": held.subscription.get_status_display(),
                "since": moment_html(held.assigned_at),
            }
            for held in sorted(user.licenses.all(), key=lambda item: item.subscription.folded)
        ],
        "may_open_subscriptions": request.user.has_perm("customers.view_subscription"),
        "facts": [
            *(fact(user, name) for name in ("first_name", "last_name")),
            fact(user, "usage_location"),
            fact(user, "phone_number"),
            Fact(_("Created at"), moment_html(user.created_at)),
            fact(user, "id", copy=True),
        ],
        "tools": list(_tools(request, user)),
    }
    if request.user.has_perm("activitylog.view_activityentry"):
        entries = ActivityEntry.objects.listed().filter(resource_id=str(user.pk))
        context["happenings"] = latest(entries)
        context["activity_url"] = activity_url(resource_id=user.pk)
    return context


def _customer_url(request: HttpRequest, user: CustomerUser) -> str:
    if not request.user.has_perm("customers.view_customer"):
        return ""
    return reverse("admin:customers_customer_users", args=[user.customer_id])


def _tools(request: HttpRequest, user: CustomerUser) -> Iterator[Tool]:
    """What this reader may change of this user, as it is now."""
    may = request.user.has_perm
    there = user.state == UserState.ACTIVE
    if may("customers.manage_customeruser"):
        if there:
            yield Tool(gettext("Edit"), menu=_changes(user))
        elif not reason_against(ensure_restorable, user.soft_deleted_at, timezone.now()):
            yield Tool(gettext("Restore…"), page_url(user, "restore"), primary=True)
    if there and may("customers.assign_license"):
        yield Tool(gettext("Licenses…"), page_url(user, "licenses"), primary=True)


def _changes(user: CustomerUser) -> list[dict[str, str]]:
    return [
        {"label": gettext("Name and location…"), "url": page_url(user, "edit")},
        {"label": gettext("User principal name…"), "url": page_url(user, "rename")},
        {"label": gettext("Delete user…"), "url": page_url(user, "remove"), "danger": "1"},
    ]
