from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse

from customers.admin.operations import OperationPage, reason_against
from customers.models import CustomerUser
from customers.services.users.rules import ensure_there

if TYPE_CHECKING:
    from customers.models import LicenseAssignment
    from portal.admin.form_page import Link, Text


class UserPage(OperationPage[CustomerUser]):
    """A service that changes one user, and leads back to the user's page."""

    shows = ("customers.view_customeruser",)

    def find(self) -> CustomerUser:
        return CustomerUser.objects.select_related("customer").get(pk=self.kwargs["user_id"])

    @property
    def user(self) -> CustomerUser:
        assert self.row
        return self.row

    def held(self) -> QuerySet[LicenseAssignment]:
        return self.user.licenses.select_related("subscription")

    def arguments(self) -> Mapping[str, Any]:
        return {"user_id": self.user.pk}

    def subject(self) -> Sequence[Link]:
        return [
            (self.user.display_name, self.landing()),
            (self.user.user_principal_name, ""),
            (str(self.user.customer), ""),
        ]

    def trail(self) -> Sequence[Link]:
        return [(self.user.display_name, self.landing())]

    def landing(self, result: Any = None) -> str:
        return reverse("admin:customers_customeruser_change", args=[self.user.pk])

    def deleted_text(self) -> Text:
        return reason_against(ensure_there, self.user)
