import { type Kernel, type Request, within } from "../../../../test/kernel/client/index.ts";

/** Milliseconds from sending a cell to having both its reply and `idle`. */
export async function roundTrip(kernel: Kernel, code: string, milliseconds = 10_000): Promise<number> {
  const request = kernel.start(code);
  await both(request, milliseconds);
  return performance.now() - request.sentAt;
}

/** The number that a cell shows as its value, as a result or (tslab) as output. */
export async function numberOf(kernel: Kernel, code: string, milliseconds = 20_000): Promise<number> {
  const request = kernel.start(code);
  await both(request, milliseconds);
  const output = await request.output((message) => Number.isFinite(numberIn(message.content)), 2000);
  return numberIn(output.content);
}

export function both(request: Request, milliseconds: number): Promise<unknown> {
  return within(Promise.all([request.reply, request.idle]), milliseconds, "the cell did not end");
}

function numberIn(content: { text?: string; data?: Record<string, string> }): number {
  const text = content.data?.["text/plain"] ?? content.text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: some kernels colour their plain text
  return Number.parseFloat(text?.replace(/\u001b\[[0-9;]*m/g, "") ?? "");
}
