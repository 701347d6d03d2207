"""Joins, groups and reshaped tables by pandas."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

rng = np.random.default_rng(4)
left = pd.DataFrame({"id": rng.integers(0, 8, 12), "time": np.sort(rng.integers(0, 100, 12)) / 2, "load": rng.normal(size=12).round(3)})
right = pd.DataFrame({"id": rng.integers(3, 11, 9), "time": np.sort(rng.integers(0, 100, 9)) / 2, "strain": rng.normal(size=9).round(3)})


def plain(frame):
    return {name: [None if pd.isna(value) else float(value) for value in frame[name]] for name in frame}


def nearest(direction, **options):
    return plain(pd.merge_asof(left, right.drop(columns="id"), on="time", direction=direction, **options))


grouped = left.groupby("id", sort=False)["load"].agg(["count", "mean", "std", "min", "max", "median", "sum"]).reset_index()
wide = left.pivot_table(index="time", columns="id", values="load", aggfunc="mean").sort_index(axis=1)
joined = {
    how: plain(left.merge(right[["id", "strain"]], on="id", how=how).sort_values(["id", "time", "strain"])[["id", "load", "strain"]])
    for how in ("inner", "left", "outer")
}
result = {
    "left": plain(left),
    "right": plain(right),
    "joined": joined,
    "nearest": nearest("nearest"),
    "backward": nearest("backward"),
    "forward": nearest("forward", tolerance=2.0),
    "grouped": plain(grouped),
    "wide": {"time": wide.index.tolist(), "ids": wide.columns.tolist(), "values": [[None if np.isnan(v) else v for v in row] for row in wide.to_numpy()]},
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
