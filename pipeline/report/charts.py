"""Charts of the observations, drawn with Altair to SVG: a fixed layout, so that no installed font moves anything."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pipeline.report import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt
    import polars as pl

    Layered = alt.LayerChart | alt.FacetChart

# Colours that stay apart for colour-blind readers (Okabe and Ito); static/review.css has the same as tokens.
KINDS = {"level": "#0072b2", "share": "#00805f", "change": "#c04a00", "condition": "#a3508a"}
_INK, _MUTED, _RULE = "#1d2430", "#5b6472", "#d9dde3"
_TOKENS = {
    **{colour: f"var(--{kind})" for kind, colour in KINDS.items()},
    _INK: "var(--ink)",
    _MUTED: "var(--muted)",
    _RULE: "var(--rule)",
}
_FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_WIDTH = 440


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart twice: ``inline`` takes its colours from the page's tokens, ``file`` stands alone on white."""

    name: str
    inline: str
    file: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Room around the plot in pixels; fixed, since measured labels differ from machine to machine."""

    left: int = 200
    right: int = 56
    top: int = 8
    bottom: int = 34


def draw(metrics: pl.DataFrame, *, sections: pl.DataFrame | None = None) -> tuple[Drawn, ...]:
    """The charts that the observations have something to show in, in the order of the page."""
    drawings: list[tuple[str, str, list[dict[str, Any]], Callable[[list[dict[str, Any]]], Layered], _Sheet]] = [
        ("sections", "Figures by section and kind", figures.sections(metrics, sections), _sections, _Sheet()),
        ("periods", "Figures by year", figures.years(metrics), _years, _Sheet(left=44, right=12, top=20)),
        ("runs", "Periods that are not a whole year", figures.runs(metrics), _runs, _Sheet(left=150)),
        ("magnitudes", "Magnitudes by unit, logarithmic", figures.magnitudes(metrics), _magnitudes, _Sheet(left=120)),
        ("movements", "Movements from and to", figures.movements(metrics), _movements, _Sheet(8, 8, 8, 8)),
        ("rates", "Rates by subject, per cent", figures.rates(metrics), _rates, _Sheet()),
    ]
    return tuple(_svg(name, title, chart(rows), sheet) for name, title, rows, chart, sheet in drawings if rows)


def _svg(name: str, title: str, chart: Layered, sheet: _Sheet) -> Drawn:
    import vl_convert

    configured = (
        chart.configure(
            autosize="none",
            padding={"left": sheet.left, "right": sheet.right, "top": sheet.top, "bottom": sheet.bottom},
            font=_FONT,
            background="transparent",
            aria=False,
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_MUTED, labelFontSize=12, labelLimit=0, labelOverlap=False, gridColor=_RULE, domain=False,
            ticks=False, title=None, labelPadding=6,
        )
    )  # fmt: skip
    svg = vl_convert.vegalite_to_svg(configured.to_dict())
    # An autosize of none draws on the plot's size alone: put the margins back.
    size = re.search(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>', svg)
    if size is None:
        raise ValueError(f"chart {name}: the converter wrote no size")
    width, height = (f"{float(size[part]):g}" for part in (1, 2))
    # The picture is named as a whole; the roles of its parts would have to be named one by one.
    body = re.sub(r' (?:role|aria-[a-z]+)="[^"<>]*"', "", svg[size.end() :])
    inline = (
        f'<svg class="chart" role="img" aria-labelledby="chart-{name}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">{body}'
    )
    for colour, token in _TOKENS.items():
        inline = inline.replace(f'"{colour}"', f'"{token}"')
    file = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img"><title>{escape(title)}</title><rect width="{width}" height="{height}" fill="#fff"/>{body}\n'
    )
    return Drawn(name, inline, file)


def _colour() -> Any:
    import altair as alt

    return alt.Color("kind:N", legend=None, scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())))


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    import altair as alt

    return alt.Chart(alt.InlineData(values=rows))


def _ordered(rows: list[dict[str, Any]], field: str) -> Any:
    import altair as alt

    order = list(dict.fromkeys(row[field] for row in rows))
    return alt.Y(f"{field}:N", sort=order, axis=alt.Axis(labelColor=_INK))


def _sections(rows: list[dict[str, Any]]) -> Layered:
    import altair as alt

    y = _ordered(rows, "section")
    bars = (
        _chart(rows)
        .mark_bar(height=14)
        .encode(
            y=y,
            x=alt.X("sum(count):Q", axis=alt.Axis(tickMinStep=1, tickCount=6, format="d")),
            color=_colour(),
            order=alt.Order("rank:Q"),
        )
    )
    totals = _chart(rows).mark_text(align="left", dx=6, fontSize=12, color=_MUTED).encode(
        y=y, x="sum(count):Q", text=alt.Text("sum(count):Q", format="d")
    )  # fmt: skip
    return alt.layer(bars, totals).properties(width=_WIDTH, height=_steps(rows, "section", 22))


def _years(rows: list[dict[str, Any]]) -> Layered:
    import altair as alt

    x = alt.X("year:O", axis=alt.Axis(labelAngle=0))
    bars = _chart(rows).mark_bar(width={"band": 0.7}).encode(
        x=x, y=alt.Y("sum(count):Q", axis=alt.Axis(tickMinStep=1, tickCount=4, format="d")), color=_colour(),
        order=alt.Order("rank:Q"),
    )  # fmt: skip
    totals = _chart([row for row in rows if row["count"]]).mark_text(dy=-8, fontSize=12, color=_MUTED).encode(
        x=x, y="sum(count):Q", text=alt.Text("sum(count):Q", format="d")
    )  # fmt: skip
    return alt.layer(bars, totals).properties(width=596, height=180)


def _runs(rows: list[dict[str, Any]]) -> Layered:
    import altair as alt

    first, last = math.floor(min(row["begin"] for row in rows)), math.ceil(max(row["stop"] for row in rows))
    every = max(1, -(-(last - first) // 8))
    axis = alt.Axis(values=list(range(first, last + 1, every)), format="d")
    y = _ordered(rows, "period")
    x = alt.X("begin:Q", scale=alt.Scale(domain=[first, last], nice=False, zero=False), axis=axis)
    bars = _chart(rows).mark_bar(height=10, cornerRadius=3, color=KINDS["level"]).encode(y=y, x=x, x2="stop:Q")
    totals = _chart(rows).mark_text(align="left", dx=6, fontSize=12, color=_MUTED).encode(
        y=y, x="stop:Q", text=alt.Text("count:Q", format="d")
    )  # fmt: skip
    return alt.layer(bars, totals).properties(width=_WIDTH, height=_steps(rows, "period", 22))


def _magnitudes(rows: list[dict[str, Any]]) -> Layered:
    import altair as alt

    low, high = (choose(row["decade"] for row in rows) for choose in (min, max))
    every = max(1, -(-(high + 1 - low) // 8))
    axis = alt.Axis(values=[10.0**power for power in range(low, high + 2, every)], format="~s", labelExpr=_POWERS)
    x = alt.X("value:Q", scale=alt.Scale(type="log", domain=[10.0**low, 10.0 ** (high + 1)]), axis=axis)
    y = _ordered(rows, "unit")
    dots = _chart(rows).mark_point(filled=True, size=70, opacity=0.62).encode(x=x, y=y, color=_colour())
    return alt.layer(dots).properties(width=_WIDTH + 80, height=_steps(rows, "unit", 24))


# Chinese numbers go by ten thousands: 1万, 1亿.
_POWERS = (
    "datum.value >= 1e12 ? format(datum.value / 1e12, '~r') + '万亿' : datum.value >= 1e8 ? format(datum.value / 1e8, '~r') + '亿'"
    " : datum.value >= 1e4 ? format(datum.value / 1e4, '~r') + '万' : format(datum.value, '~r')"
)


def _movements(rows: list[dict[str, Any]]) -> Layered:
    """Small multiples, a slope a movement, each from zero to its larger end: units differ, so slopes are relative."""
    import altair as alt

    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, figures.ACROSS]))
    deep = max(row["cell"] for row in rows) + 1
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, deep], reverse=True))
    ends = [row for row in rows if row["what"] == "end"]
    lines = _chart(ends).mark_line(strokeWidth=2.5).encode(
        x=x, y=y, detail="movement:N", color=alt.value(KINDS["level"])
    )  # fmt: skip
    dots = _chart(ends).mark_point(filled=True, size=46, opacity=1).encode(x=x, y=y, color=alt.value(KINDS["level"]))
    layers = [lines, dots]
    strong = alt.MarkDef(type="text", align="left", fontSize=12, color=_INK, fontWeight=600, baseline="middle")
    weak = alt.MarkDef(type="text", align="left", fontSize=11, color=_MUTED, baseline="middle")
    before = alt.MarkDef(type="text", align="right", fontSize=12, color=_MUTED, baseline="middle")
    for what, mark in (("title", strong), ("sub", weak), ("from", before), ("to", strong)):
        texts = _chart([row for row in rows if row["what"] == what]).encode(x=x, y=y, text="label:N")
        texts.mark = mark
        layers.append(texts)
    return alt.layer(*layers).properties(width=640, height=118 * deep)


def _rates(rows: list[dict[str, Any]]) -> Layered:
    import altair as alt

    y = _ordered(rows, "subject")
    x = alt.X("value:Q", axis=alt.Axis(tickCount=6, labelExpr="datum.label + '%'"))
    span = _chart(rows).mark_rule(strokeWidth=3, color=_RULE).encode(y=y, x="min(value):Q", x2="max(value):Q")
    dots = _chart(rows).mark_point(filled=True, size=70, opacity=0.75).encode(x=x, y=y, color=_colour())
    return alt.layer(span, dots).properties(width=_WIDTH, height=_steps(rows, "subject", 22))


def _steps(rows: list[dict[str, Any]], field: str, step: int) -> int:
    return step * len({row[field] for row in rows})
