"""What a client asks with: its ID and secret, in the body or as HTTP Basic."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_plus

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from rest_framework.authentication import get_authorization_header

from partnercenter.signing_in.refusing import OAuthError, bad_client, bad_request
from portal.api.intake import take_body

if TYPE_CHECKING:
    from rest_framework.request import Request

GRANT = "client_credentials"
# A form of a few short fields: nobody who has not signed in makes the server keep more.
LARGEST_BODY = 64_000


class Credentials(NamedTuple):
    client_id: str
    secret: str


def read_form(request: Request) -> dict[str, str]:
    """The fields of the form. Raise OAuthError where one is given twice; and Problem: take_body."""
    take_body(request._request, LARGEST_BODY)
    try:
        form = request.data
    except SuspiciousOperation as error:
        raise bad_request("The form has too many fields.") from error
    if not isinstance(form, QueryDict):
        raise bad_request("The body must be application/x-www-form-urlencoded.")
    for name, values in form.lists():
        if len(values) > 1:
            raise bad_request(f"{name[:100]} is given twice.")
    return {name: str(value) for name, value in form.items()}


def ensure_grant(form: Mapping[str, str]) -> None:
    grant = form.get("grant_type")
    if not grant:
        raise bad_request(f"grant_type is missing: give {GRANT}.")
    if grant != GRANT:
        raise OAuthError("unsupported_grant_type", f"The only grant_type here is {GRANT}.")


def read_credentials(request: Request, form: Mapping[str, str]) -> Credentials:
    header = get_authorization_header(request)
    in_body = Credentials(form.get("client_id", ""), form.get("client_secret", ""))
    if not header:
        if not all(in_body):
            raise bad_request("client_id and client_secret are needed, in the body or as Basic.")
        return in_body
    if in_body.secret:
        raise bad_request("The credentials are given twice, in the body and as Basic.")
    return _basic(header)


def _basic(header: bytes) -> Credentials:
    scheme, _space, encoded = header.partition(b" ")
    try:
        pair = b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        pair = ""
    client_id, colon, secret = pair.partition(":")
    if scheme.lower() != b"basic" or not colon:
        raise bad_client("The Authorization header must be Basic, with client ID and secret.")
    # Both are written there as in a form (RFC 6749, section 2.3.1).
    return Credentials(unquote_plus(client_id), unquote_plus(secret))
