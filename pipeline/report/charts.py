"""Charts of the observations, drawn with Altair to SVG: a fixed layout, so that no installed font moves anything."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pipeline.report import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart three times: ``wide`` and ``narrow`` take their colours from the page's tokens, ``file`` stands alone on white."""

    name: str
    wide: str
    narrow: str
    file: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The plot and the room around it in pixels; fixed, since measured labels differ from machine to machine.

    ``left`` holds labels of ``labels`` columns, a Chinese character counting two; ``across`` is how many small charts share a line.
    """

    left: int
    plot: int
    right: int
    labels: int = 28
    top: int = 8
    bottom: int = 34
    across: int = 4


@dataclass(frozen=True, slots=True)
class _Chart:
    name: str
    title: str
    rows: Callable[[_Sheet], list[dict[str, Any]]]
    draw: Callable[[list[dict[str, Any]], _Sheet], Layered]
    wide: _Sheet
    narrow: _Sheet
    by_kind: bool = True


def draw(
    metrics: pl.DataFrame, *, sections: pl.DataFrame | None = None, units: pl.DataFrame | None = None
) -> tuple[Drawn, ...]:
    """The charts that the observations have something to show in, in the order of the page.

    ``units``, the table, lets movements between units of one dimension (3天 to 10秒) be drawn to scale.
    """
    by_section, by_year = figures.sections(metrics, sections), figures.years(metrics)
    periods, sizes, rates = figures.runs(metrics), figures.magnitudes(metrics), figures.rates(metrics)
    factors, several = figures.factors(units), metrics.get_column("document_id").n_unique() > 1
    listed = _Sheet(left=196, plot=332, right=40), _Sheet(left=108, plot=150, right=32, labels=14)
    charts = (
        _Chart("sections", f"Figures by {'document' if several else 'section'} and kind", lambda _: by_section, _sections, *listed),
        _Chart("periods", "Figures by year", lambda _: by_year, _years,
               _Sheet(44, 512, 12, top=20), _Sheet(40, 236, 12, top=20)),
        _Chart("runs", "Periods that are not a whole year", lambda _: periods, _runs,
               _Sheet(144, 384, 40), _Sheet(122, 134, 32, labels=15), by_kind=False),
        _Chart("magnitudes", "Magnitudes by unit, logarithmic", lambda _: sizes, _magnitudes,
               _Sheet(106, 430, 32), _Sheet(82, 178, 28, labels=11)),
        _Chart("movements", "Movements from and to", lambda sheet: figures.movements(metrics, factors, across=sheet.across),
               _movements, _Sheet(4, 560, 4, top=4, bottom=4), _Sheet(2, 284, 2, top=4, bottom=4, across=2), by_kind=False),
        _Chart("rates", "Rates by subject, per cent", lambda _: rates, _rates, *listed),
    )  # fmt: skip
    return tuple(_drawn(chart) for chart in charts if chart.rows(chart.wide))


def _drawn(chart: _Chart) -> Drawn:
    width, height, body = _svg(chart, chart.wide)
    return Drawn(
        chart.name,
        _inline(chart.name, "wide", width, height, body),
        _inline(chart.name, "narrow", *_svg(chart, chart.narrow)),
        _file(chart, width, height, body),
    )


def _svg(chart: _Chart, sheet: _Sheet) -> tuple[float, float, str]:
    """Width, height and what stands inside of the svg element, its end tag included."""
    import vl_convert

    configured = (
        chart.draw(chart.rows(sheet), sheet)
        .configure(
            autosize="none",
            padding={"left": sheet.left, "right": sheet.right, "top": sheet.top, "bottom": sheet.bottom},
            font=_FONT,
            background="transparent",
            aria=False,
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_MUTED, labelFontSize=12, labelLimit=0, labelOverlap=False, labelFlush=False, gridColor=_RULE,
            domain=False, ticks=False, title=None, labelPadding=6,
        )
    )  # fmt: skip
    svg = vl_convert.vegalite_to_svg(configured.to_dict())
    # An autosize of none draws on the plot's size alone: put the margins back.
    size = re.search(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>', svg)
    if size is None:
        raise ValueError(f"chart {chart.name}: the converter wrote no size")
    # The picture is named as a whole; the roles of its parts would have to be named one by one.
    return float(size[1]), float(size[2]), re.sub(r' (?:role|aria-[a-z]+)="[^"<>]*"', "", svg[size.end() :])


def _inline(name: str, form: str, width: float, height: float, body: str) -> str:
    inline = (
        f'<svg class="chart {form}" role="img" aria-labelledby="chart-{name}" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}">{body}'
    )
    for colour, token in _TOKENS.items():
        inline = inline.replace(f'"{colour}"', f'"{token}"')
    return inline


def _file(chart: _Chart, width: float, height: float, body: str) -> str:
    """The picture with its title and, where colours stand for kinds, what they stand for."""
    head = 64 if chart.by_kind else 40
    legend = "".join(
        f'<rect x="{at}" y="{17 - head + 26}" width="10" height="10" rx="2" fill="{colour}"/>'
        f'<text x="{at + 16}" y="{26 - head + 26}" font-size="12" fill="{_MUTED}">{kind}</text>'
        for at, (kind, colour) in zip(range(12, 999, 96), KINDS.items(), strict=False)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-head} {width:g} {height + head:g}" width="{width:g}"'
        f' height="{height + head:g}" role="img"><title>{escape(chart.title)}</title>'
        f'<rect y="{-head}" width="{width:g}" height="{height + head:g}" fill="#fff"/><g font-family="{_FONT}">'
        f'<text x="12" y="{25 - head}" font-size="15" font-weight="600" fill="{_INK}">{escape(chart.title)}</text>'
        f"{legend if chart.by_kind else ''}</g>{body}\n"
    )


def _colour() -> Any:
    import altair as alt

    return alt.Color("kind:N", legend=None, scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())))


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    import altair as alt

    return alt.Chart(alt.InlineData(values=rows))


def _ordered(rows: list[dict[str, Any]], field: str, sheet: _Sheet) -> Any:
    """The rows' labels from the top; shortened in what is shown alone, so that two that begin alike stay two."""
    import altair as alt

    order = list(dict.fromkeys(row[field] for row in rows))
    shown = json.dumps({label: figures.short(label, sheet.labels) for label in order}, ensure_ascii=False)
    return alt.Y(f"{field}:N", sort=order, axis=alt.Axis(labelColor=_INK, labelExpr=f"({shown})[datum.label]"))


