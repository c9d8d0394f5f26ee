from __future__ import annotations

from django import template

from portal.numbers import grouped

register = template.Library()
register.filter(grouped)
