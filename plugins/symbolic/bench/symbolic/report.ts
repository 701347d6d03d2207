import { median } from "@mesoscope/core";
import type { Answer, Answers } from "./answers.ts";
import { judge, type Verdict } from "./judge.ts";
import type { Entry } from "./manifest.ts";

interface Line {
  readonly entry: Entry;
  readonly answer: Answer;
  readonly verdict: Verdict;
  /** Whether the truth is among the formulas to choose from. */
  readonly isOnFront: boolean;
}

/** How many were recovered and how fast, and the chosen formula where it is not the truth. */
export async function report(tool: string, entries: readonly Entry[], answers: Answers): Promise<string> {
  const lines: Line[] = [];
  for (const entry of entries) {
    const answer = answers[entry.id];
    if (answer) lines.push(await judged(entry, answer));
  }
  const solved = lines.filter(({ verdict }) => verdict.isSolved);
  const onFront = lines.filter(({ isOnFront }) => isOnFront);
  const failures = lines.filter(({ verdict }) => !verdict.isSolved);
  const secondsOf = (some: readonly Line[]) => some.map(({ answer }) => answer.seconds);
  const medianOf = (some: readonly Line[]) => (some.length > 0 ? median(secondsOf(some)) : 0);
  return [
    `${tool}: recovered ${solved.length} of ${lines.length}, on the front ${onFront.length}; ` +
      `CPU seconds: median ${medianOf(lines)}, of the recovered ${medianOf(solved)}, ` +
      `most ${Math.max(0, ...secondsOf(lines))}`,
    ...(failures.length > 0 ? ["", ...tableOf(failures)] : []),
  ].join("\n");
}

async function judged(entry: Entry, answer: Answer): Promise<Line> {
  const verdict = await judge(entry, answer.expression);
  return { entry, answer, verdict, isOnFront: verdict.isSolved || (await frontHolds(entry, answer)) };
}

/** Each equation may be found at another place of its front. */
async function frontHolds(entry: Entry, { front = [] }: Answer): Promise<boolean> {
  const truths = [entry.expression].flat();
  const fronts =
    truths.length > 1 || Array.isArray(front[0])
      ? (front as readonly (readonly string[])[])
      : [front as readonly string[]];
  const found = await Promise.all(
    truths.map(async (expression, i) => {
      for (const formula of fronts[i] ?? []) {
        if ((await judge({ ...entry, expression }, formula)).isSolved) return true;
      }
      return false;
    }),
  );
  return found.every(Boolean);
}

function tableOf(failures: readonly Line[]): string[] {
  const rows = failures.map(({ entry, answer, verdict, isOnFront }) => [
    entry.id,
    verdict.r2.toPrecision(7),
    verdict.isTruth ? "too coarse" : isOnFront ? "on the front" : "",
    answer.seconds.toFixed(1),
    [answer.expression].flat().join("; ").slice(0, 160),
    [entry.expression].flat().join("; "),
  ]);
  const head = ["problem", "R²", "", "CPU s", "chosen", "truth"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
