/** The kind and major version of a specification by its `$schema`; undefined where it has none. */
export function specVersion(
  spec: unknown,
): { readonly kind: "vega" | "vega-lite"; readonly major: number } | undefined {
  const schema = (spec as { $schema?: unknown } | null | undefined)?.$schema;
  const match = typeof schema === "string" ? /\/schema\/(vega|vega-lite)\/v(\d+)/.exec(schema) : null;
  return match ? { kind: match[1] as "vega" | "vega-lite", major: Number(match[2]) } : undefined;
}
