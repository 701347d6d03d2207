import { definePlugin, displaySymbol } from "@mesoscope/sdk";
import { fromFrame, isFrame } from "./from-frame.js";
import { readTable } from "./read-table.js";

/** Shows polars frames as tables with their units, and `%table FILE` shows a file. */
export default definePlugin({
  name: "fusion",
  setup(host) {
    host.show(isFrame, (frame) => fromFrame(frame)[displaySymbol]());
    host.command("table", "Show a table file: %table datasets/palmer-penguins/penguins.csv", (line) =>
      readTable(line.trim()),
    );
  },
});
