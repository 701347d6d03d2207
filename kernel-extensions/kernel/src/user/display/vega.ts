import type { MimeBundle } from "@mesoscope/sdk";

const schemaPattern = /\/schema\/(vega|vega-lite)\/v(\d+)/;

/** The newest version of each that JupyterLab paints under its own MIME type. */
const newest = { "vega-lite": 5, vega: 5 } as const;

/** A Vega or Vega-Lite specification, known by its `$schema`; also one wrapped by a `toSpec` method. */
export function showVega(value: unknown): MimeBundle | undefined {
  const spec = specOf(value);
  const match = typeof spec?.$schema === "string" ? schemaPattern.exec(spec.$schema) : null;
  if (!spec || !match) return undefined;
  const kind = match[1] as keyof typeof newest;
  const name = kind === "vega" ? "vega" : "vegalite";
  return {
    "text/plain": describeSpec(kind, spec),
    [`application/vnd.${name}.v${newest[kind]}+json`]: spec,
  };
}

type Spec = Record<string, unknown>;

function specOf(value: unknown): Spec | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("$schema" in value) return value as Spec;
  return "toSpec" in value && typeof value.toSpec === "function" ? (value.toSpec() as Spec) : undefined;
}

function describeSpec(kind: string, spec: Spec): string {
  const mark = (spec.mark as { type?: string } | undefined)?.type ?? spec.mark;
  const title = (spec.title as { text?: string } | undefined)?.text ?? spec.title;
  const name = kind === "vega" ? "Vega figure" : "Vega-Lite figure";
  return [name, typeof mark === "string" && mark, typeof title === "string" && `“${title}”`].filter(Boolean).join(", ");
}
