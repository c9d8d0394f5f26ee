from __future__ import annotations

from django import template

from portal.charts.rendering import chart, legend

register = template.Library()
register.simple_tag(chart)
register.simple_tag(legend)
