import { ValueError } from "@mesoscope/sdk";
import { Sentence } from "../display/sentence.js";
import { Table } from "../display/table.js";
import { listPlugins, loadPlugin, unloadPlugin } from "../plugins/plugins.node.js";

/** `%plugin list | load NAME… | unload NAME…`. */
export function plugin(argument: string): Promise<Sentence> | Sentence | Table {
  const [action = "list", ...names] = argument.trim().split(/\s+/).filter(Boolean);
  if (action === "list") return list();
  if (action === "load" && names.length > 0) return load(names);
  if (action === "unload" && names.length > 0) return new Sentence(`Unloaded ${names.map(unloadPlugin).join(", ")}.`);
  throw new ValueError("BAD_MAGIC", `%plugin ${argument} is not known. Use %plugin list, load NAME or unload NAME.`);
}

async function load(names: readonly string[]): Promise<Sentence> {
  const loaded: string[] = [];
  for (const name of names) loaded.push(...(await loadPlugin(name)));
  return new Sentence(loaded.length > 0 ? `Loaded ${loaded.join(", ")}.` : `${names.join(", ")}: loaded already.`);
}

function list(): Table | Sentence {
  const plugins = listPlugins();
  if (plugins.length === 0) return new Sentence("No plugins are installed. %npm install NAME adds one.");
  const columns = ["plugin", "version", "state", "contributes", "description"].map((title) => ({ title }));
  const rows = plugins.map(({ name, version, contributes, description }) => [
    name,
    version,
    contributes ? "loaded" : "",
    contributes?.join(", ") ?? "",
    description,
  ]);
  return new Table(columns, rows);
}
