/** What a chart shows, in words: its description, else its title, else the plain text of the same output. */
export function alternativeText(spec: Readonly<Record<string, unknown>>, plain: unknown): string {
  const { title, description } = spec;
  const titled = typeof title === "string" ? title : (title as { text?: unknown } | undefined)?.text;
  const found = [description, titled, plain].find((text) => typeof text === "string" && text.trim() !== "");
  return (found as string | undefined) ?? "Chart";
}
