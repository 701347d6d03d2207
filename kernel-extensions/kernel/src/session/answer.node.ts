import { MesoscopeError } from "@mesoscope/sdk";
import type { FromUser } from "../protocol/user-process.js";
import type { SessionOptions } from "./contract.js";
import { type Rerunner, rerunStale } from "./rerun.node.js";

export type Asked = Extract<FromUser, { type: "ask" }>;

/** What answers questions of cells. */
export interface Answerer extends Rerunner {
  readonly options: SessionOptions;
}

/** Answers what a cell asks of the kernel process. */
export async function answer({ question, run }: Asked, answerer: Answerer): Promise<unknown> {
  const { options, outputs, traces, types } = answerer;
  switch (question.kind) {
    case "input":
      if (!options.onInput) throw noInput();
      return options.onInput({ prompt: question.prompt, password: question.password, run: outputs.placeOf(run) });
    case "types":
      return types.change(question.argument);
    case "provenance":
      return traces.cells();
    case "rerun":
      return rerunStale(answerer, run);
    case "packages-changed":
      types.packagesChanged();
      return null;
  }
}

/** The answer where nobody can be asked. */
function noInput(): MesoscopeError {
  return new MesoscopeError("NO_INPUT", "input: nobody can be asked here. Run this in a notebook.");
}
