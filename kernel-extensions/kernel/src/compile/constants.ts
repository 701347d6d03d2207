import { bare } from "./mutations.js";
import { type Node, walk } from "./walk.js";

/** What a cell writes out that tells where its values come from. */
export interface Constants {
  /** Numbers and texts given as a seed, as written. */
  readonly seeds: readonly string[];
  /** Texts that may name files that the cell reads. */
  readonly paths: readonly string[];
}

const seedName = /seed$/i;
/** Functions that take a seed first. */
const seeded = /^randomStream$|seed/i;
/** Functions whose texts name what comes out, not what goes in. */
const putsOut = /^(write|save|sink|export|append|remove|unlink|rm|mk|fetch|import|require)/i;
const longestPath = 300;

/** Collects seeds and file names from the text of a cell. */
export function constants(program: Node): Constants {
  const seeds = new Set<string>();
  const paths = new Set<string>();
  walk(program, (node, parent) => {
    const seed = seedIn(node);
    if (seed !== undefined) seeds.add(seed);
    if (/^(Import|Export\w*)Declaration$/.test(node.type) && node.source) return false;
    const text = textOf(node);
    if (text !== undefined && isPath(text) && !putsOut.test(calledName(parent) ?? "")) paths.add(text);
    return undefined;
  });
  return { seeds: [...seeds], paths: [...paths] };
}

function seedIn(node: Node): string | undefined {
  switch (node.type) {
    case "Property":
    case "PropertyDefinition":
      return node.computed || !seedName.test(node.key.name ?? node.key.value) ? undefined : written(node.value);
    case "VariableDeclarator":
      return seedName.test(node.id.name) ? written(node.init) : undefined;
    case "AssignmentExpression":
    case "AssignmentPattern":
      return seedName.test(node.left.name ?? node.left.property?.name) ? written(node.right) : undefined;
    case "CallExpression":
    case "NewExpression":
      return seeded.test(calledName(node) ?? "") ? written(node.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

/** The text of a constant; undefined for what must be computed. */
function written(expression: Node | null | undefined): string | undefined {
  if (!expression) return undefined;
  const value = bare(expression);
  if (value.type === "Literal") return value.raw;
  const isNegative = value.type === "UnaryExpression" && value.operator === "-" && value.argument.type === "Literal";
  return isNegative ? `-${value.argument.raw}` : undefined;
}

/** `f` of `f()` and of `a.f()`. */
function calledName(node: Node | undefined): string | undefined {
  if (!node || !/^(Call|New)Expression$/.test(node.type)) return undefined;
  const callee = bare(node.callee);
  return callee.name ?? callee.property?.name;
}

function textOf(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  return node.type === "TemplateLiteral" && node.quasis.length === 1 ? node.quasis[0].value.cooked : undefined;
}

const isPath = (text: string): boolean =>
  /[./]/.test(text) && text.length <= longestPath && !/[\n\0]|^\w+:\/\//.test(text);
