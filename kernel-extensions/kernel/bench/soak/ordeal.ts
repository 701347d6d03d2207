import type { Place } from "./place.ts";

/** One thing that a kernel must come through. It fails where something is lost. */
export interface Ordeal {
  readonly name: string;
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  /** The variables are lost by it, as the cell says. */
  readonly losesState?: boolean;
  run(place: Place, draw: number): Promise<void>;
}
