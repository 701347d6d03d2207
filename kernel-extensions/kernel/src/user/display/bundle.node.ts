import { DataError, displaySymbol, isDisplayable, type MimeBundle } from "@mesoscope/sdk";
import { showPicture } from "./picture.js";
import { plainText } from "./plain-text.node.js";
import { showPolars } from "./polars.js";
import { showByPlugin } from "./renderers.js";
import { showVega } from "./vega.js";

type Bundles = MimeBundle | Promise<MimeBundle>;

/**
 * A value in the forms a page can show. What a display method throws is thrown here.
 *
 * Polars tables come first: their own display method is made for small tables only.
 */
export function bundleOf(value: unknown): Bundles {
  const shown = showPolars(value) ?? showItself(value) ?? showByPlugin(value) ?? showVega(value) ?? showPicture(value);
  if (shown === undefined) return { "text/plain": plainText(value) };
  return shown instanceof Promise ? shown.then((bundle) => complete(bundle, value)) : complete(shown, value);
}

function showItself(value: unknown): Bundles | undefined {
  return isDisplayable(value) ? value[displaySymbol]() : undefined;
}

/** The content itself, once it is known that it can be written as JSON. */
function writable(content: unknown): object {
  JSON.stringify(content);
  return content as object;
}

const jsonType = /^application\/(.*\+)?json$/;

/** Holds a bundle to the rules: text for every reader, objects for JSON types, text for all others. */
function complete(bundle: unknown, value: unknown): MimeBundle {
  if (typeof bundle !== "object" || bundle === null) {
    throw new DataError(
      "BAD_BUNDLE",
      "display: the display method gave no MIME bundle. Return an object of MIME types.",
    );
  }
  const whole: Record<string, string | object> = {};
  for (const [type, content] of Object.entries(bundle as Record<string, unknown>)) {
    if (content === undefined || content === null) continue;
    if (jsonType.test(type)) whole[type] = typeof content === "string" ? JSON.parse(content) : writable(content);
    else whole[type] = typeof content === "string" ? content : String(content);
  }
  const text = whole["text/plain"] || plainText(value);
  return { ...whole, "text/plain": text as string };
}
