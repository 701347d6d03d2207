import { linspace, NDArray } from "@mesoscope/core";
import { escapeHtml, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import type { Covariance, Parameter } from "./covariance.js";

const headings = ["hyper-parameter", "value", "in the fit"];
const curvePoints = 121;

/** Name, formulas and hyper-parameters, and the covariance with one point as a curve. */
export async function displayKernel(kernel: Covariance): Promise<MimeBundle> {
  const formulas = [
    ...new Set(parts(kernel).flatMap(({ name, formula }) => (name === formula ? [] : [`${name} = ${formula}`]))),
  ];
  const parameters = kernel.parameters(columnsOf(kernel));
  const rows = parameters.map(({ name, start, fixed, prior }) => [
    name,
    start === undefined ? "from the data" : shortNumber(start),
    prior ? `fitted, ${prior.prior} prior` : fixed ? "fixed" : "fitted",
  ]);
  const lines = formulas.map((formula) => `<div>${escapeHtml(formula)}</div>`).join("");
  return {
    "text/plain": [`Kernel ${kernel.name}`, ...formulas, plainTable({ headings, rows })].join("\n"),
    "text/html": `${lines}${htmlTable({ caption: `Kernel ${kernel.name}`, headings, rows })}${await curve(kernel, parameters)}`,
  };
}

/** The kernel and all that it is made of. */
function parts(kernel: Covariance): readonly Covariance[] {
  return [kernel, ...kernel.terms.flatMap(parts)];
}

/** As many columns of X as the options speak of. */
function columnsOf(kernel: Covariance): number {
  return Math.max(1, ...parts(kernel).map(columnsOfPart));
}

function columnsOfPart(part: Covariance): number {
  const { input, inputs, edges: _edges, terms: _terms, ...options } = part.toJSON();
  const lists = Object.values(options)
    .map((option) => (option as { fixed?: unknown } | null)?.fixed ?? option)
    .filter(Array.isArray);
  const columns = [input ?? 0, ...((inputs as number[] | undefined) ?? [])].map((column) => Number(column) + 1);
  return Math.max(...lists.map((list) => list.length), ...columns);
}

/**
 * The covariance of the point 1 with others along the first input with a distance, or else the first that the kernel
 * sees; numbers not given are 1. Kernels of categories and nodes have no curve.
 */
async function curve(kernel: Covariance, parameters: readonly Parameter[]): Promise<string> {
  const numbered = new Set(
    parts(kernel).flatMap((part) => (isNumbered(part) ? [Number(part.toJSON().input ?? 0)] : [])),
  );
  const seen = parameters.filter(({ inputs }) => inputs.length > 0 && !numbered.has(inputs[0]));
  if (numbered.size > 0 && seen.length === 0) return "";
  const { line } = await import("@mesoscope/plot");
  const columns = columnsOf(kernel);
  const input = seen[0]?.inputs[0] ?? 0;
  const values = parameters.map(({ start }) => start ?? 1);
  const distances = parameters.flatMap(({ role, inputs }, p) => {
    return inputs.includes(input) && (role === "length" || role === "period") ? [values[p]] : [];
  });
  const x = linspace(0, 3 * (distances.length > 0 ? Math.max(...distances) : 1), curvePoints);
  const X = new NDArray(new Float64Array(curvePoints * columns), [curvePoints, columns]);
  for (let i = 0; i < curvePoints; i++) X.data[i * columns + input] = 1 + x.data[i];
  const origin = new NDArray(new Float64Array(columns), [1, columns]);
  origin.data[input] = 1;
  const covariance = new Float64Array(curvePoints);
  kernel.bind(values, columns).row(origin, 0, X, curvePoints, covariance);
  const figure = line({ x, y: covariance }, { x: `distance in x${input}`, y: "covariance", width: 360, height: 200 });
  return figure.toSVG();
}

function isNumbered({ kind }: Covariance): boolean {
  return kind === "categorical" || kind === "graph";
}
