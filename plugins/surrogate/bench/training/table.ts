import { plainTable } from "@mesoscope/sdk";
import type { Measured } from "./arms.ts";
import type { Clock } from "./time-steps.ts";

export interface Timing extends Measured {
  readonly case: string;
  readonly arm: string;
}

/** One row a case and library, with the time in terms of the faster of PyTorch's two. */
export function timingsTable(timings: readonly Timing[], clock: Clock): string {
  const rows = timings.map(({ case: name, arm, failure, losses, ...times }) => {
    if (failure) return [name, arm, "", "", "", failure];
    const torch = timings
      .filter((one) => one.case === name && /torch/i.test(one.arm) && !one.failure)
      .map((one) => one[clock]!);
    const ratio = torch.length > 0 ? (times[clock]! / Math.min(...torch)).toFixed(2) : "";
    return [
      name,
      arm,
      times.cpu!.toFixed(2),
      times.wall!.toFixed(2),
      ratio,
      losses!.map((loss) => loss.toPrecision(4)).join(" "),
    ];
  });
  const headings = ["case", "library", "CPU ms a step", "wall ms", "of PyTorch's best", "losses of the first steps"];
  return plainTable({ headings, rows });
}