def _sections(rows: list[dict[str, Any]], sheet: _Sheet) -> Layered:
    import altair as alt

    y = _ordered(rows, "section", sheet)
    bars = (
        _chart(rows)
        .mark_bar(height=14)
        .encode(
            y=y,
            x=alt.X("sum(count):Q", axis=alt.Axis(tickMinStep=1, tickCount=_ticks(sheet, 64), format="d")),
            color=_colour(),
            order=alt.Order("rank:Q"),
        )
    )
    totals = _chart(rows).mark_text(align="left", dx=6, fontSize=12, color=_MUTED).encode(
        y=y, x="sum(count):Q", text=alt.Text("sum(count):Q", format="d")
    )  # fmt: skip
    return alt.layer(bars, totals).properties(width=sheet.plot, height=_steps(rows, "section", 22))


def _years(rows: list[dict[str, Any]], sheet: _Sheet) -> Layered:
    import altair as alt

    years = sorted({row["year"] for row in rows})
    x = alt.X("year:O", axis=alt.Axis(labelAngle=0, values=_some(years, sheet, 40)))
    bars = _chart(rows).mark_bar(width={"band": 0.7}).encode(
        x=x, y=alt.Y("sum(count):Q", axis=alt.Axis(tickMinStep=1, tickCount=4, format="d")), color=_colour(),
        order=alt.Order("rank:Q"),
    )  # fmt: skip
    totals = _chart([row for row in rows if row["count"]]).mark_text(dy=-8, fontSize=12, color=_MUTED).encode(
        x=x, y="sum(count):Q", text=alt.Text("sum(count):Q", format="d")
    )  # fmt: skip
    return alt.layer(bars, totals).properties(width=sheet.plot, height=180)


