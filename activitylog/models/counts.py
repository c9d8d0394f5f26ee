"""How many entries there are of what, so that nobody has to look at all of them to know.

`quarter` is a quarter of an hour and `day` a day of UTC, both numbered from 1970: the offset of
every time zone is a multiple of a quarter. Rows name no customer and no entry by a foreign key.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountState(models.Model):
    """How far the counts have come: entries recorded before this moment are in them, no others."""

    ONLY = 1

    id = models.SmallIntegerField(primary_key=True, default=ONLY)
    counted_before = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.counted_before.isoformat()


class CountedName(models.Model):
    """A text that counts are kept of, once; counts hold its number."""

    class Kind(models.TextChoices):
        ACTION = "action", _("Action")
        PARTNER_USER = "partner_user", _("Partner user")
        APPLICATION = "application", _("Application")

    # Four bytes in each row that names it, in place of eight.
    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField(max_length=320)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["kind", "text"], name="counted_name_once"),)

    def __str__(self) -> str:
        return self.text


def _name() -> models.ForeignKey[Any, Any]:
    # Who counts has just looked the name up: the database would do it again for every row.
    return models.ForeignKey(
        CountedName, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


class Counted(models.Model):
    entries = models.IntegerField()
    failed = models.IntegerField()

    class Meta:
        abstract = True
        default_permissions = ()


class CountedQuarter(Counted):
    quarter = models.IntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.quarter)


class CountedActor(Counted):
    """An actor is the partner user, or the application where no person acted."""

    pk = models.CompositePrimaryKey("quarter", "actor")
    quarter = models.IntegerField()
    actor = _name()

    def __str__(self) -> str:
        return f"{self.quarter} {self.actor_id}"


class CountedActorDay(Counted):
    pk = models.CompositePrimaryKey("day", "actor")
    day = models.IntegerField()
    actor = _name()
    # Entries of the hour of UTC that has most of them.
    busiest = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.day} {self.actor_id}"


class CountedAction(Counted):
    pk = models.CompositePrimaryKey("day", "action")
    day = models.IntegerField()
    action = _name()

    def __str__(self) -> str:
        return f"{self.day} {self.action_id}"


class CountedCustomer(Counted):
    pk = models.CompositePrimaryKey("day", "customer_id")
    day = models.IntegerField()
    customer_id = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.day} {self.customer_id}"


class CountedCustomerSpan(Counted):
    """The same for 28 days together, so that long periods take few rows."""

    pk = models.CompositePrimaryKey("span", "customer_id")
    span = models.IntegerField()
    customer_id = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.span} {self.customer_id}"


class CountedPair(models.Model):
    """What somebody has ever done: when first, and how often."""

    pk = models.CompositePrimaryKey("actor", "action")
    actor = _name()
    action = _name()
    entries = models.IntegerField()
    first_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["first_at"], name="counted_pair_first"),)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.action_id}"
