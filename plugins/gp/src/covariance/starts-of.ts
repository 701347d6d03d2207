import type { Parameter, Role } from "./covariance.js";
import { readStart, type Start } from "./start.js";

/** One hyper-parameter of a name and role for every entry of `inputs`. */
export function startsOf(
  owner: string,
  name: string,
  role: Role,
  start: Start | undefined,
  inputs: readonly (readonly number[])[],
): Parameter[] {
  const { values, fixed, prior } = readStart(owner, name, start, inputs.length);
  return inputs.map((columns, p) => ({ name, role, inputs: columns, start: values?.[p], fixed, prior }));
}
