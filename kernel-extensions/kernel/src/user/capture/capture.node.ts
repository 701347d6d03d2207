import { Console } from "node:console";
import { StringDecoder } from "node:string_decoder";
import { traceText } from "../errors/inspect-errors.node.js";
import { endStoppedCaller } from "../guard/interrupt.node.js";
import { currentRun } from "../run.node.js";
import { print, type StreamName } from "./stream.node.js";

/** Sends all that is printed by way of `process.stdout`, `process.stderr` and `console` to its cell. */
export function captureOutput(): void {
  captureStream("stdout");
  captureStream("stderr");
  // A console of our own: Node's also hands every value to the inspector, which keeps the last thousand alive.
  const own = new Console({ stdout: process.stdout, stderr: process.stderr, colorMode: false });
  for (const [name, method] of Object.entries(own)) {
    if (typeof method === "function" && name in console) Object.assign(console, { [name]: method.bind(own) });
  }
  const trace = (...values: unknown[]) => own.error(traceText(trace, values));
  console.trace = trace;
}

type Written = (error?: Error | null) => void;

function captureStream(name: StreamName): void {
  const decoder = new StringDecoder("utf8");
  const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written): boolean => {
    const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
    print(currentRun(), name, text);
    const callback = typeof encoding === "function" ? encoding : written;
    if (callback) process.nextTick(callback);
    endStoppedCaller(write);
    return true;
  };
  Object.assign(process[name], { write });
}
