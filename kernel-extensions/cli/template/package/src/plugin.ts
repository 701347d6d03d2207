import type { NDArray } from "@mesoscope/core";
import { definePlugin, ValueError } from "@mesoscope/sdk";
import { knudsenNumber } from "./knudsen-number.js";

const meanFreePathOfAir = 68e-9;

/** A magic that gives the Knudsen number of air in a gap of so many metres. */
export default definePlugin({
  name: "NAME",
  setup(host) {
    host.command("NAME", "Knudsen number of air in a gap, in metres", ofAir);
  },
});

function ofAir(line: string): NDArray {
  const width = Number(line);
  if (width > 0) return knudsenNumber(meanFreePathOfAir, [width]);
  throw new ValueError("BAD_LINE", `Knudsen number of air: "${line}" is not a width. Give metres, such as 1e-6.`);
}
