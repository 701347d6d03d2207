import { createRequire } from "node:module";
import { MesoscopeError } from "@mesoscope/sdk";
import type { Session, SessionOptions } from "../session/contract.js";
import { Codec } from "../wire/codec.node.js";
import { type Connection, readConnectionFile } from "../wire/connection-file.node.js";
import { signatureBy } from "../wire/signature.node.js";
import { openSockets } from "../wire/sockets.node.js";
import { kernelInfo } from "./kernel-info.js";
import { whenOrphaned } from "./orphan.node.js";
import { rehearse } from "./rehearsal.node.js";
import { Server } from "./server.node.js";

/** What a session tells front ends. */
export type Front = Required<Pick<SessionOptions, "onOutput" | "onInput" | "onDebugEvent">>;

/** Opens the sockets that a connection file names and answers there until the front end, or its end, stops the kernel. */
export async function startServer(
  connectionFile: string | undefined,
  openSession: (front: Front) => Promise<Session>,
): Promise<void> {
  if (connectionFile === undefined)
    throw new MesoscopeError("NO_CONNECTION_FILE", "Which connection file? Usage: node main.js CONNECTION_FILE");
  const connection = readConnectionFile(connectionFile);
  const sockets = await openSockets(connection);
  const session = await openSession({
    onOutput: (output) => server.output(output),
    onInput: (request) => server.input(request),
    onDebugEvent: (event) => server.debugEvent(event),
  });
  const end = async () => {
    await session.close();
    await sockets.close();
    process.exit();
  };
  const codec = new Codec(signatureBy(connection.key));
  const server = new Server({
    session,
    sockets,
    codec,
    info: kernelInfo(versions()),
    ports: portsOf(connection),
    onShutdown: () => void end(),
  });
  server.start();
  process.on("SIGTERM", () => void end());
  whenOrphaned(() => void end());
  void rehearse(session, codec);
}

function versions() {
  const { version: kernel, dependencies } = createRequire(import.meta.url)("../../package.json") as {
    version: string;
    dependencies: Record<string, string>;
  };
  return { kernel, typescript: dependencies.typescript! };
}

function portsOf({ shell_port, control_port, iopub_port, stdin_port, hb_port }: Connection) {
  return { shell_port, control_port, iopub_port, stdin_port, hb_port };
}
