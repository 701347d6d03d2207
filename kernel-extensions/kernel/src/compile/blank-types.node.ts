import { runsUsing } from "./lower-syntax.node.js";
import type { Node } from "./walk.js";

// biome-ignore lint/suspicious/noExplicitAny: as in `Node`; types are taken out of the tree
type Typed = Record<string, any> & Node;

/** A program and what is to become blank in its text, but for a first character. */
interface Blanks {
  readonly source: string;
  readonly program: Typed;
  /** In the order of the text. */
  readonly ranges: { readonly start: number; readonly end: number; readonly first: string }[];
}

/**
 * Puts blanks in the place of types and takes them out of the tree: what is left is JavaScript at the same offsets.
 * Undefined for a program that holds more than types, or anything of which that is not certain.
 */
export function blankTypes(source: string, program: Node): string | undefined {
  const blanks: Blanks = { source, program, ranges: [] };
  const waiting: Typed[] = [program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!blankParts(node, blanks)) return undefined;
    for (const key in node) {
      const value: Typed | null = node[key];
      if (typeof value !== "object" || value === null) continue;
      if (Array.isArray(value)) for (let i = 0; i < value.length; i++) keep(value, i, blanks, waiting);
      else if (value.type) keep(node, key, blanks, waiting);
    }
  }
  return blanks.ranges.length > 0 ? fill(blanks) : source;
}

/** Leaves in a place of the tree what is JavaScript of its node, to be looked at next. */
function keep(place: Typed, key: string | number, blanks: Blanks, waiting: Typed[]): void {
  const node: Typed | null = place[key];
  if (!node) return;
  const kept = blankAround(node, blanks);
  if (kept !== node) place[key] = kept;
  if (kept) waiting.push(kept);
}

/** What is left of a node without the types around it: null of a type. */
function blankAround(node: Typed, blanks: Blanks): Typed | null {
  if (!node.type.startsWith("TS")) return node;
  if (/^TSType(?:Annotation|Parameter)/.test(node.type)) {
    blank(blanks, node.start, node.end);
    return null;
  }
  if (!isAssertion(node) && node.type !== "TSNonNullExpression") return node;
  // Without its type the expression would go on in a next line that starts so.
  const isContinued = isAssertion(node) && endOf(opening, blanks, node.end) > node.end;
  blank(blanks, node.expression.end, node.end, isContinued ? ";" : "");
  return blankAround(node.expression, blanks);
}

/** Blanks what types add to a node besides nodes around and within it; false where blanks will not do. */
function blankParts(node: Typed, blanks: Blanks): boolean {
  switch (node.type) {
    case "Identifier":
      return blankAfterName(node, blanks);
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
    case "ClassBody":
      node.body = blankIn(node.body, blanks);
      return true;
    case "SwitchCase":
      node.consequent = blankIn(node.consequent, blanks);
      return true;
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
      node.specifiers = blankIn(node.specifiers, blanks);
      return !isTypeOnly(node);
    case "ExportAllDeclaration":
    case "ExportDefaultDeclaration":
      return !isTypeOnly(node);
    case "FunctionDeclaration":
    case "FunctionExpression":
      return node.params[0]?.name !== "this";
    case "ArrowFunctionExpression":
      return staysOnLine(node, blanks);
    case "VariableDeclaration":
      return !node.kind.endsWith("using") || runsUsing() || blanks.program.body.includes(node);
    case "BinaryExpression":
    case "LogicalExpression":
      return !isAssertion(node.left) || staysGrouped(node);
    case "ExpressionStatement":
      return !becomesDirective(node);
    case "NewExpression":
      return node.typeArguments?.end !== node.end;
    case "PropertyDefinition":
      return blankField(node, blanks) && blankModifiers(node, blanks);
    case "MethodDefinition":
      return !node.optional && blankModifiers(node, blanks);
    case "ClassDeclaration":
    case "ClassExpression":
      return blankAbstract(node, blanks) && blankImplements(node, blanks);
    case "ArrayPattern":
    case "ObjectPattern":
    case "AssignmentPattern":
    case "RestElement":
      return !node.optional;
    case "Decorator":
    case "AccessorProperty":
      return false;
    default:
      return !node.type.startsWith("TS");
  }
}

/** What a list holds besides types. */
function blankIn(list: Typed[], blanks: Blanks): Typed[] {
  if (!list.some(isTypeOnly)) return list;
  return list.filter((node) => {
    if (!isTypeOnly(node)) return true;
    if (node.type.endsWith("Specifier")) blank(blanks, node.start, endOf(comma, blanks, node.end));
    // The semicolon keeps apart what stands before and after.
    else blank(blanks, node.start, node.end, ";");
    return false;
  });
}

/** `name?: type` and `name!: type` */
function blankAfterName(node: Typed, blanks: Blanks): boolean {
  if (!node.typeAnnotation && !node.optional) return true;
  blank(blanks, node.start + node.name.length, node.end);
  node.typeAnnotation = null;
  return blanks.source.startsWith(node.name, node.start);
}

