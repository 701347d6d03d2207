import { type Kernel, sleep } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { roundTrip } from "./cell.ts";
import type { Language } from "./language.ts";
import type { Samples } from "./samples.ts";

/** A kernel that has been started for this round. */
export interface Running {
  readonly arm: Arm;
  readonly kernel: Kernel;
}

/** Cells run in a row before the next kernel has its turn. */
const block = 20;
/** Milliseconds between turns, in which our type service works off what it has been told. */
const pause = 200;

/** Round trips of a trivial and of a typed cell, the kernels taking turns, so that a busy moment hits all of them. */
export async function measureCells(running: readonly Running[], samples: Samples, count: number): Promise<void> {
  const turns = new Turns(running, samples);
  const typed = ({ typed }: Language, i: number) => typed(i);
  await turns.take("trivial cell", ({ trivial }) => trivial, 2 * count);
  await turns.take("typed cell", typed, count);
  const ours = running.find(({ arm }) => arm.name === "mesoscope");
  if (ours) await roundTrip(ours.kernel, "%types off");
  await turns.take("typed cell, ours with `%types off`", typed, count);
}

class Turns {
  #running: readonly Running[];
  readonly #samples: Samples;
  #cells = 0;

  constructor(running: readonly Running[], samples: Samples) {
    this.#running = running;
    this.#samples = samples;
  }

  /** Every kernel runs `count` cells, in blocks; the first block of each is not recorded. */
  async take(measure: string, cell: (language: Language, i: number) => string, count: number): Promise<void> {
    for (let turn = 0; turn * block <= count; turn++) {
      const order = this.#running.map((_, i, all) => all[(i + turn) % all.length]!);
      for (const running of order) {
        try {
          for (let j = 0; j < block; j++) {
            const time = await roundTrip(running.kernel, cell(running.arm.language, this.#cells++));
            if (turn > 0) this.#samples.add(measure, running.arm.name, time);
          }
        } catch (error) {
          this.#samples.fail(measure, running.arm.name, error);
          this.#running = this.#running.filter((other) => other !== running);
        }
        await sleep(pause);
      }
    }
  }
}
