import type { Ordeal } from "./ordeal.ts";
import { cells } from "./ordeals/cells.ts";
import { debuggers } from "./ordeals/debugger.ts";
import { endings } from "./ordeals/endings.ts";
import { floods } from "./ordeals/floods.ts";
import { provenance } from "./ordeals/provenance.ts";
import { stops } from "./ordeals/stops.ts";
import { subshells } from "./ordeals/subshells.ts";
import { types } from "./ordeals/types.ts";
import { widgets } from "./ordeals/widgets.ts";

export const ordeals: readonly Ordeal[] = [
  ...cells,
  ...stops,
  ...endings,
  ...floods,
  ...types,
  ...debuggers,
  ...widgets,
  ...subshells,
  ...provenance,
];
