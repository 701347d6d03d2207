import { fileURLToPath } from "node:url";
import { originalPosition } from "../errors/original-position.node.js";
import { hookModules } from "./hooks.node.js";

// Run in a worker of the user before its own file: modules are found and made JavaScript as for a cell.
hookModules({ importer: import.meta.url, notebook: import.meta.url });

// Stacks leave the worker as text, so it is here that they get the lines that the user wrote.
Error.prepareStackTrace = (error, frames) => [titleOf(error), ...frames.map(written)].join("\n    at ");

function titleOf(error: Error): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

const place = /(file:\/\/[^()\s]+):(\d+):(\d+)/;

function written(frame: NodeJS.CallSite): string {
  return String(frame).replace(place, (text, url: string, line: string, column: string) => {
    const position = originalPosition(url, Number(line), Number(column));
    return position ? `${fileURLToPath(url)}:${position.line}:${position.column}` : text;
  });
}
