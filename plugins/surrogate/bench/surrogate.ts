/**
 * Surrogates on shared problems: `npm run bench -- surrogate [--case darcy] [--data DIR] [--out results.json]`. All cases
 * are run unless one is named. `--data` is the folder that holds the folders of the data sets, `datasets` of the checkout
 * unless given. Results are `{ case: { finding: value } }`, written after every case. Settings were chosen on training rows
 * kept aside; test rows are looked at once, at the end. CPU seconds are those of the training, in one process.
 */
import { cpus, loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { writeWhole } from "@mesoscope/sdk/whole-file";
import { device } from "@mesoscope/tensor";
import { burgersOperator } from "./surrogate/burgers-operator.ts";
import { darcy } from "./surrogate/darcy.ts";
import { digits } from "./surrogate/digits.ts";

/** What a case found, by name. */
type Findings = Readonly<Record<string, number | string>>;

const cases: Readonly<Record<string, (data: string) => Promise<Findings>>> = {
  darcy,
  digits,
  "burgers-operator": burgersOperator,
};
const names = Object.keys(cases);

const { values: options } = parseArgs({
  options: {
    case: { type: "string" },
    data: { type: "string", default: path.resolve(import.meta.dirname, "../../../datasets") },
    out: { type: "string" },
  },
});
if (options.case !== undefined && !names.includes(options.case)) {
  throw new Error(`bench surrogate: there is no case "${options.case}". There are: ${names.join(", ")}.`);
}

const results: Record<string, Findings> = {};
for (const name of options.case === undefined ? names : [options.case]) {
  results[name] = await cases[name]!(options.data);
  const lines = Object.entries(results[name]).map(([what, value]) => `  ${what}: ${value}`);
  console.log([name, ...lines].join("\n"));
  if (options.out !== undefined) await writeWhole(options.out, `${JSON.stringify(results, null, 2)}\n`);
}
const { name: where } = await device();
console.log(`${where}, ${cpus().length} × ${cpus()[0]!.model}, load ${loadavg()[0]!.toFixed(1)} at the end`);
