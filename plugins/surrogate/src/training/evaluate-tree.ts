import { evaluate } from "@mesoscope/tensor";

/** As `evaluate`, for trees of parameters, whose form the types do not know. */
export const evaluateTree = evaluate as (f: (...args: never[]) => unknown, ...args: readonly unknown[]) => unknown;
