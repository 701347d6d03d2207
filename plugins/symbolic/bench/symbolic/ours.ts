import { baseUnits, stackColumns } from "@mesoscope/core";
import { discover } from "@mesoscope/symbolic";
import type { Answer } from "./answers.ts";
import { discoverOde, discoverPde } from "./dynamics-problems.ts";
import type { Statement } from "./manifest.ts";

export interface Budget {
  readonly seconds: number;
  readonly work?: number | undefined;
  readonly threads?: number | undefined;
  readonly seed: number;
  /** Whether the search may know the units. */
  readonly units: boolean;
}

type Columns = Readonly<Record<string, Float64Array>>;

/** What we say of a problem, from its training rows. */
export async function solve(statement: Statement, columns: Columns, budget: Budget): Promise<Answer> {
  const before = process.cpuUsage();
  const found = await answerTo(statement, columns, budget);
  const { user, system } = process.cpuUsage(before);
  return { ...found, seconds: Math.round((user + system) / 1e4) / 100 };
}

async function answerTo(statement: Statement, columns: Columns, budget: Budget): Promise<Omit<Answer, "seconds">> {
  if (statement.kind === "ode") return { expression: await discoverOde(columns) };
  if (statement.kind === "pde") return { expression: await discoverPde(columns) };
  return search(statement, columns, budget);
}

async function search(statement: Statement, columns: Columns, { units, ...budget }: Budget) {
  const { variables } = statement;
  const names = variables.map(({ name }) => name);
  const target = statement.target as { name: string; dims: readonly number[] };
  const spec = discover({
    names,
    ...(units && { units: variables.map(({ dims }) => unitOf(dims)), target: { unit: unitOf(target.dims) } }),
    constantsMayHaveUnits: statement.constants_dimensional,
    ...budget,
  });
  const X = stackColumns(...names.map((name) => columns[name]));
  const { best, front } = await spec.fit(X, columns[target.name]);
  return { expression: best.toMathjs(), front: front.map((formula) => formula.toMathjs()) };
}

/** A unit of these dimensions whose factor is 1, whatever unit the column was written in. */
function unitOf(dims: readonly number[]): string {
  return dims.flatMap((power, i) => (power === 0 ? [] : [`${baseUnits[i]}^${power}`])).join(" ");
}
