/** The type process: its main thread keeps the questions in order, its other thread answers them. */
import { Dispatcher } from "./dispatcher.node.js";
import type { Request, Said } from "./messages.js";

const dispatcher = new Dispatcher(process.argv[2]!, (said: Said) => process.send!(said));
process.on("message", (request: Request) => dispatcher.ask(request));
process.on("disconnect", () => process.exit());
