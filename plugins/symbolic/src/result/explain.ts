import { counted } from "@mesoscope/sdk";
import { isDefinedOn } from "../expression/bounds/bounds-of.js";
import { variablesOf } from "../expression/expression.js";
import type { Alternative } from "./alternatives.js";
import type { Discovery } from "./discovery.js";
import type { DiscoveryData, SearchReport } from "./discovery-data.js";
import { undefinedPoint } from "./domain.js";
import type { FittedConstant } from "./fitted-constant.js";
import type { Formula } from "./formula.js";
import type { FormulaContext } from "./formula-data.js";
import { isExact, listed, measured, placeText, rSquaredText, shown, withUnit } from "./numbers-in-words.js";
import { unitText } from "./unit-text.js";

/** A paragraph on a discovery. */
export function explainDiscovery(discovery: Discovery, data: DiscoveryData): string {
  const sentences = [
    lawText(discovery, data),
    fitText(discovery, data),
    constantsText(discovery),
    discovery.choice.text,
    rivalsText(discovery.alternatives()),
    domainText(discovery, data),
    data.search ? searchText(data.search) : "",
  ];
  return sentences.filter(Boolean).join(" ");
}

function lawText({ best, domain }: Discovery, { context: { target } }: DiscoveryData): string {
  const used = new Set(variablesOf(best.expression));
  const named = [target, ...domain.filter((_, j) => used.has(j))].flatMap(({ name, dimension }) =>
    dimension ? [`${name} in ${unitText(dimension) || "plain numbers"}`] : [],
  );
  const idle = domain.filter((_, j) => !used.has(j)).map(({ name }) => name);
  const units = named.length > 0 ? `, with ${listed(named)}` : "";
  const unused = idle.length > 0 ? ` ${listed(idle)} ${idle.length === 1 ? "does" : "do"} not enter.` : "";
  return `${best.text}${units}.${unused}`;
}

function fitText({ best }: Discovery, { context: { rows, target } }: DiscoveryData): string {
  const fitted = `Fitted to ${counted(rows, "row")}, it explains R² = ${rSquaredText(best.loss)} of the variance of ${target.name}`;
  if (isExact(best.loss)) return `${fitted}: nothing is left but rounding.`;
  const share = shown(100 * Math.sqrt(best.loss), 2);
  return `${fitted}; what is left has a standard deviation of ${measured(best.noise, target.dimension, 3)}, ${share} % of that of ${target.name}, and is taken for noise.`;
}

function constantsText({ best }: Discovery): string {
  if (best.constants.length === 0) return "It has no fitted constants.";
  return `With ${best.form}: ${best.constants.map(constantText).join("; ")}.`;
}

function constantText(constant: FittedConstant): string {
  const { name, value, standardError, unit, group, tidied } = constant;
  const label = group === undefined ? name : `${name} of ${group}`;
  if (standardError === undefined)
    return `${label} = ${withUnit(shown(value), unit)}, which the data do not determine alone`;
  const { lower, upper } = constant.interval(0.95);
  const meaning = tidied ? `, read as ${tidied}` : "";
  return `${label} = ${withUnit(shown(value), unit)} (95 % from ${shown(lower)} to ${shown(upper)})${meaning}`;
}

function rivalsText(alternatives: readonly Alternative[]): string {
  const [first] = alternatives;
  if (!first)
    return "Could it have been another law? Of what was tried, nothing that gives other numbers comes within 5 nats.";
  const difference = Number.isFinite(first.difference)
    ? ` by ${shown(first.difference, 2)} standard deviations of the noise`
    : "";
  const are = alternatives.length === 1 ? "1 other form comes" : `${alternatives.length} other forms come`;
  return (
    `Could it have been another law? ${are} within 5 nats, the nearest ${first.formula.text} (${shown(first.nats, 2)} nats); ` +
    `within the data the two differ most${difference} at ${placeText(first.measureAt)}: measure there to tell them apart.`
  );
}

function domainText({ best, domain }: Discovery, { context }: DiscoveryData): string {
  const ranges = domain.map(
    ({ name, low, high, dimension }) => `${name} from ${shown(low)} to ${measured(high, dimension)}`,
  );
  return `It was seen for ${listed(ranges)}; elsewhere nothing tested it. ${valuesText(best, context)}`;
}

function valuesText(best: Formula, context: FormulaContext): string {
  if (isDefinedOn(best.expression, context.variables)) return "Within these ranges it has a finite value everywhere.";
  const gap = undefinedPoint(best, context);
  if (gap) return `Within these ranges it has no value everywhere: none at ${placeText(gap)}.`;
  return "Whether it has a finite value everywhere within these ranges was not shown.";
}

const endings: Readonly<Record<SearchReport["ended"], string>> = {
  solved: "ended because nothing was left to explain",
  finished: "ended because it had nothing more to try",
  budget: "ended with its budget",
  stopped: "was stopped",
};

function searchText({ seed, work, seconds, stages, ended, rowsGiven, notes = [] }: SearchReport): string {
  const time = seconds === undefined ? "" : ` in ${shown(seconds, 3)} s`;
  // Several threads go through the same stages.
  const names = [...new Set(stages.map(({ name }) => name))];
  const open = names.filter((name) => stages.some((stage) => stage.name === name && !stage.isFinished));
  const done = names.filter((name) => !open.includes(name));
  return [
    `The search (seed ${seed}, ${shown(work, 2)} node evaluations${time}) ${endings[ended]}.`,
    done.length > 0 ? `Gone through in full: ${listed(done)}.` : "",
    open.length > 0 ? `Not finished: ${listed(open)}.` : "",
    rowsGiven === undefined ? "" : `Of ${rowsGiven} rows a sample was used.`,
    ...notes,
  ]
    .filter(Boolean)
    .join(" ");
}
