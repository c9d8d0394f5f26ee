from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from activitylog.admin.acting import acting
from activitylog.links import activity_url
from activitylog.staff.changes import RESOURCE_TYPE, record_new_user, recorded_change
from portal.admin.users import PortalUserAdmin
from portal.models import User


@admin.register(User)
class RecordedUserAdmin(PortalUserAdmin):
    """Staff and their roles; who changed what about whom stands in the log."""

    def changing(self, request: HttpRequest, user: User) -> AbstractContextManager[None]:
        return recorded_change(user.pk, actor=acting(request))

    def save_related(
        self, request: HttpRequest, form: ModelForm[User], formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            # Only now: the roles are given last.
            record_new_user(form.instance.pk, actor=acting(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The log, for those who may see it; it also knows what was done past these pages."""
        sees_log = request.user.has_perm("activitylog.view_activityentry")
        if not (sees_log and self.has_view_permission(request)):
            return super().history_view(request, object_id, extra_context)
        # The number alone may be another thing's too.
        log = activity_url(resource_type=RESOURCE_TYPE, resource_id=object_id)
        return HttpResponseRedirect(log)
