import { setFlagsFromString } from "node:v8";
import { rehearsal } from "../protocol/user-process.js";
import { plainText } from "./display/plain-text.node.js";
import { execute } from "./execute.node.js";
import { callUser } from "./guard/boundary.node.js";

/** Takes out what makes `sum += i` four times slower in the V8 of Node 26. */
export function tuneEngine(): void {
  if (Number.parseInt(process.versions.v8, 10) >= 14) setFlagsFromString("--no-additive-safe-int-feedback");
}

/** Goes once through what a first cell needs; the kernel process goes on with it when it has the time. */
export function warmUp(): void {
  callUser(plainText, undefined, { warm: [1, "up"] });
  const code = { source: "", code: "0", steps: [] };
  void execute({ type: "run", run: rehearsal, count: 0, id: "", ...code, silent: false, expressions: {} });
}
