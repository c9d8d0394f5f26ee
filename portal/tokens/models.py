from __future__ import annotations

import hmac
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.tokens.scopes import SCOPES
from portal.tokens.secrets import digest_of
from portal.tokens.states import State, state_of


class ApiToken(models.Model):
    """What a program signs in with: acts as its owner, and only within its scopes.

    Of the secret only the hash is kept. A row is never deleted: the log names it.
    """

    class Kind(models.TextChoices):
        TOKEN = "token", _("Token")
        # Its secret is exchanged for access tokens of an hour, as Partner Center's clients do.
        CLIENT = "client", _("Client")

    id = models.UUIDField(_("ID"), primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TOKEN)
    name = models.CharField(_("name"), max_length=100)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="api_tokens",
        verbose_name=_("owner"),
    )
    scopes = models.JSONField(_("scopes"), default=list)
    # Whose word the entries are that are added with it; see ActivityEntry.source.
    source = models.CharField(_("source"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=16, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)
    # When it was last tried after its end, so that the log tells it once an hour.
    refused_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("-created_at", "-id")
        default_permissions = ("view",)
        permissions = (("manage_apitoken", "Can create and revoke API tokens"),)
        indexes = (models.Index(fields=["created_at", "id"], name="api_token_created"),)

    def __str__(self) -> str:
        return self.name

    def is_opened_by(self, secret: str) -> bool:
        return hmac.compare_digest(self.digest, digest_of(secret))

    def state(self, now: datetime) -> State:
        return state_of(self, now)

    def is_usable(self, now: datetime) -> bool:
        return self.state(now) == State.ACTIVE

    def allows(self, scope: str) -> bool:
        return scope in SCOPES and scope in self.scopes
