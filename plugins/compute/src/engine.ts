import type { Displayable } from "@mesoscope/sdk";
import type { Sweep } from "./sweep/sweep.js";

/** Where tasks run: `here()`, `workers(n)` or `slurm({ … })`. */
export interface Engine extends Displayable {
  /** As it is written in code. */
  readonly name: string;
  /** @internal Runs what is left of a sweep, awaiting `sweep.tick` at least every 50 ms; leaves nothing running. */
  run(sweep: Sweep): Promise<void>;
}
