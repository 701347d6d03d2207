import type { Home } from "#launch";

type Command = (home: Home, args: readonly string[]) => Promise<number>;

/** Each command is loaded when it is called, so that none pays for another. */
const commands: Record<string, () => Promise<Command>> = {
  lab: async () => (await import("./lab/lab.js")).lab,
  run: async () => (await import("./run/run.js")).run,
  discover: async () => (await import("./discover/discover.js")).discover,
  install: async () => (await import("./kernelspec/install.js")).install,
  uninstall: async () => (await import("./kernelspec/install.js")).uninstall,
  "new-plugin": async () => (await import("./new-plugin/new-plugin.js")).newPlugin,
  dev: async () => (await import("./dev/dev.js")).dev,
};

/** Does one command of `mesoscope` in an installed and built copy; resolves to the exit status. */
export async function main(home: Home, name: string, args: readonly string[]): Promise<number> {
  const command = await commands[name]!();
  return command(home, args);
}
