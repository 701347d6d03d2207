import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 1.92, 0.02),
    hint: "Five decades are past now: take the largest of all surprises, in units of what a 95 % interval allows.",
  },
  ex2: {
    accepts: (answer) => near(answer, 0.35, 0.15),
    hint: "Add the split as a column, filter twice, fit x1 to x6, and compare y with predictive.mean on the other rows.",
  },
});
