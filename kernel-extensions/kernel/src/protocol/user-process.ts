import type { PluginState, Variable, VariableList } from "@mesoscope/sdk";
import type { Stepped } from "./step.js";

/** What the kernel process and the user process say to each other. `run` numbers one execution; 0 is nobody's. */

/** The number of runs that make the processes quick, and of which nobody hears. */
export const rehearsal = -1;

/** A cell ready to run. */
export interface RunMessage extends Stepped {
  readonly type: "run";
  readonly run: number;
  /** The number shown in `Cell [3]`; silent runs have the number of the next cell. */
  readonly count: number;
  /** The front end's name for the cell, or the message id. */
  readonly id: string;
  readonly silent: boolean;
  /** Compiled expressions to evaluate after a cell that ended well, by name. */
  readonly expressions: Readonly<Record<string, string>>;
}

export type ToUser =
  | RunMessage
  /** Stop what runs. Numbered from 1; also sent on the guard's pipe. */
  | { readonly type: "stop"; readonly stop: number }
  /** A comm message of the front end; its buffers are the payloads. `content` is that of the Jupyter message. */
  | {
      readonly type: "comm";
      readonly run: number;
      readonly message: "comm_open" | "comm_msg" | "comm_close";
      readonly content: Record<string, unknown>;
      readonly metadata: Record<string, unknown>;
    }
  /** The answer to an `ask`. */
  | { readonly type: "answer"; readonly ask: number; readonly value: unknown }
  | { readonly type: "refuse"; readonly ask: number; readonly code: string; readonly message: string }
  /** What only the process with the values knows; sent when no cell runs. */
  | { readonly type: "ask"; readonly ask: number; readonly kind: keyof Known; readonly about: string }
  /** Run undo functions and end. */
  | { readonly type: "exit" };

export type FromUser =
  | { readonly type: "ready"; readonly pid: number }
  /** One message for iopub. Payload 0 is its content as JSON bytes, sent on unread; the others are its buffers. */
  | {
      readonly type: "publish";
      readonly run: number;
      readonly message: PublishedType;
      readonly metadata?: Record<string, unknown>;
      /** The content lacks its metadata: where what is shown comes from, which the kernel process knows. */
      readonly traced?: boolean;
    }
  /** A run reads local files, or has imported local modules, both by absolute path, or packages, with their versions. */
  | {
      readonly type: "inputs";
      readonly run: number;
      readonly files: readonly string[];
      readonly modules: readonly string[];
      readonly packages: Readonly<Record<string, string>>;
    }
  /** A cell is over and everything it printed has been sent. */
  | { readonly type: "done"; readonly run: number; readonly outcome: Outcome }
  /** A question that only the kernel process can answer. */
  | { readonly type: "ask"; readonly ask: number; readonly run: number; readonly question: Question }
  /** The answer to an `ask`. */
  | { readonly type: "answer"; readonly ask: number; readonly value: unknown }
  /** `process.exit(code)` was called; the process ends by itself right after. */
  | { readonly type: "exiting"; readonly run: number; readonly exitCode: number };

/** What the user process can be asked. */
export interface Known {
  readonly variables: VariableList;
  readonly plugins: readonly PluginState[];
  /** Names that go on from a text such as `spec` or `Math.flo`. */
  readonly names: readonly KnownName[];
  /** What names and dots such as `spec.width` stand for now; nothing where there is no more to tell than their type. */
  readonly value: KnownValue | undefined;
}

export type KnownValue = Omit<Variable, "name">;

export interface KnownName {
  readonly name: string;
  /** As JupyterLab names kinds of completions. */
  readonly type: "function" | "instance" | "property";
}

export type PublishedType =
  | "stream"
  | "display_data"
  | "update_display_data"
  | "execute_result"
  | "clear_output"
  | "error"
  | "comm_open"
  | "comm_msg"
  | "comm_close";

/** How a run ended. The `error` message itself has been published before. */
export type Outcome =
  | {
      readonly status: "ok";
      readonly expressions: Record<string, unknown>;
      readonly payload: readonly object[];
    }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

export type Question =
  | { readonly kind: "input"; readonly prompt: string; readonly password: boolean }
  /** `%types …`: the new mode or "" to ask; answered with a sentence. */
  | { readonly kind: "types"; readonly argument: string }
  /** Where what the cells show comes from; answered with a `CellProvenance` for each. */
  | { readonly kind: "provenance" }
  /** Run what is out of date; answered with a sentence. */
  | { readonly kind: "rerun" }
  /** Packages on disk have changed: forget what is known of their types. Answered with null. */
  | { readonly kind: "packages-changed" };
