import { type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";

/** Content of one type, as it is given, with a line of text for pages that cannot show it. */
export class Content implements Displayable {
  readonly #type: string;
  readonly #data: string | Uint8Array;

  constructor(type: string, data: string | Uint8Array) {
    this.#type = type;
    this.#data = data;
  }

  [displaySymbol](): MimeBundle {
    const data = typeof this.#data === "string" ? this.#data : base64(this.#data);
    return { [this.#type]: data, "text/plain": this.#text() };
  }

  #text(): string {
    if (typeof this.#data !== "string") return `${this.#type}, ${this.#data.byteLength} bytes`;
    return readable.has(this.#type) ? this.#data || empty : `${this.#type}, ${this.#data.length} characters`;
  }
}

/** Types whose content is meant to be read as it is where it cannot be shown. */
const readable = new Set(["text/plain", "text/markdown", "text/latex"]);

/** Plain text is never empty: that would count as nothing to show. */
const empty = " ";

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
