from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from rest_framework.parsers import FormParser
from rest_framework.views import APIView

from activitylog.staff.tokens import record_late_use, record_wrong_secret
from partnercenter.signing_in.answers import ErrorBody, TokenV1, TokenV2
from partnercenter.signing_in.refusing import bad_client, oauth_error
from partnercenter.signing_in.requests import ensure_grant, read_credentials, read_form
from partnercenter.signing_in.schema import TokenSchema, token_operation
from partnercenter.signing_in.throttling import FailedSignIns
from partnercenter.wire.answers import json_answer, trace
from portal.tokens.access import LIFETIME, access_token, lifetime_from
from portal.tokens.authentication import SCHEME
from portal.tokens.finding import find_client
from portal.tokens.last_use import note_use

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.throttling import BaseThrottle

    from portal.tokens.models import ApiToken

_SECONDS = int(LIFETIME.total_seconds())
Form = Mapping[str, str]


class TokenView(APIView):
    """Where a client gets an access token. Any tenant will do: the portal has one partner."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = (FormParser,)
    schema = TokenSchema()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("en"):
            response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Pragma"] = "no-cache"
        trace(request, response)
        return response

    def get_throttles(self) -> list[BaseThrottle]:
        self.failures = FailedSignIns()
        return [self.failures]

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]
        # Any response does; the framework's stubs ask for one of its own.
        error = oauth_error(exc)
        body = ErrorBody(error.error, error.description)
        response = json_answer(msgspec.json.encode(body), error.status)
        for name, value in error.headers.items():
            response[name] = value
        return response

    def signed_in(self, request: Request, now: datetime) -> tuple[ApiToken, Form]:
        """The client that asks, and what it sent. Raise OAuthError."""
        form = read_form(request)
        ensure_grant(form)
        client = self._client(request, form, now)
        note_use(client, now)
        return client, form

    def _client(self, request: Request, form: Form, now: datetime) -> ApiToken:
        client_id, secret = read_credentials(request, form)
        client = find_client(client_id)
        if client is None or not client.is_opened_by(secret):
            self.failures.count()
            if client is not None:
                record_wrong_secret(client, request)
            raise bad_client("There is no such client, or its secret is another.")
        if not client.is_usable(now):
            self.failures.count()
            record_late_use(client, request)
            raise bad_client("The client has expired, was revoked, or its owner is gone.")
        return client


class TokenViewV1(TokenView):
    @token_operation("get_access_token", TokenV1)
    def post(self, request: Request, tenant: str) -> HttpResponse:
        """Exchange a client's ID and secret for an access token of an hour.

        The older address: numbers are texts, and what the token is for is `resource`.
        """
        now = timezone.now()
        client, form = self.signed_in(request, now)
        start, end = lifetime_from(now)
        token = TokenV1(
            token_type=SCHEME,
            expires_in=str(_SECONDS),
            ext_expires_in=str(_SECONDS),
            expires_on=str(end),
            not_before=str(start),
            resource=form.get("resource") or settings.BASE_URL,
            access_token=access_token(client.pk, now),
        )
        return json_answer(msgspec.json.encode(token))


class TokenViewV2(TokenView):
    @token_operation("get_access_token_v2", TokenV2)
    def post(self, request: Request, tenant: str) -> HttpResponse:
        """The same at the newer address.

        What the token is for is `scope`.
        """
        now = timezone.now()
        client, _form = self.signed_in(request, now)
        token = TokenV2(
            token_type=SCHEME,
            expires_in=_SECONDS,
            ext_expires_in=_SECONDS,
            access_token=access_token(client.pk, now),
        )
        return json_answer(msgspec.json.encode(token))
