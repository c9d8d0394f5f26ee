"""Charts as HTML, for templates and for those who put one into a page themselves."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.charts.drawing import draw
from portal.charts.heat import colour, highest_of
from portal.charts.shapes import Chart, HeatMap


def chart(shape: Chart | HeatMap) -> SafeString:
    """Draw a chart. Its page loads `portal/charts.css`, and `portal/charts.js` for the pointer."""
    if isinstance(shape, HeatMap):
        return render_to_string("portal/charts/heat.html", {"table": colour(shape)})
    return render_to_string("portal/charts/chart.html", {"picture": draw(shape)})


def legend(shape: Chart | HeatMap) -> SafeString | str:
    """What its colours mean, for the header of its card; nothing where there is only one."""
    if isinstance(shape, HeatMap):
        return render_to_string("portal/charts/scale.html", {"highest": highest_of(shape)})
    if len(shape.series) < 2:
        return ""
    return render_to_string("portal/charts/legend.html", {"chart": shape})
