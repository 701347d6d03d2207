import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { address, readConnectionFile } from "../../../kernel-extensions/kernel/dist/wire/connection-file.node.js";

const folder = mkdtempSync(join(tmpdir(), "connection-"));
afterAll(() => rmSync(folder, { recursive: true }));

const good = {
  transport: "tcp",
  ip: "127.0.0.1",
  key: "k",
  signature_scheme: "hmac-sha256",
  shell_port: 1,
  control_port: 2,
  iopub_port: 3,
  stdin_port: 4,
  hb_port: 5,
};

function file(content: unknown): string {
  const path = join(folder, "connection.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("readConnectionFile", () => {
  test("gives addresses for tcp and ipc", () => {
    expect(address(readConnectionFile(file(good)), 1)).toBe("tcp://127.0.0.1:1");
    const ipc = readConnectionFile(file({ ...good, transport: "ipc", ip: "/tmp/kernel" }));
    expect(address(ipc, 3)).toBe("ipc:///tmp/kernel-3");
  });

  test.each([
    ["is no JSON", "{"],
    ["has no control_port", { ...good, control_port: undefined }],
    ["has no hb_port", { ...good, hb_port: "5" }],
    ["asks for a transport", { ...good, transport: "udp" }],
    ["has no pair of curve keys", { ...good, curve_publickey: "p".repeat(40) }],
    ["has no pair of curve keys", { ...good, curve_publickey: "p".repeat(40), curve_secretkey: "short" }],
    ["asks for a signature", { ...good, signature_scheme: "md5" }],
    ["has an ip or a key", { ...good, key: 1 }],
  ])("refuses a file that %s", (what, content) => {
    const refusal = expect.objectContaining({ code: "BAD_CONNECTION_FILE", message: expect.stringContaining(what) });
    expect(() => readConnectionFile(file(content))).toThrow(refusal);
  });

  test("refuses a file that is not there", () => {
    expect(() => readConnectionFile(join(folder, "none"))).toThrow("cannot be read (ENOENT)");
  });
});
