import type { RandomStream } from "@mesoscope/core";
import { type Expression, nodesOf, variablesOf } from "../../expression/expression.js";
import type { UnitClasses } from "./unit-classes.js";
import { drawOne } from "./vocabulary.js";

/** A formula of the population, fitted on a sample of the rows. */
export interface Individual {
  readonly expression: Expression;
  /** 1 − R² on the sample. */
  readonly loss: number;
  readonly complexity: number;
  /** How many constants were fitted. */
  readonly constants: number;
}

/**
 * The best formula of every niche, where a niche is a complexity, a number of constants, a set of operators, and what the
 * root works on: the unit of its last operand, or without units its variables. It keeps formulas of many kinds alive that
 * would lose against the best so far.
 *
 * @see Mouret & Clune, "Illuminating search spaces by mapping elites", arXiv 1504.04909
 * @see Bruneton, "Enhancing symbolic regression with quality-diversity and physics-inspired constraints", arXiv 2503.19043
 */
export class Archive {
  readonly #best: Individual[] = [];
  readonly #levels: Map<string, Individual>[] = [];
  readonly #units: UnitClasses;

  constructor(units: UnitClasses) {
    this.#units = units;
  }

  /** Whether it is the best of its niche. */
  add(individual: Individual): boolean {
    const { complexity, loss } = individual;
    if (loss < (this.#best[complexity]?.loss ?? Number.POSITIVE_INFINITY)) this.#best[complexity] = individual;
    const height = individual.complexity * (mostConstants + 1) + Math.min(individual.constants, mostConstants);
    this.#levels[height] ??= new Map();
    const level = this.#levels[height] as Map<string, Individual>;
    const niche = this.#niche(individual.expression);
    const present = level.get(niche);
    if (present && present.loss <= individual.loss) return false;
    if (!present && level.size >= nichesPerLevel && !this.#makeRoom(level, individual)) return false;
    level.set(niche, individual);
    return true;
  }

  /** The best of a few niches of one complexity and number of constants, each of which is drawn as often. */
  draw(random: RandomStream): Individual | undefined {
    const level = drawOne(this.#levels.filter(Boolean), random);
    if (!level) return undefined;
    const members = [...level.values()];
    let best: Individual | undefined;
    for (let i = 0; i < contestants; i++) {
      const drawn = members[random.integer(members.length)] as Individual;
      if (!best || drawn.loss < best.loss) best = drawn;
    }
    return best;
  }

  /** One of those that fit better than all shorter ones. */
  drawBest(random: RandomStream): Individual | undefined {
    return drawOne(
      this.#best.filter((member) => member && this.isBest(member)),
      random,
    );
  }

  /** Whether it fits better than all formulas that are not longer. */
  isBest(individual: Individual): boolean {
    const { complexity, loss } = individual;
    return this.#best.every((other, i) => i > complexity || other === individual || other.loss > loss);
  }

  #niche(expression: Expression): string {
    const operators = new Set<string>();
    for (const node of nodesOf(expression)) if (node.kind === "apply") operators.add(node.operator);
    const first = expression.kind === "apply" ? (expression.operands.at(-1) as Expression) : expression;
    const content = this.#units.plain === "" ? variablesOf(first).join() : this.#units.of(first);
    return `${[...operators].sort().join()}|${content}`;
  }

  #makeRoom(level: Map<string, Individual>, individual: Individual): boolean {
    let worst: readonly [string, Individual] | undefined;
    for (const entry of level) if (!worst || entry[1].loss > worst[1].loss) worst = entry;
    if (!worst || worst[1].loss <= individual.loss) return false;
    return level.delete(worst[0]);
  }
}

const nichesPerLevel = 60;
const contestants = 3;
/** Formulas with more constants than this compete with one another. */
const mostConstants = 3;
