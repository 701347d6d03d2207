import { evolutionStage } from "../search/evolution/evolution-stage.js";
import { exactStage } from "../search/exact/exact-stage.js";
import { groupStage } from "../search/groups/group-stage.js";
import { liftStage } from "../search/groups/lift-stage.js";
import { guessesStage } from "../search/guesses/guesses-stage.js";
import { noiseStage } from "../search/noise/noise-stage.js";
import { separabilityStage } from "../search/separability/separability-stage.js";
import { simpleLaws } from "../search/simple-laws.js";
import type { Stage } from "../search/stage.js";
import type { ThreadStart } from "./messages.js";

/** A stage and what people call it. */
export interface NamedStage {
  readonly name: string;
  readonly run: Stage;
}

const simple: NamedStage = { name: "simple laws", run: simpleLaws };
const exact: NamedStage = { name: "exact laws", run: exactStage };
const noise: NamedStage = { name: "laws behind noise", run: noiseStage };
const separable: NamedStage = { name: "separable parts", run: separabilityStage };
const withinGroups: NamedStage = { name: "laws within groups", run: groupStage };
const perGroup: NamedStage = { name: "constants per group", run: liftStage };
const evolution: NamedStage = { name: "evolution", run: evolutionStage };

/**
 * What a thread does, one stage after the other. Where there are groups, the law is most likely one with constants per
 * group, which may not show in all rows together: this is tried early.
 */
export function scheduleOf({ index, count, template, problem }: ThreadStart): readonly NamedStage[] {
  const lifting = problem.groups ? [perGroup] : [];
  if (template) return [{ name: "the form given", run: guessesStage([template]) }, ...lifting];
  const opening = index === 0 ? [simple, ...(problem.groups ? [withinGroups] : [])] : [];
  const first = count === 1 ? [exact, noise, separable] : [[exact], [noise, separable]][index];
  return [...opening, ...(first ?? []), ...lifting, evolution];
}
