import type { Known, ToUser } from "../../protocol/user-process.js";
import { send } from "../channel.node.js";
import { knownNames, knownValue } from "./names.node.js";
import { knownPlugins } from "./plugins.node.js";
import { knownVariables } from "./variables.node.js";

const answers: { readonly [Kind in keyof Known]: (about: string) => Known[Kind] } = {
  names: knownNames,
  value: knownValue,
  variables: knownVariables,
  plugins: knownPlugins,
};

/** Answers a question of the kernel process. */
export function answer({ ask, kind, about }: Extract<ToUser, { type: "ask" }>): void {
  send({ type: "answer", ask, value: answers[kind](about) });
}
