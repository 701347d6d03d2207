/** The comms that are open, whoever opened them. */
export class CommRegistry {
  readonly #targets = new Map<string, string>();

  get open(): ReadonlyMap<string, string> {
    return this.#targets;
  }

  /** Takes note of a comm message, in either direction. */
  note(type: string, content: Record<string, unknown>): void {
    const id = String(content.comm_id);
    if (type === "comm_open") this.#targets.set(id, String(content.target_name));
    if (type === "comm_close") this.#targets.delete(id);
  }

  /** Forgets all of them and tells which they were. */
  clear(): string[] {
    const ids = [...this.#targets.keys()];
    this.#targets.clear();
    return ids;
  }
}
