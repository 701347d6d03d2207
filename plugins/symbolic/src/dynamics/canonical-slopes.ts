import { ShapeError } from "@mesoscope/sdk";

/** ∂H/∂variable = sign · state′. */
export interface CanonicalSlope {
  readonly variable: string;
  readonly state: string;
  readonly sign: 1 | -1;
}

/** Of a Hamiltonian: ∂H/∂q = −p′ and ∂H/∂p = q′, first for all positions. */
export function canonicalSlopes(
  owner: string,
  positions: readonly string[],
  momenta: readonly string[],
): CanonicalSlope[] {
  if (positions.length !== momenta.length || positions.length === 0) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: there are ${positions.length} positions and ${momenta.length} momenta. Give one momentum for each position.`,
    );
  }
  return [
    ...positions.map((variable, i) => ({ variable, state: momenta[i], sign: -1 as const })),
    ...momenta.map((variable, i) => ({ variable, state: positions[i], sign: 1 as const })),
  ];
}
