import { MesoscopeError } from "@mesoscope/sdk";
import type { Question, ToUser } from "../../protocol/user-process.js";
import { flush } from "../capture/stream.node.js";
import { send } from "../channel.node.js";
import { currentRun } from "../run.node.js";

const waiting = new Map<number, PromiseWithResolvers<unknown>>();
let asked = 0;

/** Asks the kernel process what only that can answer; what was printed before is seen before. */
export function ask<Answer>(question: Question): Promise<Answer> {
  const run = currentRun();
  const answer = Promise.withResolvers<unknown>();
  waiting.set(++asked, answer);
  flush(run);
  send({ type: "ask", ask: asked, run: run?.number ?? 0, question });
  return answer.promise as Promise<Answer>;
}

/** Hands an answer of the kernel process to who asked. */
export function receiveAnswer(message: Extract<ToUser, { type: "answer" | "refuse" }>): void {
  const answer = waiting.get(message.ask);
  waiting.delete(message.ask);
  if (message.type === "answer") answer?.resolve(message.value);
  else answer?.reject(new MesoscopeError(message.code, message.message));
}
