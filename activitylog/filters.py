"""Which entries are meant: one FilterSet for the list, the export and the commands."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.actions import STATUSES, resource_label, status_label
from activitylog.names import acted_by, customer_named, named
from activitylog.periods import first_moment, moment_after
from portal.filters import (
    CodesFilter,
    Group,
    IsoDateFilter,
    Option,
    PartFilter,
    StrictFilterSet,
    UuidFilter,
)
from portal.filters.filterset import StrictForm
from portal.plugins import action_types, resource_types

if TYPE_CHECKING:
    from activitylog.querysets import ActivityEntryQuerySet


def action_groups() -> Iterator[Group]:
    """The known actions under the kinds of resource that they concern, both in order of name."""
    groups: dict[str, list[Option]] = defaultdict(list)
    for action in action_types:
        groups[action.resource_type].append(Option(action.code, str(action.label)))
    for code in sorted(groups, key=resource_label):
        yield Group(resource_label(code), sorted(groups[code], key=lambda option: option.label))


def resource_groups() -> Iterator[Group]:
    options = [Option(resource.code, str(resource.label)) for resource in resource_types]
    yield Group("", sorted(options, key=lambda option: option.label))


def status_groups() -> Iterator[Group]:
    yield Group("", [Option(code, status_label(code)) for code in STATUSES])


def spellings(identifier: str) -> set[str]:
    """An identifier as given, and in the two cases in which sources write it."""
    return {identifier, identifier.lower(), identifier.upper()}


class ActivityEntryForm(StrictForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("date_from"), cleaned.get("date_to")
        if start and end and first_moment(start) >= moment_after(end):
            self.add_error("date_from", gettext("From is after To. Swap the two dates."))
        return cleaned


class ActivityEntryFilter(StrictFilterSet):
    """The one way to narrow entries: in the list, its export, the API and the commands.

    Days are those of the reader's time zone. Both ends of a range are inclusive.
    """

    form_class = ActivityEntryForm

    date_from = IsoDateFilter(label=_("From"), method="since")
    date_to = IsoDateFilter(label=_("To"), method="until")
    customer = UuidFilter(
        label=_("Customer"),
        field_name="customer_id",
        error_messages={
            "invalid": _("This is not a customer ID. Choose a customer from the list.")
        },
    )
    customer_name = PartFilter(
        label=_("Customer"),
        method="by_customer_name",
        suggest="admin:activitylog_activityentry_customers",
        chooses="customer",
    )
    action = CodesFilter(label=_("Action"), groups=action_groups)
    partner_user = PartFilter(label=_("Partner user"), method="by_partner_user")
    status = CodesFilter(label=_("Status"), groups=status_groups)
    resource_type = CodesFilter(label=_("Resource type"), groups=resource_groups)
    resource_id = PartFilter(label=_("Resource ID"), method="by_identifier")
    correlation_id = PartFilter(label=_("Correlation ID"), method="by_identifier")
    q = PartFilter(label=_("Search"), method="search")

    def since(
        self, entries: ActivityEntryQuerySet, _name: str, start: date
    ) -> ActivityEntryQuerySet:
        return entries.since(first_moment(start))

    def until(self, entries: ActivityEntryQuerySet, _name: str, end: date) -> ActivityEntryQuerySet:
        return entries.before(moment_after(end))

    def by_customer_name(
        self, entries: ActivityEntryQuerySet, _name: str, part: str
    ) -> ActivityEntryQuerySet:
        return entries.filter(customer_named(part))

    def by_partner_user(
        self, entries: ActivityEntryQuerySet, _name: str, part: str
    ) -> ActivityEntryQuerySet:
        return entries.filter(acted_by(part))

    def by_identifier(
        self, entries: ActivityEntryQuerySet, name: str, identifier: str
    ) -> ActivityEntryQuerySet:
        return entries.filter(**{f"{name}__in": spellings(identifier)})

    def search(
        self, entries: ActivityEntryQuerySet, _name: str, text: str
    ) -> ActivityEntryQuerySet:
        """Company, user, resource ID, correlation ID or entry ID."""
        found = (
            named(text) | Q(resource_id__in=spellings(text)) | Q(correlation_id__in=spellings(text))
        )
        with contextlib.suppress(ValueError):
            found |= Q(pk=UUID(text))
        return entries.filter(found)
