"""Charts as Vega-Lite specifications with their data inside: the same for screen, Word and PDF."""

from tasvir.core.bulletins.charts.bars import Bar, bar_chart, ranked_bars
from tasvir.core.bulletins.charts.lines import Line, month_lines
from tasvir.core.bulletins.charts.maps import Place, province_map

__all__ = ["Bar", "Line", "Place", "bar_chart", "month_lines", "province_map", "ranked_bars"]
