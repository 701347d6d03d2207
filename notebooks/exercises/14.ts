import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => typeof answer === "number" && Math.abs(answer) < 1e-9,
    hint: "Give dissolved(alone, …) a list of two objects { graph: graphOf(…) }, wait for it, and subtract what it gives.",
  },
  ex2: {
    accepts: (answer) => near(answer, 1.4162, 0.01),
    hint: "windows takes the hours ahead last; the error is that of its now against its y, and Math.exp makes a factor of it.",
  },
});
