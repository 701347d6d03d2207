import { weightedMoments } from "../engine/weighted-moments.js";
import type { Problem } from "../search/problem.js";
import { spreadRows } from "../search/spread-rows.js";
import type { DiscoveryData } from "./discovery-data.js";
import type { FormulaContext } from "./formula-data.js";
import type { Presentation } from "./presentation.js";

const mostRows = 300;

/** What the formulas of a problem have in common. */
export function formulaContext(problem: Problem, presentation: Presentation): FormulaContext {
  const { names, columns, dimensions, target, targetDimension, rows, weights } = problem;
  const { units, width } = presentation;
  return {
    variables: names.map((name, j) => ({
      name,
      unit: units[j],
      ...(dimensions && { dimension: [...dimensions[j]] }),
      low: columns[j].reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
      high: columns[j].reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
    })),
    columns: presentation.columns,
    width,
    target: {
      ...presentation.target,
      ...(targetDimension && { dimension: [...targetDimension] }),
      variance: weightedMoments(target, weights).variance,
    },
    rows,
    ...(problem.groups && { groups: presentation.groups.map(String) }),
  };
}

/** Rows at equal distances, for figures. */
export function sampleRows({ rows, columns, target, groups }: Problem): DiscoveryData["sample"] {
  const pick = [...spreadRows(rows, mostRows)];
  return {
    columns: columns.map((column) => pick.map((row) => column[row])),
    target: pick.map((row) => target[row]),
    ...(groups && { groups: pick.map((row) => groups[row]) }),
  };
}
