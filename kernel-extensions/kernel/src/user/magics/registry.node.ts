import { nearestName, PluginError, type Undo, ValueError } from "@mesoscope/sdk";

/** A line `%name argument`. */
export interface Magic {
  readonly name: string;
  readonly title: string;
  /** The plugin that brings it; absent for the kernel's own. */
  readonly owner?: string;
  /** What it gives is shown, unless it is undefined. */
  run(argument: string): unknown;
}

const magics = new Map<string, Magic>();

/** @throws PluginError DUPLICATE_COMMAND */
export function addMagic(magic: Magic): Undo {
  const other = magics.get(magic.name);
  if (other) {
    const owner = other.owner ?? "the kernel";
    throw new PluginError(
      "DUPLICATE_COMMAND",
      `host.command: %${magic.name} is of ${owner} already. Use another name.`,
    );
  }
  magics.set(magic.name, magic);
  return () => magics.delete(magic.name);
}

export function allMagics(): readonly Magic[] {
  return [...magics.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** @throws ValueError UNKNOWN_MAGIC, with those there are */
export function findMagic(name: string): Magic {
  const magic = magics.get(name);
  if (magic) return magic;
  const known = allMagics().map((each) => `%${each.name}`);
  const meant = nearestName(`%${name}`, known);
  const hint = meant ? `Did you mean ${meant}? ` : "";
  const all = `There are ${known.join(", ")}; %help explains them.`;
  throw new ValueError("UNKNOWN_MAGIC", `%${name} does not exist. ${hint}${all}`);
}
