import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const template = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "template");

/** The end of a file name by which tools do not take the file for what it is a template of, such as `package.json`. */
const suffix = /\.template$/;

/** Every file of a new plugin and of its tests: the folder `template`, with the name put in. */
export function pluginFiles(name: string): { readonly path: string; readonly content: string }[] {
  const from = (folder: string, to: string) =>
    globSync("**/*.*", { cwd: join(template, folder) }).map((path) => ({
      path: join(to, path.replace(suffix, "")),
      content: readFileSync(join(template, folder, path), "utf8").replaceAll("NAME", name),
    }));
  return [...from("package", join("plugins", name)), ...from("test", join("test", name))];
}
