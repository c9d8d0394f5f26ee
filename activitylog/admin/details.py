"""The details of entries: fragments that open under rows, and the page of one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from activitylog.actions import action_label
from activitylog.details import Fragment, fragments_of
from activitylog.entry_json import entry_json
from activitylog.happenings import status_html
from activitylog.links import may_open_customer, may_open_subscriptions
from activitylog.models import ActivityEntry
from activitylog.moments import moment_html

if TYPE_CHECKING:
    from activitylog.admin.entries import ActivityEntryAdmin

TEMPLATES = "admin/activitylog/activityentry"


def _ensure_may_view(admin: ActivityEntryAdmin, request: HttpRequest) -> None:
    if not admin.has_view_permission(request):
        raise PermissionDenied


def _fragment(request: HttpRequest, key: UUID) -> Fragment:
    entry = get_object_or_404(ActivityEntry, pk=key)
    full = request.GET.get("full") == "1"
    return fragments_of([entry], **_may_open(request), full=full)[0]


def _may_open(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_open_customer": may_open_customer(request),
        "may_open_subscriptions": may_open_subscriptions(request),
    }


def _context(fragment: Fragment) -> dict[str, Any]:
    names = ("actor", "actor_is_application", "sentence", "late", "sections", "facts", "links")
    return {"entry": fragment.entry} | {name: getattr(fragment, name) for name in names}


def details(admin: ActivityEntryAdmin, request: HttpRequest, key: UUID) -> HttpResponse:
    """What opens under one row."""
    _ensure_may_view(admin, request)
    return render(request, f"{TEMPLATES}/details.html", _context(_fragment(request, key)))


def page_details(admin: ActivityEntryAdmin, request: HttpRequest) -> HttpResponse:
    """What opens under all rows of a page, in one answer."""
    _ensure_may_view(admin, request)
    try:
        keys = [UUID(text) for text in request.GET.getlist("id")]
    except ValueError:
        return HttpResponseBadRequest(gettext("id: this is not the ID of an entry."))
    if len(keys) > admin.list_per_page:
        return HttpResponseBadRequest(gettext("id: these are more entries than a page has."))
    entries = ActivityEntry.objects.filter(pk__in=keys).order_by("-pk")
    found = fragments_of(entries, **_may_open(request))
    items = [_context(fragment) for fragment in found]
    return render(request, f"{TEMPLATES}/details_page.html", {"items": items})


def entry_page(admin: ActivityEntryAdmin, request: HttpRequest, key: UUID) -> HttpResponse:
    """The page of one entry: to link to, and for readers without script."""
    _ensure_may_view(admin, request)
    fragment = _fragment(request, key)
    context = {
        **admin.admin_site.each_context(request),
        **_context(fragment),
        "opts": admin.opts,
        "title": action_label(fragment.entry.action),
        "when": moment_html(fragment.entry.occurred_at),
        "state": status_html(fragment.entry),
    }
    return render(request, f"{TEMPLATES}/entry.html", context)


def full_json(admin: ActivityEntryAdmin, request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything that is recorded of one entry; JSON in it is to the letter."""
    _ensure_may_view(admin, request)
    found = entry_json(ActivityEntry.objects.all(), key)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/json; charset=utf-8")
