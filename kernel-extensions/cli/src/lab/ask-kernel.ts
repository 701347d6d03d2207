import { randomUUID } from "node:crypto";
import { Sentence } from "#launch";
import type { LabServer } from "./server.js";

interface Message {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: Record<string, unknown>;
}

/** Starts the kernel of a running JupyterLab as the browser does, runs one cell, ends the kernel, and gives the result as text. */
export async function askKernel(server: LabServer, kernel: string, source: string, patience = 30_000): Promise<string> {
  const headers = { Authorization: `token ${server.token}` };
  const started = await fetch(`${server.address}/api/kernels`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ name: kernel }),
  });
  if (!started.ok)
    throw new Sentence(`JupyterLab could not start the kernel (HTTP ${started.status}): ${await started.text()}`);
  const { id } = (await started.json()) as { id: string };
  try {
    return await runCell(server, id, source, patience);
  } finally {
    await fetch(`${server.address}/api/kernels/${id}`, { method: "DELETE", headers });
  }
}

function runCell(server: LabServer, id: string, source: string, patience: number): Promise<string> {
  const session = randomUUID();
  const request = {
    header: {
      msg_id: randomUUID(),
      msg_type: "execute_request",
      username: "",
      session,
      date: new Date().toISOString(),
      version: "5.4",
    },
    parent_header: {},
    metadata: {},
    channel: "shell",
    content: {
      code: source,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    },
  };
  const socket = new WebSocket(
    `${server.address.replace("http", "ws")}/api/kernels/${id}/channels?session_id=${session}&token=${server.token}`,
  );
  return new Promise<string>((resolve, reject) => {
    const late = new Sentence(`The kernel did not answer within ${patience / 1000} s. Look for its own words above.`);
    const timer = setTimeout(() => reject(late), patience);
    let result: string | undefined;
    socket.onopen = () => socket.send(JSON.stringify(request));
    socket.onerror = () =>
      reject(new Sentence("The connection to JupyterLab broke while the kernel was asked. Try again."));
    socket.onmessage = ({ data }) => {
      const { header, parent_header, content } = JSON.parse(data as string) as Message;
      if (parent_header.msg_id !== request.header.msg_id) return;
      if (header.msg_type === "execute_result") result = (content.data as Record<string, string>)["text/plain"];
      if (header.msg_type === "error")
        reject(new Sentence(`The kernel answered with ${content.ename}: ${content.evalue}`));
      if (header.msg_type === "status" && content.execution_state === "idle") {
        clearTimeout(timer);
        resolve(result ?? "");
      }
    };
  }).finally(() => socket.close());
}
