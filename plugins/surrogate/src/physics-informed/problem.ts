import { counted, ValueError } from "@mesoscope/sdk";
import { add, concatenate, multiply, sliceAlong, type Tensor } from "@mesoscope/tensor";
import { tanhLayers } from "../layers/tanh-layers.js";
import type { Setting, Term } from "./conditions/condition.js";
import type { Domain } from "./domains/domain.js";
import { type FieldNetwork, fieldNetwork } from "./field-network.js";
import { type Formula, type FormulaFunction, type Quantities, readFormula } from "./mathematics/formula.js";
import { readUnknowns, type Unknown, unknownTensors } from "./model/unknowns.js";
import type { PhysicsInformedOptions } from "./physics-informed.js";

/** A problem as read: what its fields, equations and conditions are as functions of parameters and points. */
export interface Problem extends Setting {
  readonly network: FieldNetwork;
  readonly unknowns: readonly Unknown[];
  readonly terms: readonly Term[];
  /** Everything with a name at points of shape [n, d]: columns of shape [n, 1]. */
  quantities(parameters: Tensor, points: Tensor): Quantities;
  /** The residuals of all equations, of shape [n, equations]. */
  residuals(quantities: Quantities): Tensor;
  /** What multiplies the residuals, of shape [n, 1]. */
  readonly weight: Formula | undefined;
}

const owner = "physicsInformed";
const defaultHidden = [20, 20, 20];
const reserved = ["N", "d", "pi", "e"];

/**
 * Reads the options of a problem.
 *
 * @throws ValueError BAD_OPTION, BAD_EXPRESSION, UNKNOWN_SYMBOL, UNKNOWN_FUNCTION, NO_NETWORK
 */
export function readProblem(options: PhysicsInformedOptions): Problem {
  const { domain, fields = ["u"], residual, conditions = [] } = options;
  if (!Array.isArray(fields) || fields.length === 0) {
    throw new ValueError("BAD_OPTION", `${owner}: fields is no list of names. Give at least one, as ["u"].`);
  }
  const unknowns = readUnknowns(owner, options.unknowns ?? {});
  const names = { coordinates: domain.coordinates, fields, others: unknowns.map(({ name }) => name) };
  checkNames([...domain.coordinates, ...fields, ...names.others]);
  const equations = [residual].flat().map((each) => readFormula(`${owner}: residual`, each, names));
  const exact = readExact(options, names);
  const layer = options.network ?? tanhLayers({ hidden: defaultHidden, outputs: fields.length });
  const network = fieldNetwork(owner, layer, domain.coordinates.length, fields.length);
  const setting = { domain, names };
  return {
    ...setting,
    network,
    unknowns,
    terms: conditions.map((condition) => condition.bind(setting)),
    weight: options.weight === undefined ? undefined : readFormula(`${owner}: weight`, options.weight, names),
    residuals: (quantities) =>
      concatenate(
        equations.map((equation) => equation(quantities)),
        1,
      ),
    quantities(parameters, points) {
      const columns = domain.coordinates.map((name, j) => [name, sliceAlong(points, 1, j, j + 1)] as const);
      const scaled = columns.map(([, column], j) => scaledFrom(domain, j, column));
      const outputs = network.apply(parameters, concatenate(scaled, 1));
      const known = { ...Object.fromEntries(columns), ...unknownTensors(unknowns, parameters) };
      const found = fields.map((field, k) => {
        const N = sliceAlong(outputs, 1, k, k + 1);
        return [field, exact[k]?.({ ...known, N }) ?? N] as const;
      });
      return { ...known, ...Object.fromEntries(found) };
    },
  };
}

/** The fields, equations and domain in a line. */
export function problemText({ domain, names, network, terms }: Problem): string {
  const held = terms.length > 0 ? `, ${counted(terms.length, "condition")}` : "";
  return `Physics-informed network for ${names.fields.join(", ")} in a ${domain}${held}, ${counted(network.size, "parameter")}`;
}

/** For each field how it follows from the output `N` of its network, or undefined where it is that. */
function readExact({ exact = {}, fields = ["u"] }: PhysicsInformedOptions, names: Problem["names"]) {
  const given: Readonly<Record<string, string | FormulaFunction>> =
    typeof exact === "object" ? exact : { [fields[0]!]: exact };
  const stranger = Object.keys(given).find((name) => !fields.includes(name));
  if (stranger !== undefined || (fields.length > 1 && typeof exact !== "object")) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: exact ${stranger === undefined ? "is one formula" : `names ${stranger}`} but the fields are ${fields.join(", ")}. Give one formula for each field, as { ${fields[0]}: "x*N" }.`,
    );
  }
  return fields.map((field) => {
    const formula = given[field];
    if (formula === undefined) return undefined;
    if (typeof formula === "string" && !/\bN\b/.test(formula)) {
      throw new ValueError(
        "NO_NETWORK",
        `${owner}: exact of ${field}, "${formula}", leaves nothing to learn. Use N for the output of the network, as in "t*N".`,
      );
    }
    return readFormula(`${owner}: exact of ${field}`, formula, {
      ...names,
      fields: [],
      others: [...names.others, "N"],
    });
  });
}

/** From its range to [-1, 1]. */
function scaledFrom({ lower, upper }: Domain, j: number, x: Tensor): Tensor {
  const half = (upper[j]! - lower[j]!) / 2;
  return add(multiply(1 / half, x), -(lower[j]! + half) / half);
}

function checkNames(names: readonly string[]): void {
  const wrong = names.find(
    (name, i) => names.indexOf(name) < i || reserved.includes(name) || !/^\p{L}[\p{L}\p{N}_]*$/u.test(name),
  );
  if (wrong === undefined) return;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: the name ${wrong} is taken, reserved or no word. Give coordinates, fields and unknowns names of their own, other than ${reserved.join(", ")}.`,
  );
}
