"""Which customers and which users a filter means; upper and lower case are the same."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Case, Combinable, When
from django.db.models.functions import Length, StrIndex

from customers.models import Customer
from customers.states import UserState
from partnercenter.wire.filters import FieldFilter, Operator
from partnercenter.wire.queries import FILTER
from partnercenter.wire.refusing import BadParameter, quoted

Customers = QuerySet[Customer]
_TEXTUAL = (Operator.STARTS_WITH, Operator.EQUALS, Operator.SUBSTRING)


def narrowed(customers: Customers, given: FieldFilter | None) -> Customers:
    if given is None:
        return customers
    field = _FIELDS.get(given.field.lower())
    if field is None:
        known = "CompanyName, Domain or IndirectReseller"
        raise BadParameter(FILTER, f"needs a Field that is {known}, not {quoted(given.field)}.")
    given.ensure_operator(*_TEXTUAL)
    return field(customers, given)


def state_of(given: FieldFilter | None) -> UserState:
    """The state of users that are asked for: those who are deleted only where it is said."""
    if given is None:
        return UserState.ACTIVE
    if given.field.lower() != "userstate":
        raise BadParameter(FILTER, f"needs the Field UserState, not {quoted(given.field)}.")
    given.ensure_operator(Operator.EQUALS)
    try:
        return UserState(given.value.lower())
    except ValueError:
        raise BadParameter(
            FILTER, f"needs the Value Active or Inactive, not {quoted(given.value)}."
        ) from None


def _by_name(customers: Customers, given: FieldFilter) -> Customers:
    """In `folded` the domain follows the name, after a space: what is found must end before."""
    part = given.value.casefold()
    found = customers.alias(
        name_length=Length("folded") - _domain_length(),
        place=StrIndex("folded", Value(part)),
    )
    if given.operator is Operator.SUBSTRING:
        return found.filter(place__gt=0, place__lte=F("name_length") - len(part) + 1)
    ends = "name_length" if given.operator is Operator.EQUALS else "name_length__gte"
    return found.filter(**{"place": 1, ends: len(part)})


def _domain_length() -> Combinable:
    return Case(When(domain="", then=Value(0)), default=Length("domain") + 1)


def _by_domain(customers: Customers, given: FieldFilter) -> Customers:
    lookups = {Operator.EQUALS: "exact", Operator.SUBSTRING: "contains"}
    lookup = lookups.get(given.operator, "startswith")
    return customers.filter(**{f"domain__{lookup}": given.value.lower()})


def _by_reseller(customers: Customers, _given: FieldFilter) -> Customers:
    """The portal knows no resellers between the partner and a customer."""
    return customers.none()


_FIELDS: dict[str, Callable[[Customers, FieldFilter], Customers]] = {
    "companyname": _by_name,
    "domain": _by_domain,
    "indirectreseller": _by_reseller,
}
