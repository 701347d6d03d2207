import { counted, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import type { FederatedResult, RoundReport } from "./federated-result.js";

/** A long federation shows its first and last rounds. */
const rowsAtEitherEnd = 10;

/** The rounds in plain text. */
export function federationText(result: FederatedResult): string {
  const { caption, headings, rows } = tableOf(result);
  return plainTable({ caption, headings, rows });
}

/** The rounds as a table and a picture of the figures by round. */
export async function showFederation(result: FederatedResult): Promise<MimeBundle> {
  return {
    "text/plain": federationText(result),
    "text/html": `${htmlTable(tableOf(result))}${await metricsSvg(result)}`,
  };
}

function tableOf({ rounds, method, privacy, hasStopped }: FederatedResult) {
  const names = metricNames(rounds);
  const rowOf = ({ round, trained, leftOut, metrics, trainingMetrics }: RoundReport) => [
    String(round),
    String(trained.length),
    ...names.map((name) => numberText(metrics[name] ?? trainingMetrics[name])),
    leftOut.map(({ client, reason }) => `${client} (${reason})`).join("; "),
  ];
  const isLong = rounds.length > 2 * rowsAtEitherEnd;
  const [first, last] = isLong ? [rounds.slice(0, rowsAtEitherEnd), rounds.slice(-rowsAtEitherEnd)] : [rounds, []];
  const gap = isLong ? [["…", ...names.map(() => "…"), "…", ""]] : [];
  const rows = [...first.map(rowOf), ...gap, ...last.map(rowOf)];
  const cost = privacy ? `; ε = ${shortNumber(privacy.epsilon)} at δ = ${shortNumber(privacy.delta)}` : "";
  const caption = `Federation by ${method}, ${counted(rounds.length, "round")}${hasStopped ? ", stopped" : ""}${cost}`;
  return { caption, headings: ["round", "clients", ...names, "left out"], rows };
}

async function metricsSvg({ rounds, method }: FederatedResult): Promise<string> {
  const names = metricNames(rounds);
  if (names.length === 0 || rounds.length < 2) return "";
  const { line, rows } = await import("@mesoscope/plot");
  const charts = names.map((name, i) => {
    const values = rounds.map(({ metrics, trainingMetrics }) => metrics[name] ?? trainingMetrics[name] ?? Number.NaN);
    const x = { title: "round" };
    const description = `${name} by round, from ${numberText(values[0])} to ${numberText(values.at(-1))}.`;
    const data = { x: rounds.map(({ round }) => round), y: values };
    return line(data, {
      ...(i === 0 && { title: `Federation by ${method}` }),
      x,
      y: { title: name },
      description,
      height: 180,
      points: true,
    });
  });
  return (charts.length > 1 ? rows(...charts) : charts[0]!).toSVG();
}

/** Of evaluation where the clients evaluate, else of training. */
function metricNames(rounds: readonly RoundReport[]): string[] {
  const evaluated = new Set(rounds.flatMap(({ metrics }) => Object.keys(metrics)));
  const all = new Set(rounds.flatMap(({ trainingMetrics }) => Object.keys(trainingMetrics)));
  return Array.from(evaluated.size > 0 ? evaluated : all);
}

function numberText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "–" : shortNumber(value);
}
