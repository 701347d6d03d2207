import { nearestName, PluginError } from "@mesoscope/sdk";
import type { PluginPackage } from "./manifest.node.js";

/**
 * The plugins to set up for `name`, those it requires first.
 *
 * @throws PluginError MISSING_PLUGIN, AMBIGUOUS_PLUGIN, PLUGIN_CYCLE, with the chain that leads there
 */
export function loadOrder(name: string, available: readonly PluginPackage[]): readonly PluginPackage[] {
  const order: PluginPackage[] = [];
  const visit = (wanted: string, chain: readonly string[]) => {
    const plugin = findPlugin(wanted, available, chain);
    if (order.includes(plugin)) return;
    const path = [...chain, plugin.name];
    if (chain.includes(plugin.name)) {
      throw new PluginError(
        "PLUGIN_CYCLE",
        `%plugin: ${path.join(" → ")} require each other. Take one requirement out.`,
      );
    }
    for (const required of plugin.manifest.requires ?? []) visit(required, path);
    order.push(plugin);
  };
  visit(name, []);
  return order;
}

/** A plugin by its package name, or by the last part of that: `gp` for `@mesoscope/gp`. */
export function findPlugin(
  wanted: string,
  available: readonly PluginPackage[],
  chain: readonly string[] = [],
): PluginPackage {
  const exact = available.find(({ name }) => name === wanted);
  const byEnd = available.filter(({ name }) => name.split("/").at(-1) === wanted);
  if (exact ?? byEnd[0]) {
    if (exact || byEnd.length === 1) return (exact ?? byEnd[0])!;
    const names = byEnd.map(({ name }) => name).join(", ");
    throw new PluginError("AMBIGUOUS_PLUGIN", `%plugin: ${wanted} may be any of ${names}. Give the whole name.`);
  }
  const path = [...chain, wanted].join(" → ");
  const names = available.map(({ name }) => name);
  const meant = names.find((name) => name.endsWith(wanted)) ?? nearestName(wanted, names);
  const advice = meant ? `Did you mean ${meant}?` : `Install it with %npm install ${wanted}`;
  throw new PluginError("MISSING_PLUGIN", `%plugin: ${path} is not there. ${advice}`);
}
