import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 133.89, 1e-3),
    hint: "lineThrough takes as many features as you give it; give it one of the two of the law.",
  },
  ex2: {
    accepts: (answer) => answer === 6,
    hint: "Ask twoPoint for the covariance of unseen at r = 0, 1, 2 … and look for the first that is negative.",
  },
});
