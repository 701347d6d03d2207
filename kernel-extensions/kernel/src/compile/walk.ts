/** A node of an ESTree. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // biome-ignore lint/suspicious/noExplicitAny: the fields of a node depend on its type, which the caller checks
  readonly [field: string]: any;
}

/** Visits `node` and what it holds, parents first; a visitor that returns `false` keeps out of the node's children. */
export function walk(root: Node, visit: (node: Node, parent: Node | undefined) => false | undefined): void {
  const waiting: [Node, Node | undefined][] = [[root, undefined]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, parent] = next;
    if (visit(node, parent) === false) continue;
    for (const child of children(node).reverse()) waiting.push([child, node]);
  }
}

function children(node: Node): Node[] {
  const found: Node[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) found.push(...value.filter(isNode));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Opens a scope of its own for `var`. */
export const isVariableScope = (node: Node): boolean =>
  /^(Function(Declaration|Expression)|ArrowFunctionExpression|StaticBlock|PropertyDefinition)$/.test(node.type);

/** The names that a pattern binds. */
export function boundNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property: Node) => boundNames(property.value ?? property.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}
