/** What a cubic spline does at its ends. */
export type SplineEnds = "notAKnot" | "natural" | { readonly slopes: readonly [number, number] };

/**
 * The slopes at the samples that make the curvature continuous, by elimination in three diagonals.
 *
 * @see de Boor, A Practical Guide to Splines, chapter IV
 */
export function splineSlopes(x: Float64Array, y: Float64Array, ends: SplineEnds): Float64Array {
  const n = x.length;
  const h = Float64Array.from({ length: n - 1 }, (_, i) => x[i + 1]! - x[i]!);
  const secants = h.map((length, i) => (y[i + 1]! - y[i]!) / length);
  if (n === 2 && ends === "notAKnot") return Float64Array.of(secants[0]!, secants[0]!);
  if (n === 3 && ends === "notAKnot") return parabolaSlopes(h, secants);
  const below = new Float64Array(n);
  const diagonal = new Float64Array(n);
  const above = new Float64Array(n);
  const right = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    below[i] = h[i]!;
    diagonal[i] = 2 * (h[i - 1]! + h[i]!);
    above[i] = h[i - 1]!;
    right[i] = 3 * (h[i]! * secants[i - 1]! + h[i - 1]! * secants[i]!);
  }
  [diagonal[0], above[0], right[0]] = endRow(ends, 0, h, secants);
  [diagonal[n - 1], below[n - 1], right[n - 1]] = endRow(ends, 1, h.toReversed(), secants.toReversed());
  for (let i = 1; i < n; i++) {
    const factor = below[i]! / diagonal[i - 1]!;
    diagonal[i]! -= factor * above[i - 1]!;
    right[i]! -= factor * right[i - 1]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    right[i] = (right[i]! - (i + 1 < n ? above[i]! * right[i + 1]! : 0)) / diagonal[i]!;
  }
  return right;
}

/** The equation at an end, with lengths and secants counted from there: its diagonal, its neighbour, its right side. */
function endRow(ends: SplineEnds, side: 0 | 1, h: Float64Array, secants: Float64Array): [number, number, number] {
  if (ends === "natural") return [2, 1, 3 * secants[0]!];
  if (ends !== "notAKnot") return [1, 0, ends.slopes[side]];
  const span = h[0]! + h[1]!;
  return [h[1]!, span, ((h[0]! + 2 * span) * h[1]! * secants[0]! + h[0]! * h[0]! * secants[1]!) / span];
}

function parabolaSlopes(h: Float64Array, secants: Float64Array): Float64Array {
  const bend = (secants[1]! - secants[0]!) / (h[0]! + h[1]!);
  return Float64Array.of(secants[0]! - h[0]! * bend, secants[0]! + h[0]! * bend, secants[1]! + h[1]! * bend);
}
