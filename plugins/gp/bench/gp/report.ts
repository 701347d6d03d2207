import type { Result, Scores } from "./scores.ts";

/** What one tool did on one case. */
export interface Line {
  readonly name: string;
  readonly tool: string;
  readonly result?: Result;
  readonly scores?: Scores;
  readonly failure?: string;
}

/** The figures as a Markdown table, and by how much we miss the best of the others. */
export function report(lines: readonly Line[]): string {
  const head = ["case", "tool", "RMSE", "NLPD", "95 % covers", "CPU s", "evaluations"];
  const rows = lines.map(({ name, tool, result, scores, failure }) =>
    result && scores
      ? [
          name,
          tool,
          scores.rmse.toPrecision(4),
          scores.nlpd.toFixed(3),
          scores.coverage.toFixed(3),
          result.seconds.toFixed(2),
          String(result.evaluations ?? "–"),
        ]
      : [name, tool, failure ?? "", "", "", "", ""],
  );
  const table = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return [table, ...comparisons(lines)].join("\n");
}

function comparisons(lines: readonly Line[]): string[] {
  return [...new Set(lines.map(({ name }) => name))].flatMap((name) => {
    const here = lines.filter((line) => line.name === name && line.scores);
    const ours = here.find(({ tool }) => tool === "Mesoscope")?.scores;
    const others = here.filter(({ tool }) => tool !== "Mesoscope").map(({ scores }) => scores!);
    if (!ours || others.length === 0) return [];
    const best = (score: keyof Scores) => Math.min(...others.map((scores) => scores[score]));
    return `${name}: RMSE ${(ours.rmse / best("rmse")).toFixed(2)} × the best other, NLPD ${(ours.nlpd - best("nlpd")).toFixed(3)} above it`;
  });
}
