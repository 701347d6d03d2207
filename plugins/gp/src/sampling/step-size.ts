const wanted = 0.8;
const shrinkage = 0.05;
const delay = 10;
const forgetting = 0.75;

/**
 * The step of a sampler, learned so that its mean acceptance probability is 0.8.
 *
 * @see Hoffman & Gelman, JMLR 15 (2014) 1593, section 3.2
 */
export class StepSize {
  readonly #centre: number;
  #log: number;
  #average: number;
  #error = 0;
  #count = 0;

  constructor(start: number) {
    this.#centre = Math.log(10 * start);
    this.#log = Math.log(start);
    this.#average = Math.log(start);
  }

  /** The step to try next. */
  get current(): number {
    return Math.exp(this.#log);
  }

  /** The step to keep. */
  get settled(): number {
    return Math.exp(this.#average);
  }

  /** Learns from the mean acceptance probability of one path. */
  learn(acceptance: number): void {
    this.#count++;
    const weight = 1 / (this.#count + delay);
    this.#error = (1 - weight) * this.#error + weight * (wanted - acceptance);
    this.#log = this.#centre - (Math.sqrt(this.#count) / shrinkage) * this.#error;
    const share = this.#count ** -forgetting;
    this.#average = share * this.#log + (1 - share) * this.#average;
  }
}
