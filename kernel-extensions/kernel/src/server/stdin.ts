import { ValueError } from "@mesoscope/sdk";
import type { InputRequest } from "../session/contract.js";
import { text } from "./request.js";
import type { Origin } from "./runs.js";

type Send = (origin: Origin, content: { prompt: string; password: boolean }) => void;

/** Asks the front end whose cell wants a line of text; one question at a time. */
export class Stdin {
  readonly #send: Send;
  #asking: { readonly run: number; readonly resolve: (value: string) => void } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(send: Send) {
    this.#send = send;
  }

  /** @throws ValueError NO_INPUT when the front end said that nobody is there to answer */
  async ask({ prompt, password, run }: InputRequest, origin: Origin | undefined): Promise<string> {
    if (!origin?.mayAsk)
      throw new ValueError("NO_INPUT", "input: this front end cannot ask for input. Run the cell in a notebook.");
    const answer = this.#turn.then(() => {
      const { promise, resolve } = Promise.withResolvers<string>();
      this.#asking = { run, resolve };
      this.#send(origin, { prompt, password });
      return promise;
    });
    this.#turn = answer;
    return answer;
  }

  /** An `input_reply` has come. */
  reply(content: Record<string, unknown>): void {
    this.#asking?.resolve(text(content.value));
    this.#asking = undefined;
  }

  /** The cell is over: if it still asks, it was stopped, and the next question need not wait. */
  over(run: number): void {
    if (this.#asking?.run === run) this.reply({});
  }
}
