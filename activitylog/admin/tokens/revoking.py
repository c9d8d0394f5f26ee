from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.acting import acting
from activitylog.admin.tokens import cells
from activitylog.admin.tokens.managing import TokenPage
from activitylog.moments import moment_text
from activitylog.staff.tokens import revoke_token
from portal.tokens.models import ApiToken

if TYPE_CHECKING:
    from portal.admin.form_page import Link, Text


class RevokeToken(TokenPage):
    """Asks once, for it cannot be taken back."""

    title = _("Revoke token")
    button = _("Revoke")
    danger = True

    @cached_property
    def token(self) -> ApiToken:
        tokens = ApiToken.objects.select_related("owner")
        token = get_object_or_404(tokens, pk=self.kwargs["token_id"])
        if not self.reach.covers(token.owner):
            raise PermissionDenied
        return token

    def subject(self) -> Sequence[Link]:
        return [(self.token.name, ""), (cells.owner(self.token), "")]

    def trail(self) -> Sequence[Link]:
        return [(self.token.name, self.back())]

    def explanation(self) -> Sequence[Text]:
        last = self.token.last_used_at
        used: Text = _("It was never used.")
        if last:
            used = gettext("It was last used at %(moment)s.") % {"moment": moment_text(last)}
        return [self._what_ends(), used, _("A revoked one stays revoked: make a new one instead.")]

    def _what_ends(self) -> Text:
        if self.token.kind == ApiToken.Kind.CLIENT:
            return _(
                "From the next request on its secret and its access tokens are good for nothing."
                " What was done with them stays in the log."
            )
        return _(
            "From the next request on it is good for nothing. What was done with it stays in the"
            " log."
        )

    def obstacle(self) -> Text:
        revoked = self.token.revoked_at
        if revoked is None:
            return ""
        return gettext("It was revoked at %(moment)s.") % {"moment": moment_text(revoked)}

    def back(self) -> str:
        return cells.url_of(self.token)

    def act(self, form: forms.Form) -> HttpResponse:
        token = revoke_token(actor=acting(self.request), token_id=self.token.pk)
        messages.success(self.request, gettext("%(name)s is revoked.") % {"name": token.name})
        return redirect(self.back())
