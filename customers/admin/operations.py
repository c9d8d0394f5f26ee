"""A service as a page: a small form that says what will happen, asks once and leads on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, ParamSpec, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.acting import acting
from customers.services import Actor, Broken, Refused, recording_refusals
from customers.services.validity import LARGEST
from portal.admin.form_page import FormPage, Link, OperationForm

if TYPE_CHECKING:
    from customers.services import Operation

M = TypeVar("M", bound=Model)
P = ParamSpec("P")


class ChangeForm(OperationForm):
    """What a service is told that changes a row: also which version of it was seen, so that
    nobody overwrites what they have not seen, and a second click does nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks: all that one request changes carries one correlation ID."""
    return Actor(user=acting(request))


class OperationPage(FormPage, Generic[M]):
    """Shows a form, calls one service with what it says, and leads on; or says why not.

    Open to who holds the service's permission and those in `shows`, which the page needs for
    what is read on it. `operation` is called with what `arguments` names, the fields of the form
    and the actor. What the service refuses stands at the field it is about; nothing that was
    typed is lost.
    """

    operation: ClassVar[Operation[..., Any]]
    shows: ClassVar[Collection[str]] = ()
    form_class: type[forms.Form] = ChangeForm

    row: M | None = None
    """What the page is about; None where something is made from nothing."""

    # What subclasses know better.

    def find(self) -> M | None:
        """The row that the address names. Raise its DoesNotExist where there is none."""
        return None

    def arguments(self) -> Mapping[str, Any]:
        """What the service is told beside the fields of the form: mostly the row's key."""
        return {}

    def subject(self) -> Sequence[Link]:
        """What it is about, under the title; an empty address makes plain text."""
        return [(str(self.row), "")] if self.row else []

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> Any:
        return self.operation(actor=actor, **self.arguments(), **values)

    def done(self, result: Any) -> str:
        """What has happened, in a sentence."""
        return gettext("Done.")

    def landing(self, result: Any = None) -> str:
        """Where to go on; also, without a result, where to go back to."""
        raise NotImplementedError

    # How it goes.

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms((self.operation.permission, *self.shows)):
            raise PermissionDenied(self.operation.permission)
        try:
            self.row = self.find()
        except ObjectDoesNotExist as error:
            raise Http404 from error
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: forms.Form) -> HttpResponse:
        try:
            with recording_refusals():
                result = self.perform(actor_of(self.request), form.cleaned_data)
        except Refused as refused:
            self.refuse(form, refused)
            return self.page(form)
        except ObjectDoesNotExist as error:
            raise Http404 from error
        self.tell(result, form)
        return redirect(self._way_on() or self.landing(result))

    def form(self, data: Any = None) -> forms.Form:
        known = {"version": getattr(self.row, "version", None)} | self.initial()
        return self.form_class(data, initial=known, **self.form_options())

    def refuse(self, form: forms.Form, refused: Refused) -> None:
        """Put the reason where it belongs. Who has seen an old version goes on from the new."""
        shown = [field.name for field in form.visible_fields()]
        form.add_error(refused.field if refused.field in shown else None, refused.reason)
        if refused.code != "changed_meanwhile":
            return
        self.row = self.find()
        fresh = self.form()
        data = self.request.POST.copy()
        data["version"] = str(getattr(self.row, "version", ""))
        form.data = data
        for name in shown:
            note_fresh_value(form[name], fresh[name])

    def tell(self, result: Any, form: forms.Form) -> None:
        if self.changed(result, form):
            messages.success(self.request, self.done(result))
        else:
            messages.info(self.request, gettext("Nothing has changed."))

    def changed(self, result: Any, form: forms.Form) -> bool:
        seen = form.cleaned_data.get("version")
        return seen is None or getattr(result, "version", None) != seen

    def _way_on(self) -> str:
        """The page of the portal that the address asks to lead on to, if it does."""
        wanted = self.request.POST.get("next") or self.request.GET.get("next") or ""
        host = {self.request.get_host()}
        secure = self.request.is_secure()
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts=host, require_https=secure):
            return wanted
        return ""

    def back(self) -> str:
        return self._way_on() or self.landing()

    def context(self, form: forms.Form) -> dict[str, Any]:
        return super().context(form) | {"next": self._way_on()}


def reason_against(rule: Callable[P, None], *said: P.args, **more: P.kwargs) -> str:
    """Why not; empty if the rule holds."""
    try:
        rule(*said, **more)
    except Broken as broken:
        return broken.reason
    return ""


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """Let a field offer what is known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def typed_number(text: str) -> int | None:
    """The whole number that it says, if a column could hold it."""
    if len(text) > len(str(LARGEST)) or not text.isdecimal():
        return None
    return int(text)


def note_fresh_value(field: forms.BoundField, fresh: forms.BoundField) -> None:
    """Let the field say what holds now, if that is not what was typed."""
    if not fresh.field.has_changed(fresh.value(), field.data):
        return
    value = fresh.value()
    choices = dict(getattr(field.field, "choices", ()))
    text = _("Now: %(value)s") % {"value": choices.get(value, value) or "–"}
    field.help_text = f"{field.help_text} {text}".strip()
