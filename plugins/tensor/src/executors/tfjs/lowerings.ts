import { convolutionLowerings } from "./convolution-lowerings.js";
import { elementwiseLowerings } from "./elementwise-lowerings.js";
import { enlargeLowerings } from "./enlarge-lowerings.js";
import { indexingLowerings } from "./indexing-lowerings.js";
import type { Lowerings } from "./lowering.js";
import { matmulLowering } from "./matmul-lowering.js";
import { poolingLowerings } from "./pooling-lowerings.js";
import { rearrangeLowerings } from "./rearrange-lowerings.js";
import { reductionLowerings } from "./reduction-lowerings.js";

/** How each primitive is computed, by its name; leaves and random numbers come from outside. */
export const lowerings: Lowerings = {
  ...elementwiseLowerings,
  ...reductionLowerings,
  ...rearrangeLowerings,
  ...indexingLowerings,
  ...enlargeLowerings,
  ...convolutionLowerings,
  ...poolingLowerings,
  matmul: matmulLowering,
};
