import { armNames } from "./arms.ts";
import type { Samples } from "./samples.ts";
import { median, quantile } from "./statistics.ts";
import { type Target, targets } from "./targets.ts";

/** The figures as a Markdown table: medians, ratios to each peer, targets and whether they were met. */
export function report(samples: Samples): string {
  const header = ["measure", ...armNames, `ratio to ${armNames.slice(1).join(" / ")}`, "target", "met"];
  const measures = new Set([...samples.measures(), ...Object.keys(targets)]);
  const rows = [...measures].map((measure) => row(samples, measure));
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function row(samples: Samples, measure: string): string[] {
  const wanted = targets[measure] ?? [];
  const verdicts = wanted.map((target) => met(samples, measure, target));
  return [
    measure,
    ...armNames.map((name) => summary(samples.all(measure, name), measure)),
    armNames
      .slice(1)
      .map((peer) => figure(samples.ratio(measure, "mesoscope", peer)))
      .join(" / "),
    wanted.map(words).join(", "),
    verdicts.includes(false) ? "**missed**" : verdicts.includes(true) ? "yes" : "",
  ];
}

const spread = /^(trivial cell|completion|inspection|stop: [^:]+$)/;

/** Median; where the slow ones matter, median, 95th percentile and maximum. */
function summary(values: readonly number[], measure: string): string {
  if (values.length === 0) return "–";
  if (!spread.test(measure)) return figure(median(values));
  return [median(values), quantile(values, 0.95), Math.max(...values)].map(figure).join(" / ");
}

/** A measure that we failed is missed; one that the peer failed, or was not there for, has no verdict. */
function met(samples: Samples, measure: string, target: Target): boolean | undefined {
  const ours = samples.all(measure, "mesoscope");
  if (ours.length === 0) return false;
  const value = valueFor(target, measure, samples);
  if (Number.isNaN(value)) return undefined;
  return value <= (target.atMost ?? Number.POSITIVE_INFINITY) && value >= (target.atLeast ?? Number.NEGATIVE_INFINITY);
}

function valueFor({ against }: Target, measure: string, samples: Samples): number {
  if (against === undefined) return median(samples.all(measure, "mesoscope"));
  const peers = against === "best peer" ? armNames.slice(1) : [against];
  const ratios = peers.map((peer) => samples.ratio(measure, "mesoscope", peer)).filter((ratio) => !Number.isNaN(ratio));
  return ratios.length === 0 ? Number.NaN : Math.max(...ratios);
}

function words(target: Target): string {
  const bound = target.atMost === undefined ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
  return target.against ? `${bound} × ${target.against}` : `${bound}${target.unit ? ` ${target.unit}` : ""}`;
}

function figure(value: number): string {
  if (Number.isNaN(value)) return "–";
  return Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}
