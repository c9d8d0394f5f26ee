"""What filters offer to choose from, and what the codes mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

from customers.models import Customer, Product, Subscription
from customers.states import NOTHING
from portal.filters import CodesFilter, Group, Option

VIEW_CUSTOMER = "customers.view_customer"
"""Without it no customer is proposed."""
TRUTH = {"true": True, "false": False}


def countries() -> Iterator[Group]:
    """The countries that customers are in."""
    yield _codes(Customer.objects.all(), "country", gettext("No country"))


def families() -> Iterator[Group]:
    yield _codes(Product.objects.all(), "family", gettext("No family"))


def currencies() -> Iterator[Group]:
    yield _codes(Subscription.objects.all(), "currency", "")


def _codes(rows: QuerySet[Any], name: str, none: str) -> Group:
    """Those that rows have; `none` is what rows without one are offered as."""
    found = list(rows.values_list(name, flat=True).distinct().order_by(name))
    options = [Option(code, code) for code in found if code]
    return Group("", [*options, Option(NOTHING, none)] if "" in found else options)


def on_or_off() -> Iterator[Group]:
    yield Group(
        "",
        [
            Option("true", pgettext("automatic renewal", "On")),
            Option("false", pgettext("automatic renewal", "Off")),
        ],
    )


def yes_or_no() -> Iterator[Group]:
    yield Group("", [Option("true", gettext("Yes")), Option("false", gettext("No"))])


def options(labels: Mapping[str, str | Promise]) -> Callable[[], Iterator[Group]]:
    """Codes of a filter's own, under what they are called."""

    def groups() -> Iterator[Group]:
        yield Group("", [Option(code, str(label)) for code, label in labels.items()])

    return groups


def where_true(name: str, codes: Sequence[str]) -> Q:
    return Q(**{f"{name}__in": [TRUTH[code] for code in codes if code in TRUTH]})


def any_of(meant: Mapping[str, Q], codes: Sequence[str]) -> Q:
    """What at least one of the codes means; what nobody knows matches nothing."""
    found = Q(pk__in=())
    for code in codes:
        found |= meant.get(code, Q(pk__in=()))
    return found


def coded(name: str, codes: Sequence[str]) -> Q:
    """Whose field holds one of the codes, or nothing where NOTHING is one of them."""
    return Q(**{f"{name}__in": ["" if code == NOTHING else code for code in codes]})


class CodeOrNothingFilter(CodesFilter):
    """Rows whose field holds one of the codes; NOTHING finds those where it is empty."""

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(coded(self.field_name, value)) if value else qs
