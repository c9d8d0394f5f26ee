from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.filters import CodesFilter, PartFilter, StrictFilterSet, is_id, options_of
from portal.tokens.models import ApiToken
from portal.tokens.states import State, in_states

Rows = QuerySet[ApiToken]


class ApiTokenFilter(StrictFilterSet):
    """Which tokens the list shows."""

    q = PartFilter(label=_("Search"), method="search")
    state = CodesFilter(label=_("State"), groups=options_of(State), method="by_state")
    kind = CodesFilter(label=_("Kind"), groups=options_of(ApiToken.Kind))

    def search(self, tokens: Rows, _name: str, text: str) -> Rows:
        """The token's name, its owner, how its secret begins, its source or its ID."""
        found = is_id(text) | Q(name__icontains=text) | Q(hint=text) | Q(source=text)
        for name in ("username", "first_name", "last_name", "email"):
            found |= Q(**{f"owner__{name}__icontains": text})
        return tokens.filter(found)

    def by_state(self, tokens: Rows, _name: str, codes: list[str]) -> Rows:
        if not codes:
            return tokens
        states = [State(code) for code in codes if code in State]
        return tokens.filter(in_states(states, timezone.now()))
