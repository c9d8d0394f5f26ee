from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse

from analytics.tabs import VIEW
from customers.admin.suggesting import suggested_customers


def suggest_customers(request: HttpRequest) -> JsonResponse:
    """For the customer filter, to who may look at analytics and at customers."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    return suggested_customers(request)
