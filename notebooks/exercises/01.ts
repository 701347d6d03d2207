import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    // 119 complete Gentoo rows, mean 217.235 mm
    accepts: (answer) => near(answer, 217.2352941176 / 25.4, 1e-6),
    hint: 'Keep the rows with species "Gentoo", take the column in inches, and the mean of it.',
  },
  ex2: {
    accepts: (answer) => {
      const { knudsen, regime } = answer as { knudsen: number; regime: string };
      return near(knudsen, 65.673e-9 / 20e-6, 0.01) && regime === "slip";
    },
    hint: "Divide the mean free path by the width, both in the same unit, and find the number between the limits above.",
  },
});
