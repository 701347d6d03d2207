import { definePlugin } from "@mesoscope/sdk";
import { device } from "./device.js";

/** `%device` shows what runs computations; `%device NAME` chooses it. */
export default definePlugin({
  name: "tensor",
  setup(host) {
    host.command("device", "Devices that run computations: list them, or use one", (line) =>
      device(line.trim() === "" ? undefined : line.trim()),
    );
  },
});
