import { isMagic, magicMarker } from "./cell-edit.js";
import { bare, mutated } from "./mutations.js";
import type { Node } from "./walk.js";

/** What the text of a cell tells of names. */
export interface Dependencies {
  /** Names that it takes from elsewhere: of earlier cells, or global. */
  readonly reads: ReadonlySet<string>;
  /** Names that it declares, assigns to or changes. */
  readonly writes: ReadonlySet<string>;
  /** Those of them that stand for what a module exports. */
  readonly imports: ReadonlySet<string>;
}

interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | undefined;
  /** Where `var` declares: the nearest function, or the cell. */
  readonly ofVars: Scope;
}

/** What happens to the names of a pattern. */
type Role = "read" | "assign" | "declare" | "var";

interface Visit {
  readonly node: Node;
  readonly scope: Scope;
  readonly role: Role;
}

interface Use {
  readonly name: string;
  readonly scope: Scope;
  readonly writes: boolean;
}

/**
 * The names that a cell takes from others, and those that others may take from it. A function counts to the cell that
 * holds its text, wherever it is called. Types are erased by now: they change no value.
 */
export function dependencies(program: Node): Dependencies {
  const top = new Names(program);
  const reads = new Set<string>();
  const writes = new Set(top.declared);
  for (const use of top.uses) {
    if (isLocal(use, top.scope)) continue;
    if (use.writes) writes.add(use.name);
    else if (!top.declared.has(use.name)) reads.add(use.name);
  }
  for (const names of [reads, writes]) for (const name of names) if (isOurs(name)) names.delete(name);
  return { reads, writes, imports: top.imports };
}

/** Tells whether a cell holds more than magics. */
export function hasCode(program: Node): boolean {
  return program.body.some(({ expression }: Node) => !isMagic(expression));
}

/** Names that the compiler puts in. */
const isOurs = (name: string): boolean => name === magicMarker || /^(__|_jsx)/.test(name);

function isLocal({ name, scope }: Use, top: Scope): boolean {
  for (let at: Scope | undefined = scope; at && at !== top; at = at.outer) if (at.names.has(name)) return true;
  return false;
}

/** Scopes and uses of all names of a program. Uses are looked up at the end, when all declarations are known. */
class Names {
  readonly scope = newScope(undefined);
  readonly uses: Use[] = [];
  readonly imports = new Set<string>();
  readonly #waiting: Visit[] = [];

  constructor(program: Node) {
    for (const statement of program.body) this.#later(statement, this.scope);
    for (let visit = this.#waiting.pop(); visit; visit = this.#waiting.pop()) this.#visit(visit);
  }

  get declared(): ReadonlySet<string> {
    return this.scope.names;
  }

  #later(node: Node | null | undefined, scope: Scope, role: Role = "read"): void {
    if (node) this.#waiting.push({ node, scope, role });
  }

