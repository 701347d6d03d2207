/**
 * Weights w with ∫ f dt ≈ Σ wᵢ f(tᵢ) for ascending times, equal or not: each interval by the cubic through its four nearest
 * times. Away from the ends of equal steps every weight is the step.
 */
export function quadratureWeights(times: ArrayLike<number>): Float64Array {
  const n = times.length;
  const weights = new Float64Array(n);
  const points = Math.min(4, n);
  for (let i = 0; i + 1 < n; i++) {
    const first = Math.min(Math.max(i - 1, 0), n - points);
    const step = times[i + 1] - times[i];
    const nodes = Array.from({ length: points }, (_, k) => (times[first + k] - times[i]) / step);
    for (let k = 0; k < points; k++) weights[first + k] += step * integralOfLagrange(nodes, k);
  }
  return weights;
}

/** ∫₀¹ of the polynomial that is 1 at node k and 0 at the others; Simpson's rule is exact for a cubic. */
function integralOfLagrange(nodes: readonly number[], k: number): number {
  const value = (s: number) =>
    nodes.reduce((product, node, i) => (i === k ? product : (product * (s - node)) / (nodes[k] - node)), 1);
  return (value(0) + 4 * value(0.5) + value(1)) / 6;
}
