import type ts from "typescript";

/** A signature and its documentation, as Markdown and as plain text. */
export interface Explained {
  readonly markdown: string;
  readonly text: string;
}

type Parts = readonly ts.SymbolDisplayPart[];

/** What a JSDoc comment says: its description, then its tags. */
export function documentation(description: Parts | undefined, tags: readonly ts.JSDocTagInfo[] | undefined): Explained {
  const notes = tags ?? [];
  return {
    markdown: paragraphs([inMarkdown(description), ...notes.map(markdownTag)]),
    text: paragraphs([inText(description), ...notes.map(({ name, text }) => `@${name} ${inText(text)}`.trimEnd())]),
  };
}

/** Paragraphs apart, those that are empty left out. */
export const paragraphs = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");

export const fence = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\``;

/** Both kinds of text, one under the other. */
export function together(parts: readonly Explained[]): Explained {
  return {
    markdown: paragraphs(parts.map(({ markdown }) => markdown)),
    text: paragraphs(parts.map(({ text }) => text)),
  };
}

function markdownTag({ name, text }: ts.JSDocTagInfo): string {
  const content = inMarkdown(text);
  if (name === "example") return paragraphs(["*@example*", example(inText(text))]);
  const [, subject, rest] = (name === "param" ? parameter : name === "throws" ? thrown : nothing).exec(content) ?? [];
  return subject ? `*@${name}* \`${subject}\` ${rest}`.trimEnd() : `*@${name}* ${content}`.trimEnd();
}

const parameter = /^(\S+)\s*([\s\S]*)$/;
const thrown = /^\{([^}]+)\}\s*([\s\S]*)$/;
const nothing = /^(?!)/;

/** An example is code, unless it says which part of it is. */
function example(text: string): string {
  const [, caption = "", code = ""] = /^\s*(?:<caption>([\s\S]*?)<\/caption>)?([\s\S]*)$/.exec(text)!;
  return paragraphs([caption, code.includes("```") ? code.trim() : fence(code.trim())]);
}

const inText = (parts: Parts | undefined): string =>
  resolveLinks(parts, (target, label) => (isAddress(target) && label !== target ? `${label} (${target})` : label));

const inMarkdown = (parts: Parts | undefined): string =>
  resolveLinks(parts, (target, label) => (isAddress(target) ? `[${label}](${target})` : `\`${label}\``));

const isAddress = (target: string): boolean => /^https?:\/\//.test(target);

/** The text of `parts` with every `{@link target label}` written by `write`. */
function resolveLinks(parts: Parts = [], write: (target: string, label: string) => string): string {
  const text = parts.map((part) => part.text).join("");
  return text.replace(/\{@link(?:code|plain)?\s+([^\s|}]+)(?:\s*\|\s*|\s+)?([^}]*)\}/g, (_, target, label) =>
    write(target, label.trim() || target),
  );
}
