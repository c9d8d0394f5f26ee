from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from customers.models import CustomerUser
from customers.resources.reading import ReadingResource
from customers.services.users import USER_FIELDS
from customers.states import UserState
from portal.exports import Column

WRITABLE = ("user_principal_name", *USER_FIELDS, "state")


class CustomerUserResource(ReadingResource):
    """The columns of a customer's user."""

    customer_name = Column("customer__name", _("Customer"))

    unique: ClassVar[Any] = {"user_principal_name": str.lower}
    set_once = ("customer",)
    writable = WRITABLE

    class Meta:
        model = CustomerUser
        # What a user's other columns say of the customer is compared with this one.
        import_order = ("customer",)
        fields = (
            "customer_name",
            *WRITABLE,
            "soft_deleted_at",
            "created_at",
            "customer",
            "id",
        )

    def owners_of(self, name: str, values: set[str]) -> dict[str, UUID]:
        """Of those who are active: the name of a deleted user is free."""
        active = CustomerUser.objects.filter(state=UserState.ACTIVE)
        found = active.annotate(lower=Lower(name)).filter(lower__in=values)
        return dict(found.values_list("lower", "pk"))
