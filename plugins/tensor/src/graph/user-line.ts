const ownFile = /[\\/](?:tensor|surrogate)[\\/](?:dist|src)[\\/]/;

/** Where the user's code called this package, as ` (at file:line:column)`, or nothing where that is unknown. */
export function userLine(): string {
  const frames = new Error().stack?.split("\n").slice(1) ?? [];
  const frame = frames.find((line) => !ownFile.test(line) && !/node:internal|<anonymous>$/.test(line));
  const place = frame && /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(frame.trim())?.[1];
  return place ? ` (at ${place.replace(/^.*[\\/]/, "")})` : "";
}
