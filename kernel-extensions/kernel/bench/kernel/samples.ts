import type { ArmName } from "./arms.ts";
import { median } from "./statistics.ts";

/** What was measured: by measure, kernel and round. */
export class Samples {
  round = 0;
  readonly failures: string[] = [];
  readonly #values = new Map<string, Map<ArmName, number[][]>>();

  add(measure: string, arm: ArmName, ...values: readonly number[]): void {
    const arms = this.#values.get(measure) ?? new Map<ArmName, number[][]>();
    this.#values.set(measure, arms);
    const rounds = arms.get(arm) ?? [];
    arms.set(arm, rounds);
    rounds[this.round] = [...(rounds[this.round] ?? []), ...values];
  }

  fail(measure: string, arm: ArmName, error: unknown): void {
    this.failures.push(`${arm}, ${measure}: ${(error as Error).message.split("\n").slice(0, 3).join(" ")}`);
  }

  all(measure: string, arm: ArmName): number[] {
    return (this.#values.get(measure)?.get(arm) ?? []).flat();
  }

  /** The median over rounds of the ratio of two kernels' medians, so that a slow moment of the machine hits both. */
  ratio(measure: string, arm: ArmName, peer: ArmName): number {
    const [ours, theirs] = [arm, peer].map((name) => this.#values.get(measure)?.get(name) ?? []);
    const ratios = ours!.flatMap((values, round) => {
      const others = theirs![round];
      return others ? [median(values) / median(others)] : [];
    });
    return median(ratios);
  }

  measures(): string[] {
    return [...this.#values.keys()];
  }

  toJSON(): object {
    return Object.fromEntries([...this.#values].map(([measure, arms]) => [measure, Object.fromEntries(arms)]));
  }
}
