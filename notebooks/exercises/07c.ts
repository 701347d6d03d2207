import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 118.6, 0.006),
    hint: "Draw the inputs a hundred thousand times by monteCarlo, and ask the result for its 99 % quantile.",
  },
  ex2: {
    accepts: (answer) => near(answer, 15.99, 0.02),
    hint: "Run a new study with another limit, or find the thickness at which the fin of length lengthOf(t) just holds it.",
  },
});
