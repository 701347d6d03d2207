import { originalPositionFor, type TraceMap } from "@jridgewell/trace-mapping";
import MagicString from "magic-string";
import type { Node } from "./walk.js";

/** A cell in JavaScript while the passes rewrite it. */
export class CellEdit {
  readonly text: MagicString;
  /** Names to declare before the first statement. */
  readonly hoisted = new Set<string>();

  constructor(
    readonly source: string,
    readonly program: Node,
    /** The way back to the user's text; absent when `source` is that text. */
    readonly origin?: TraceMap,
  ) {
    this.text = new MagicString(source);
  }

  /** Top-level statements; of `export const a = 1` the declaration. */
  get statements(): Node[] {
    return this.program.body.map(declaration);
  }

  /** The line of the user's text on which a node starts, from 1. */
  lineOf(node: Node): number {
    const lines = this.source.slice(0, node.start).split("\n");
    const place = { line: lines.length, column: lines.at(-1)!.length };
    return (this.origin && originalPositionFor(this.origin, place).line) ?? place.line;
  }

  /** Puts text around a node, within what moves with it. */
  wrap(node: Node, before: string, after: string): void {
    this.text.appendRight(node.start, before);
    this.text.appendLeft(node.end, after);
  }

  /** Replaces a node by one-line code, with as many lines as before. */
  replace(node: Node, code: string): void {
    const lines = this.source.slice(node.start, node.end).replace(/[^\n]/g, "");
    this.text.overwrite(node.start, node.end, code + lines || " ");
  }

  /** Tells whether user code runs before `node`, other than magics. */
  runsBefore(node: Node): boolean {
    return this.program.body.some((other: Node) => other.end <= node.start && runs(declaration(other)));
  }

  /** Moves a node to the start of the cell. */
  moveToStart(node: Node): void {
    this.text.move(node.start, node.end, 0);
  }
}

const declaration = (node: Node): Node => (node.type.startsWith("Export") && node.declaration) || node;

const runs = (node: Node): boolean =>
  !/^(Import|Export|Function|Empty)/.test(node.type) && !node.directive && !isMagic(node.expression);

/** What stands for a magic: `await __magic(…)`, or the marker of `%time`. */
export const isMagic = (node: Node | undefined): boolean =>
  node?.name === timeMarker || (node?.type === "AwaitExpression" && node.argument.callee?.name === "__magic");

/** The name whose mention stands for `%time` until the code it measures is known; with a semicolon as long as `%time`. */
export const timeMarker = "ǃtim";