  #visit(visit: Visit): void {
    const { node, scope, role } = visit;
    switch (node.type) {
      case "Identifier":
        this.#name(node.name, scope, role);
        break;
      case "VariableDeclaration":
        for (const { id, init } of node.declarations) {
          this.#later(id, scope, node.kind === "var" ? "var" : "declare");
          this.#later(init, scope);
        }
        break;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        this.#function(node, scope);
        break;
      case "ClassDeclaration":
      case "ClassExpression":
        this.#class(node, scope);
        break;
      case "BlockStatement":
      case "ForStatement":
      case "SwitchStatement":
        this.#children(node, newScope(scope));
        break;
      case "StaticBlock":
        this.#children(node, newScope(scope, true));
        break;
      case "CatchClause": {
        const inner = newScope(scope);
        this.#later(node.param, inner, "declare");
        this.#later(node.body, inner);
        break;
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const inner = newScope(scope);
        this.#later(node.left, inner, node.left.type === "VariableDeclaration" ? "read" : "assign");
        this.#later(node.right, inner);
        this.#later(node.body, inner);
        break;
      }
      case "AssignmentExpression":
        this.#later(node.left, scope, "assign");
        if (node.operator !== "=") this.#later(node.left, scope);
        this.#later(node.right, scope);
        break;
      case "UpdateExpression":
        this.#later(node.argument, scope, "assign");
        this.#later(node.argument, scope);
        break;
      default:
        this.#write(rootName(mutated(node)), scope);
        this.#part(visit);
    }
  }

  /** Nodes of which not every part stands for a value. */
  #part({ node, scope, role }: Visit): void {
    switch (node.type) {
      case "MemberExpression":
        if (role === "assign") this.#write(rootName(node), scope);
        this.#later(node.object, scope);
        if (node.computed) this.#later(node.property, scope);
        break;
      case "Property":
        if (node.computed) this.#later(node.key, scope);
        this.#later(node.value, scope, role);
        break;
      case "MethodDefinition":
      case "PropertyDefinition":
      case "AccessorProperty":
        for (const decorator of node.decorators ?? []) this.#later(decorator, scope);
        if (node.computed) this.#later(node.key, scope);
        this.#later(node.value, scope);
        break;
      case "AssignmentPattern":
        this.#later(node.left, scope, role);
        this.#later(node.right, scope);
        break;
      case "ObjectPattern":
      case "ArrayPattern":
      case "RestElement":
        this.#children(node, scope, role);
        break;
      case "ParenthesizedExpression":
        this.#later(node.expression, scope, role);
        break;
      case "LabeledStatement":
        this.#later(node.body, scope);
        break;
      case "ImportDeclaration":
        for (const { local } of node.specifiers) {
          this.imports.add(local.name);
          this.#name(local.name, scope, "declare");
        }
        break;
      case "ExportNamedDeclaration":
        this.#later(node.declaration, scope);
        break;
      case "ExportAllDeclaration":
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
        break;
      default:
        this.#children(node, scope);
    }
  }

  /** Parameters have a scope of their own: their defaults see none of the body's names. */
  #function(node: Node, scope: Scope): void {
    if (node.type === "FunctionDeclaration" && node.id) this.#name(node.id.name, scope, "declare");
    const outer = newScope(scope, true);
    if (node.type === "FunctionExpression" && node.id) outer.names.add(node.id.name);
    for (const parameter of node.params) this.#later(parameter, outer, "declare");
    const inner = newScope(outer, true);
    if (node.body?.type === "BlockStatement") this.#children(node.body, inner);
    else this.#later(node.body, inner);
  }

  #class(node: Node, scope: Scope): void {
    if (node.type === "ClassDeclaration" && node.id) this.#name(node.id.name, scope, "declare");
    const inner = newScope(scope);
    if (node.type === "ClassExpression" && node.id) inner.names.add(node.id.name);
    for (const decorator of node.decorators ?? []) this.#later(decorator, scope);
    this.#later(node.superClass, inner);
    this.#later(node.body, inner);
  }

  #name(name: string, scope: Scope, role: Role): void {
    if (role === "declare") scope.names.add(name);
    else if (role === "var") scope.ofVars.names.add(name);
    else this.uses.push({ name, scope, writes: role === "assign" });
  }

  #write(name: string | undefined, scope: Scope): void {
    if (name !== undefined) this.uses.push({ name, scope, writes: true });
  }

  #children(node: Node, scope: Scope, role: Role = "read"): void {
    for (const key in node) {
      const value = node[key];
      if (typeof value !== "object" || value === null) continue;
      if (Array.isArray(value)) for (const each of value) this.#later(each?.type ? each : undefined, scope, role);
      else if (value.type) this.#later(value, scope, role);
    }
  }
}

function newScope(outer: Scope | undefined, isOfVars = false): Scope {
  const scope = { names: new Set<string>(), outer } as { -readonly [key in keyof Scope]: Scope[key] };
  scope.ofVars = isOfVars || !outer ? scope : outer.ofVars;
  return scope;
}

/** `a` of `a.b[0].c`. */
function rootName(node: Node | undefined): string | undefined {
  let root = node && bare(node);
  while (root?.type === "MemberExpression") root = bare(root.object);
  return root?.type === "Identifier" ? root.name : undefined;
}
