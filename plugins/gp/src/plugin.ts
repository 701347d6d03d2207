import { definePlugin } from "@mesoscope/sdk";
import { displayModel } from "./model/display-model.js";
import { listKernels } from "./model/list-kernels.js";
import { isGaussianProcessData, loadGaussianProcess } from "./model/load-gaussian-process.js";

/** `%gp` lists the kernels; a model read back from JSON shows as the model that it is. */
export default definePlugin({
  name: "gp",
  setup(host) {
    host.command("gp", "Gaussian processes: list the kernels", listKernels);
    host.show(isGaussianProcessData, (data) => displayModel(loadGaussianProcess(data)));
  },
});
