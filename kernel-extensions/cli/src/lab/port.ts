import { createServer } from "node:net";
import { Sentence } from "#launch";

const first = 8888;
const attempts = 50;

/** A port of 127.0.0.1 on which nothing listens: the one asked for, or the first free one from 8888. */
export async function freePort(asked: string | undefined): Promise<number> {
  if (asked !== undefined) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Sentence(`--port is "${asked}". Give a number from 1 to 65535.`);
    }
    if (await isFree(port)) return port;
    throw new Sentence(`port ${port} is taken. Stop what listens there, or leave --port out and a free one is chosen.`);
  }
  for (let port = first; port < first + attempts; port++) if (await isFree(port)) return port;
  throw new Sentence(`no port from ${first} to ${first + attempts - 1} is free. Name one with --port.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
