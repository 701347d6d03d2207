"""Sobol' and Halton points by SciPy, and the direction numbers from which our Sobol' points are made.

The direction numbers are those of Joe & Kuo, SIAM J. Sci. Comput. 30 (2008) 2635, file new-joe-kuo-6.21201, as SciPy
brings them. Each is a primitive polynomial, all its coefficients as bits, and the first odd numbers m.
"""

import json
from pathlib import Path
from textwrap import wrap

import numpy as np
import scipy
from scipy.stats import qmc

dimensions = 256
table = np.load(Path(scipy.__file__).parent / "stats/_sobol_direction_numbers.npz")
rows = []
for polynomial, start in zip(table["poly"][1:dimensions], table["vinit"][1:dimensions]):
    degree = int(polynomial).bit_length() - 1
    rows.append(" ".join(str(number) for number in [polynomial, *start[:degree]]))
packed = "\n".join(wrap(" ".join(row.replace(" ", ",") for row in rows), 118))
source = Path(__file__).parents[3] / "plugins/core/src/designs/sobol-directions.ts"
source.write_text(
    f"""/**
 * For each axis but the first: a primitive polynomial, its coefficients as bits, and the first odd numbers of the
 * recurrence; written by `test/reference/core/designs.py`.
 *
 * @see Joe & Kuo, Constructing Sobol sequences with better two-dimensional projections, SIAM J. Sci. Comput. 30 (2008)
 *   2635: new-joe-kuo-6.21201
 */
export const sobolDirections = `
{packed}
`;
"""
)
sobol = qmc.Sobol(dimensions, scramble=False).random(1024)
halton = qmc.Halton(12, scramble=False).random(200)
shown = [0, 1, 2, 3, 100, 511, 512, 1023]
Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "rows": shown,
            "sobol": (sobol[shown] * 1024).astype(int).tolist(),
            "sobolWeightedSum": (np.arange(1024) @ sobol).tolist(),
            "halton": halton[[0, 1, 2, 7, 50, 199]].tolist(),
            "haltonRows": [0, 1, 2, 7, 50, 199],
            "haltonSum": halton.sum(axis=0).tolist(),
        }
    )
)
