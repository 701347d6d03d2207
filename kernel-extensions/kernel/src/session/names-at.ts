const chain = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*\.)*[\p{ID_Continue}$]*$/u;
const startsName = /^[\p{ID_Start}$_]/u;
/** What a line ends with where a value may follow. */
const beforeValue = /(?:^|[([{,;=+\-*!&|]|\b(?:await|case|in|of|return|throw|typeof|yield))\s*$/;
/** Where a text or a comment may have begun, an import, a type or a magic. */
const elsewhere = /["'`/]|\b(?:import|interface|type)\b|^%/;

/**
 * The names and dots before the cursor, such as `spec` or `Math.flo`, where they stand for values of cells that have run:
 * not in a text or a comment, and not behind a name that the cell itself may declare.
 */
export function namesBefore(source: string, cursor: number): string | undefined {
  const { text, above, line } = before(source, cursor);
  if (text === "" || !beforeValue.test(line) || isElsewhere(line, above)) return undefined;
  const first = text.includes(".") ? text.slice(0, text.indexOf(".")) : undefined;
  return first !== undefined && isUsed(first, above) ? undefined : text;
}

/** The names and dots up to the end of the name at the cursor, where there is one outside of texts and comments. */
export function namesAt(source: string, cursor: number): string | undefined {
  const [rest] = /^[\p{ID_Continue}$]*/u.exec(source.slice(cursor))!;
  const { text, above, line } = before(source, cursor + rest.length);
  const isName = startsName.test(text) && !text.endsWith(".") && !above.endsWith(".");
  return isName && !isElsewhere(line, above) ? text : undefined;
}

function before(source: string, cursor: number) {
  const [text] = chain.exec(source.slice(0, cursor))!;
  const above = source.slice(0, cursor - text.length);
  return { text, above, line: above.slice(above.lastIndexOf("\n") + 1) };
}

const isElsewhere = (line: string, above: string) => elsewhere.test(line) || /`|\/\*/.test(above);

const isUsed = (name: string, text: string) => text.split(/[^\p{ID_Continue}$]+/u).includes(name);
