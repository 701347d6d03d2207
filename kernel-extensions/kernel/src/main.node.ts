import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { Server } from "./server/server.node.js";

enableCompileCache();
// Messages are short-lived: a nursery that grows takes 10 MB and gains nothing.
setFlagsFromString("--semi-space-growth-factor=1");
process.on("SIGINT", () => {}); // the front end sends a message to stop a cell
process.stderr.on("error", () => {}); // nobody reads the log any more
process.on("uncaughtException", (error) => console.error("mesoscope: an error inside the kernel:", error));

// Loaded before the process for the cells is started: the two would only slow each other down.
const [{ startServer }, { createSession }] = await Promise.all([
  import("./server/start-server.node.js"),
  import("./session/session.node.js"),
]);
let server: Server | undefined;
const session = await createSession({
  directory: process.cwd(),
  onOutput: (output) => server?.output(output),
  onInput: (request) => server!.input(request),
});
try {
  server = await startServer({ connectionFile: process.argv[2], session });
} catch (error) {
  console.error(`mesoscope: ${(error as Error).message}`);
  await session.close();
  process.exit(1);
}
// The first cell finds the compiler loaded and warm; the sockets answer before.
const { compileCell } = await import("./compile/compile-cell.node.js");
for (const cell of ["1 + 1", "const warm: number = 1;\nwarm"]) compileCell(cell);
