import type { Message } from "./message.ts";

/** One request on its way: what was published for it, its reply, and whether the kernel is idle again. */
export class Request {
  readonly id: string;
  readonly sentAt: number = performance.now();
  /** Everything published on iopub with this request as its parent, status messages left out; goes on growing. */
  readonly outputs: Message[] = [];
  /** How many outputs had arrived before `idle`. */
  outputsAtIdle = 0;
  readonly reply: Promise<Message>;
  readonly idle: Promise<Message>;
  readonly busy: Promise<Message>;
  readonly answer: ((prompt: string, password: boolean) => string | Promise<string>) | undefined;
  readonly #settle: Record<"reply" | "idle" | "busy", (message: Message) => void>;
  readonly #watchers = new Set<() => void>();

  constructor(id: string, answer?: (prompt: string, password: boolean) => string | Promise<string>) {
    this.id = id;
    this.answer = answer;
    const reply = Promise.withResolvers<Message>();
    const idle = Promise.withResolvers<Message>();
    const busy = Promise.withResolvers<Message>();
    this.reply = reply.promise;
    this.idle = idle.promise;
    this.busy = busy.promise;
    this.#settle = { reply: reply.resolve, idle: idle.resolve, busy: busy.resolve };
  }

  receive(message: Message): void {
    if (message.channel !== "iopub") this.#settle.reply(message);
    else if (message.type !== "status") this.outputs.push(message);
    else if (message.content.execution_state === "busy") this.#settle.busy(message);
    else if (message.content.execution_state === "idle") {
      this.outputsAtIdle = this.outputs.length;
      this.#settle.idle(message);
    }
    for (const watcher of this.#watchers) watcher();
  }

  /** Resolves with the first output, past or future, that `matches`. */
  output(matches: (message: Message) => boolean, milliseconds = 10_000): Promise<Message> {
    return new Promise((resolve, reject) => {
      const finish = () => {
        this.#watchers.delete(look);
        clearTimeout(timer);
      };
      const look = () => {
        const found = this.outputs.find(matches);
        if (!found) return;
        finish();
        resolve(found);
      };
      const timer = setTimeout(() => {
        finish();
        const seen = this.outputs.map((message) => `${message.type} ${JSON.stringify(message.content)}`).join("\n");
        reject(new Error(`no such output within ${milliseconds} ms; seen:\n${seen.slice(0, 2000)}`));
      }, milliseconds);
      this.#watchers.add(look);
      look();
    });
  }
}
