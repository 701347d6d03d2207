/** The path of a file that is named from a folder, both from the root of the files that a server shows; undefined when it lies outside. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (/^([a-z]:|[\\/])/i.test(path)) return undefined;
  const parts = folder.split("/").filter((part) => part !== "");
  for (const part of path.split(/[\\/]/)) {
    if (part === "." || part === "") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
