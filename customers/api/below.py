"""Lists of one customer, below the customer's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model
from rest_framework.exceptions import NotFound

from customers.models import Customer
from portal.api.lists import ListView

if TYPE_CHECKING:
    from django.db.models import QuerySet

M = TypeVar("M", bound=Model)


class BelowCustomer(ListView[M]):
    """Stands before the class of a list: the same list, of one customer. The customer is no
    filter here, so nobody can take it away."""

    def rows(self) -> QuerySet[M]:
        return super().rows().filter(customer=existing(self.kwargs["customer_id"]))


def existing(customer_id: Any) -> Any:
    """The ID, if there is such a customer. Raise NotFound."""
    if not Customer.objects.filter(pk=customer_id).exists():
        raise NotFound
    return customer_id
