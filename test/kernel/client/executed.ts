import type { Json, Message } from "./message.ts";
import type { Request } from "./request.ts";

/** A cell that has been run: its reply and what it published up to `idle`. */
export class Executed {
  readonly request: Request;
  readonly reply: Json;
  readonly replyMessage: Message;
  readonly outputs: readonly Message[];

  constructor(request: Request, reply: Message) {
    this.request = request;
    this.reply = reply.content;
    this.replyMessage = reply;
    this.outputs = request.outputs.slice(0, request.outputsAtIdle);
  }

  ofType(type: string): readonly Message[] {
    return this.outputs.filter((message) => message.type === type);
  }

  get stdout(): string {
    return this.stream("stdout");
  }

  get stderr(): string {
    return this.stream("stderr");
  }

  stream(name: string): string {
    return this.ofType("stream")
      .filter((message) => message.content.name === name)
      .map((message) => message.content.text)
      .join("");
  }

  /** The MIME bundle of the last expression. */
  get result(): Json | undefined {
    return this.ofType("execute_result")[0]?.content.data;
  }

  /** The last expression in plain text. */
  get text(): string | undefined {
    return this.result?.["text/plain"];
  }

  /** The MIME bundles of `display_data`. */
  get displays(): readonly Json[] {
    return this.ofType("display_data").map((message) => message.content.data);
  }

  get error(): { ename: string; evalue: string; traceback: string[] } | undefined {
    return this.ofType("error")[0]?.content as never;
  }

  /** What arrived for this cell after `idle`, once `milliseconds` have passed. */
  async late(milliseconds: number): Promise<readonly Message[]> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return this.request.outputs.slice(this.request.outputsAtIdle);
  }
}
