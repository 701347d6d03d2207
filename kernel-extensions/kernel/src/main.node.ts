import { enableCompileCache } from "node:module";
import type { Server } from "./server/server.node.js";
import { createSession } from "./session/session.node.js";

enableCompileCache();
process.on("SIGINT", () => {}); // the front end sends a message to stop a cell
process.stderr.on("error", () => {}); // nobody reads the log any more
process.on("uncaughtException", (error) => console.error("mesoscope: an error inside the kernel:", error));

// The process for the cells takes longest, so it is started before the sockets are loaded.
let server: Server | undefined;
const session = await createSession({
  directory: process.cwd(),
  onOutput: (output) => server?.output(output),
  onInput: (request) => server!.input(request),
});
const { startServer } = await import("./server/start-server.node.js");
try {
  server = await startServer({ connectionFile: process.argv[2], session });
} catch (error) {
  console.error(`mesoscope: ${(error as Error).message}`);
  await session.close();
  process.exit(1);
}
await import("./compile/compile-cell.node.js");
