import { setFlagsFromString } from "node:v8";
import { prefixVariable } from "./kernel-spec.node.js";
import { type Front, startServer } from "./server/start-server.node.js";
import { historyPlace } from "./session/history-place.node.js";
import { createSession } from "./session/session.node.js";

// Messages are short-lived: a nursery that grows takes 10 MB and gains nothing.
setFlagsFromString("--semi-space-growth-factor=1");
process.on("SIGINT", () => {}); // the front end sends a message to stop a cell
process.stderr.on("error", () => {}); // nobody reads the log any more
process.on("uncaughtException", (error) => console.error("mesoscope: an error inside the kernel:", error));

const [connectionFile, prefix = ""] = process.argv.slice(2);
const environment = { [prefixVariable]: prefix };
const openSession = (front: Front) =>
  createSession({ directory: process.cwd(), environment, history: historyPlace(), ...front });
await startServer(connectionFile, openSession).catch((error) => {
  console.error(`mesoscope: ${(error as Error).message}`);
  process.exit(1);
});
