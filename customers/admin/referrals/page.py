from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.happenings import latest
from activitylog.links import activity_url
from activitylog.models import ActivityEntry
from customers.admin.referrals import cells
from portal.admin.bar import Tool
from portal.admin.facts import Fact, fact

if TYPE_CHECKING:
    from customers.models import Referral


def referral_page(request: HttpRequest, referral: Referral) -> dict[str, Any]:
    """What the template of a referral's page reads."""
    may_open_customer = request.user.has_perm("customers.view_customer")
    context: dict[str, Any] = {
        "title": str(referral),
        "referral": referral,
        "company": cells.company(referral) if may_open_customer else referral.company_name,
        "status": cells.status(referral),
        "deal": [
            Fact(_("Value"), cells.deal_value(referral)),
            Fact(_("Expected to close on"), cells.closing_on(referral)),
            fact(referral, "status_reason"),
            fact(referral, "qualification"),
            fact(referral, "referral_type"),
        ],
        "facts": [
            Fact(_("Created at"), cells.created_at(referral)),
            fact(referral, "external_reference_id"),
            fact(referral, "engagement_id", copy=True),
            fact(referral, "id", copy=True),
        ],
        "tools": [],
    }
    if request.user.has_perm("customers.manage_referral"):
        url = reverse("admin:customers_referral_edit", args=[referral.pk])
        context["tools"] = [Tool(gettext("Edit…"), url, primary=True)]
    if request.user.has_perm("activitylog.view_activityentry"):
        entries = ActivityEntry.objects.listed().filter(resource_id=str(referral.pk))
        context["happenings"] = latest(entries)
        context["activity_url"] = activity_url(resource_id=referral.pk)
    return context
