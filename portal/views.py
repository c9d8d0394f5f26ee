from __future__ import annotations

from django.conf import settings
from django.core import checks
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from portal.models import User


@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language: in a cookie, and for signed-in users with their account."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in dict(settings.LANGUAGES):
        request.user.language = language
        request.user.save(update_fields=["language"])
    return set_language(request)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For probes: 200 when the database answers and guards the log, else 503 with the reason."""
    try:
        found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
        problems = [message.id for message in found if message.is_serious()]
    except DatabaseError:
        problems = ["database"]
    return JsonResponse(
        {"status": "failing" if problems else "ok", "problems": problems},
        status=503 if problems else 200,
    )
