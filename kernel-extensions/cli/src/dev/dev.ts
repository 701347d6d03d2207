import { type Home, Sentence } from "#launch";

type Task = (home: Home, args: readonly string[]) => Promise<number>;

const tasks: Record<string, () => Promise<Task>> = {
  test: async () => (await import("./test.js")).test,
  "test:lab": async () => (await import("./test.js")).testLab,
  bench: async () => (await import("./bench.js")).bench,
  check: async () => (await import("./check.js")).check,
  docs: async () => (await import("./check.js")).docs,
  notebooks: async () => (await import("./notebooks.js")).notebooks,
};

/** `mesoscope dev TASK …`: what `npm test`, `npm run check` and their like call in a checkout. */
export async function dev(home: Home, args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  if (!home.isCheckout)
    throw new Sentence("dev works in a checkout only. Clone the repository and call npm test there.");
  if (!Object.hasOwn(tasks, name)) {
    throw new Sentence(`dev: there is no task "${name}". There are: ${Object.keys(tasks).join(", ")}.`);
  }
  const task = await tasks[name]!();
  return task(home, rest);
}
