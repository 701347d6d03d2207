"""Array functions by NumPy: ordering, joining, differences, counts."""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(30)
cube = np.round(rng.normal(size=(3, 4, 5)), 2)
ties = np.round(3 * rng.normal(size=40))
coordinates = np.cumsum(rng.uniform(0.1, 1, size=4))
edges = np.linspace(-1, 1, 8)
order = [2, 0, 1]
unique, positions, counts = np.unique(ties, return_inverse=True, return_counts=True)
result = {
    "cube": cube.tolist(),
    "ties": ties.tolist(),
    "axes": [
        {
            "sorted": np.sort(cube, axis=axis).tolist(),
            "order": np.argsort(cube, axis=axis, kind="stable").tolist(),
            "argmin": np.argmin(cube, axis=axis).tolist(),
            "argmax": np.argmax(cube, axis=axis).tolist(),
            "product": np.prod(cube, axis=axis).tolist(),
            "cumulativeSum": np.cumsum(cube, axis=axis).tolist(),
            "cumulativeProduct": np.cumprod(cube, axis=axis).tolist(),
            "difference": np.diff(cube, axis=axis).tolist(),
            "gradient": np.gradient(cube, 0.3, axis=axis, edge_order=2).tolist(),
            "concatenated": np.concatenate([cube, 2 * cube], axis=axis).tolist(),
            "stacked": np.stack([cube, 2 * cube], axis=axis).tolist(),
            "rolled": np.roll(cube, 2, axis=axis).tolist(),
        }
        for axis in range(3)
    ],
    "coordinates": coordinates.tolist(),
    "unevenGradient": np.gradient(cube, coordinates, axis=1, edge_order=2).tolist(),
    "permutation": order,
    "permuted": np.transpose(cube, order).tolist(),
    "selected": cube[-1, ::-2, 1:4].tolist(),
    "unique": {"values": unique.tolist(), "counts": counts.tolist(), "positions": positions.tolist()},
    "searched": {side: np.searchsorted(np.sort(ties), edges * 3, side=side).tolist() for side in ("left", "right")},
    "edges": edges.tolist(),
    "counted": np.histogram(cube, edges)[0].tolist(),
    "countedEqually": [part.tolist() for part in np.histogram(cube, 7)],
    "meshgrid": [part.tolist() for part in np.meshgrid([1, 2], [3, 4, 5], [6, 7], indexing="ij")],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
