import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Sentence, writeAtomically } from "#launch";
import type { Discovery, FittedConstant, Formula } from "./packages.js";
import type { Data } from "./read-data.js";
import type { Settings } from "./settings.js";

/** Throws where a result could not be written: better before a search than after it. */
export function checkWritable(file: string): void {
  const partial = `${file}.${process.pid}.partial`;
  try {
    if (existsSync(file) && statSync(file).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeFileSync(partial, "");
    rmSync(partial);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Sentence(`discover: --out ${file} cannot be written (${code}). Name a file in a folder of your own.`);
  }
}

/** Writes all that a paper needs of a discovery; `discovery` in it is what `loadDiscovery` takes. */
export function writeResult(settings: Settings, data: Data, discovery: Discovery, versions: object): void {
  const { best, front } = discovery;
  const { file, out, ...options } = settings;
  const result = {
    formula: best.text,
    form: best.form,
    constants: best.constants.map(constantOf),
    noise: discovery.noise,
    explanation: discovery.explain(),
    exports: {
      mathjs: best.toMathjs(),
      tex: best.toTex(),
      typescript: best.toTypeScript(),
      python: best.toPython(),
      sympy: best.toSymPy(),
      c: best.toC(),
    },
    front: front.map(memberOf),
    data: {
      file: path.basename(file),
      sha256: data.checksum,
      rows: data.y.length,
      inputs: data.names,
      ...(data.units && { units: data.units }),
      target: data.target,
    },
    options,
    search: discovery.search,
    versions,
    discovery: discovery.toJSON(),
  };
  writeAtomically(path.resolve(out), `${JSON.stringify(result, null, 2)}\n`);
}

function memberOf(formula: Formula): object {
  const { text, loss, complexity, descriptionLength } = formula;
  return { formula: text, mathjs: formula.toMathjs(), rSquared: 1 - loss, loss, complexity, descriptionLength };
}

function constantOf(constant: FittedConstant): object {
  const { name, value, standardError, unit, tidied } = constant;
  const { lower, upper } = constant.interval(0.95);
  return {
    name,
    value,
    standardError,
    interval95: standardError === undefined ? undefined : [lower, upper],
    unit,
    tidied,
  };
}
