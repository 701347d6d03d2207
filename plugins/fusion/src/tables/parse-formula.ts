import { ValueError } from "@mesoscope/sdk";

/** A formula as a tree. */
export type Formula =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "quantity"; readonly text: string }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "negative"; readonly of: Formula }
  | { readonly kind: "call"; readonly name: string; readonly of: Formula }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Formula; readonly right: Formula };

export type Operator = "+" | "-" | "*" | "/" | "^";

const token =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|`([^`]+)`|"([^"]+)"|([-+*/^()]))/uy;

interface Token {
  readonly kind: "number" | "name" | "column" | "quantity" | "sign" | "end";
  readonly text: string;
}

/**
 * Reads a formula: numbers, columns (`names with blanks` in backticks), quantities in quotes ("9.81 m/s^2"), + - * / ^,
 * brackets and functions of one value.
 *
 * @throws ValueError BAD_FORMULA
 */
export function parseFormula(text: string): Formula {
  const tokens = tokensOf(text);
  let at = 0;
  const next = () => tokens[at]!;
  const isSign = (...signs: string[]) => next().kind === "sign" && signs.includes(next().text);
  const take = () => tokens[at++]!;
  const expect = (sign: string) => {
    if (!isSign(sign)) throw unexpected(text, next());
    at++;
  };

  function chain(part: () => Formula, ...signs: Operator[]): Formula {
    let left = part();
    while (isSign(...signs)) {
      const operator = take().text as Operator;
      left = { kind: "operation", operator, left, right: part() };
    }
    return left;
  }
  const sum = (): Formula => chain(product, "+", "-");
  const product = (): Formula => chain(signed, "*", "/");
  function signed(): Formula {
    if (!isSign("-")) return power();
    at++;
    return { kind: "negative", of: signed() };
  }
  function power(): Formula {
    const left = atom();
    if (!isSign("^")) return left;
    at++;
    return { kind: "operation", operator: "^", left, right: signed() };
  }
  function atom(): Formula {
    const found = take();
    if (found.kind === "number") return { kind: "number", value: Number(found.text) };
    if (found.kind === "quantity") return { kind: "quantity", text: found.text };
    if (found.kind === "column") return { kind: "column", name: found.text };
    const isCall = found.kind === "name" && isSign("(");
    if (found.kind === "name" && !isCall) return { kind: "column", name: found.text };
    if (isCall) at++;
    else if (found.kind !== "sign" || found.text !== "(") throw unexpected(text, found);
    const inner = sum();
    expect(")");
    return isCall ? { kind: "call", name: found.text, of: inner } : inner;
  }

  const formula = sum();
  if (next().kind !== "end") throw unexpected(text, next());
  return formula;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const start = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw unexpected(text, { kind: "sign", text: text.slice(start).trim().slice(0, 10) });
    const kinds = ["number", "name", "column", "quantity", "sign"] as const;
    const found = kinds.findIndex((_, i) => match[i + 1] !== undefined);
    tokens.push({ kind: kinds[found]!, text: match[found + 1]! });
  }
  return [...tokens, { kind: "end", text: "the end" }];
}

function unexpected(text: string, { text: found }: Token): ValueError {
  return new ValueError(
    "BAD_FORMULA",
    `Dataset.with: "${text.slice(0, 40)}" cannot be read at ${found}. Write it as force / (width * thickness), names with blanks in backticks.`,
  );
}
