"""The details that open under an entry's row: who did what, its facts, sections and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activitylog.actions import action_label, resource_label
from activitylog.details.sections import OrderLines
from activitylog.links import OWN_SOURCE, subscriptions_url
from activitylog.models import ActivityEntry
from activitylog.moments import moment_text, utc_text
from portal.numbers import grouped
from portal.plugins import DetailRenderer, action_types, detail_renderers

LATE = timedelta(days=1)
# Other entries of the same request are counted up to this for a whole page at once.
RELATED_CAP = 1000


@dataclass(frozen=True, slots=True)
class Fact:
    """One line beside the details; an ID can be copied."""

    label: str
    value: str
    title: str = ""
    code: bool = False
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """The details of one entry, as its templates read them."""

    entry: ActivityEntry
    related: int | None
    """How many other entries the same request has; None where they were too many to count."""
    full: bool
    may_open_customer: bool
    may_open_subscriptions: bool = False

    @property
    def actor(self) -> str:
        return self.entry.partner_user or self.entry.application or _("Someone")

    @property
    def actor_is_application(self) -> bool:
        return not self.entry.partner_user and bool(self.entry.application)

    @property
    def sentence(self) -> SafeString:
        """What follows the actor: the action's phrase, or its label after a dash."""
        entry = self.entry
        known = action_types.get(entry.action)
        phrase = str(known.phrase) if known and known.phrase else f"– {action_label(entry.action)}"
        what = format_html(" (<code>{}</code>)", entry.resource_id) if entry.resource_id else ""
        if not entry.customer_name:
            return format_html("{}{}.", phrase, what)
        return format_html(_("{}{} for {}."), phrase, what, self._customer())

    def _customer(self) -> SafeString | str:
        if not (self.entry.customer_id and self.may_open_customer):
            return self.entry.customer_name
        url = subscriptions_url(self.entry.customer_id)
        return format_html('<a href="{}">{}</a>', url, self.entry.customer_name)

    @property
    def late(self) -> str:
        days = (self.entry.recorded_at - self.entry.occurred_at) // LATE
        if self.entry.recorded_at - self.entry.occurred_at <= LATE:
            return ""
        text = ngettext("late by %(days)s day", "late by %(days)s days", days)
        return text % {"days": grouped(days)}

    @property
    def sections(self) -> Iterator[SafeString]:
        """What plugins have to say about this action first, then what holds for every action."""
        renderers = sorted(detail_renderers, key=lambda renderer: not renderer.actions)
        for renderer in renderers:
            if not renderer.actions or self.entry.action in renderer.actions:
                yield self._rendered(renderer)

    def _rendered(self, renderer: DetailRenderer) -> SafeString:
        if not isinstance(renderer, OrderLines):
            return renderer.render(self.entry, full=self.full)
        linked = self.may_open_subscriptions and self.entry.source == OWN_SOURCE
        return renderer.render(self.entry, full=self.full, linked=linked)

    @property
    def facts(self) -> list[Fact]:
        entry = self.entry
        resource = resource_label(entry.resource_type) or _("Resource")
        facts = [
            _id(_("Entry ID"), str(entry.id)),
            _id(resource, entry.resource_id),
            _id(_("Correlation ID"), entry.correlation_id),
            _id(_("Customer ID"), str(entry.customer_id or "")),
            Fact(_("Recorded"), moment_text(entry.recorded_at), utc_text(entry.recorded_at)),
            Fact(_("Application"), entry.application),
            Fact(_("Operation"), entry.action, code=True),
            Fact(_("Source"), entry.source),
            _id(_("ID at the source"), entry.external_id),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def links(self) -> list[dict[str, str]]:
        return [
            *self._related_link(),
            {
                "url": reverse("admin:activitylog_activityentry_json", args=[self.entry.id]),
                "label": _("Full JSON"),
            },
            {
                "url": reverse("admin:activitylog_activityentry_change", args=[self.entry.id]),
                "label": _("Link to this entry"),
            },
        ]

    def _related_link(self) -> list[dict[str, str]]:
        if self.related == 0:
            return []
        list_url = reverse("admin:activitylog_activityentry_changelist")
        given = {"date_from": "", "date_to": "", "correlation_id": self.entry.correlation_id}
        return [{"url": f"{list_url}?{urlencode(given)}", "label": self._related_text()}]

    def _related_text(self) -> str:
        if self.related is None:
            return _("Other entries of this request")
        text = ngettext(
            "%(count)s more entry of this request",
            "%(count)s more entries of this request",
            self.related,
        )
        return text % {"count": grouped(self.related)}


def _id(label: str, value: str) -> Fact:
    return Fact(label, value, title=value, code=True, copy=True)


def fragments_of(
    entries: Iterable[ActivityEntry],
    *,
    may_open_customer: bool,
    may_open_subscriptions: bool = False,
    full: bool = False,
) -> list[Fragment]:
    """The details of several entries; one more query in all."""
    shown = list(entries)
    related = _related(entry.correlation_id for entry in shown)
    return [
        Fragment(
            entry,
            related(entry.correlation_id),
            full,
            may_open_customer,
            may_open_subscriptions,
        )
        for entry in shown
    ]


def _related(correlation_ids: Iterable[str]) -> Callable[[str], int | None]:
    """How many other entries each request has; None once there are too many to count."""
    requests = set(correlation_ids) - {""}
    entries = ActivityEntry.objects.filter(correlation_id__in=requests).order_by()
    keys = entries.values_list("correlation_id", flat=True)[: RELATED_CAP + 1] if requests else ()
    counts = Counter(keys)
    if counts.total() > RELATED_CAP:
        return lambda request: None if request else 0
    return lambda request: max(counts[request] - 1, 0)
