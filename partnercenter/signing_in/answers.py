"""What is asked and answered. In the older version numbers are texts."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType


class TokenRequest(Struct, kw_only=True):
    """The fields of the form: what the token is for in one of the two versions' words."""

    grant_type: Literal["client_credentials"]
    client_id: str | UnsetType = UNSET
    client_secret: str | UnsetType = UNSET
    resource: str | UnsetType = UNSET
    scope: str | UnsetType = UNSET


class TokenV1(Struct, kw_only=True):
    token_type: str
    expires_in: str
    ext_expires_in: str
    expires_on: str
    not_before: str
    resource: str
    access_token: str


class TokenV2(Struct, kw_only=True):
    token_type: str
    expires_in: int
    ext_expires_in: int
    access_token: str


class ErrorBody(Struct):
    error: str
    error_description: str
