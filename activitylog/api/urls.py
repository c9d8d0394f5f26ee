from __future__ import annotations

from django.urls import path

from activitylog.api.entries import EntryView
from activitylog.api.exporting import ActivityExport
from activitylog.api.log import ActivityLog
from activitylog.api.vocabulary import ActionTypes

urlpatterns = [
    path("action-types/", ActionTypes.as_view(), name="api_action_types"),
    path("activity/", ActivityLog.as_view(), name="api_activity"),
    path("activity/export/", ActivityExport.as_view(), name="api_activity_export"),
    # What is no ID of an entry is no address either: both are not found.
    path("activity/<uuid:entry_id>/", EntryView.as_view(), name="api_activity_entry"),
]
