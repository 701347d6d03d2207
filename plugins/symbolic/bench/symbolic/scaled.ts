import { dimensionVector, randomStream } from "@mesoscope/core";
import type { Law } from "./law.ts";

/** By how many powers of ten a base unit may change, up or down. */
const reach = 3;
const dummies = 2;

/**
 * The law in another system of units, where it holds unchanged but magnitudes run from 1e-30 to 1e30, with two more
 * columns that have no part in it.
 */
export function scaledLaw(law: Law, seed: number): Law {
  const random = randomStream(seed);
  const powers = random.uniforms(8).data.map((share) => reach * (2 * share - 1));
  const scaleOf = (unit: string) =>
    10 ** dimensionVector(unit).data.reduce((sum, exponent, i) => sum + exponent * powers[i], 0);
  const variables = law.variables.map(({ name, unit, low, high }) => {
    const scale = scaleOf(unit);
    return { name, unit, low: low * scale, high: high * scale };
  });
  const unused = Array.from({ length: dummies }, (_, i) => {
    const like = variables[random.integer(variables.length)];
    return { ...like, name: `unused${i + 1}` };
  });
  return { ...law, variables: [...variables, ...unused] };
}
