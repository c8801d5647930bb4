"""Values of a centre's year beside benchmarks."""

import pandas as pd
from matplotlib.figure import Figure

from sim.figures.style import BAD, GOOD, GRID, INK, MUTED, OPEN, PAPER, panels, settings, wrapped
from sim.i18n.translate import Translator, message

_ROW_IN, _SIDE = 0.36, 0.75
MARKS = {"put in": ("s", message("put in")), "follows": ("D", message("follows")), "emerges": ("o", message("emerges"))}


def external_validation(frame: pd.DataFrame, values: list[str], title: str, tr: Translator) -> Figure:
    """A line for each row, its range as a band; a mark inside is blue, outside orange, and at the edge if it is far outside.

    Args:
        frame: `Validation.table`; rows without a number or a range are left out.
        values: each row's formatted number and range.
        title: in words.
        tr: the translator.
    """
    keep = [i for i, row in enumerate(frame.to_dict("records")) if row["verdict"] != "no data"]
    rows = [frame.to_dict("records")[i] for i in keep]
    with settings():
        fig, (ax,) = panels(1, 1, 0.2 + _ROW_IN * len(rows), title, tr(
            "The band is the reported range, each line on its own scale. Blue lies within, orange outside; marks at the edge "
            "lie further out."), left_in=3.6, right_in=2.6,
                            head_in=0.2, bottom_in=0.75)
        ax.axvspan(0.0, 1.0, color=GRID, alpha=0.55, linewidth=0, zorder=0)
        for y, row in enumerate(rows):
            x = (row["value"] - row["low"]) / (row["high"] - row["low"])
            inside = row["verdict"] == "inside"
            ax.plot([min(max(x, -_SIDE), 1.0 + _SIDE)], [y], marker=MARKS[row["origin"]][0], markersize=7, markeredgecolor=PAPER,
                    color=GOOD if inside else BAD, clip_on=False, zorder=4)
            ax.annotate(values[keep[y]], (1.0, y), (8, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                        va="center", fontsize=8.5, color=INK if inside else BAD, annotation_clip=False)
        ax.set_yticks(range(len(rows)), [wrapped(tr.text(row["what"]), 58) for row in rows], fontsize=8.5)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set_xlim(-_SIDE, 1.0 + _SIDE)
        ax.set_xticks([0.0, 1.0], [tr("low end"), tr("high end")])
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.grid(axis="y", linewidth=0.4)
        for mark, label in MARKS.values():
            ax.plot([], [], marker=mark, linestyle="none", color=OPEN, label=tr(label))
        fig.legend(loc="lower center", ncols=3, borderaxespad=0.3, labelcolor=MUTED)
    return fig
