import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 12.976, 1e-3),
    hint: "Ask noiseMultiplierFor, with a samplingRate of 1 and as many steps as there are rounds.",
  },
  ex2: {
    accepts: (answer) => near(answer, 3.0, 0.02),
    hint: "Read the cases with readCases, and give them to wrongBy with the weights learned, as was done for the blunt cones.",
  },
});
