import { create, createUnitDependencies, parseDependencies, unitDependencies } from "mathjs";

/** mathjs as a bundler finds it. */
export function loadMathjs() {
  return { create, unitDependencies, createUnitDependencies, parseDependencies };
}
