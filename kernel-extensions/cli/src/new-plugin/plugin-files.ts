import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const template = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "template");

/** Tools would take a `package.json` in the template for a package of the checkout. */
const manifest = "manifest.json";

/** Every file of a new plugin and of its tests: the folder `template`, with the name put in. */
export function pluginFiles(name: string): { readonly path: string; readonly content: string }[] {
  const from = (folder: string, to: string) =>
    globSync("**/*.*", { cwd: join(template, folder) }).map((path) => ({
      path: join(to, path === manifest ? "package.json" : path),
      content: readFileSync(join(template, folder, path), "utf8").replaceAll("NAME", name),
    }));
  return [...from("package", join("plugins", name)), ...from("test", join("test", name))];
}
