"""Draws the kernels' speed as SVG, without a library.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

A panel a shape, a row a format: a dot for us, one for ggml, a line between them, and
the ratio at the end of the row. Colours follow the reader's light or dark scheme.
"""

import collections
import html

Row = collections.namedtuple("Row", "name ours theirs ratio")  # theirs, ratio: may be None
Panel = collections.namedtuple("Panel", "title rows")

COLUMNS = 2
PANEL_WIDTH, ROW_HEIGHT = 430, 19
LEFT, RIGHT, TOP, BOTTOM = 62, 52, 30, 34  # around the dots of a panel
MARGIN, HEADER = 16, 66

LIGHT = {"page": "#ffffff", "text": "#1f2328", "faint": "#d0d7de", "ours": "#0969da", "theirs": "#bc4c00"}
DARK = {"page": "#0d1117", "text": "#e6edf3", "faint": "#373e47", "ours": "#58a6ff", "theirs": "#f0883e"}


def make_colours(scheme):
    return ("text {{ fill: {text}; }} .page {{ fill: {page}; }} .grid, .gap {{ stroke: {faint}; }} "
            ".limit {{ stroke: {text}; }} .ours {{ fill: {ours}; }} .theirs {{ fill: {theirs}; }}").format(**scheme)


STYLE = f"""
  text {{ font-family: system-ui, sans-serif; font-size: 12px; }}
  .title {{ font-size: 15px; font-weight: 600; }} .head {{ font-weight: 600; }}
  .end {{ text-anchor: end; }} .middle {{ text-anchor: middle; }}
  .limit {{ stroke-dasharray: 4 3; }} .gap {{ stroke-width: 3; }}
  {make_colours(LIGHT)}
  @media (prefers-color-scheme: dark) {{ {make_colours(DARK)} }}
"""


def nice_step(largest):
    """A round number of which 4 to 8 fit."""
    step = 1.0
    while step * 8 < largest:
        step *= 10
    for part in (10, 5, 2):
        if step / part * 8 >= largest:
            return step / part
    return step


def line(kind, x1, y1, x2, y2):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def dot(kind, x, y):
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'


def text(x, y, content, kind=""):
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{html.escape(content)}</text>'


def panel_height(panel):
    return TOP + ROW_HEIGHT * len(panel.rows) + BOTTOM


def draw_panel(panel, left, top, largest, limit):
    """`largest` is at the right end of the axis."""
    origin, width = left + LEFT, PANEL_WIDTH - LEFT - RIGHT
    bottom = top + TOP + ROW_HEIGHT * len(panel.rows)

    def place(value):
        return origin + width * value / largest

    parts = [text(origin, top + 12, panel.title, "head"), text(left + PANEL_WIDTH, top + 12, "x ggml", "end")]
    step, value = nice_step(largest), 0.0
    while value <= largest * 1.0001:
        parts.append(line("grid", place(value), top + TOP - 8, place(value), bottom))
        parts.append(text(place(value), bottom + 16, f"{value:g}", "middle"))
        value += step
    parts.append(line("limit", place(limit), top + TOP - 8, place(limit), bottom))
    for index, row in enumerate(panel.rows):
        y = top + TOP + ROW_HEIGHT * (index + 0.5) - 4
        parts.append(text(origin - 8, y + 4, row.name, "end"))
        if row.theirs is not None:
            parts.append(line("gap", place(row.theirs), y, place(row.ours), y))
            parts.append(dot("theirs", place(row.theirs), y))
        parts.append(dot("ours", place(row.ours), y))
        parts.append(text(left + PANEL_WIDTH, y + 4,
                          f"{row.ratio:.2f}" if row.ratio is not None else "none", "end"))
    return parts


def draw_legend(limit_name):
    y = MARGIN + 36
    return [dot("ours", MARGIN + 6, y), text(MARGIN + 16, y + 4, "qblock"),
            dot("theirs", MARGIN + 82, y), text(MARGIN + 92, y + 4, "ggml, its faster layout"),
            line("limit", MARGIN + 242, y, MARGIN + 266, y),
            text(MARGIN + 272, y + 4, f"limit of the machine: {limit_name}")]


def draw(title, panels, limit, limit_name):
    values = [value for panel in panels for row in panel.rows
              for value in (row.ours, row.theirs) if value is not None]
    largest = max([limit, *values]) * 1.02
    columns = min(COLUMNS, len(panels))
    width = 2 * MARGIN + columns * PANEL_WIDTH + (columns - 1) * MARGIN
    parts, top = [], MARGIN + HEADER
    for first in range(0, len(panels), COLUMNS):
        line_of_panels = panels[first:first + COLUMNS]
        for column, panel in enumerate(line_of_panels):
            parts += draw_panel(panel, MARGIN + column * (PANEL_WIDTH + MARGIN), top, largest, limit)
        top += max(map(panel_height, line_of_panels))
    height = top + MARGIN / 2
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'width="{width:.0f}" height="{height:.0f}" aria-label="{html.escape(title)}">',
        f"<style>{STYLE}</style>", '<rect class="page" width="100%" height="100%"/>',
        text(MARGIN, MARGIN + 14, title, "title"), *draw_legend(limit_name), *parts, "</svg>", ""])
