import { type Application, type Constant, constant, type Expression, fixed } from "../expression.js";
import { binaryFunctions, isBinary, unaryFunctions } from "../operators.js";

/** An operator on classes of equal formulas, or a leaf. */
export type GraphNode =
  | { readonly leaf: Exclude<Expression, Application> }
  | { readonly operator: Application["operator"]; readonly operands: readonly number[] };

/** Formulas that are known to be equal. */
interface EqualityClass {
  nodes: GraphNode[];
  /** Nodes with this class among their operands, and the class that they are in. */
  parents: [GraphNode, number][];
  /** The number that they are. */
  number: Constant | undefined;
  isPositive: boolean;
}

/**
 * Many equal formulas at once: a graph of classes, each with the ways to write it. What was found equal once stays so
 * everywhere.
 *
 * @see Willsey et al., "egg: Fast and extensible equality saturation", Proc. ACM Program. Lang. 5 (2021), POPL 23
 */
export class EqualityGraph {
  readonly #leader: number[] = [];
  readonly #classes = new Map<number, EqualityClass>();
  readonly #known = new Map<string, number>();
  readonly #isPositiveVariable: (index: number) => boolean;
  #changed: number[] = [];

  constructor(isPositiveVariable: (index: number) => boolean) {
    this.#isPositiveVariable = isPositiveVariable;
  }

  /** Nodes in all classes. */
  get size(): number {
    return this.#known.size;
  }

  /** The classes, in the order in which they were made. */
  classes(): number[] {
    return [...this.#classes.keys()];
  }

  find(id: number): number {
    let root = id;
    while (this.#leader[root] !== root) root = this.#leader[root]!;
    return root;
  }

  nodesOf(id: number): readonly GraphNode[] {
    return this.#classes.get(this.find(id))!.nodes;
  }

  numberOf(id: number): Constant | undefined {
    return this.#classes.get(this.find(id))!.number;
  }

  /** Whether its value is known to be more than 0 wherever it has one. */
  isPositive(id: number): boolean {
    return this.#classes.get(this.find(id))!.isPositive;
  }

  addTree(tree: Expression): number {
    if (tree.kind !== "apply") return this.add({ leaf: tree });
    return this.add({ operator: tree.operator, operands: tree.operands.map((operand) => this.addTree(operand)) });
  }

  add(given: GraphNode): number {
    const node = this.#canonical(given);
    const key = keyOf(node);
    const known = this.#known.get(key);
    if (known !== undefined) return this.find(known);
    const id = this.#leader.length;
    this.#leader.push(id);
    this.#classes.set(id, {
      nodes: [node],
      parents: [],
      number: "leaf" in node && node.leaf.kind === "constant" ? node.leaf : undefined,
      isPositive: this.#startsPositive(node),
    });
    this.#known.set(key, id);
    if ("operator" in node)
      for (const part of new Set(node.operands)) this.#classes.get(part)!.parents.push([node, id]);
    this.#fold(id, node);
    return this.find(id);
  }

  /** Makes two classes one; `repair` has to follow before the next search. */
  union(a: number, b: number): boolean {
    const [p, q] = [this.find(a), this.find(b)];
    if (p === q) return false;
    const [kept, lost] = p < q ? [p, q] : [q, p];
    const [into, from] = [this.#classes.get(kept)!, this.#classes.get(lost)!];
    into.nodes.push(...from.nodes);
    into.parents.push(...from.parents);
    into.number ??= from.number;
    into.isPositive ||= from.isPositive;
    this.#leader[lost] = kept;
    this.#classes.delete(lost);
    this.#changed.push(kept);
    return true;
  }

  /** Finds the nodes that became equal because their operands did. */
  repair(): void {
    while (this.#changed.length > 0) {
      const todo = new Set(this.#changed.map((id) => this.find(id)));
      this.#changed = [];
      for (const id of todo) this.#repairClass(this.find(id));
    }
    for (const own of this.#classes.values()) {
      const nodes = own.nodes.map((node) => this.#canonical(node));
      own.nodes = [...new Map(nodes.map((node) => [keyOf(node), node])).values()];
    }
  }

  #repairClass(id: number): void {
    const { parents } = this.#classes.get(id)!;
    const fresh = new Map<string, [GraphNode, number]>();
    for (const [node] of parents) this.#known.delete(keyOf(node));
    for (const [node, owner] of parents) {
      const canonical = this.#canonical(node);
      const key = keyOf(canonical);
      const twin = this.#known.get(key);
      if (twin !== undefined) this.union(twin, owner);
      this.#known.set(key, this.find(owner));
      fresh.set(key, [canonical, this.find(owner)]);
      this.#fold(owner, canonical);
      this.#spreadSign(owner, canonical);
    }
    const own = this.#classes.get(this.find(id))!;
    own.parents = own === this.#classes.get(id) ? [...fresh.values()] : [...own.parents, ...fresh.values()];
  }

  #canonical(node: GraphNode): GraphNode {
    return "leaf" in node ? node : { ...node, operands: node.operands.map((operand) => this.find(operand)) };
  }

  /** An operator on numbers is a number. */
  #fold(id: number, node: GraphNode): void {
    if ("leaf" in node || this.numberOf(id)) return;
    const numbers = node.operands.map((operand) => this.numberOf(operand));
    if (!numbers.every((number) => number !== undefined)) return;
    const [a, b] = numbers as [Constant, Constant];
    const value = isBinary(node.operator)
      ? binaryFunctions[node.operator](a.value, b.value)
      : unaryFunctions[node.operator](a.value);
    if (!Number.isFinite(value)) return;
    this.union(id, this.add({ leaf: numbers.every((number) => number?.fixed) ? fixed(value) : constant(value) }));
  }

  #startsPositive(node: GraphNode): boolean {
    if ("operator" in node) return this.#givesPositive(node);
    if (node.leaf.kind === "variable") return this.#isPositiveVariable(node.leaf.index);
    const values = node.leaf.kind === "constant" ? [node.leaf.value] : node.leaf.values;
    return values.every((value) => value > 0);
  }

  #givesPositive(node: GraphNode): boolean {
    if ("leaf" in node) return false;
    const all = node.operands.every((operand) => this.isPositive(operand));
    if (node.operator === "exp" || node.operator === "cosh") return true;
    if (node.operator === "power") return this.isPositive(node.operands[0]!);
    return ["add", "multiply", "abs", "sinh", "tanh"].includes(node.operator) && all;
  }

  #spreadSign(id: number, node: GraphNode): void {
    const own = this.#classes.get(this.find(id))!;
    if (own.isPositive || !this.#givesPositive(node)) return;
    own.isPositive = true;
    this.#changed.push(this.find(id));
  }
}

/** Numbers that differ by rounding are one. */
function keyOf(node: GraphNode): string {
  if ("operator" in node) return `${node.operator}(${node.operands})`;
  const { leaf } = node;
  if (leaf.kind === "variable") return `x${leaf.index}`;
  if (leaf.kind === "groupConstant") return `[${leaf.values}]`;
  return `${leaf.fixed ? "" : "c"}${Number(leaf.value.toPrecision(13))}`;
}
