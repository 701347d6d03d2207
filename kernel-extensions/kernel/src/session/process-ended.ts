import { MesoscopeError } from "@mesoscope/sdk";

/** What is known of the end of a user process. */
export interface Ending {
  /** It had started up. */
  readonly ready: boolean;
  /** We asked it to end. */
  readonly asked: boolean;
  /** We killed it because it did not answer Stop. */
  readonly stopped: boolean;
  /** The argument of `process.exit`, when that was called. */
  readonly exitedWith?: number;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  /** Why it could not be started. */
  readonly failure?: string;
  /** The end of what it wrote to stderr. */
  readonly lastWords?: string;
}

/** The process that ran the cells has ended: `PROCESS_ENDED`, or `PROCESS_NOT_STARTED`. */
export class ProcessEnded extends MesoscopeError {
  constructor(ending: Ending) {
    if (ending.ready) super("PROCESS_ENDED", `${reason(ending)} All variables are lost; a fresh process has started.`);
    else super("PROCESS_NOT_STARTED", `The process for your cells could not start. ${reason(ending)}`);
  }
}

function reason({ stopped, exitedWith, signal, exitCode, failure, lastWords = "" }: Ending): string {
  if (failure !== undefined) return `${failure}.`;
  if (stopped) return "The cell did not answer Stop, so its process was ended.";
  if (exitedWith !== undefined) return `process.exit(${exitedWith}) ended the process of your cells.`;
  if (/heap out of memory|allocation failed/i.test(lastWords)) return "The process of your cells ran out of memory.";
  if (signal) return `The process of your cells was ended by ${signal}${crash.has(signal) ? " (a native crash)" : ""}.`;
  return `The process of your cells ended with exit code ${exitCode}.`;
}

const crash = new Set(["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP"]);
