import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild, type Home, Sentence, stampWorkspace } from "#launch";
import { readArguments } from "../terminal/arguments.js";
import { addToWorkspace } from "./add-to-workspace.js";
import { checkName } from "./check-name.js";
import { pluginFiles } from "./plugin-files.js";
import { Undoable } from "./undoable.js";

/** `mesoscope new-plugin`: a plugin in the checkout that builds, tests and loads at once; no network is needed. */
export async function newPlugin(home: Home, args: readonly string[]): Promise<number> {
  const { positionals } = readArguments("new-plugin", args, { options: {}, positionals: 1 });
  if (!home.isCheckout) {
    throw new Sentence("new-plugin works in a checkout only. Clone the repository and call it there.");
  }
  const name = checkName(positionals[0]);
  const taken = [`plugins/${name}`, `kernel-extensions/${name}`, `test/${name}`].find((path) =>
    existsSync(join(home.root, path)),
  );
  if (taken) throw new Sentence(`new-plugin: ${taken} is there already and stays as it is. Choose another name.`);

  await new Undoable().doing(async (changes) => {
    for (const { path, content } of pluginFiles(name)) changes.write(join(home.root, path), content);
    addToWorkspace(home, name, changes);
    await ensureBuild(home);
    stampWorkspace(home);
  });
  console.log(`plugins/${name} and test/${name} are there. Go on with:
  npm test -- test/${name}
  npm start            and in a notebook:  %plugin load ${name}`);
  return 0;
}
