import type { Kernel } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { roundTrip } from "./cell.ts";
import type { Question } from "./language.ts";
import type { Samples } from "./samples.ts";

const repetitions = 11;

/** The first completion, and warm ones and inspections; an answer without what it must contain is a failure. */
export async function measureQuestions(kernel: Kernel, arm: Arm, samples: Samples): Promise<void> {
  const { declared, completions, inspections } = arm.language;
  await roundTrip(kernel, declared);
  const complete = async ({ code }: Question) => (await kernel.complete(code)).matches;
  const inspect = async ({ code }: Question) => (await kernel.inspect(code)).data;
  for (const [name, question] of Object.entries(completions)) {
    await measureOne(`completion of ${name}`, complete, question, arm, samples);
  }
  for (const [name, question] of Object.entries(inspections)) {
    await measureOne(`inspection of ${name}`, inspect, question, arm, samples);
  }
}

async function measureOne(
  measure: string,
  ask: (question: Question) => Promise<unknown>,
  question: Question,
  arm: Arm,
  samples: Samples,
): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const start = performance.now();
    const answer = JSON.stringify(await ask(question)) ?? "";
    times.push(performance.now() - start);
    if (answer.includes(question.expected)) continue;
    return samples.fail(measure, arm.name, new Error(`no ${question.expected} in ${answer.slice(0, 60)}`));
  }
  samples.add(`${measure}, first`, arm.name, times[0]!);
  samples.add(`${measure}, warm`, arm.name, ...times.slice(1));
}
