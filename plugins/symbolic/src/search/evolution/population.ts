import type { RandomStream } from "@mesoscope/core";
import { Archive, type Individual } from "./archive.js";
import { Island } from "./island.js";
import type { UnitClasses } from "./unit-classes.js";

const islandCount = 4;
/** Arrivals between two migrations of an island's best to the next one. */
const migrationInterval = 400;

/** Islands that take turns, and an archive of the best of every kind that they share. */
export class Population {
  readonly #archive: Archive;
  readonly #islands = Array.from({ length: islandCount }, () => new Island());
  readonly #random: RandomStream;
  #arrivals = 0;

  constructor(units: UnitClasses, random: RandomStream) {
    this.#archive = new Archive(units);
    this.#random = random;
  }

  /** A third of the parents come from the island whose turn it is, a third are the best of their size, and a third of their kind. */
  parent(): Individual | undefined {
    const draw = this.#random.uniform() * 3;
    if (draw < 1) return this.#current.tournament(this.#random);
    return draw < 2 ? this.#archive.drawBest(this.#random) : this.#archive.draw(this.#random);
  }

  /** Whether it fits better than all formulas that are not longer. */
  isBest(individual: Individual): boolean {
    return this.#archive.isBest(individual);
  }

  add(individual: Individual): void {
    this.#archive.add(individual);
    this.#current.add(individual);
    this.#arrivals++;
    if (this.#arrivals % migrationInterval === 0 && this.#current.best) this.#next.add(this.#current.best);
  }

  get #current(): Island {
    return this.#islands[this.#arrivals % islandCount] as Island;
  }

  get #next(): Island {
    return this.#islands[(this.#arrivals + 1) % islandCount] as Island;
  }
}