def _runs(rows: list[dict[str, Any]], sheet: _Sheet) -> Layered:
    import altair as alt

    first, last = math.floor(min(row["begin"] for row in rows)), math.ceil(max(row["stop"] for row in rows))
    axis = alt.Axis(values=_some(list(range(first, last + 1)), sheet, 48), format="d")
    y = _ordered(rows, "period", sheet)
    x = alt.X("begin:Q", scale=alt.Scale(domain=[first, last], nice=False, zero=False), axis=axis)
    bars = _chart(rows).mark_bar(height=10, cornerRadius=3, color=KINDS["level"]).encode(y=y, x=x, x2="stop:Q")
    totals = _chart(rows).mark_text(align="left", dx=6, fontSize=12, color=_MUTED).encode(
        y=y, x="stop:Q", text=alt.Text("count:Q", format="d")
    )  # fmt: skip
    return alt.layer(bars, totals).properties(width=sheet.plot, height=_steps(rows, "period", 22))


def _magnitudes(rows: list[dict[str, Any]], sheet: _Sheet) -> Layered:
    import altair as alt

    low, high = (choose(row["decade"] for row in rows) for choose in (min, max))
    powers = _some(list(range(low, high + 2)), sheet, 54)
    axis = alt.Axis(values=[10.0**power for power in powers], format="~s", labelExpr=_POWERS)
    x = alt.X("value:Q", scale=alt.Scale(type="log", domain=[10.0**low, 10.0 ** (high + 1)]), axis=axis)
    y = _ordered(rows, "unit", sheet)
    dots = _chart(rows).mark_point(filled=True, size=70, opacity=0.62).encode(x=x, y=y, color=_colour())
    return alt.layer(dots).properties(width=sheet.plot, height=_steps(rows, "unit", 24))


# Chinese numbers go by ten thousands: 1万, 1亿.
_POWERS = (
    "datum.value >= 1e12 ? format(datum.value / 1e12, '~r') + '万亿' : datum.value >= 1e8 ? format(datum.value / 1e8, '~r') + '亿'"
    " : datum.value >= 1e4 ? format(datum.value / 1e4, '~r') + '万' : format(datum.value, '~r')"
)


def _movements(rows: list[dict[str, Any]], sheet: _Sheet) -> Layered:
    """Small multiples, a slope a movement, each from zero to its larger end: units differ, so slopes are relative."""
    import altair as alt

    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, sheet.across]))
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
    return alt.layer(*layers).properties(width=sheet.plot, height=118 * deep)


def _rates(rows: list[dict[str, Any]], sheet: _Sheet) -> Layered:
    import altair as alt

    y = _ordered(rows, "subject", sheet)
    x = alt.X("value:Q", axis=alt.Axis(tickCount=_ticks(sheet, 64), labelExpr="datum.label + '%'"))
    span = _chart(rows).mark_rule(strokeWidth=3, color=_RULE).encode(y=y, x="min(value):Q", x2="max(value):Q")
    dots = _chart(rows).mark_point(filled=True, size=70, opacity=0.75).encode(x=x, y=y, color=_colour())
    return alt.layer(span, dots).properties(width=sheet.plot, height=_steps(rows, "subject", 22))


def _ticks(sheet: _Sheet, every: int) -> int:
    return max(2, sheet.plot // every)


def _some(marks: Sequence[int], sheet: _Sheet, room: int) -> list[int]:
    """So many of the marks, evenly, that each has ``room`` pixels for its label."""
    return list(marks[:: max(1, -(-len(marks) * room // sheet.plot))])


def _steps(rows: list[dict[str, Any]], field: str, step: int) -> int:
    return step * len({row[field] for row in rows})
