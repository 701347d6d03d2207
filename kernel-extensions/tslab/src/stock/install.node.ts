import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import {
  type DisplayHandle,
  displaySymbol,
  installRunContext,
  isDisplayable,
  MesoscopeError,
  type MimeBundle,
  runContext,
} from "@mesoscope/sdk";
import { stockKernel, type WriteDisplay } from "./kernel.node.js";

// In tslab's own kernel nobody else offers `display` to libraries; in ours that has been done before.
const current = runContext() === undefined ? stockKernel() : undefined;
if (current) {
  installRunContext({
    display: (value, options) => displayBy(current(), value, options),
    tick: () => undefined,
    clearOutput: () => {},
    input: async () => {
      throw new MesoscopeError("NO_INPUT", "input: tslab cannot ask. Give the value in the cell.");
    },
  });
}

async function displayBy(
  write: WriteDisplay | undefined,
  value: unknown,
  { id = randomUUID(), update = false }: { id?: string; update?: boolean },
): Promise<DisplayHandle> {
  const send = (data: object, isUpdate: boolean) =>
    write?.({ data, metadata: {}, transient: { display_id: id } }, isUpdate);
  const shown = bundleOf(value);
  send(shown instanceof Promise ? await shown : shown, update);
  return { id, update: async (next) => void send(await bundleOf(next), true) };
}

function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  return isDisplayable(value) ? value[displaySymbol]() : { "text/plain": inspect(value) };
}
