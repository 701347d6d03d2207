import { Sentence } from "#launch";
import { readArguments } from "../terminal/arguments.js";

/** A command line of `mesoscope discover`. */
export interface Settings {
  readonly file: string;
  readonly target: string;
  readonly inputs?: readonly string[] | undefined;
  readonly units?: string | undefined;
  readonly out: string;
  readonly seed: number;
  readonly threads?: number | undefined;
  /** Either of the two ends a search. */
  readonly seconds?: number | undefined;
  readonly work?: number | undefined;
  /** How many searches run as jobs of a Slurm cluster; none where the search runs here. */
  readonly islands: number;
}

const defaultSeconds = 60;
const defaultIslands = 8;

export function readSettings(args: readonly string[]): Settings {
  const text = { type: "string" } as const;
  const { values, positionals } = readArguments("discover", args, {
    positionals: 1,
    options: {
      ...{ target: text, inputs: text, units: text, out: text, seconds: text, work: text, threads: text, seed: text },
      ...{ on: text, islands: text },
    },
  });
  const file = positionals[0];
  if (file === undefined)
    throw new Sentence("discover: no table was named. Write mesoscope discover data.csv --target y --out result.json.");
  if (!values.target)
    throw new Sentence("discover: no target was named. Write --target and the column that the formula is for.");
  if (!values.out)
    throw new Sentence("discover: nothing says where the result goes. Write for example --out result.json.");
  const work = positive("work", values.work, "node evaluations", "1e10");
  const seconds =
    positive("seconds", values.seconds, "seconds", "60") ?? (work === undefined ? defaultSeconds : undefined);
  return {
    file,
    target: values.target,
    inputs: values.inputs?.split(",").map((name) => name.trim()),
    units: values.units,
    out: values.out,
    seed: whole("seed", values.seed, 0) ?? 0,
    threads: whole("threads", values.threads, 1),
    work,
    seconds,
    islands: readIslands(values.on, whole("islands", values.islands, 1)),
  };
}

function readIslands(on: string | undefined, islands: number | undefined): number {
  if (on === "slurm") return islands ?? defaultIslands;
  if (on !== undefined)
    throw new Sentence(`discover: --on ${on} is no place to compute. Write --on slurm, or leave it out.`);
  if (islands === undefined) return 0;
  throw new Sentence("discover: --islands is for a cluster. Write --on slurm, too, or --threads for this machine.");
}

function positive(name: string, text: string | undefined, what: string, example: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Sentence(
    `discover: --${name} ${text} is not a number of ${what} above 0. Write for example --${name} ${example}.`,
  );
}

function whole(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
  throw new Sentence(`discover: --${name} ${text} is not a whole number of at least ${least}.`);
}
