import { definePlugin, displaySymbol } from "@mesoscope/sdk";
import { isNetworkModelData, loadNeuralNetwork } from "./training/load-neural-network.js";

/** A network read back from JSON shows as the network that it is. */
export default definePlugin({
  name: "surrogate",
  setup(host) {
    host.show(isNetworkModelData, (data) => loadNeuralNetwork(data)[displaySymbol]());
  },
});
