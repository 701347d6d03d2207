import { MesoscopeError } from "@mesoscope/sdk";

/** A task that has no value: `TASK_FAILED` where it threw, `TASK_LOST` where what ran it died as often as allowed. */
export class TaskError extends MesoscopeError {
  /** The place of the task among the inputs, from 0. */
  readonly index: number;
  readonly input: unknown;

  constructor(code: string, message: string, task: { index: number; input: unknown; cause?: unknown }) {
    super(code, message, { cause: task.cause });
    this.index = task.index;
    this.input = task.input;
  }
}

/** An engine that cannot work: `NO_SLURM`, `SLURM_REFUSED`, `SLURM_UNREACHABLE`, `TOO_MANY_JOBS`, `FUNCTION_NOT_LOADED`. */
export class EngineError extends MesoscopeError {}

/** An error as it travels between processes. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
}

export function sentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: "Error", message: describe(error), stack: "" };
  const { name, message, stack = "" } = error;
  const { code } = error as { code?: unknown };
  return { name, message, stack, ...(typeof code === "string" && { code }) };
}

/** The error of another process, with the stack that it had there. */
export function receivedError({ name, message, stack, code }: SentError): Error {
  const error = new Error(message);
  return Object.defineProperties(Object.assign(error, code !== undefined && { code }), {
    name: { value: name, enumerable: false },
    stack: { value: stack, enumerable: false },
  });
}

/** A value as a few words for a sentence. */
export function describe(value: unknown): string {
  return clip(wordsOf(value), 40);
}

function wordsOf(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

export function clip(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
