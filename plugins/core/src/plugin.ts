import { definePlugin, ValueError } from "@mesoscope/sdk";
import { NDArray } from "./arrays/nd-array.js";
import { plainText } from "./arrays/plain-text.js";
import { tableHtml } from "./arrays/table-html.js";
import { isNumberArray } from "./arrays/value-kinds.js";
import { type Quantity, quantity } from "./units/quantity.js";

/** Typed arrays as tables, and the magic `%units 210 GPa to psi`. */
export default definePlugin({
  name: "core",
  setup(host) {
    host.show(isNumberArray, (values) => {
      const array = new NDArray(Float64Array.from(values, Number));
      const kind = `${values.constructor.name} [${values.length}]`;
      return {
        "text/plain": plainText(array, kind),
        "text/html": tableHtml(array, kind),
      };
    });
    host.command("units", "Convert units: %units 210 GPa to psi", convertLine);
  },
});

function convertLine(line: string): Quantity {
  const match = /^(.+)\s+(?:to|in|→)\s+(.+)$/.exec(line.trim());
  if (match) return quantity(match[1]!).to(match[2]!);
  throw new ValueError(
    "BAD_LINE",
    `%units: "${line.trim().slice(0, 40)}" names no conversion. Write it like: %units 210 GPa to psi`,
  );
}
