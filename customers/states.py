"""The codes that customers and what belongs to them carry, and what they are called.

The values are Partner Center's; see its documentation of each resource.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOTHING = "-"
"""The code of those that have none, such as products without a family; no family is called so."""


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


class UserState(models.TextChoices):
    """Whether a customer's user can work; who is inactive is deleted, but restorable."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Deleted")


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

# No longer paid for and no longer the customer's to use as before.
DEPROVISIONED = (Status.EXPIRED, Status.DISABLED, Status.DELETED)
# The others: to come, usable, or stopped for a while.
RUNNING = (Status.PENDING, Status.ACTIVE, Status.SUSPENDED)
# In a term, which is paid for.
BEGUN = (Status.ACTIVE, Status.SUSPENDED)
# Usable, now or soon.
IN_USE = (Status.PENDING, Status.ACTIVE)


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


class LineKind(models.TextChoices):
    """What a line of an order does; Partner Center calls it the transaction type."""

    NEW = "new", _("New")
    ADD_QUANTITY = "addQuantity", _("More seats")
    CONVERT = "convert", _("Trial converted")


class MovementKind(models.TextChoices):
    """What a change did to a subscription's figures."""

    CREATED = "created", pgettext_lazy("subscription", "Created")
    BEGUN = "begun", pgettext_lazy("subscription", "Begun")
    RENEWED = "renewed", pgettext_lazy("subscription", "Renewed")
    CONVERTED = "converted", pgettext_lazy("subscription", "Trial converted")
    UPGRADED = "upgraded", pgettext_lazy("subscription", "Upgraded")
    SEATS_ADDED = "seats_added", pgettext_lazy("subscription", "Seats added")
    SEATS_REMOVED = "seats_removed", pgettext_lazy("subscription", "Seats given back")
    SUSPENDED = "suspended", pgettext_lazy("subscription", "Suspended")
    REACTIVATED = "reactivated", pgettext_lazy("subscription", "Reactivated")
    # From active, or before it had begun.
    DEPROVISIONED = "deprovisioned", pgettext_lazy("subscription", "Deprovisioned")
    # It had left already when it was suspended, and is not counted as leaving again.
    ENDED_SUSPENDED = "ended_suspended", pgettext_lazy("subscription", "Ended while suspended")
    LICENSES_ASSIGNED = "licenses_assigned", pgettext_lazy("subscription", "Licenses assigned")
    LICENSES_REVOKED = "licenses_revoked", pgettext_lazy("subscription", "Licenses taken back")
    # Beside a renewal or an upgrade that goes on in another currency: what it brought before.
    CURRENCY_CHANGED = "currency_changed", pgettext_lazy("subscription", "Currency changed")


LEAVING = (MovementKind.SUSPENDED, MovementKind.DEPROVISIONED)
"""Once for each time that a subscription stops: suspended first and cancelled then is one."""
GOING_ON = (MovementKind.CONVERTED, MovementKind.UPGRADED)
"""After which a subscription may be of another product; nothing else changes it."""


class ReferralStatus(models.TextChoices):
    """Where a referral stands."""

    NEW = "New", _("New")
    ACTIVE = "Active", _("Active")
    CLOSED = "Closed", _("Closed")


class ReferralSubstatus(models.TextChoices):
    """What exactly a referral's status means."""

    PENDING = "Pending", _("Pending")
    RECEIVED = "Received", _("Received")
    ACCEPTED = "Accepted", _("Accepted")
    WON = "Won", _("Won")
    LOST = "Lost", _("Lost")
    DECLINED = "Declined", _("Declined")
    EXPIRED = "Expired", _("Expired")


SUBSTATUSES = {
    ReferralStatus.NEW: (ReferralSubstatus.PENDING, ReferralSubstatus.RECEIVED),
    ReferralStatus.ACTIVE: (ReferralSubstatus.ACCEPTED,),
    ReferralStatus.CLOSED: (
        ReferralSubstatus.WON,
        ReferralSubstatus.LOST,
        ReferralSubstatus.DECLINED,
        ReferralSubstatus.EXPIRED,
    ),
}
# What a referral of each status may become.
NEXT_STATUSES = {
    ReferralStatus.NEW: (ReferralStatus.NEW, ReferralStatus.ACTIVE, ReferralStatus.CLOSED),
    ReferralStatus.ACTIVE: (ReferralStatus.ACTIVE, ReferralStatus.CLOSED),
    ReferralStatus.CLOSED: (ReferralStatus.CLOSED,),
}
REFERRAL_BADGES = {
    ReferralStatus.NEW: "busy",
    ReferralStatus.ACTIVE: "ok",
    ReferralStatus.CLOSED: "off",
}


class ReferralType(models.TextChoices):
    """Whether other partners take part in a referral."""

    INDEPENDENT = "Independent", _("Independent")
    SHARED = "Shared", _("Shared")


class ReferralQualification(models.TextChoices):
    """How far a referral was looked into before it came."""

    NONE = "None", _("None")
    DIRECT = "Direct", _("Direct")
    MARKETING = "MarketingQualified", _("Marketing qualified")
    SALES = "SalesQualified", _("Sales qualified")
