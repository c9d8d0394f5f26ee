"""The codes that customers and subscriptions carry, and what they are called."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relationship(models.TextChoices):
    """What the partner is to a customer."""

    NONE = "none", _("None")
    RESELLER = "reseller", _("Reseller")
    ADVISOR = "advisor", _("Advisor")
    SYNDICATION = "syndication", _("Syndication")
    MICROSOFT_SUPPORT = "microsoft_support", _("Microsoft support")


class Qualification(models.TextChoices):
    """Why a customer may buy at special terms, if so."""

    NONE = "none", _("None")
    EDUCATION = "education", _("Education")
    NONPROFIT = "nonprofit", _("Nonprofit")
    GOVERNMENT_COMMUNITY_CLOUD = "government_community_cloud", _("Government community cloud")
    STATE_OWNED_ENTITY = "state_owned_entity", _("State-owned entity")


class Origin(models.TextChoices):
    """How the portal learnt of a customer."""

    PORTAL = "portal", _("Portal")
    IMPORTED = "imported", _("Imported")


class Status(models.TextChoices):
    """Where a subscription stands in its life."""

    PENDING = "pending", _("Pending")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    DISABLED = "disabled", _("Disabled")
    DELETED = "deleted", _("Deleted")


# How loud each status is shown: see the badge of the portal's theme.
STATUS_BADGES = {
    Status.PENDING: "busy",
    Status.ACTIVE: "ok",
    Status.SUSPENDED: "warn",
    Status.EXPIRED: "off",
    Status.DISABLED: "off",
    Status.DELETED: "off",
}


class Term(models.TextChoices):
    """How long a subscription is committed to, as an ISO 8601 duration."""

    MONTH = "P1M", _("1 month")
    YEAR = "P1Y", _("1 year")
    THREE_YEARS = "P3Y", _("3 years")


class BillingCycle(models.TextChoices):
    """How often a subscription is billed."""

    MONTHLY = "monthly", _("Monthly")
    ANNUAL = "annual", _("Annual")
    TRIENNIAL = "triennial", _("Triennial")
    NONE = "none", _("None")
