"""Licenses of one subscription, given to many users at once or taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from customers.api.access import to_write
from customers.api.operating import operate
from customers.api.subscriptions.bodies import LicensedUsers
from customers.api.subscriptions.views import VIEW, SubscriptionView
from customers.api.unknown import naming_unknown
from customers.models import CustomerUser
from customers.services.licenses import assign_licenses, revoke_licenses
from portal.api.bodies import read_body
from portal.api.describing import REFUSALS, SENT
from portal.api.etags import ensure_unconditional

if TYPE_CHECKING:
    from rest_framework.request import Request

    from customers.services import Operation

F = TypeVar("F", bound=Callable[..., Any])

SEES = (VIEW, "customers.view_customeruser")


class ChangedLicensesSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField(help_text="How many users this has changed.")


def changes_licenses(name: str) -> Callable[[F], F]:
    """How both operations stand in the schema."""
    decorator: Callable[[F], F] = extend_schema(
        operation_id=name,
        parameters=SENT,
        request=LicensedUsers,
        responses={200: ChangedLicensesSerializer, **REFUSALS},
    )
    return decorator


class LicensesView(SubscriptionView):
    def update(self, request: Request, operation: Operation[..., int]) -> Response:
        ensure_unconditional(request)
        values = read_body(request, LicensedUsers)
        call = partial(operation, subscription_id=self.pk, user_ids=values["users"])
        with naming_unknown(CustomerUser, values):
            changed = operate(request, lambda actor: call(actor=actor))
        return Response({"changed": changed})


class AssignLicenses(LicensesView):
    writing = to_write(*SEES, assign_licenses)

    @changes_licenses("assign_licenses")
    def post(self, request: Request, subscription_id: UUID) -> Response:
        """Give up to 100 users a seat each, or none of them.

        Who has one already keeps it.
        """
        return self.update(request, assign_licenses)


class RevokeLicenses(LicensesView):
    writing = to_write(*SEES, revoke_licenses)

    @changes_licenses("revoke_licenses")
    def post(self, request: Request, subscription_id: UUID) -> Response:
        """Take a seat back from each of up to 100 users."""
        return self.update(request, revoke_licenses)
