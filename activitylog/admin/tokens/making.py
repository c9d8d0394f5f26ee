from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.acting import acting
from activitylog.admin.tokens import cells
from activitylog.admin.tokens.managing import TokenPage
from activitylog.staff.token_form import TokenForm
from activitylog.staff.token_rules import useless_scopes
from activitylog.staff.tokens import AlreadyMade, create_token
from portal.tokens.models import ApiToken


class NewTokenForm(TokenForm):
    """Carries the ID that the token will have, so that what is sent twice makes one token."""

    id = forms.UUIDField(widget=forms.HiddenInput)


class MakeToken(TokenPage):
    """Makes a token and shows its secret in the answer itself: no session, no message and no
    address ever holds it, and the answer is kept by no cache."""

    form_class = NewTokenForm
    title = _("New API token")
    button = _("Create token")

    def form_options(self) -> dict[str, Any]:
        staff = self.reach.accounts().filter(is_active=True, is_staff=True)
        return {"owners": staff.order_by("first_name", "last_name", "username")}

    def initial(self) -> dict[str, Any]:
        return {"id": uuid4(), "kind": ApiToken.Kind.TOKEN}

    def explanation(self) -> Any:
        return _("On the next page you see the secret, once: have a safe place for it ready.")

    def act(self, form: forms.Form) -> HttpResponse:
        assert isinstance(form, NewTokenForm)
        try:
            token, secret = create_token(
                actor=acting(self.request), token_id=form.cleaned_data["id"], **form.values()
            )
        except AlreadyMade:
            messages.warning(
                self.request,
                gettext(
                    "This token is made already, and its secret was shown. If that is lost, revoke"
                    " this token and make another."
                ),
            )
            return redirect("admin:portal_apitoken_change", form.cleaned_data["id"])
        return self.shown(token, secret)

    def shown(self, token: ApiToken, secret: str) -> HttpResponse:
        context = {
            **admin.site.each_context(self.request),
            "title": gettext("%(name)s: the secret") % {"name": token.name},
            "token": token,
            "secret": secret,
            "useless": useless_scopes(token.owner, token.scopes),
            "base_url": settings.BASE_URL,
            "url": cells.url_of(token),
        }
        return TemplateResponse(self.request, "admin/activitylog/apitoken/made.html", context)
