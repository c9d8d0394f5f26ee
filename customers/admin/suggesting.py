from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse

from customers.filters import VIEW_CUSTOMER
from customers.models import Customer

if TYPE_CHECKING:
    from customers.folding import FoldedQuerySet

MOST = 20


def suggested_customers(request: HttpRequest) -> JsonResponse:
    """Customers whose name or domain contains what was typed, for a filter of customers. Raise
    PermissionDenied for who may not look at customers."""
    if not request.user.has_perm(VIEW_CUSTOMER):
        raise PermissionDenied
    part = request.GET.get("q", "").strip()[:400].replace("\0", "")
    customers: FoldedQuerySet[Customer] = Customer.objects.all()
    found = customers.filter(customers.has(part)).order_by("folded", "pk")[:MOST] if part else ()
    results = [{"id": str(row.pk), "text": row.name, "hint": row.domain} for row in found]
    return JsonResponse({"results": results})
