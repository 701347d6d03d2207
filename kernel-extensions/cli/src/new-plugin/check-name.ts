import { Sentence } from "#launch";

/** Names of the kernel's own magics: a plugin's magic has the plugin's name. */
const magics = ["help", "npm", "plugin", "time", "types", "who"];

/** The name of a new plugin, if it can be a folder, a package and a magic. */
export function checkName(name: string | undefined): string {
  if (name === undefined) throw new Sentence("new-plugin: no name was given. Write mesoscope new-plugin NAME.");
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Sentence(
      `new-plugin: "${name}" cannot name a package. Use lower-case letters, digits and single hyphens, a letter first.`,
    );
  }
  if (name.length > 40) throw new Sentence(`new-plugin: ${name} has ${name.length} characters. Use at most 40.`);
  if (magics.includes(name)) throw new Sentence(`new-plugin: %${name} is the kernel's own. Choose another name.`);
  return name;
}
