import type { RandomStream } from "@mesoscope/core";
import type { Individual } from "./archive.js";

/** Members compete as parents; whoever comes takes the place of the oldest, however good that is. */
const size = 48;
const contestants = 6;

/**
 * A population in which nothing lives for ever: only structures whose children do well stay.
 *
 * @see Real, Aggarwal, Huang & Le, "Regularized evolution for image classifier architecture search", AAAI (2019)
 * @see Cranmer, "Interpretable machine learning for science with PySR", arXiv 2305.01582, section 2
 */
export class Island {
  readonly #members: Individual[] = [];
  #oldest = 0;
  readonly #frequencies: number[] = [];

  add(member: Individual): void {
    const { complexity } = member;
    this.#frequencies[complexity] = (this.#frequencies[complexity] ?? 0) + 1;
    if (this.#members.length < size) {
      this.#members.push(member);
      return;
    }
    const { complexity: gone } = this.#members[this.#oldest] as Individual;
    this.#frequencies[gone] = (this.#frequencies[gone] as number) - 1;
    this.#members[this.#oldest] = member;
    this.#oldest = (this.#oldest + 1) % size;
  }

  /** The best of some members at random, where a complexity that is frequent counts against it. */
  tournament(random: RandomStream): Individual | undefined {
    let best: Individual | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < contestants && this.#members.length > 0; i++) {
      const member = this.#members[random.integer(this.#members.length)] as Individual;
      const share = (this.#frequencies[member.complexity] as number) / this.#members.length;
      const cost = Math.log(member.loss + 1e-24) + crowding * share;
      if (cost < least) {
        least = cost;
        best = member;
      }
    }
    return best;
  }

  get best(): Individual | undefined {
    return this.#members.reduce<Individual | undefined>(
      (best, member) => (best && best.loss <= member.loss ? best : member),
      undefined,
    );
  }
}

/** What it costs, as a logarithm of the loss, to be as complex as everyone else. */
const crowding = 8;
