import type { MimeBundle } from "@mesoscope/sdk";

/** Pictures: SVG text, elements of a document, canvases, and the bytes of PNG, JPEG and GIF files. */
export function showPicture(value: unknown): MimeBundle | undefined {
  if (typeof value === "string") return showSvg(value);
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Uint8Array) return showImageBytes(value);
  if (method(value, "toDataURL")) return showDataUrl(value.toDataURL());
  if ("outerHTML" in value && typeof value.outerHTML === "string") return showElement(value.outerHTML);
  return undefined;
}

function method<Name extends string>(value: object, name: Name): value is Record<Name, () => unknown> {
  return typeof (value as Record<string, unknown>)[name] === "function";
}

function showSvg(text: string): MimeBundle | undefined {
  if (!/^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(text) || !/<\/svg>\s*$|\/>\s*$/.test(text)) return undefined;
  return { "text/plain": `SVG picture, ${text.length} characters`, "image/svg+xml": text };
}

function showElement(html: string): MimeBundle {
  return showSvg(html) ?? { "text/plain": html.slice(0, 200), "text/html": html };
}

function showDataUrl(url: unknown): MimeBundle | undefined {
  const match = typeof url === "string" ? /^data:(image\/[a-z+.-]+);base64,(.*)$/s.exec(url) : null;
  return match ? { "text/plain": `picture (${match[1]})`, [match[1]!]: match[2]! } : undefined;
}

const signatures: readonly (readonly [type: string, bytes: readonly number[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
];

function showImageBytes(bytes: Uint8Array): MimeBundle | undefined {
  const type = signatures.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0];
  if (!type) return undefined;
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  return { "text/plain": `picture (${type}), ${bytes.byteLength} bytes`, [type]: base64 };
}
