import { dimensionVector, parseUnit } from "@mesoscope/core";
import { counted } from "@mesoscope/sdk";
import { isDefinedOn } from "../expression/bounds/bounds-of.js";
import { variablesOf } from "../expression/expression.js";
import type { Alternative } from "./alternatives.js";
import type { Discovery } from "./discovery.js";
import type { DiscoveryData, SearchReport } from "./discovery-data.js";
import { placeText, undefinedPoint } from "./domain.js";
import type { FittedConstant } from "./fitted-constant.js";
import type { Formula } from "./formula.js";
import type { FormulaContext } from "./formula-data.js";
import { isExact, listed, rSquaredText, shown, withUnit } from "./numbers-in-words.js";
import { asGiven, measured, measuredDifference, type Quantity } from "./units/measured.js";
import type { UnitSystem } from "./units/unit-system.js";
import { unitText } from "./units/unit-text.js";

/** A paragraph on a discovery. */
export function explainDiscovery(discovery: Discovery, data: DiscoveryData, units: UnitSystem): string {
  const sentences = [
    lawText(discovery, data, units),
    fitText(discovery, data),
    constantsText(discovery),
    discovery.choice.text,
    rivalsText(discovery.alternatives(), data.context),
    domainText(discovery, data),
    data.search ? searchText(data.search) : "",
  ];
  return sentences.filter(Boolean).join(" ");
}

function lawText({ best, domain }: Discovery, { context: { target } }: DiscoveryData, units: UnitSystem): string {
  const used = new Set(variablesOf(best.expression));
  const named = [target, ...domain.filter((_, j) => used.has(j))].flatMap((quantity) => {
    const unit = equationUnit(quantity, units);
    return unit === undefined ? [] : [`${quantity.name} in ${unit}`];
  });
  const idle = domain.filter((_, j) => !used.has(j)).map(({ name }) => name);
  const given = named.length > 0 ? `, with ${listed(named)}` : "";
  const unused = idle.length > 0 ? ` ${listed(idle)} ${idle.length === 1 ? "does" : "do"} not enter.` : "";
  return `${best.text}${given}.${unused}`;
}

/**
 * The unit that the equation holds in, and what the one of the data is in it where they differ. Where only some quantities
 * have one that is SI; `undefined` without any.
 */
function equationUnit({ unit, dimension }: Quantity, units: UnitSystem): string | undefined {
  if (!dimension && unit === "") return undefined;
  const si = dimensionVector(unit).data;
  const { symbol, factor } = dimension ? units.unitOf(dimension) : { symbol: unitText([...si]), factor: 1 };
  const given = parseUnit(unit);
  const size = given.factor / factor;
  const isSame = unit === "" || given.offset !== 0 || Math.abs(size - 1) < 1e-9;
  return `${symbol || "plain numbers"}${isSame ? "" : ` (1 ${unit} is ${withUnit(shown(size), symbol)})`}`;
}

function fitText({ best }: Discovery, { context: { rows, target } }: DiscoveryData): string {
  const fitted = `Fitted to ${counted(rows, "row")}, it explains R² = ${rSquaredText(best.loss)} of the variance of ${target.name}`;
  if (isExact(best.loss)) return `${fitted}: nothing is left but rounding.`;
  const share = shown(100 * Math.sqrt(best.loss), 2);
  return `${fitted}; what is left has a standard deviation of ${measuredDifference(best.noise, target, 3)}, ${share} % of that of ${target.name}, and is taken for noise.`;
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

function rivalsText(alternatives: readonly Alternative[], context: FormulaContext): string {
  const [first] = alternatives;
  if (!first) return "Could it have been another law? Of what was tried, no other law comes within 5 nats.";
  const difference = Number.isFinite(first.difference)
    ? ` by ${shown(first.difference, 2)} standard deviations of the noise`
    : "";
  const are = alternatives.length === 1 ? "1 other form is" : `${alternatives.length} other forms are`;
  const longer = `${shown(Math.abs(first.nats), 2)} nats ${first.nats < 0 ? "shorter" : "longer"}`;
  return (
    `Could it have been another law? ${are} at most 5 nats longer, the first ${first.formula.text} (${longer}); ` +
    `within the data the two differ most${difference} at ${placeText(context, first.measureAt)}: measure there to tell them apart.`
  );
}

function domainText({ best, domain }: Discovery, { context }: DiscoveryData): string {
  const ranges = domain.map(
    (variable) =>
      `${variable.name} from ${shown(asGiven(variable.low, variable))} to ${measured(variable.high, variable)}`,
  );
  return `It was seen for ${listed(ranges)}; elsewhere nothing tested it. ${valuesText(best, context)}`;
}

function valuesText(best: Formula, context: FormulaContext): string {
  if (isDefinedOn(best.expression, context.variables)) return "Within these ranges it has a finite value everywhere.";
  const gap = undefinedPoint(best, context);
  if (gap) return `Within these ranges it has no value everywhere: none at ${placeText(context, gap)}.`;
  return "Whether it has a finite value everywhere within these ranges was not shown.";
}

const endings: Readonly<Record<SearchReport["ended"], string>> = {
  solved: "ended because nothing was left to explain",
  finished: "ended because it no longer found anything better",
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
