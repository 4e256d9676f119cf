"""The colours and the one Plotly template, light and dark; the same values stand in assets/1-tokens.css."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Look:
    """Colours of one scheme. Blue is better, orange worse, grey unclear; in-house blues, outside ochre and grey."""

    scheme: str
    page: str
    card: str
    sunk: str
    line: str
    line2: str
    ink: str
    ink2: str
    accent: str
    fill: str
    soft: str
    worse: str
    worse_fill: str
    worse_soft: str
    unclear: str
    fan90: str
    fan50: str
    base90: str
    base50: str
    band: str
    owners: tuple[str, str, str, str, str]
    owner_inks: tuple[str, str, str, str, str]
    heat: tuple[str, str, str, str]
    heat_inks: tuple[str, str, str, str]


LIGHT = Look(
    scheme="light",
    page="#F5F6F8",
    card="#FFFFFF",
    sunk="#F0F2F5",
    line="#E1E5EA",
    line2="#C3CAD2",
    ink="#17202A",
    ink2="#4A5764",
    accent="#1F5A96",
    fill="#2F6FAF",
    soft="#E8F0F9",
    worse="#96450A",
    worse_fill="#C66A12",
    worse_soft="#FDF2E6",
    unclear="#7B8794",
    fan90="#DCE9F6",
    fan50="#B4D0EA",
    base90="#ECEEF1",
    base50="#D3D8DE",
    band="#C9DDF0",
    owners=("#17477A", "#3A79B8", "#6798C6", "#BA841C", "#7F8791"),
    owner_inks=("#FFFFFF", "#FFFFFF", "#0E1620", "#0E1620", "#0E1620"),
    heat=("#E8F0F9", "#C5DCF1", "#8CB8E2", "#1F5A96"),
    heat_inks=("#17202A", "#17202A", "#17202A", "#FFFFFF"),
)
DARK = Look(
    scheme="dark",
    page="#11151A",
    card="#191F26",
    sunk="#222A32",
    line="#2B343E",
    line2="#46525E",
    ink="#E8ECF0",
    ink2="#AEB9C4",
    accent="#8DBDEB",
    fill="#5F9FDB",
    soft="#1C2F42",
    worse="#F2B179",
    worse_fill="#E0913F",
    worse_soft="#34261A",
    unclear="#93A0AD",
    fan90="#22364B",
    fan50="#2F4E6E",
    base90="#262E37",
    base50="#36414C",
    band="#2A4561",
    owners=("#8DBDEB", "#5390CB", "#3A6EA3", "#D9A441", "#76828E"),
    owner_inks=("#0E1620", "#0E1620", "#FFFFFF", "#0E1620", "#0E1620"),
    heat=("#1C2F42", "#264A6E", "#3F78B0", "#9CC8F0"),
    heat_inks=("#E8ECF0", "#E8ECF0", "#FFFFFF", "#0E1620"),
)


def look(scheme: str) -> Look:
    return DARK if scheme == "dark" else LIGHT


FONT = '"Inter Variable", system-ui, sans-serif'


class Drawing:
    """A Plotly figure put together as plain data: checking each label on the way would cost a page seconds."""

    def __init__(self, layout: dict[str, Any]) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {**layout, "annotations": [], "shapes": []}

    @property
    def height(self) -> int:
        return int(self.layout["height"])

    def scatter(self, **more: Any) -> None:
        self.data.append({"type": "scatter", **_listed(more)})

    def bar(self, **more: Any) -> None:
        self.data.append({"type": "bar", **_listed(more)})

    def shape(self, **more: Any) -> None:
        self.layout["shapes"].append(more)

    def axis(self, name: str, **more: Any) -> None:
        """Change the x or the y axis."""
        self.layout[f"{name}axis"].update(_listed(more))

    def say(self, text: str, x: Any, y: Any, *, colour: str, size: float = 12.5, **more: Any) -> None:
        """One direct label: an annotation without an arrow, left-aligned unless told otherwise."""
        font = {"color": colour, "size": size}
        label = {"text": text, "x": x, "y": y, "showarrow": False, "font": font, "xanchor": "left", "align": "left"}
        self.layout["annotations"].append({**label, **more})

    def to_dict(self) -> dict[str, Any]:
        return {"data": self.data, "layout": self.layout}


def _listed(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.to_list() if hasattr(value, "to_list") else value for key, value in values.items()}


def canvas(
    look: Look, lang: str, *, height: int, left: int = 44, right: int = 20, top: int = 12, bottom: int = 34
) -> Drawing:
    """An empty drawing in the look: transparent, no title, no legend, set margins, y grid only."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": False,
        "tickfont": {"color": look.ink2, "size": 12.5},
        "fixedrange": True,
    }
    font = {"family": FONT, "size": 12.5, "color": look.ink}
    return Drawing(
        {
            "height": height,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
            "showlegend": False,
            "font": font,
            "separators": ",." if lang == "de" else ".,",
            "hoverlabel": {"bgcolor": look.card, "bordercolor": look.line2, "align": "left", "font": font},
            "hovermode": "closest",
            "dragmode": False,
            "bargap": 0,
            "xaxis": {**axis, "showline": True, "linecolor": look.line2, "linewidth": 1},
            "yaxis": {**axis, "showgrid": True, "gridcolor": look.line, "gridwidth": 1},
        }
    )


def room_for(labels: list[str], phone: bool) -> int:
    """Pixels on the left that the longest row name needs, on a phone at most a third of it."""
    longest = max((max(map(len, label.split("<br>"))) for label in labels), default=0)
    return min(int(longest * 6.9) + 14, 136 if phone else 210)


def row_height(labels: list[str], least: int) -> int:
    """Pixels a row needs for its name."""
    return max(least, max((15 * len(label.split("<br>")) + 4 for label in labels), default=0))


def in_lines(label: str, width: int) -> str:
    """A label broken into lines of at most `width` letters where its words allow."""
    lines, line = [], ""
    for word in label.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line][:3])
