/** A variable of the environment; undefined where there is none of that name, as in a browser. */
export function environment(name: string): string | undefined {
  return (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env[name];
}
