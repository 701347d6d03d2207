import type { CellProvenance } from "@mesoscope/sdk";

/** The provenance of a cell of which little is known. */
export const provenanceOf = (id: string, known: Partial<CellProvenance> = {}): CellProvenance => ({
  id,
  count: 1,
  title: "",
  reads: {},
  writes: [],
  files: {},
  seeds: [],
  packages: {},
  stale: [],
  ...known,
});
