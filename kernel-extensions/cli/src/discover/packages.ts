import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Sentence } from "#launch";

/** What is used of a column of a table of `@mesoscope/fusion`. */
export interface Table {
  readonly columns: readonly string[];
  readonly rowCount: number;
  readonly units: Readonly<Record<string, string>>;
  values(name: string): readonly unknown[];
}

/** What is used of a discovery of `@mesoscope/symbolic`. */
export interface Discovery {
  readonly best: Formula;
  readonly front: readonly Formula[];
  readonly noise: number;
  readonly search: unknown;
  explain(): string;
  toJSON(): unknown;
}

export interface Formula {
  readonly text: string;
  readonly form: string;
  readonly loss: number;
  readonly complexity: number;
  readonly descriptionLength: number;
  readonly constants: readonly FittedConstant[];
  toMathjs(): string;
  toTex(): string;
  toTypeScript(): string;
  toPython(): string;
  toSymPy(): string;
  toC(): string;
}

export interface FittedConstant {
  readonly name: string;
  readonly value: number;
  readonly standardError: number | undefined;
  readonly unit: string | undefined;
  readonly tidied: string | undefined;
  interval(level: number): { readonly lower: number; readonly upper: number };
}

/** A search that goes on by itself. */
interface Search {
  readonly result: Promise<Discovery>;
  stop(): Promise<Discovery>;
  save(): SavedSearch;
}

export interface SavedSearch {
  readonly front: readonly unknown[];
  readonly seconds: number;
  readonly work: number;
}

/** Options of `discover`. */
export interface DiscoverOptions {
  readonly names: readonly string[];
  readonly units?: readonly string[];
  readonly target: { readonly name: string; readonly unit?: string };
  readonly seconds?: number;
  readonly work?: number;
  readonly threads?: number;
  readonly seed: number;
  readonly continueFrom?: SavedSearch;
}

export interface Symbolic {
  discover(options: DiscoverOptions): {
    search(X: readonly (readonly number[])[], y: readonly number[]): Search;
  };
}

export interface Fusion {
  readTable(file: string, options?: { readonly units?: Readonly<Record<string, string>> }): Promise<Table>;
}

export interface Compute {
  map<Input>(
    tasks: { readonly inputs: readonly Input[]; readonly run: { readonly module: string; readonly name: string } },
    options: { readonly on: unknown; readonly seed: number; readonly keepIn: string },
  ): Promise<{ readonly values: readonly SavedSearch[] }>;
  slurm(options: { readonly cpusPerTask: number }): unknown;
}

/** Where a package is found from the working directory, or beside this one. */
export function addressOf(name: string): string {
  for (const place of [path.join(process.cwd(), "package.json"), import.meta.url]) {
    try {
      return pathToFileURL(createRequire(place).resolve(name)).href;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new Sentence(
    `discover: ${name} is needed for this and not installed here. Call npm install ${name} and try again.`,
  );
}

/** Loads a package that this one does not depend on. */
export async function load<Package>(name: string): Promise<Package> {
  return (await import(addressOf(name))) as Package;
}
