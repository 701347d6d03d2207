import type { Candidate } from "./candidate.js";

/** Nats within which a formula that is not on the front stays in view: it describes the data nearly as shortly. */
const rivalNats = 12;

const mostRivals = 12;

/** A formula with less left than this, as a fraction of the variance, is exact to rounding. */
const exactLoss = 1e-20;

/** The best formula of every complexity: each one fits better than all simpler ones. */
export class Front {
  #members: Candidate[] = [];
  #rivals: Candidate[] = [];

  /** By ascending complexity and descending loss. */
  get members(): readonly Candidate[] {
    return this.#members;
  }

  /** Formulas that are not on the front and describe the data nearly as shortly as the best of it, the shortest first. */
  get rivals(): readonly Candidate[] {
    return this.#rivals;
  }

  /** The formula of least description length. */
  get best(): Candidate | undefined {
    return this.#members.reduce<Candidate | undefined>(
      (best, member) => (best && best.descriptionLength <= member.descriptionLength ? best : member),
      undefined,
    );
  }

  /** Whether it holds a formula without any error left. */
  get isSolved(): boolean {
    return this.#members.some(({ loss }) => loss < exactLoss);
  }

  /** Whether `add` would keep the candidate, on the front or in view of it. */
  keeps(candidate: Candidate): boolean {
    if (!this.#isNew(candidate)) return false;
    return candidate.descriptionLength <= this.#mostInView() || !this.#isBeaten(candidate);
  }

  /** Whether the candidate joined; members that are now simpler and worse have left. */
  add(candidate: Candidate): boolean {
    if (!this.#isNew(candidate)) return false;
    const isBeaten = this.#isBeaten(candidate);
    const beaten = this.#members.filter((member) => dominates(candidate, member));
    if (!isBeaten) {
      this.#members = [...this.#members.filter((member) => !beaten.includes(member)), candidate].sort(
        (a, b) => a.complexity - b.complexity,
      );
    }
    this.#keepRivals(isBeaten ? [candidate] : beaten);
    return !isBeaten;
  }

  #keepRivals(more: readonly Candidate[]): void {
    const most = this.#mostInView();
    const fresh = more.filter((one) => !this.#rivals.some((rival) => isSame(rival, one)));
    this.#rivals = [...this.#rivals, ...fresh]
      .filter(({ descriptionLength }) => descriptionLength <= most)
      .sort((a, b) => a.descriptionLength - b.descriptionLength)
      .slice(0, mostRivals);
  }

  #isNew(candidate: Candidate): boolean {
    return Number.isFinite(candidate.loss) && !this.#members.some((member) => isSame(member, candidate));
  }

  #isBeaten(candidate: Candidate): boolean {
    return this.#members.some((member) => dominates(member, candidate));
  }

  /** The longest description that is kept in view. */
  #mostInView(): number {
    return (this.best?.descriptionLength ?? Number.NEGATIVE_INFINITY) + rivalNats;
  }
}

/** Nothing is better by rounding alone. */
function dominates(a: Candidate, b: Candidate): boolean {
  return a.complexity <= b.complexity && a.loss <= b.loss * (1 + 1e-9);
}

/** To rounding: one formula written in two ways, or found twice. */
function isSame(a: Candidate, b: Candidate): boolean {
  return a.complexity === b.complexity && Math.abs(a.loss - b.loss) <= 1e-9 * Math.max(a.loss, b.loss);
}
