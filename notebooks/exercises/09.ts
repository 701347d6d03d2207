import { exercises, near } from "../course.ts";

export const check = exercises({
  ex1: {
    accepts: (answer) => near(answer, 0.25775, 1e-3),
    hint: "For square i take the training pressures of the first ten entries of neighbours.row(i), their mean along axis 0, and put the fifty means together for errorOf.",
  },
  ex2: {
    accepts: (answer) => {
      const { percent, timesFaster } = answer as { percent: number; timesFaster: number };
      return percent > 0 && percent <= 1 && timesFaster >= 10;
    },
    hint: "Run a study of logarithms with some twenty runs, give it to errorOn, and await its speedUp().",
  },
  ex3: {
    accepts: (answer) => typeof answer === "number" && answer > 0 && answer < 1e-4,
    hint: 'Await operator.predictOn(name, rows) once for here and once for another name, such as "reference", and compare entry by entry.',
  },
});
