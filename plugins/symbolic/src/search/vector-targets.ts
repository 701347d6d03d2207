import { type Expression, nodesOf, sizeOf } from "../expression/expression.js";
import { skeletonOf } from "../expression/skeleton-of.js";
import type { Candidate } from "./candidate.js";
import { formNats } from "./description-length.js";
import type { SearchContext } from "./stage.js";

/** The laws of several targets of the same variables. */
export interface VectorLaw {
  /** One per target. */
  readonly candidates: readonly Candidate[];
  /** Whether all have one structure, each with its own constants. */
  readonly isShared: boolean;
}

/** The smallest part that says something about another target. */
const smallestPart = 3;

/**
 * What was found for other targets as guesses for this one: the structures themselves, the best first, and their parts by
 * how many of the targets have them.
 *
 * @param fronts one per target
 */
export function guessesFromOthers(fronts: readonly (readonly Candidate[])[], target: number): Expression[] {
  const others = fronts.filter((_, i) => i !== target).map(byDescriptionLength);
  const structures = others.flatMap((members) =>
    members.slice(0, structuresPerTarget).map(({ expression }) => expression),
  );
  const counts = new Map<string, { readonly part: Expression; count: number }>();
  for (const [best] of others) {
    const parts = new Map([...nodesOf(best?.expression ?? noParts)].map((part) => [skeletonOf(part), part]));
    for (const [skeleton, part] of parts) {
      const known = counts.get(skeleton);
      if (known) known.count++;
      else if (sizeOf(part) >= smallestPart) counts.set(skeleton, { part, count: 1 });
    }
  }
  const parts = [...counts.values()].sort((a, b) => b.count - a.count || sizeOf(b.part) - sizeOf(a.part));
  const known = new Set<string>();
  return [...structures, ...parts.map(({ part }) => part)].filter((guess) => {
    const skeleton = skeletonOf(guess);
    return !known.has(skeleton) && known.add(skeleton);
  });
}

const structuresPerTarget = 3;
const noParts: Expression = { kind: "constant", value: 0 };

function byDescriptionLength(members: readonly Candidate[]): Candidate[] {
  return [...members].sort((a, b) => a.descriptionLength - b.descriptionLength);
}

/**
 * The laws of several targets of least description length together: the best of each, or one structure for all, which is
 * written down once. Every structure on a front is offered to the other targets.
 *
 * @param contexts one per target, after their searches; `undefined` is returned where one of them found nothing
 */
export function vectorLaw(contexts: readonly SearchContext[]): VectorLaw | undefined {
  const structures = new Map(
    contexts.flatMap(({ front }) =>
      front.members.map(({ expression }) => [skeletonOf(expression), expression] as const),
    ),
  );
  const separate = contexts.flatMap(({ front }) => front.best ?? []);
  if (separate.length < contexts.length) return undefined;
  let best: VectorLaw = { candidates: separate, isShared: false };
  let length = lengthOf(separate);
  for (const structure of structures.values()) {
    const candidates = contexts.flatMap((context) => context.offer(structure) ?? []);
    if (candidates.length < contexts.length) continue;
    const saved = (contexts.length - 1) * formNats(structure);
    if (lengthOf(candidates) - saved >= length) continue;
    length = lengthOf(candidates) - saved;
    best = { candidates, isShared: true };
  }
  return best;
}

function lengthOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { descriptionLength }) => sum + descriptionLength, 0);
}
