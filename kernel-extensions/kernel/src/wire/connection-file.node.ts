import { readFileSync } from "node:fs";
import { WireError } from "./wire-error.js";

/** Where the kernel listens, as the front end wrote it. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
  /** Keys of CurveZMQ, in Z85: with them all that goes over the sockets is encrypted. */
  readonly curve_publickey?: string;
  readonly curve_secretkey?: string;
}

const ports = ["shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"] as const;

/** @throws WireError BAD_CONNECTION_FILE that says what is missing */
export function readConnectionFile(path: string): Connection {
  const refuse = (what: string) => new WireError("BAD_CONNECTION_FILE", `The connection file ${path} ${what}.`);
  let connection: Record<string, unknown>;
  try {
    connection = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch (error) {
    throw refuse(
      error instanceof SyntaxError ? "is no JSON" : `cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
  for (const port of ports)
    if (!Number.isInteger(connection[port]) || Number(connection[port]) < 1) throw refuse(`has no ${port}`);
  const { transport = "tcp", ip = "127.0.0.1", key = "", signature_scheme: scheme = "hmac-sha256" } = connection;
  if (transport !== "tcp" && transport !== "ipc") throw refuse("asks for a transport other than tcp and ipc");
  if (key !== "" && scheme !== "hmac-sha256") throw refuse("asks for a signature other than hmac-sha256");
  if (typeof ip !== "string" || typeof key !== "string") throw refuse("has an ip or a key that is no text");
  const curve = [connection.curve_publickey, connection.curve_secretkey];
  if (curve.some((each) => each !== undefined && each !== null) && !curve.every(isCurveKey))
    throw refuse("has no pair of curve keys of 40 characters each");
  return { ...connection, transport, ip, key } as Connection;
}

const isCurveKey = (key: unknown): boolean => typeof key === "string" && key.length === 40;

/** The address of one socket. */
export function address({ transport, ip }: Connection, port: number): string {
  return transport === "tcp" ? `tcp://${ip}:${port}` : `ipc://${ip}-${port}`;
}
