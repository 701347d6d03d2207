import { expect, vi } from "vitest";
import type { DebuggerClient, Kernel } from "../client/index.ts";

/** Goes on from stop to stop until the cell ends. */
export async function* stopsOf(kernel: Kernel, debug: DebuggerClient, cell: string, step = "continue") {
  let stops = debug.events.filter(isStop).length;
  const running = kernel.start(cell);
  let isOver = false;
  void running.reply.then(() => {
    isOver = true;
  });
  const moved = () => isOver || debug.events.filter(isStop).length > stops;
  for (;;) {
    await vi.waitUntil(moved, { timeout: 5000, interval: 5 });
    if (isOver) break;
    stops++;
    yield await debug.stopped();
    await debug.ask(step, { threadId: 1 });
  }
  expect((await kernel.finish(running)).reply.status).toBe("ok");
}

const isStop = ({ event }: { readonly event: string }) => event === "stopped";
