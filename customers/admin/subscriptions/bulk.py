"""One thing done to the selected subscriptions of a list: named, confirmed, then done to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from customers.admin.operations import actor_of, reason_against, typed_number
from customers.models import Subscription
from customers.services import Actor, Broken, Refused, recording_refusals
from customers.services.subscriptions import reactivate, set_auto_renew, suspend
from customers.services.subscriptions.rules import (
    Rule,
    ensure_auto_renew_changeable,
    ensure_reactivatable,
    ensure_suspendable,
)
from portal.numbers import grouped

if TYPE_CHECKING:
    from portal.admin.form_page import Text

# As many as a page of the list has.
MOST = 100
# So many names stand in one message.
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Bulk:
    """What can be done to many."""

    title: Text
    menu: Text
    will_happen: Text
    done: Callable[[int], str]
    service: Callable[..., Subscription]
    rule: Rule
    danger: bool = False


def ensure_renewing_turns(row: Subscription, now: datetime, *, auto_renew: bool) -> None:
    if row.auto_renew == auto_renew:
        raise Broken("", "unchanged", _("It is so already."))
    ensure_auto_renew_changeable(row, now)


BULK = {
    "suspend": Bulk(
        _("Suspend subscriptions"),
        _("Suspend…"),
        _(
            "Their users lose access at once; licenses are kept. They are billed on, and do not"
            " renew unless they are reactivated before."
        ),
        lambda count: ngettext("%(count)s suspended.", "%(count)s suspended.", count),
        suspend,
        ensure_suspendable,
        danger=True,
    ),
    "reactivate": Bulk(
        _("Reactivate subscriptions"),
        _("Reactivate…"),
        _("Their users have access again at once. They are billed as before."),
        lambda count: ngettext("%(count)s reactivated.", "%(count)s reactivated.", count),
        reactivate,
        ensure_reactivatable,
    ),
    "auto-renew-on": Bulk(
        _("Turn automatic renewal on"),
        _("Turn auto-renew on…"),
        _("When its term is over, a new one follows for each, at the list price of that day."),
        lambda count: ngettext(
            "%(count)s renews automatically.", "%(count)s renew automatically.", count
        ),
        partial(set_auto_renew, auto_renew=True),
        partial(ensure_renewing_turns, auto_renew=True),
    ),
    "auto-renew-off": Bulk(
        _("Turn automatic renewal off"),
        _("Turn auto-renew off…"),
        _("Each ends with its term, and its users lose access then. Nothing changes before."),
        lambda count: ngettext(
            "%(count)s ends with its term.", "%(count)s end with their terms.", count
        ),
        partial(set_auto_renew, auto_renew=False),
        partial(ensure_renewing_turns, auto_renew=False),
    ),
}


def may_change_many(request: HttpRequest) -> bool:
    return request.user.has_perms(("customers.view_subscription", suspend.permission))


@admin.display(description=_("select"))
def choose(subscription: Subscription) -> SafeString:
    """A box that belongs to the form above the list."""
    return format_html(
        '<input type="checkbox" form="bulk" name="row" value="{}" aria-label="{}">',
        subscription.pk,
        gettext("Select %(name)s") % {"name": subscription.name},
    )


@dataclass(slots=True)
class Outcome:
    changed: int = 0
    unchanged: int = 0
    refused: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The names, by the reason."""


class BulkPage(View):
    """Asked by the list, it names the rows and what will happen; confirmed, it does it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_many(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        back = self._back()
        bulk = BULK.get(request.POST.get("action", ""))
        if bulk is None:
            raise BadRequest("action")
        rows = chosen(request.POST)
        if not rows:
            messages.warning(request, gettext("Select the subscriptions first."))
            return redirect(back)
        if "confirmed" not in request.POST:
            return self.confirm(bulk, rows, back)
        self.tell(bulk, done(bulk, rows, request.POST, actor_of(request)))
        return redirect(back)

    def _back(self) -> str:
        wanted = self.request.POST.get("next", "")
        host, secure = {self.request.get_host()}, self.request.is_secure()
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts=host, require_https=secure):
            return wanted
        return reverse("admin:customers_subscription_changelist")

    def confirm(self, bulk: Bulk, rows: list[Subscription], back: str) -> HttpResponse:
        now = timezone.now()
        judged = [(row, reason_against(bulk.rule, row, now)) for row in rows]
        context = {
            **admin.site.each_context(self.request),
            "title": bulk.title,
            "bulk": bulk,
            "action": self.request.POST["action"],
            "rows": judged,
            "can": not all(reason for _row, reason in judged),
            "back": back,
        }
        return TemplateResponse(self.request, "admin/customers/subscription/bulk.html", context)

    def tell(self, bulk: Bulk, outcome: Outcome) -> None:
        if outcome.changed:
            text = bulk.done(outcome.changed) % {"count": grouped(outcome.changed)}
            messages.success(self.request, text)
        if outcome.unchanged:
            text = gettext("%(count)s unchanged.") % {"count": grouped(outcome.unchanged)}
            messages.info(self.request, text)
        for reason, names in outcome.refused.items():
            said = {"count": grouped(len(names)), "names": listed(names), "reason": reason}
            text = gettext("%(count)s refused: %(names)s – %(reason)s")
            messages.error(self.request, text % said)


def listed(names: list[str]) -> str:
    text = ", ".join(names[:MOST_NAMED])
    return f"{text}, …" if len(names) > MOST_NAMED else text


def chosen(data: QueryDict) -> list[Subscription]:
    """The rows that were selected and are there."""
    try:
        keys = [UUID(text) for text in data.getlist("row")]
    except ValueError as error:
        raise BadRequest("row") from error
    if len(keys) > MOST:
        raise BadRequest("row")
    rows = Subscription.objects.filter(pk__in=keys).select_related(
        "customer", "product__converts_to"
    )
    return list(rows.order_by("folded", "id"))


def seen_version(row: Subscription, data: QueryDict) -> int:
    """Which one the page was made of. Without it, nobody could tell what was done meanwhile."""
    version = typed_number(data.get(f"version-{row.pk}", ""))
    if version is None:
        raise BadRequest("version")
    return version


def done(bulk: Bulk, rows: Iterable[Subscription], data: QueryDict, actor: Actor) -> Outcome:
    """Each row in a transaction of its own, with an entry of its own, all of one request."""
    outcome = Outcome()
    for row, version in [(row, seen_version(row, data)) for row in rows]:
        try:
            with recording_refusals():
                result = bulk.service(actor=actor, subscription_id=row.pk, version=version)
        except Refused as refused:
            outcome.refused[refused.reason].append(row.name)
            continue
        if result.version == version:
            outcome.unchanged += 1
        else:
            outcome.changed += 1
    return outcome
