import { ValueError } from "@mesoscope/sdk";
import { Sentence } from "../display/sentence.js";
import { Table } from "../display/table.js";
import { listPlugins, loadPlugin, unloadPlugin } from "../plugins/plugins.node.js";

/** `%plugin list | load NAME | unload NAME`. */
export function plugin(argument: string): Promise<Sentence> | Sentence | Table {
  const [action = "list", name] = argument.trim().split(/\s+/).filter(Boolean);
  if (action === "list") return list();
  if (action === "load" && name) return load(name);
  if (action === "unload" && name) return new Sentence(`Unloaded ${unloadPlugin(name)}.`);
  throw new ValueError("BAD_MAGIC", `%plugin ${argument} is not known. Use %plugin list, load NAME or unload NAME.`);
}

async function load(name: string): Promise<Sentence> {
  const names = await loadPlugin(name);
  return new Sentence(names.length > 0 ? `Loaded ${names.join(", ")}.` : `${name} is loaded already.`);
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
