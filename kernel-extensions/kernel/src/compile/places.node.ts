import type { Stepped } from "../protocol/step.js";
import { treeOf } from "./parse.node.js";
import { isVariableScope, type Node, walk } from "./walk.js";
import { Lines, offsetsBack } from "./way-back.node.js";

/** A position in a text, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place where code can stop: in the code that runs, and as its author knows it. */
export interface Place {
  readonly code: Position;
  readonly source: Position;
}

/** The places of a script where code can stop, and the way between its code and its source in both directions. */
export class Places {
  readonly #stepped: Stepped;
  readonly #program: Node;
  readonly #code: Lines;
  readonly #source: Lines;
  readonly #back: (offset: number) => number | undefined;
  /** Starts of statements: where they come from, undefined for those that the compiler added. */
  readonly #starts = new Map<number, number | undefined>();

  constructor(stepped: Stepped) {
    this.#stepped = stepped;
    this.#program = treeOf(stepped.code);
    this.#code = new Lines(stepped.code);
    this.#source = new Lines(stepped.source);
    this.#back = offsetsBack(stepped.steps);
    walk(this.#program, (node, parent) => {
      for (const start of starts(node, parent)) this.#starts.set(start, this.#origin(start, node));
    });
  }

  /** The code of the script. */
  get code(): string {
    return this.#stepped.code;
  }

  /** The first place on a line of the source, or on the next line that has one. */
  below(line: number): Place | undefined {
    let best: { start: number; source: Position } | undefined;
    for (const [start, origin] of this.#starts) {
      if (origin === undefined) continue;
      const source = this.#source.positionAt(origin);
      if (source.line < line || (best && !isBefore(source, best.source))) continue;
      best = { start, source };
    }
    return best && { code: this.#code.positionAt(best.start), source: best.source };
  }

  /** The source of a position in the code; undefined where the compiler added it. */
  source({ line, column }: Position): Position | undefined {
    const offset = this.#code.offsetAt(line, column);
    if (offset >= this.#code.length) return undefined;
    const origin = this.#starts.has(offset) ? this.#starts.get(offset) : this.#kept(offset) && this.#back(offset);
    return typeof origin === "number" ? this.#source.positionAt(origin) : undefined;
  }

  /** As `source`, and for what the compiler added the position before. */
  nearest(position: Position): Position {
    const origin = this.#back(this.#code.offsetAt(position.line, position.column));
    return this.source(position) ?? this.#source.positionAt(origin ?? 0);
  }

  /** Tells whether a `catch` of the function around a position takes what is thrown there. */
  catches({ line, column }: Position): boolean {
    const offset = this.#code.offsetAt(line, column);
    let caught = false;
    walk(this.#program, (node) => {
      if (offset < node.start || offset >= node.end) return false;
      if (isVariableScope(node)) caught = false;
      if (node.type === "TryStatement" && node.handler && isWithin(offset, node.block)) caught = true;
      return undefined;
    });
    return caught;
  }

  /** Where a statement comes from; one that is wrapped into added code, from what is inside. */
  #origin(start: number, node: Node): number | undefined {
    if (this.#kept(start)) return this.#back(start);
    if (isFunctionValue(node)) return undefined;
    const kept = this.#pieces()?.find((at, i) => i % 3 === 0 && at > start && at < node.end);
    return kept === undefined ? undefined : this.#back(kept);
  }

  /** Tells whether the last step kept or overwrote what is at an offset, rather than adding it. */
  #kept(offset: number): boolean {
    const pieces = this.#pieces();
    if (!pieces) return true;
    for (let i = pieces.length - 3; i >= 0; i -= 3)
      if (pieces[i]! <= offset) return pieces[i + 2] === 0 || offset < pieces[i]! + pieces[i + 2]!;
    return false;
  }

  #pieces(): readonly number[] | undefined {
    const [last] = this.#stepped.steps;
    return last && "pieces" in last ? last.pieces : undefined;
  }
}

const isBefore = (a: Position, b: Position) => a.line < b.line || (a.line === b.line && a.column < b.column);
const isWithin = (offset: number, { start, end }: Node) => start <= offset && offset < end;

/** Where V8 can stop in a node itself. */
function starts(node: Node, parent: Node | undefined): number[] {
  switch (node.type) {
    case "VariableDeclaration":
      return node.declarations.some(({ init }: Node) => init) || /^For/.test(parent!.type) ? [node.start] : [];
    case "ExpressionStatement":
      return node.directive ? [] : [node.start];
    case "ArrowFunctionExpression":
      return node.body.type === "BlockStatement" ? [] : [node.body.start];
    case "CallExpression":
      return node.callee.property ? [node.callee.property.start] : [];
    case "PropertyDefinition":
      return node.value ? [node.value.start] : [];
    case "ExportDefaultDeclaration":
      return /Declaration$/.test(node.declaration.type) ? [] : [node.declaration.start];
    case "BlockStatement":
    case "EmptyStatement":
    case "LabeledStatement":
    case "TryStatement":
      return [];
    default:
      return node.type.endsWith("Statement") ? [node.start] : [];
  }
}

/** `let f = function () {};`, which stands for a declaration of a function. */
function isFunctionValue(node: Node): boolean {
  const value = node.declarations?.[0]?.init ?? node.expression?.right;
  return value?.type === "FunctionExpression";
}
