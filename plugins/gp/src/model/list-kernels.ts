import { type Displayable, displaySymbol, htmlTable, plainTable } from "@mesoscope/sdk";
import { categorical } from "../covariance/categorical.js";
import { changePoint } from "../covariance/change-point.js";
import { constant } from "../covariance/constant.js";
import { graph } from "../covariance/graph.js";
import { linear } from "../covariance/linear.js";
import { matern } from "../covariance/matern.js";
import { periodic } from "../covariance/periodic.js";
import { polynomial } from "../covariance/polynomial.js";
import { rationalQuadratic } from "../covariance/rational-quadratic.js";
import { rbf } from "../covariance/rbf.js";
import { spectralMixture } from "../covariance/spectral-mixture.js";
import { white } from "../covariance/white.js";

const headings = ["kernel", "call", "k(x, x′)", "hyper-parameters"];

/** The kernels of this package with their formulas, as a table that shows itself. */
export function listKernels(): Displayable {
  const calls = [
    ["rbf()", rbf()],
    ["matern({ smoothness: 0.5 })", matern({ smoothness: 0.5 })],
    ["matern({ smoothness: 1.5 })", matern({ smoothness: 1.5 })],
    ["matern({ smoothness: 2.5 })", matern()],
    ["rationalQuadratic()", rationalQuadratic()],
    ["periodic({ period: 1 })", periodic({ period: 1 })],
    ["constant()", constant()],
    ["linear()", linear()],
    ["polynomial({ degree: 2 })", polynomial()],
    ["white()", white()],
    ["spectralMixture({ period: [1, 2] })", spectralMixture({ period: [1, 2] })],
    ["categorical({ levels: 3 })", categorical({ levels: 3 })],
    ["graph({ nodes, edges })", graph({ nodes: 2, edges: [[0, 1]] })],
    ["changePoint(rbf(), rbf(), { location: 1 })", changePoint(rbf(), rbf(), { location: 1 })],
  ] as const;
  const rows = calls.map(([call, { name, formula, parameters }]) => [
    name,
    call,
    formula,
    parameters(1)
      .map((parameter) => parameter.name)
      .join(", "),
  ]);
  const caption = "Kernels; sumOf(…) and productOf(…) join them";
  return {
    [displaySymbol]: () => ({
      "text/plain": `${caption}\n${plainTable({ headings, rows })}`,
      "text/html": htmlTable({ caption, headings, rows }),
    }),
  };
}
