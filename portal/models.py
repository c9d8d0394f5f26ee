from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kept_answers import KeptAnswer
from portal.tokens.models import ApiToken

__all__ = ["ApiToken", "KeptAnswer", "User"]


def validate_time_zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise ValidationError(
            _("“%(value)s” is not a time zone. Choose one such as Europe/Berlin."),
            params={"value": value},
        ) from error


class User(AbstractUser):
    """Someone of the partner's staff, and how they read: in which time zone and language."""

    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[validate_time_zone],
        help_text=_("Days begin and times are shown in it. Empty: the portal's own."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Empty: the browser's."),
    )

    class Meta(AbstractUser.Meta):
        # The stubs ask for plain text here.
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users and roles")  # type: ignore[assignment]
        # Accounts are deactivated, never deleted.
        default_permissions = ("view", "add", "change")

    @property
    def zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.time_zone or settings.TIME_ZONE)
        except (ValueError, OSError, KeyError):
            # Known when it was chosen, unknown here: another machine, other time zone data.
            return ZoneInfo(settings.TIME_ZONE)
