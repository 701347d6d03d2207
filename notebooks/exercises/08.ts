import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 3.0408, 0.002),
    hint: 'Give fill the neighbour at("LGA") as its third argument, and compare its mean with jfk in hours 480 to 503.',
  },
  ex2: {
    // weights 0.8 and 0.2; 1 / (1/100 + 1/400) = 80
    accepts: (answer) => {
      const { mean, std } = answer as { mean: number; std: number };
      return near(mean, 284, 1e-6) && near(std, Math.sqrt(80), 1e-3);
    },
    hint: "Give inverseVariance two predictions, each with one mean and one std, and read its estimate.",
  },
});
