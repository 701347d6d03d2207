import type { LoopProgress, RunningCell } from "@mesoscope/sdk";

interface Item {
  readonly id: string;
  readonly source: string;
  count: number;
  started: number;
  progress?: LoopProgress | undefined;
}

/** One cell on its way through the kernel. */
export interface WorkItem {
  starts(run: number, count: number): void;
  ends(): void;
}

export interface WorkListener {
  /** What runs or waits is no longer the same, or has come further. */
  changed(): void;
  ended(source: string): void;
}

/** What runs and what waits, for those who want to see it. */
export class Work {
  readonly #items = new Set<Item>();
  readonly #runs = new Map<number, Item>();
  readonly #listener: WorkListener;

  constructor(listener: WorkListener) {
    this.#listener = listener;
  }

  /** A cell has arrived: it waits until it starts. */
  arrives(id: string, source: string): WorkItem {
    const item: Item = { id, source, count: 0, started: Number.NaN };
    let number = 0;
    this.#items.add(item);
    this.#listener.changed();
    return {
      starts: (run, count) => {
        number = run;
        this.#runs.set(run, Object.assign(item, { count, started: performance.now() }));
        this.#listener.changed();
      },
      ends: () => {
        this.#items.delete(item);
        this.#runs.delete(number);
        this.#listener.changed();
        this.#listener.ended(source);
      },
    };
  }

  /** What a run has shown says how far its loop is. */
  shows(run: number, metadata: object): void {
    const item = this.#runs.get(run);
    const progress = (metadata as { mesoscope?: { progress?: LoopProgress } }).mesoscope?.progress;
    if (!item || !progress) return;
    item.progress = progress;
    this.#listener.changed();
  }

  get isIdle(): boolean {
    return this.#items.size === 0;
  }

  running(): readonly RunningCell[] {
    return [...this.#runs.values()].map(({ id, count, started, progress }) => ({
      id,
      count,
      seconds: (performance.now() - started) / 1000,
      progress,
    }));
  }

  waiting(): readonly string[] {
    return [...this.#items].filter(({ started }) => Number.isNaN(started)).map(({ id }) => id);
  }
}
