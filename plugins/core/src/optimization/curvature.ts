/** What a quasi-Newton method has learned of the second derivatives. */
export interface Curvature {
  /** The step to the minimum of the quadratic model among the free variables; others stay. */
  direction(gradient: Float64Array, isFree: Uint8Array): Float64Array;
  /** Learns from a step and the change of the gradient along it. */
  update(step: Float64Array, change: Float64Array): void;
  /** Forgets all. */
  reset(): void;
}

/** Tells whether a step teaches a positive curvature, apart from rounding. */
export function isUseful(stepChange: number, changeSquare: number): boolean {
  return stepChange > Number.EPSILON * changeSquare && Number.isFinite(changeSquare);
}
