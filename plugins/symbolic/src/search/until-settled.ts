import type { SearchContext } from "./stage.js";

/** Node evaluations of one thread without a better formula, after which one that leaves nothing but noise is the answer. */
const longPatience = 1e9;

/** Whether a formula leaves nothing but noise. */
export function isSettled({ front, isSolved, isAdequate }: SearchContext): boolean {
  return isSolved || (front.best !== undefined && isAdequate(front.best.expression));
}

/** Runs until the best formula leaves nothing but noise and has been the best for so much work. */
export function* untilSettled(
  context: SearchContext,
  steps: Generator<number, void, void>,
  patience = longPatience,
): Generator<number, void, void> {
  const { front } = context;
  let { best } = front;
  let quiet = 0;
  for (const work of steps) {
    yield work;
    quiet = front.best === best ? quiet + work : 0;
    best = front.best;
    if (quiet < patience) continue;
    if (isSettled(context)) return;
    quiet = 0;
  }
}
