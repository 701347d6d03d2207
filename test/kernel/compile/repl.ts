import { type Runtime, Session } from "node:inspector";
import { promisify } from "node:util";
import { compileCell } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";

/** What one cell did. */
export interface Ran {
  /** What `__result` was given; undefined where the cell has no last expression. */
  result: unknown;
  magics: [string, string][];
  timed: number;
}

/** Compiles and evaluates cells as the user process does, in the REPL mode of this very process. */
export async function openRepl(modules: Record<string, object> = {}) {
  const session = new Session();
  session.connect();
  const post = session.post.bind(session) as (
    method: "Runtime.evaluate",
    options: Runtime.EvaluateParameterType,
    callback: (error: Error | null, answer: Runtime.EvaluateReturnType) => void,
  ) => void;
  const evaluate = promisify(post);
  let ran: Ran = { result: undefined, magics: [], timed: 0 };
  let disposables = new AsyncDisposableStack();
  Object.assign(globalThis, {
    __result: (value: unknown) => {
      ran.result = value;
    },
    __magic: async (name: string, argument: string) => ran.magics.push([name, argument]),
    __timeStart: () => ran.timed++,
    __timeStop: () => ran.timed++,
    __use: (value: Disposable) => disposables.use(value),
    __useAsync: (value: AsyncDisposable) => disposables.use(value),
    __importMeta: { url: "file:///notebook/", dirname: "/notebook" },
    __import: async (specifier: string, options?: ImportCallOptions, names: string[] = []) => {
      const module = modules[specifier] ?? (await import(specifier, options));
      for (const name of names) if (!(name in module)) throw new SyntaxError(`no export named ${name}`);
      return module;
    },
  });
  return async function run(source: string): Promise<Ran> {
    ran = { result: undefined, magics: [], timed: 0 };
    disposables = new AsyncDisposableStack();
    const { code } = compileCell(source);
    const options = { expression: code, replMode: true, awaitPromise: true };
    const { exceptionDetails } = await evaluate("Runtime.evaluate", options);
    await disposables.disposeAsync();
    if (exceptionDetails) throw new Error(`${exceptionDetails.exception?.description}\n${code}`);
    return ran;
  };
}
