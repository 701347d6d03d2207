import { readFileSync } from "node:fs";

interface Package {
  readonly name: string;
  readonly version: string;
}

/** By folder: a package that is loaded stays what it is. */
const packages = new Map<string, Package | undefined>();

/** The package that a file belongs to: the nearest one above it that has a name and a version. */
export function packageOf(url: string): Package | undefined {
  const folder = new URL(".", url);
  if (!packages.has(folder.href)) packages.set(folder.href, manifestIn(folder) ?? packageAbove(folder));
  return packages.get(folder.href);
}

function packageAbove(folder: URL): Package | undefined {
  const above = new URL("..", folder);
  return above.href === folder.href ? undefined : packageOf(above.href);
}

function manifestIn(folder: URL): Package | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8")) as Partial<Package>;
    return name !== undefined && version !== undefined ? { name, version } : undefined;
  } catch {
    return undefined;
  }
}
