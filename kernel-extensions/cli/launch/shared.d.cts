import type { SpawnOptions } from "node:child_process";

/** Where a copy of Mesoscope keeps what it installs. */
export interface Home {
  readonly root: string;
  readonly isCheckout: boolean;
  readonly runtime: string;
  readonly stamps: string;
  readonly python: string;
  readonly lock: string;
}

export function homeAt(root: string, isCheckout: boolean): Home;

/** What went wrong and what to do, shown without a stack. */
export class Sentence extends Error {}
export function explain(what: string, text: string, home: Home): Sentence;

export function runProgram(
  command: readonly string[],
  options?: SpawnOptions,
): Promise<{ readonly status: number; readonly output: string }>;
export function handOver(command: readonly string[], options?: SpawnOptions): Promise<number>;

/** Compiles what has changed since the last build. */
export function ensureBuild(home: Home): Promise<void>;

export function step<T>(title: string, work: () => Promise<T>): Promise<T>;
export function withLock<T>(file: string, work: () => Promise<T>): Promise<T>;

export function isStamped(file: string, state: unknown): boolean;
export function stamp(file: string, state: unknown): void;
export function writeAtomically(file: string, content: string | Uint8Array): void;

export function npmCommand(home: Home): string[];
export function npmEnvironment(environment?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
export function stampWorkspace(home: Home): void;

/** `package-lock.json` as far as its completeness goes. */
export interface Lockfile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
        readonly resolved?: string;
        readonly link?: boolean;
      }
    >
  >;
}

export function missingEntries(
  lock: Lockfile,
): { readonly path: string; readonly name: string; readonly version: string }[];
/** The lockfile in npm's order. */
export function inOrder<T extends Lockfile>(lock: T): T;
