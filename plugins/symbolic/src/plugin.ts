import { definePlugin, displaySymbol } from "@mesoscope/sdk";
import { isDiscoveryData, loadDiscovery } from "./result/load-discovery.js";

/** A discovery read back from JSON shows as the discovery that it is. */
export default definePlugin({
  name: "symbolic",
  setup(host) {
    host.show(isDiscoveryData, (data) => loadDiscovery(data)[displaySymbol]());
  },
});
