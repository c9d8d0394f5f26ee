from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse

from analytics.tabs import VIEW
from customers.models import Customer

if TYPE_CHECKING:
    from customers.folding import FoldedQuerySet

MOST = 20


def suggest_customers(request: HttpRequest) -> JsonResponse:
    """Customers whose name, domain or ID contains what was typed, for the customer filter."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    part = request.GET.get("q", "").strip()[:400].replace("\0", "")
    customers: FoldedQuerySet[Customer] = Customer.objects.all()
    found = customers.filter(customers.has(part)).order_by("folded", "pk")[:MOST] if part else ()
    results = [{"id": str(row.pk), "text": row.name, "hint": row.domain} for row in found]
    return JsonResponse({"results": results})
