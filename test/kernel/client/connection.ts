import { randomInt, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { curveKeyPair } from "zeromq";

/** What a connection file says. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: "hmac-sha256";
  readonly kernel_name: string;
  readonly curve_publickey?: string;
  readonly curve_secretkey?: string;
}

export interface ConnectionFile extends Connection {
  readonly path: string;
  remove(): void;
}

/** Writes a connection file with free ports, and keys to encrypt with where asked for, into a temporary folder. */
export async function createConnection(
  transport: "tcp" | "ipc" = "tcp",
  { encrypted = false } = {},
): Promise<ConnectionFile> {
  const folder = mkdtempSync(join(tmpdir(), "kernel-"));
  const [shell, iopub, stdin, control, heartbeat] = transport === "tcp" ? await freePorts(5) : [1, 2, 3, 4, 5];
  const connection: Connection = {
    transport,
    ip: transport === "tcp" ? "127.0.0.1" : join(folder, "socket"),
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: heartbeat!,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    kernel_name: "mesoscope",
    ...(encrypted && curveKeys()),
  };
  const path = join(folder, "connection.json");
  writeFileSync(path, JSON.stringify(connection), { mode: 0o600 });
  return { ...connection, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function curveKeys() {
  const { publicKey, secretKey } = curveKeyPair();
  return { curve_publickey: publicKey, curve_secretkey: secretKey };
}

/** What a front end's socket needs where the connection is encrypted; it shows the key pair of the kernel as its own. */
export function encryptionOf({ curve_publickey: publicKey, curve_secretkey: secretKey }: Connection) {
  if (publicKey === undefined || secretKey === undefined) return {};
  return { curveServerKey: publicKey, curvePublicKey: publicKey, curveSecretKey: secretKey };
}

export function address(connection: Connection, port: number): string {
  return connection.transport === "tcp" ? `tcp://${connection.ip}:${port}` : `ipc://${connection.ip}-${port}`;
}

/** Ports below those that the system gives to outgoing connections, which could take one before the kernel does. */
const first = 10_000;
const beyond = 30_000;
let next = randomInt(first, beyond);

/** Gives each port once in a round, so that kernels that start together never share one. */
async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = next++;
    if (next === beyond) next = first;
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
