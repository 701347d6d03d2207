import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 15.07, 1e-3),
    hint: "Give misses the one of lines that is Crosby's and the one of test that is Williston's; both follow the order of stations.",
  },
  ex2: {
    accepts: (answer) => near(answer, 222.4, 0.01),
    hint: "The file says 46.83°, the town lies near 48.83°. kilometres gives the distance of two places.",
  },
});
