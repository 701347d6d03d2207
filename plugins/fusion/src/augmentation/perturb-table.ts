import { fromSI, parseUnit, quantity, type RandomStream, randomStream } from "@mesoscope/core";
import { checkChoice, checkOptions, checkWhole, UnitError, ValueError } from "@mesoscope/sdk";
import { checkNames } from "../checks.js";
import type { Dataset } from "../dataset.js";

const distributions = ["uniform", "normal"] as const;

/** By how much the columns of a table are varied. */
export interface PerturbTableOptions {
  /** By column: a share such as "2 %", or an amount with a unit such as "0.1 mm" (for temperatures in K). */
  readonly tolerances: Readonly<Record<string, string>>;
  /** `uniform` within the tolerance (default), or `normal` with a third of it as standard deviation, cut off at it. */
  readonly distribution?: (typeof distributions)[number];
  /** How many varied rows are made of each row; 1 unless given. */
  readonly copies?: number;
  readonly seed?: number;
}

/** A varied table, and the options from which the same call makes it again. */
export interface PerturbedTable {
  readonly table: Dataset;
  readonly log: Required<PerturbTableOptions>;
}

/**
 * Rows of a table with some columns varied at random within a tolerance; columns not named stay as they are.
 *
 * @example
 * const beams = dataset({ width: [10, 20] }, { units: { width: "mm" } });
 * const { table } = perturbTable(beams, { tolerances: { width: "0.1 mm" }, copies: 3 });
 * table.rowCount; // 6
 * table.column("width").data.every((w, i) => Math.abs(w - (i < 3 ? 0.01 : 0.02)) <= 1e-4); // true
 *
 * @throws DataError UNKNOWN_COLUMN, NOT_NUMERIC; UnitError DIMENSION_MISMATCH, OFFSET_UNIT; ValueError BAD_OPTION
 */
export function perturbTable(table: Dataset, options: PerturbTableOptions): PerturbedTable {
  checkOptions("perturbTable", options, ["tolerances", "distribution", "copies", "seed"]);
  const { tolerances, distribution = "uniform", copies = 1, seed = 0 } = options;
  checkChoice("perturbTable", "distribution", distribution, distributions);
  checkWhole("perturbTable", "copies", copies, 1);
  checkTable(table, tolerances);
  checkNames("perturbTable", "tolerances", Object.keys(tolerances), table.columns);
  const stream = randomStream(seed);
  const repeated = table.take(Array.from({ length: table.rowCount * copies }, (_, i) => Math.floor(i / copies)));
  const varied = Object.entries(tolerances).reduce((result, [name, tolerance], c) => {
    const unit = table.units[name] ?? "";
    const reach = reachOf(name, tolerance, unit);
    const draws = stream.child(c);
    const values = result.column(name).map((value) => value + reach(value) * offset(distribution, draws));
    return result.withColumn(name, fromSI(values, unit).data, unit === "" ? {} : { unit });
  }, repeated);
  return { table: varied, log: { tolerances, distribution, copies, seed } };
}

function checkTable(table: Dataset, tolerances: PerturbTableOptions["tolerances"]): void {
  if (typeof table?.take !== "function") {
    throw new ValueError(
      "BAD_VALUE",
      "perturbTable: the first argument is no table. Give a dataset, from dataset() or readTable().",
    );
  }
  if (typeof tolerances === "object" && tolerances !== null) return;
  throw new ValueError(
    "BAD_OPTION",
    'perturbTable: there are no tolerances. Give them by column, such as { width: "0.1 mm", load: "2 %" }.',
  );
}

/** How far a value in SI may move. */
function reachOf(name: string, tolerance: string, unit: string): (value: number) => number {
  const share = /^\s*([\d.eE+-]+)\s*%\s*$/.exec(tolerance)?.[1];
  const amount = quantity(share ?? tolerance);
  if (amount.unit.offset !== 0) {
    throw new UnitError(
      "OFFSET_UNIT",
      `perturbTable: the tolerance of "${name}" is ${tolerance}, a place on a scale. Give a difference, such as "2 K".`,
    );
  }
  if (!(amount.value >= 0)) {
    throw new ValueError(
      "BAD_OPTION",
      `perturbTable: the tolerance of "${name}" is ${tolerance}. Give an amount from 0.`,
    );
  }
  if (share !== undefined) return (value) => (Math.abs(value) * amount.value) / 100;
  amount.in(parseUnit(unit).symbol);
  return () => amount.value;
}

/** From -1 to 1. */
function offset(distribution: (typeof distributions)[number], stream: RandomStream): number {
  if (distribution === "uniform") return 2 * stream.uniform() - 1;
  for (;;) {
    const drawn = stream.normal() / 3;
    if (Math.abs(drawn) <= 1) return drawn;
  }
}
