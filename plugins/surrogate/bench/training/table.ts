import { plainTable } from "@mesoscope/sdk";
import type { Measured } from "./arms.ts";

export interface Timing extends Measured {
  readonly case: string;
  readonly arm: string;
}

/** One row a case and library, with the time in terms of the faster of PyTorch's two. */
export function timingsTable(timings: readonly Timing[]): string {
  const rows = timings.map(({ case: name, arm, cpu, wall, losses, failure }) => {
    const torch = timings
      .filter((one) => one.case === name && /torch/i.test(one.arm))
      .map((one) => one.cpu ?? Infinity);
    const ratio = cpu === undefined ? "" : (cpu / Math.min(...torch)).toFixed(2);
    if (failure) return [name, arm, "", "", "", failure];
    return [name, arm, cpu!.toFixed(2), wall!.toFixed(2), ratio, losses!.map((loss) => loss.toPrecision(4)).join(" ")];
  });
  const headings = ["case", "library", "CPU ms a step", "wall ms", "of PyTorch's best", "losses of the first steps"];
  return plainTable({ headings, rows });
}
