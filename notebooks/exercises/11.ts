import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, (230 + 2 * 135) / 3, 1e-3),
    hint: "Give bulk.predict one row with the three stiffnesses, in GPa as the columns that it learned from.",
  },
  ex2: {
    accepts: (answer) => near(answer, 0.16048, 1e-3),
    hint: "Ask certified.Misra1c and certified.Misra1a for their predictions at [4000], and divide one by the other.",
  },
});
