import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => {
      const { minutes, missing, latitude } = answer as { minutes: number; missing: number; latitude: number };
      return minutes === 1440 && missing === 1247 && near(latitude, 48.9, 1e-9);
    },
    hint: "Read the file and look at its report: it counts the codes that became missing. Crosby stands in the table places.",
  },
  ex2: {
    accepts: (answer) => near(answer, 33.32966, 1e-4),
    hint: "Call withNoise, then shrunk with its third argument, and compare with the clear day, the signal first.",
  },
});
