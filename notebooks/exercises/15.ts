import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, -Math.PI, 1e-6),
    hint: 'Ask solved.evaluate for "u_x" at the one point [[0, 0]], and take its number by get(0).',
  },
  ex2: {
    accepts: (answer) => near(answer, 1.33, 0.03),
    hint: "Take nu.interval(0.99) and nu.interval(0.95), and divide the differences of upper and lower.",
  },
});
