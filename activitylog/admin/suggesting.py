from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse

from activitylog.models import RecordedName

if TYPE_CHECKING:
    from activitylog.admin.entries import ActivityEntryAdmin

MOST = 20


def suggest_customers(admin: ActivityEntryAdmin, request: HttpRequest) -> JsonResponse:
    """Customers whose recorded name contains what was typed, for the customer filter."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    part = request.GET.get("q", "").strip()[:400].replace("\0", "")
    names = RecordedName.objects.filter(kind=RecordedName.Kind.CUSTOMER).exclude(customer="")
    found = names.containing(part).order_by("folded", "pk")[:MOST] if part else ()
    results = [{"id": name.customer, "text": name.text, "hint": name.customer} for name in found]
    return JsonResponse({"results": results})
