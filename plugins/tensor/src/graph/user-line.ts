const ownFile = /[\\/](?:tensor|surrogate)[\\/](?:dist|src)[\\/]/;
const deepest = 100;

/** Where the user's code called this package, as ` (at file:line:column)`, or nothing where that is unknown. */
export function userLine(): string {
  const frame = frames().find((line) => !ownFile.test(line) && !/node:internal|<anonymous>$|<anonymous>\)$/.test(line));
  const place = frame && /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(frame.trim())?.[1];
  return place ? ` (at ${place.replace(/^.*[\\/]/, "")})` : "";
}

/** The calls under way; by default an error keeps ten, which derivatives of derivatives fill by themselves. */
function frames(): string[] {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = deepest;
  const { stack } = new Error();
  Error.stackTraceLimit = usual;
  return stack?.split("\n").slice(1) ?? [];
}
