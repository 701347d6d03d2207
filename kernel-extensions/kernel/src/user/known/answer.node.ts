import type { Known, ToUser } from "../../protocol/user-process.js";
import { send } from "../channel.node.js";

type Answers = { readonly [Kind in keyof Known]: () => Promise<(about: string) => Known[Kind]> };

/** Each is loaded when it is first asked for: who types a name shall not wait for what the panel shows. */
const answers: Answers = {
  names: async () => (await import("./names.node.js")).knownNames,
  value: async () => (await import("./names.node.js")).knownValue,
  variables: async () => (await import("./variables.node.js")).knownVariables,
  plugins: async () => (await import("./plugins.node.js")).knownPlugins,
};

/** Answers a question of the kernel process. */
export async function answer({ ask, kind, about }: Extract<ToUser, { type: "ask" }>): Promise<void> {
  const known = await answers[kind]();
  send({ type: "answer", ask, value: known(about) });
}
