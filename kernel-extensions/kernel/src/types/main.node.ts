/** The type process: its main thread keeps the questions in order, its other thread answers them. */
import { Dispatcher } from "./dispatcher.node.js";
import { areYouThere, type Request, type Said } from "./messages.js";

const say = (said: Said) => process.send!(said);
const dispatcher = new Dispatcher(process.argv[2]!, say);
process.on("message", (asked: Request | typeof areYouThere) =>
  asked === areYouThere ? say("here") : dispatcher.ask(asked),
);
process.on("disconnect", () => process.exit());
