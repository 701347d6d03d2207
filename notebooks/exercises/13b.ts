import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 0.7483, 1e-3),
    hint: "Take the threshold by otsu and the mask by above, both of smoothed(kept.x), and ask judged for its iou.",
  },
  ex2: {
    accepts: (answer) => near(answer, 0.06456, 1e-3),
    hint: "runs[0] and runs[2] hold the frames; slice(-1) takes the last one, and twoPoint wants the mean as [1, 1, 32, 32].",
  },
});
