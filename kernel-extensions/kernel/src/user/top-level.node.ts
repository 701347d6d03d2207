import { session } from "./guard/boundary.node.js";

const known = new Set(Object.getOwnPropertyNames(globalThis));

/** The names of the notebook's variables, in order: what cells declared, and what they put into `globalThis`. */
export function topLevelNames(): readonly string[] {
  const globals = Object.keys(globalThis).filter((name) => !known.has(name));
  return [...new Set([...declaredNames(), ...globals])].filter((name) => !/^(__|_jsx)/.test(name));
}

/** The names that cells declared at their top level. */
export function declaredNames(): readonly string[] {
  let names: string[] = [];
  session.post("Runtime.globalLexicalScopeNames", {}, (_, answer) => {
    names = (answer as { names?: string[] } | undefined)?.names ?? [];
  });
  return names;
}

const readKey = "mesoscope.read";
let read: unknown;
Object.defineProperty(globalThis, Symbol.for(readKey), {
  value: (value: unknown) => {
    read = value;
  },
});

/** The value of a top-level name; undefined where it has none yet. A getter is not called. */
export function topLevelValue(name: string): unknown {
  read = undefined;
  if (Object.getOwnPropertyDescriptor(globalThis, name)?.get) return undefined;
  session.post("Runtime.evaluate", { expression: `globalThis[Symbol.for("${readKey}")](${name})`, silent: true });
  return read;
}
