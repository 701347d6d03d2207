"""Turned fields by NumPy and SciPy; rows grow with y, so a turn from x to y is clockwise as NumPy prints."""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage

rng = np.random.default_rng(2)
field = rng.normal(size=(7, 10))
angle = 0.4


def turned(values, order):
    rows, columns = values.shape
    y, x = np.mgrid[:rows, :columns] - np.array([(rows - 1) / 2, (columns - 1) / 2])[:, None, None]
    source = [-np.sin(angle) * x + np.cos(angle) * y + (rows - 1) / 2, np.cos(angle) * x + np.sin(angle) * y + (columns - 1) / 2]
    return ndimage.map_coordinates(values, source, order=order, mode="grid-constant", cval=-5).tolist()


result = {
    "field": field.tolist(),
    "angle": angle,
    "quarters": [np.rot90(field, -k).tolist() for k in range(4)],
    "bilinear": turned(field, 1),
    "shifted": ndimage.shift(field, [1.25, -2.5], order=1, mode="grid-wrap").tolist(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
