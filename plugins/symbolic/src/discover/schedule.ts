import { evolutionStage } from "../search/evolution/evolution-stage.js";
import { exactStage } from "../search/exact/exact-stage.js";
import { groupStage } from "../search/group-stage.js";
import { guessesStage } from "../search/guesses/guesses-stage.js";
import { noiseStage } from "../search/noise/noise-stage.js";
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
const groups: NamedStage = { name: "constants per group", run: groupStage };
const evolution: NamedStage = { name: "evolution", run: evolutionStage };

/** What a thread does, one stage after the other. */
export function scheduleOf({ index, count, template, problem }: ThreadStart): readonly NamedStage[] {
  const perGroup = problem.groups ? [groups] : [];
  if (template) return [{ name: "the form given", run: guessesStage([template]) }, ...perGroup];
  const first = count === 1 ? [exact, noise] : [[exact], [noise]][index];
  return [...(index === 0 ? [simple] : []), ...(first ?? []), ...perGroup, evolution];
}
