"""Small charts as SVG text: intervals by kind, reliability, cumulative latency.

Every function returns one ``<svg>`` element with its title for screen readers; colours come
from the CSS classes of the page. Lengths are in CSS pixels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

_WIDTH = 560
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 20, 14, 34
_ROW = 30


@dataclass(frozen=True)
class Series:
    """Means with the ends of their intervals, each 0 to 1 or ``None``, under one CSS class."""

    name: str
    css: str
    points: Sequence[tuple[float, float, float] | None]


@dataclass(frozen=True)
class Bin:
    """The questions whose score lies in ``low`` to ``high``: how many, and shares from 0 to 1."""

    low: float
    high: float
    count: int
    shares: Mapping[str, float | None]


def interval_chart(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return a row a label, in it a dot and a bar for the mean and the interval of each series."""
    height = _TOP + _ROW * len(labels) + _BOTTOM
    parts = [_percent_axis(height, _TOP, height - _BOTTOM)]
    for row, label in enumerate(labels):
        middle = _TOP + _ROW * (row + 0.5)
        parts.append(_text(_LEFT - 8, middle + 4, label, "end"))
        for place, one in enumerate(series):
            point = one.points[row]
            if point is None:
                continue
            y = middle + (place - (len(series) - 1) / 2) * 9
            mean, low, high = point
            said = f"{label} {one.name}：{100 * mean:.1f}%（{100 * low:.0f}–{100 * high:.0f}）"
            parts.append(
                f'<g class="{one.css}"><title>{escape(said)}</title>'
                f'<line x1="{_x(low):.1f}" x2="{_x(high):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
                f'<circle cx="{_x(mean):.1f}" cy="{y:.1f}" r="4"/></g>'
            )
    return _svg(title, height, parts)


def reliability_chart(
    title: str, bins: Sequence[Bin], css: Mapping[str, str], mark: float | None
) -> str:
    """Return shares by bin of a score as lines, the number of questions as bars behind them.

    Args:
        bins: from the lowest score to the highest.
        css: the class of each share's line.
        mark: a score to mark with an upright line, the threshold say.
    """
    height = 260
    low, high = height - _BOTTOM, _TOP
    most = max((one.count for one in bins), default=0) or 1
    parts = [_share_axis(low, high)]
    for one in bins:
        tall = (low - high) * 0.9 * one.count / most
        left, right = _x(one.low) + 2, _x(one.high) - 2
        parts.append(
            f"<g><title>{one.low:.1f}–{one.high:.1f}：{one.count} 题</title>"
            f'<rect class="count" x="{left:.1f}" y="{low - tall:.1f}" '
            f'width="{right - left:.1f}" height="{tall:.1f}"/></g>'
        )
        parts.append(_text((left + right) / 2, low + 14, f"{one.low:.1f}–{one.high:.1f}"))
        parts.append(_text((left + right) / 2, low + 28, f"{one.count} 题", css="faint"))
    for name, line_css in css.items():
        spots = [
            ((_x(one.low) + _x(one.high)) / 2, low - (low - high) * share, share)
            for one in bins
            if (share := one.shares.get(name)) is not None
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in spots)
        dots = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5">'
            f"<title>{escape(name)}：{100 * share:.0f}%</title></circle>"
            for x, y, share in spots
        )
        parts.append(f'<g class="{line_css}"><polyline points="{path}"/>{dots}</g>')
    if mark is not None:
        parts.append(
            f'<line class="mark" x1="{_x(mark):.1f}" x2="{_x(mark):.1f}" y1="{high}" y2="{low}"/>'
            + _text(_x(mark) + 4, high + 10, f"拒答线 {mark:g}", "start", "faint")
        )
    return _svg(title, height, parts)


def cumulative_chart(title: str, values: Sequence[float], unit: str) -> str:
    """Return the share of values that are at most x, with median and 95th percentile."""
    height = 220
    low, high = height - _BOTTOM, _TOP
    ordered = np.sort(np.asarray(values, dtype=float))
    longest = float(np.percentile(ordered, 99)) * 1.1
    shares = np.arange(1, ordered.size + 1) / ordered.size
    path = " ".join(
        f"{_x(min(value / longest, 1.0)):.1f},{low - (low - high) * share:.1f}"
        for value, share in zip(ordered, shares, strict=True)
    )
    parts = [_share_axis(low, high), f'<g class="tuning"><polyline points="{path}"/></g>']
    for tick in np.arange(0, longest, _round_step(longest)):
        parts.append(_text(_x(tick / longest), low + 16, f"{tick:g}"))
    parts.append(_text(_x(1), low + 30, unit, "end", "faint"))
    for percentile in (50, 95):
        value = float(np.percentile(ordered, percentile))
        x = _x(value / longest)
        y = low - (low - high) * percentile / 100
        parts.append(
            f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{y:.1f}" y2="{low}"/>'
            + _text(x + 5, y + 16, f"p{percentile} {value:.0f}", "start")
        )
    return _svg(title, height, parts)


def _round_step(longest: float) -> float:
    """Return the distance of about five ticks on an axis from 0: 1, 2 or 5 times a power of ten.

    >>> _round_step(174), _round_step(0.9)
    (50.0, 0.2)
    """
    power = 10.0 ** np.floor(np.log10(longest / 5))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= longest / 5))


def _x(share: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * share


def _percent_axis(height: int, top: float, bottom: float) -> str:
    lines = [
        f'<line class="grid" x1="{_x(at):.1f}" x2="{_x(at):.1f}" y1="{top}" y2="{bottom}"/>'
        + _text(_x(at), height - 14, f"{100 * at:.0f}%")
        for at in (0, 0.25, 0.5, 0.75, 1)
    ]
    return "".join(lines)


def _share_axis(low: float, high: float) -> str:
    lines = []
    for at in (0, 0.25, 0.5, 0.75, 1):
        y = low - (low - high) * at
        lines.append(
            f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            + _text(_LEFT - 8, y + 4, f"{100 * at:.0f}%", "end")
        )
    return "".join(lines)


def _text(x: float, y: float, words: str, anchor: str = "middle", css: str = "") -> str:
    style = f' class="{css}"' if css else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>{escape(words)}</text>'


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
