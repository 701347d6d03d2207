import { session } from "./guard/boundary.node.js";

const known = new Set(Object.getOwnPropertyNames(globalThis));

/** The names of the notebook's variables: what cells declared, and what they put into `globalThis`. */
export function userNames(): readonly string[] {
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
