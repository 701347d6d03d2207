/** Slopes that keep the curve monotone between samples: 0 at extremes, else a weighted harmonic mean. */
export function monotoneSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const [h, secants] = stepsAndSecants(x, y);
  const n = x.length;
  if (n === 2) return Float64Array.of(secants[0]!, secants[0]!);
  const slopes = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    const [before, after] = [secants[i - 1]!, secants[i]!];
    if (before * after <= 0) continue;
    const first = 2 * h[i]! + h[i - 1]!;
    const second = h[i]! + 2 * h[i - 1]!;
    slopes[i] = (first + second) / (first / before + second / after);
  }
  slopes[0] = endSlope(h[0]!, h[1]!, secants[0]!, secants[1]!);
  slopes[n - 1] = endSlope(h[n - 2]!, h[n - 3]!, secants[n - 2]!, secants[n - 3]!);
  return slopes;
}

/** The slope of the parabola through the last three samples, held back where it would break the shape. */
function endSlope(near: number, far: number, secant: number, next: number): number {
  const slope = ((2 * near + far) * secant - near * next) / (near + far);
  if (Math.sign(slope) !== Math.sign(secant)) return 0;
  return Math.abs(slope) > 3 * Math.abs(secant) ? 3 * secant : slope;
}

/** Slopes as means of the secants beside, each weighted by how little those on the other side differ. */
export function akimaSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const [, secants] = stepsAndSecants(x, y);
  const n = x.length;
  if (n === 2) return Float64Array.of(secants[0]!, secants[0]!);
  const m = new Float64Array(n + 3);
  m.set(secants, 2);
  m[1] = 2 * m[2]! - m[3]!;
  m[0] = 2 * m[1]! - m[2]!;
  m[n + 1] = 2 * m[n]! - m[n - 1]!;
  m[n + 2] = 2 * m[n + 1]! - m[n]!;
  const weights = Float64Array.from(
    { length: n },
    (_, i) => Math.abs(m[i + 3]! - m[i + 2]!) + Math.abs(m[i + 1]! - m[i]!),
  );
  const least = 1e-9 * weights.reduce((a, b) => Math.max(a, b));
  return weights.map((weight, i) => {
    if (weight <= least) return (m[i + 3]! + m[i]!) / 2;
    return (Math.abs(m[i + 3]! - m[i + 2]!) * m[i + 1]! + Math.abs(m[i + 1]! - m[i]!) * m[i + 2]!) / weight;
  });
}

function stepsAndSecants(x: Float64Array, y: Float64Array): [steps: Float64Array, secants: Float64Array] {
  const steps = Float64Array.from({ length: x.length - 1 }, (_, i) => x[i + 1]! - x[i]!);
  return [steps, steps.map((step, i) => (y[i + 1]! - y[i]!) / step)];
}
