import { ValueError } from "@mesoscope/sdk";
import type { Simulated } from "./simulator-function.js";

/**
 * What inputs are called in tables and figures: as given, as a model knows them, or x0, x1, ….
 *
 * @throws ValueError BAD_OPTION
 */
export function inputNames(
  owner: string,
  names: readonly string[] | undefined,
  count: number,
  simulated?: Simulated,
): readonly string[] {
  if (names === undefined) {
    const known = (simulated as { data?: { inputs?: readonly string[] } } | undefined)?.data?.inputs;
    return known?.length === count ? known : Array.from({ length: count }, (_, j) => `x${j}`);
  }
  if (Array.isArray(names) && names.length === count && names.every((name) => typeof name === "string")) return names;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: names is ${JSON.stringify(names)} for ${count} inputs. Give a list with one text for each.`,
  );
}
