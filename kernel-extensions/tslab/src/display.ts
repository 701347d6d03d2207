import { display as showValue } from "@mesoscope/sdk";
import { Content } from "./content.js";

/** Shows content of a given type below the running cell, as `display` of tslab does. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  /** Content of any type; bytes are sent in base64. */
  raw(contentType: string, b: string | Uint8Array): void;
}

/**
 * Shows content below the running cell.
 *
 * @example
 * display.markdown("**Stress** in MPa");
 * display.raw("application/json", '{ "stress": 210 }');
 */
export const display: Display = displayAt();

/**
 * A place on the page whose content each call replaces.
 *
 * @example
 * const place = newDisplay();
 * place.text("progress: 1%");
 * place.text("progress: 2%");
 */
export function newDisplay(): Display {
  return displayAt(crypto.randomUUID());
}

function displayAt(id?: string): Display {
  let update = false;
  const raw = (type: string, data: string | Uint8Array): void => {
    void showValue(new Content(type, data), id === undefined ? {} : { id, update });
    update = true;
  };
  return {
    javascript: (text) => raw("text/javascript", text),
    html: (text) => raw("text/html", text),
    markdown: (text) => raw("text/markdown", text),
    latex: (text) => raw("text/latex", text),
    svg: (text) => raw("image/svg+xml", text),
    png: (bytes) => raw("image/png", bytes),
    jpeg: (bytes) => raw("image/jpeg", bytes),
    gif: (bytes) => raw("image/gif", bytes),
    pdf: (bytes) => raw("application/pdf", bytes),
    text: (text) => raw("text/plain", text),
    raw,
  };
}
