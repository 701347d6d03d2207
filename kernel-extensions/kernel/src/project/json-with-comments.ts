/**
 * Reads JSON as in a `tsconfig.json`, where comments and a comma behind the last element are allowed.
 *
 * @throws SyntaxError where it is no JSON without these
 */
export function parseJsonWithComments(text: string): unknown {
  const bare = text.replace(/^\uFEFF/, "").replace(comment, (_, string: string | undefined) => string ?? " ");
  return JSON.parse(bare.replace(lastComma, (_, string: string | undefined) => string ?? ""));
}

/** A string, which may hold what looks like a comment, or a comment. */
const comment = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const lastComma = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g;
