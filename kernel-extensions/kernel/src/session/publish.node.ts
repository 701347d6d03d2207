import type { OutputProvenance } from "@mesoscope/sdk";
import type { TypeDiagnostic } from "../protocol/type-service.js";
import type { PublishedType } from "../protocol/user-process.js";
import type { Output } from "./contract.js";

/** An output made by the session itself. */
export function output(run: number, type: PublishedType, content: object): Output {
  return { run, type, content: Buffer.from(JSON.stringify(content)), metadata: {}, buffers: [] };
}

export function stream(run: number, name: "stdout" | "stderr", text: string): Output {
  return output(run, "stream", { name, text });
}

/** An output whose content lacks its metadata, with where it comes from as `metadata.mesoscope`. */
export function withProvenance(
  shown: Output,
  provenance: OutputProvenance | undefined | Promise<OutputProvenance>,
): Output | Promise<Output> {
  if (provenance instanceof Promise) return provenance.then((known) => complete(shown, known));
  return complete(shown, provenance);
}

/** The content is JSON that ends in a brace, however long: it is not read for this. */
function complete(shown: Output, mesoscope: OutputProvenance | undefined): Output {
  const metadata = JSON.stringify(mesoscope ? { mesoscope } : {});
  const content = Buffer.concat([shown.content.subarray(0, -1), Buffer.from(`,"metadata":${metadata}}`)]);
  return { ...shown, content };
}

/** One line for each finding: `Cell [3], line 2: Type 'string' is not assignable to type 'number'. (TS2322)`. */
export function describeDiagnostics(count: number, found: readonly TypeDiagnostic[]): string {
  return found.map(({ line, message, code }) => `Cell [${count}], line ${line}: ${message} (TS${code})\n`).join("");
}
