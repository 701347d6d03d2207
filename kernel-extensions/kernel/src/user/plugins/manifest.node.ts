import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PluginManifest } from "@mesoscope/sdk";
import { upwards } from "../../project/upwards.node.js";

/** A package that brings a plugin, as its `package.json` tells; nothing of it has been run. */
export interface PluginPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly folder: string;
  readonly manifest: PluginManifest;
}

/** Plugins that the notebook's folder, those above it and the kernel's own install hold; the nearest comes first. */
export function findPlugins(notebookFolder: string): readonly PluginPackage[] {
  const found = new Map<string, PluginPackage>();
  const folders = [...upwards(notebookFolder), ...upwards(fileURLToPath(new URL(".", import.meta.url)))];
  for (const folder of folders.flatMap((above) => [above, ...packagesIn(join(above, "node_modules"))])) {
    const plugin = readPlugin(folder);
    if (plugin && !found.has(plugin.name)) found.set(plugin.name, plugin);
  }
  return [...found.values()];
}

/** The plugins that the nearest `package.json` asks to have loaded. */
export function wantedPlugins(notebookFolder: string): readonly string[] {
  const project = upwards(notebookFolder).map(readPackage).find(Boolean);
  const wanted = (project?.mesoscope as { plugins?: unknown } | undefined)?.plugins;
  return Array.isArray(wanted) ? wanted.filter((name) => typeof name === "string") : [];
}

function packagesIn(modules: string): string[] {
  return namesIn(modules).flatMap((name) => {
    const folder = join(modules, name);
    return name.startsWith("@") ? namesIn(folder).map((scoped) => join(folder, scoped)) : [folder];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    return [];
  }
}

function readPlugin(folder: string): PluginPackage | undefined {
  const content = readPackage(folder);
  const manifest = content?.mesoscope as Partial<PluginManifest> | undefined;
  if (typeof manifest?.plugin !== "string") return undefined;
  const { name, version = "", description = "" } = content as Record<string, string>;
  return {
    name: name ?? folder,
    version,
    description,
    folder,
    manifest: { sdk: "*", ...manifest, plugin: manifest.plugin },
  };
}

function readPackage(folder: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
