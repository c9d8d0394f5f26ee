"""The small pages that change one user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from customers.admin.customers.company import CustomerPage
from customers.admin.editing import EditPage, form_of
from customers.admin.operations import ChangeForm, reason_against
from customers.admin.page_tools import reason_against_business
from customers.admin.users.base import UserPage
from customers.admin.users.licenses import UserLicensesPage
from customers.models import CustomerUser
from customers.services import users as services
from customers.services.users import USER_FIELDS
from customers.services.users.rules import ensure_restorable
from customers.states import UserState
from customers.terms import USER_RESTORABLE_FOR
from portal.admin.form_page import OperationForm, Text, page_path

if TYPE_CHECKING:
    from customers.services import Actor

LOCATION = forms.CharField(
    label=_("Usage location"),
    required=False,
    max_length=2,
    help_text=_("The country in two letters, such as DE. Without it no license can be assigned."),
    validators=CustomerUser._meta.get_field("usage_location").validators,
)
DISPLAY_NAME = forms.CharField(
    label=_("Display name"),
    required=False,
    max_length=256,
    help_text=_("First and last name if you leave it empty."),
)


class AddUser(CustomerPage):
    operation = services.create_user
    shows = ("customers.view_customer", "customers.view_customeruser")
    form_class = form_of(
        CustomerUser,
        ("user_principal_name", *USER_FIELDS),
        OperationForm,
        display_name=DISPLAY_NAME,
        usage_location=LOCATION,
    )
    title = _("New user")
    button = _("Create user")

    def obstacle(self) -> Text:
        return reason_against_business(self.customer)

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> CustomerUser:
        return services.create_user(
            actor=actor,
            customer_id=self.customer.pk,
            user_principal_name=values["user_principal_name"],
            values={name: values[name] for name in USER_FIELDS},
        )

    def initial(self) -> dict[str, Any]:
        return {"usage_location": self.customer.country}

    def done(self, result: CustomerUser) -> str:
        return gettext("%(user)s is created.") % {"user": result}

    def landing(self, result: CustomerUser | None = None) -> str:
        if result:
            return reverse("admin:customers_customeruser_change", args=[result.pk])
        return reverse("admin:customers_customer_users", args=[self.customer.pk])


class EditUser(UserPage, EditPage[CustomerUser]):
    operation = services.update_user
    fields = USER_FIELDS
    form_class = form_of(CustomerUser, fields, usage_location=LOCATION)
    title = _("Edit user")
    button = _("Save")

    def obstacle(self) -> Text:
        return self.deleted_text()

    def done(self, result: CustomerUser) -> str:
        return gettext("%(user)s is changed.") % {"user": result}


class RenameUser(UserPage):
    operation = services.change_user_principal_name
    form_class = form_of(CustomerUser, ("user_principal_name",))
    title = _("Change user principal name")
    button = _("Save")

    def initial(self) -> dict[str, Any]:
        return {"user_principal_name": self.user.user_principal_name}

    def explanation(self) -> Text:
        return _("From now on the user signs in with the new name. Licenses stay as they are.")

    def obstacle(self) -> Text:
        return self.deleted_text()

    def done(self, result: CustomerUser) -> str:
        text = gettext("The user principal name is %(name)s now.")
        return text % {"name": result.user_principal_name}


class DeleteUser(UserPage):
    operation = services.delete_user
    form_class = ChangeForm
    title = _("Delete user")
    danger = True

    def explanation(self) -> Sequence[Text]:
        names = sorted(held.subscription.name for held in self.held())
        text = ngettext(
            "The user can no longer sign in, and %(count)s license is taken back: %(names)s.",
            "The user can no longer sign in, and %(count)s licenses are taken back: %(names)s.",
            len(names),
        )
        gone = text % {"count": len(names), "names": ", ".join(names)}
        return (
            gone if names else gettext("The user can no longer sign in."),
            _("For 30 days the user can be restored, without the licenses."),
        )

    def obstacle(self) -> Text:
        if self.user.state == UserState.ACTIVE:
            return ""
        return gettext("This user is deleted already.")

    def done(self, result: CustomerUser) -> str:
        text = gettext("%(user)s is deleted, and can be restored for %(days)s days.")
        return text % {"user": result, "days": USER_RESTORABLE_FOR.days}


class RestoreUser(UserPage):
    operation = services.restore_user
    form_class = ChangeForm
    title = _("Restore user")

    def explanation(self) -> Text:
        return _("The user can sign in again. Assign the licenses anew afterwards.")

    def obstacle(self) -> Text:
        return reason_against(ensure_restorable, self.user.soft_deleted_at, timezone.now())

    def done(self, result: CustomerUser) -> str:
        return gettext("%(user)s is restored.") % {"user": result}


def user_urls() -> list[URLPattern]:
    return [
        page_path(f"<uuid:user_id>/{name}/", page, f"customers_customeruser_{name}")
        for name, page in (
            ("edit", EditUser),
            ("rename", RenameUser),
            ("remove", DeleteUser),
            ("restore", RestoreUser),
            ("licenses", UserLicensesPage),
        )
    ]
