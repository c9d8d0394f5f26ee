"""What a report is for programs. It is written by hand, so this says what stands in it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from portal.figures import Unit

UNITS = [unit.value for unit in Unit]
ROWS_URL = "Where the rows behind it are listed; null where no list has exactly them."
TOTAL = (
    "What of those rows it is: `rows` for how many they are, else the field that is added up, with "
    "the currency behind a colon where it is an amount. Null where it is computed from several."
)


class BehindSerializer(serializers.Serializer[Any]):
    """The rows behind a number."""

    rows_url = serializers.URLField(allow_null=True, help_text=ROWS_URL)
    total = serializers.CharField(allow_null=True, help_text=TOTAL)


class FigureSerializer(BehindSerializer):
    """One number of a report."""

    code = serializers.CharField(help_text="Its name, such as `active_subscriptions`.")
    # A serializer has an attribute of this name; here it is a field.
    label = serializers.CharField(help_text="What it is called.")  # type: ignore[assignment]
    definition = serializers.CharField(help_text="How it is computed.")
    unit = serializers.ChoiceField(
        UNITS, help_text="Whole things, an amount, or a part of a whole: 0.85 is 85 %."
    )
    currency = serializers.CharField(help_text="Of an amount; else empty.")
    # A number, text or null: more than a field of the library can say.
    value = serializers.JSONField(
        help_text="A number; an amount is text. Null for a share of nothing."
    )
    previous = serializers.JSONField(
        help_text="What it was in the period before; null where not known."
    )


class CardFieldSerializer(serializers.Serializer[Any]):
    """A column of a card."""

    name = serializers.CharField(help_text="Its name in `values`, `keys` and `behind`.")
    # A serializer has an attribute of this name; here it is a field.
    label = serializers.CharField(help_text="What it is called.")  # type: ignore[assignment]
    unit = serializers.ChoiceField(
        UNITS, allow_blank=True, help_text="What its numbers count; empty where it holds none."
    )


class CardRowSerializer(serializers.Serializer[Any]):
    """A row of a card."""

    values = serializers.DictField(help_text="Text, days, moments and numbers by field.")
    keys = serializers.DictField(
        child=serializers.CharField(),
        help_text="The ID, SKU or code of what `values` names for people, by field.",
    )
    behind = serializers.DictField(
        child=BehindSerializer(), help_text="The rows behind its numbers, by field."
    )


class CardSerializer(serializers.Serializer[Any]):
    """A table of a report, which its page shows with a picture."""

    code = serializers.CharField(help_text="Its name, such as `subscriptions_per_month`.")
    title = serializers.CharField()
    note = serializers.CharField(help_text="Of which period, or how many of how many.")
    definition = serializers.CharField(help_text="How its numbers are computed.")
    currency = serializers.CharField(help_text="Of its amounts; else empty.")
    # A serializer has an attribute of this name; here it is a field.
    fields = CardFieldSerializer(many=True)  # type: ignore[assignment]
    rows = CardRowSerializer(many=True)


class AlertSerializer(serializers.Serializer[Any]):
    """Something unusual."""

    text = serializers.CharField(help_text="What it is, and why, in a sentence.")
    rows_url = serializers.URLField(help_text="Where the rows of the days around it are listed.")


class ReportSerializer(serializers.Serializer[Any]):
    """The numbers of a page of analytics."""

    report = serializers.CharField(help_text="Which one.")
    as_of = serializers.DateTimeField(help_text="The moment that the numbers are of, in UTC.")
    date_from = serializers.DateField(allow_null=True, help_text="The first day of the period.")
    date_to = serializers.DateField(allow_null=True, help_text="The last day of the period.")
    currency = serializers.CharField(help_text="Of the amounts; empty where there are none.")
    figures = FigureSerializer(many=True)
    cards = CardSerializer(many=True)
    notes = serializers.ListField(
        child=serializers.CharField(), help_text="What is left out or behind, and why."
    )
    alerts = AlertSerializer(many=True)
