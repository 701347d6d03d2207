import type { Step } from "../protocol/step.js";
import { TextEdit } from "./text-edit.js";
import type { Node } from "./walk.js";

/** JavaScript, its tree, and the way back to the text it came from. */
export interface JavaScript {
  readonly code: string;
  readonly program: Node;
  readonly steps: readonly Step[];
}

/** A cell in JavaScript while the passes rewrite it. */
export class CellEdit {
  readonly source: string;
  readonly program: Node;
  readonly steps: readonly Step[];
  readonly text: TextEdit;
  /** Top-level statements; of `export const a = 1` the declaration. */
  readonly statements: readonly Node[];
  /** Names to declare before the first statement. */
  readonly hoisted = new Set<string>();

  constructor({ code, program, steps }: JavaScript) {
    this.source = code;
    this.program = program;
    this.steps = steps;
    this.text = new TextEdit(code);
    this.statements = program.body.map(declaration);
  }

  /** Puts text around a node, within what moves with it. */
  wrap(node: Node, before: string, after: string): void {
    this.text.insertBefore(node.start, before);
    this.text.insertAfter(node.end, after);
  }

  /** Replaces a node by one-line code, with as many lines as before. */
  replace(node: Node, code: string): void {
    const lines = this.source.slice(node.start, node.end).replace(/[^\n]/g, "");
    this.text.overwrite(node.start, node.end, code + lines);
  }

  /** Tells whether user code runs before `node`, other than magics. */
  runsBefore(node: Node): boolean {
    return this.program.body.some((other: Node) => other.end <= node.start && runs(declaration(other)));
  }

  /** Moves a node to the start of the cell. */
  moveToStart(node: Node): void {
    this.text.moveToStart(node.start, node.end);
  }
}

const declaration = (node: Node): Node => (node.type.startsWith("Export") && node.declaration) || node;

const runs = (node: Node): boolean =>
  !/^(Import|Export|Function|Empty)/.test(node.type) && !node.directive && !isMagic(node.expression);

/** The name whose mention stands for a magic until its code is put there. */
export const magicMarker = "ǃ";

export const isMagic = (expression: Node | undefined): boolean => expression?.name === magicMarker;
