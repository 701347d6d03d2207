import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 30872, 0.03),
    hint: "Ninety per cent survive what ten per cent do not: ask the predictive distribution at [[95, 0.5]] for a quantile.",
  },
  ex2: {
    accepts: (answer) => answer === 98,
    hint: "Predict all stresses at once, take the 5 % quantile, and keep the stresses where it is at least 5 (a decimal logarithm).",
  },
});
