import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, Math.exp(4), 1e-3),
    hint: "Near u = 0 the equation is u' = 5u. How long has the error to grow?",
  },
  ex2: {
    accepts: (answer) => near(answer, 0.80052, 1e-3),
    hint: "energy gives that of the start at time 0. For u = 0, what is under the integral is 1.25, over a length of 2.",
  },
});