function blankField(node: Typed, blanks: Blanks): boolean {
  const { key, value, typeAnnotation, computed } = node;
  const isMarked = node.optional || node.definite;
  if (!typeAnnotation) return !isMarked;
  // Without the semicolon a field `get` or `static` would be a modifier of what follows.
  blank(blanks, isMarked ? key.end : typeAnnotation.start, typeAnnotation.end, value ? "" : ";");
  node.typeAnnotation = null;
  return !(isMarked && computed);
}

function blankModifiers(node: Typed, blanks: Blanks): boolean {
  if (!node.accessibility && !node.readonly && !node.override) return true;
  const head = blanks.source.slice(node.start, node.key.start);
  // The semicolon keeps a `*` or `[` that follows apart from the member before.
  for (const { 0: word, index } of head.matchAll(/\b(?:public|private|protected|readonly|override)\b/g))
    blank(blanks, node.start + index, node.start + index + word.length, index === 0 ? ";" : "");
  return node.decorators.length === 0 && !head.includes("/");
}

function blankAbstract({ abstract, start }: Typed, blanks: Blanks): boolean {
  if (!abstract) return true;
  blank(blanks, start, start + "abstract".length);
  return blanks.source.startsWith("abstract", start);
}

function blankImplements(node: Typed, blanks: Blanks): boolean {
  const last = node.implements.at(-1);
  if (!last) return true;
  const before = node.superTypeArguments ?? node.superClass ?? node.typeParameters ?? node.id;
  if (!before) return false;
  blank(blanks, before.end, last.end);
  node.implements = [];
  return true;
}

/** No line may end before `=>`, nor between `async` or `return` and the parameters. */
function staysOnLine({ typeParameters, returnType }: Typed, { source }: Blanks): boolean {
  if (typeParameters && lineEnd.test(source.slice(typeParameters.start, typeParameters.end))) return false;
  if (!returnType) return true;
  const close = source.lastIndexOf(")", returnType.start) + 1;
  const isNext = source.slice(close, returnType.start).trim() === "";
  return isNext && !lineEnd.test(source.slice(close, returnType.end));
}

/** `a + b as T - c` means `(a + b) - c`; without the assertion another order could hold. */
const staysGrouped = ({ operator, left }: Typed): boolean =>
  operator !== "**" && withoutTypes(left).type !== "BinaryExpression";

/** `"use strict" as T` */
const becomesDirective = ({ expression }: Typed): boolean =>
  expression.type.startsWith("TS") && withoutTypes(expression).type === "Literal";

const withoutTypes = (node: Typed): Typed => (node.type.startsWith("TS") ? withoutTypes(node.expression) : node);

const isAssertion = ({ type }: Node): boolean => type === "TSAsExpression" || type === "TSSatisfiesExpression";

const isTypeOnly = (node: Typed): boolean =>
  (node.type.startsWith("TS") && typeOnly.test(node.type)) ||
  node.declare ||
  node.importKind === "type" ||
  node.exportKind === "type" ||
  node.value?.type === "TSEmptyBodyFunctionExpression" ||
  (node.type.startsWith("Export") && exportsTypesOnly(node));

const exportsTypesOnly = ({ declaration, specifiers = [] }: Typed): boolean =>
  declaration ? isTypeOnly(declaration) : specifiers.length > 0 && specifiers.every(isTypeOnly);

const typeOnly =
  /^TS(?:(?:Interface|TypeAlias)Declaration|DeclareFunction|IndexSignature|Abstract(?:Method|Property)Definition)$/;
const lineEnd = /[\n\r\u2028\u2029]/;
const gap = String.raw`(?:\s|//.*${lineEnd.source}|/\*(?:[^*]|\*(?!/))*\*/)*`;
const comma = new RegExp(`${gap},`, "y");
const opening = new RegExp(`${gap}[([\`]`, "y");

/** Where a match at `offset` ends; `offset` if there is none. */
function endOf(sticky: RegExp, { source }: Blanks, offset: number): number {
  sticky.lastIndex = offset;
  return sticky.test(source) ? sticky.lastIndex : offset;
}

function blank({ ranges }: Blanks, start: number, end: number, first = ""): void {
  // Nodes come mostly from the last to the first: this takes less than to sort the ranges in the end.
  const place = ranges.findIndex((range) => range.start > start);
  ranges.splice(place < 0 ? ranges.length : place, 0, { start, end, first });
}

function fill({ source, ranges }: Blanks): string {
  let text = "";
  let offset = 0;
  for (const { start, end, first } of ranges) {
    text += source.slice(offset, start) + first + blankOf(source.slice(start + first.length, end));
    offset = end;
  }
  return text + source.slice(offset);
}

const blankOf = (text: string): string => (lineEnd.test(text) ? text.replace(/\S/g, " ") : " ".repeat(text.length));
