import type { Arm } from "./arm.ts";

/** One line of a report: the best time of each arm, and the medians of its paired ratios to the first. */
export interface Line {
  readonly name: string;
  readonly best: readonly (number | undefined)[];
  readonly ratios: readonly (number | undefined)[];
}

/** Short work is timed so many times longer, for noise and the first garbage collections weigh more in it. */
const short = { milliseconds: 40, factor: 5 };

/** Times a case with all arms in turn, round after round. */
export async function measure(name: string, arms: readonly Arm[], usualRounds: number): Promise<Line> {
  const first = await arms[0]!.time(name);
  const rounds = first !== undefined && first < short.milliseconds ? short.factor * usualRounds : usualRounds;
  const times: (number | undefined)[][] = arms.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < arms.length; k++) {
      const a = (k + round) % arms.length;
      times[a]!.push(await arms[a]!.time(name));
    }
  }
  const best = times.map((list) => (list.includes(undefined) ? undefined : Math.min(...(list as number[]))));
  const ratios = times.map((list) => {
    const paired = list.map((time, round) => (time ?? Number.NaN) / (times[0]![round] ?? Number.NaN));
    const median = paired.toSorted((a, b) => a - b)[paired.length >> 1]!;
    return Number.isNaN(median) ? undefined : median;
  });
  return { name, best, ratios };
}

/** A table in Markdown; `targets` by arm and case. */
export function table(
  arms: readonly Arm[],
  lines: readonly Line[],
  target: (arm: string, name: string) => string,
): string {
  const heading = ["ms, ratio", ...arms.map(({ name }) => name)];
  const rows = lines.map(({ name, best, ratios }) => [
    name,
    ...arms.map((arm, a) => {
      if (best[a] === undefined) return "–";
      const ratio = a === 0 || ratios[a] === undefined ? "" : ` (${ratios[a].toFixed(2)}${target(arm.name, name)})`;
      return `${best[a].toPrecision(3)}${ratio}`;
    }),
  ]);
  return [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
