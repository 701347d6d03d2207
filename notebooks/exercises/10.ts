import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 0.0031016, 0.01),
    hint: "Fit sparseFields to blurred(0.05, 7); the viscosity is the coefficient of u_xx.",
  },
  ex2: {
    accepts: (answer) => near(answer, 15.74, 0.01),
    hint: "Simulate from [0.1, 0, 0] over enough times, and look where the size of (a1, a2) first passes 1.",
  },
});
