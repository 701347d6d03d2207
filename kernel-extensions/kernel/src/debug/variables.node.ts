import { expression, reach } from "./condition.node.js";
import { describe } from "./describe.js";
import { DebugError, type Debugger, type Devtools, type Runtime } from "./devtools.node.js";
import { evaluated, isName, timeout } from "./evaluated.node.js";
import { Handles } from "./handles.js";

/** What a front end can open: the scopes of a frame, the notebook's names, an object, or a part of a long list. */
type Opened = { readonly origin: Origin } & (
  | {
      readonly kind: "scopes";
      readonly frame: string;
      readonly scopes: readonly NumberedScope[];
      /** What is there without a name: `this`, and what the function is about to return. */
      readonly unnamed: Readonly<Record<string, Runtime.RemoteObject>>;
    }
  | { readonly kind: "notebook" }
  | { readonly kind: "object"; readonly id: string; readonly path: string }
  | { readonly kind: "range"; readonly id: string; readonly path: string; readonly start: number; readonly end: number }
);

/** Until when a handle can be used: as long as the code stands, or until the names are asked for again. */
type Origin = "stop" | "notebook";

/** What V8 keeps the objects under that belong to an origin. */
export const objectGroups: Readonly<Record<Origin, string>> = {
  stop: "mesoscope:stop",
  notebook: "mesoscope:notebook",
};

interface NumberedScope {
  readonly number: number;
  readonly id: string;
}

/** A variable as the Debug Adapter Protocol has it. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  /** 0 where nothing can be opened. */
  readonly variablesReference: number;
  readonly evaluateName?: string;
}

/** Longer lists are shown in parts of this length, or of its powers. */
const page = 100;

/** The variables of one user process. */
export class Variables {
  readonly #devtools: Devtools;
  readonly #handles = new Handles<Opened>();

  constructor(devtools: Devtools) {
    this.#devtools = devtools;
  }

  /** The scopes of a frame, innermost first, as the Debug Adapter Protocol has them. */
  scopes(call: Debugger.CallFrame) {
    const { callFrameId: frame, scopeChain } = call;
    const numbered = scopeChain.map(({ type, object }, number) => ({ type, number, id: object.objectId! }));
    const function_ = numbered.findIndex(({ type }) => type === "local" || type === "module");
    const groups = { Locals: [] as NumberedScope[], Closure: [] as NumberedScope[] };
    for (const { type, number, id } of numbered) {
      if (type === "global" || type === "script") continue;
      groups[number <= function_ || function_ < 0 ? "Locals" : "Closure"].push({ number, id });
    }
    const open = (opened: Opened) => this.#handles.add(opened);
    const shown = Object.entries(groups).filter(([, scopes]) => scopes.length > 0);
    return [
      ...shown.map(([name, scopes]) => ({
        name,
        variablesReference: open({
          origin: "stop",
          kind: "scopes",
          frame,
          scopes,
          unnamed: name === "Locals" ? unnamedIn(call) : {},
        }),
        expensive: false,
        ...(name === "Locals" && { presentationHint: "locals" }),
      })),
      { name: "Globals", variablesReference: open({ origin: "stop", kind: "notebook" }), expensive: false },
    ];
  }

  /** What can be opened under a number, or a part of it; `undefined` where the number is no longer known. */
  async children(reference: unknown, start = 0, count = 0): Promise<readonly Variable[]> {
    const opened = this.#open(reference);
    const all = await this.#childrenOf(opened);
    return start > 0 || count > 0 ? all.slice(start, count > 0 ? start + count : undefined) : all;
  }

  /** The variables of the notebook; what was given before is no longer known. */
  async ofNotebook(): Promise<readonly Variable[]> {
    await this.#forget("notebook");
    return this.#notebookNames("notebook");
  }

  /** Shows a value, and lets it be opened. */
  shown(name: string, object: Runtime.RemoteObject, path: string, origin: Origin): Variable {
    const { objectId, type } = object;
    const canOpen = objectId !== undefined && type !== "function" && type !== "symbol";
    const variablesReference = canOpen ? this.#handles.add({ origin, kind: "object", id: objectId, path }) : 0;
    const { value, type: shownType } = describe(object);
    // The compiler takes the name off a function that a cell declares.
    const named = isName(name) ? value.replace(/^ƒ (async )?\(/, `ƒ $1${name}(`) : value;
    return { name, value: named, type: shownType, variablesReference, ...(path !== "" && { evaluateName: path }) };
  }

  /** @throws DebugError DEVTOOLS with the error of the expression, or because the variable cannot be set */
  async set(reference: unknown, name: string, source: string): Promise<Variable> {
    const opened = this.#open(reference);
    const value = expression(source);
    if (opened.kind === "notebook") return this.#setName(name, value);
    if (opened.kind === "scopes") return this.#setLocal(opened, name, value);
    const made = await evaluated(
      this.#devtools.post("Runtime.evaluate", { expression: value, objectGroup: objectGroups[opened.origin] }),
    );
    const functionDeclaration = "function (name, value) { return (this[name] = value); }";
    const call = { objectId: opened.id, functionDeclaration, arguments: [{ value: name }, argument(made)] };
    const set = await evaluated(this.#devtools.post("Runtime.callFunctionOn", { ...call, generatePreview: true }));
    return this.shown(name, set, member(opened.path, name), opened.origin);
  }

  /** Forgets what was given while the code stood. */
  resumed(): void {
    void this.#forget("stop").catch(() => {}); // a process that has ended keeps nothing
  }

  async #forget(over: Origin): Promise<void> {
    this.#handles.forget(({ origin }) => origin === over);
    await this.#devtools.post("Runtime.releaseObjectGroup", { objectGroup: objectGroups[over] });
  }

  #open(reference: unknown): Opened {
    const opened = this.#handles.find(reference);
    if (!opened) throw new DebugError("UNKNOWN_VARIABLE", "These variables are no longer there: the code has gone on.");
    return opened;
  }

  async #childrenOf(opened: Opened): Promise<readonly Variable[]> {
    switch (opened.kind) {
      case "notebook":
        return this.#notebookNames(opened.origin);
      case "scopes": {
        const found = new Map<string, Variable>();
        for (const { id } of opened.scopes)
          for (const each of await this.#properties(id, "", opened.origin))
            if (!found.has(each.name)) found.set(each.name, each);
        const unnamed = Object.entries(opened.unnamed);
        return [
          ...[...found.values()].filter(({ name }) => isWritten(name)),
          ...unnamed.map(([name, object]) => this.shown(name, object, name === "this" ? name : "", opened.origin)),
        ];
      }
      case "range":
        return this.#range(opened);
      case "object":
        return this.#members(opened);
    }
  }

  /** The members of an object; of a long list, its parts. */
  async #members({ id, path, origin }: Extract<Opened, { kind: "object" }>): Promise<readonly Variable[]> {
    const functionDeclaration =
      "function () { return Array.isArray(this) || ArrayBuffer.isView(this) ? this.length : 0; }";
    const call = { objectId: id, functionDeclaration, returnByValue: true };
    const length = Number((await this.#devtools.post("Runtime.callFunctionOn", call)).result.value ?? 0);
    if (length > page) return this.#parts({ id, path, origin, start: 0, end: length });
    return this.#properties(id, path, origin);
  }

  #parts(list: { id: string; path: string; origin: Origin; start: number; end: number }): Variable[] {
    const { start, end } = list;
    const size = page ** Math.max(1, Math.ceil(Math.log(end - start) / Math.log(page)) - 1);
    const parts: Variable[] = [];
    for (let from = start; from < end; from += size) {
      const to = Math.min(from + size, end);
      const variablesReference = this.#handles.add({ ...list, kind: "range", start: from, end: to });
      parts.push({ name: `[${from} … ${to - 1}]`, value: `${to - from} values`, type: "", variablesReference });
    }
    return parts;
  }

  async #range({ id, path, origin, start, end }: Extract<Opened, { kind: "range" }>): Promise<readonly Variable[]> {
    if (end - start > page) return this.#parts({ id, path, origin, start, end });
    const functionDeclaration =
      "function (start, end) { const part = { __proto__: null }; for (let i = start; i < end; i++) part[i] = this[i]; return part; }";
    const call = {
      objectId: id,
      functionDeclaration,
      arguments: [{ value: start }, { value: end }],
      objectGroup: objectGroups[origin],
    };
    const { result } = await this.#devtools.post("Runtime.callFunctionOn", call);
    return this.#properties(result.objectId!, path, origin);
  }

  async #properties(objectId: string, path: string, origin: Origin): Promise<Variable[]> {
    const { result, internalProperties = [] } = await this.#devtools.post("Runtime.getProperties", {
      objectId,
      ownProperties: true,
      generatePreview: true,
    });
    const inner = internalProperties.filter(({ name }) => name === "[[Entries]]" || name === "[[PromiseResult]]");
    return [
      ...result.map(({ name, value, get, symbol }) => {
        const at = symbol ? "" : member(path, name);
        if (value) return this.shown(name, value, at, origin);
        return get ? { name, value: "(getter)", type: "", variablesReference: 0 } : undeclared(name);
      }),
      ...inner.map(({ name, value }) => this.shown(name, value!, "", origin)),
    ];
  }

  /** All names in one evaluation. */
  async #notebookNames(origin: Origin): Promise<Variable[]> {
    const found = await this.#devtools.post("Runtime.evaluate", {
      expression: `${reach}.names()`,
      returnByValue: true,
      silent: true,
    });
    const names = (found.result.value as string[]).toSorted();
    const reads = names.map((name) => `...(() => { try { return { ${name} }; } catch {} })()`);
    const all = {
      expression: `({ __proto__: null, ${reads.join(", ")} })`,
      silent: true,
      objectGroup: objectGroups[origin],
    };
    const { result } = await this.#devtools.post("Runtime.evaluate", all);
    const values = await this.#properties(result.objectId!, "", origin);
    const shown = new Map(values.map((each) => [each.name, each]));
    return names.map((name) => shown.get(name) ?? undeclared(name));
  }

  async #setName(name: string, value: string): Promise<Variable> {
    const change = {
      expression: `${name} = ${value}`,
      silent: true,
      timeout,
      generatePreview: true,
      objectGroup: objectGroups.notebook,
    };
    const set = await evaluated(this.#devtools.post("Runtime.evaluate", change));
    return this.shown(name, set, name, "notebook");
  }

  async #setLocal(opened: Extract<Opened, { kind: "scopes" }>, name: string, value: string): Promise<Variable> {
    const { frame: callFrameId, scopes } = opened;
    const evaluation = { callFrameId, expression: value, silent: true, timeout, generatePreview: true };
    const made = await evaluated(this.#devtools.post("Debugger.evaluateOnCallFrame", evaluation));
    for (const { number, id } of scopes) {
      const { result } = await this.#devtools.post("Runtime.getProperties", { objectId: id, ownProperties: true });
      if (!result.some((each) => each.name === name)) continue;
      const change = { callFrameId, scopeNumber: number, variableName: name, newValue: argument(made) };
      await this.#devtools.post("Debugger.setVariableValue", change);
      return this.shown(name, made, name, opened.origin);
    }
    throw new DebugError("UNKNOWN_VARIABLE", `There is no variable "${name}" here.`);
  }
}

const undeclared = (name: string): Variable => ({ name, value: "(not declared yet)", type: "", variablesReference: 0 });

function unnamedIn({ this: self, returnValue }: Debugger.CallFrame): Record<string, Runtime.RemoteObject> {
  const isOwn = self.type === "object" && self.subtype !== "null" && self.description !== "global";
  return { ...(isOwn && { this: self }), ...(returnValue && { "(return value)": returnValue }) };
}

/** Names of the compiler are nobody's. */
const isWritten = (name: string) => !/^(__|_jsx|\.)/.test(name);

function argument({ objectId, unserializableValue, value }: Runtime.RemoteObject) {
  if (objectId !== undefined) return { objectId };
  return unserializableValue !== undefined ? { unserializableValue } : { value };
}

/** The expression for a member; "" of something that has none. */
function member(path: string, name: string): string {
  if (path === "") return isName(name) ? name : "";
  if (isName(name)) return `${path}.${name}`;
  return /^\d+$/.test(name) ? `${path}[${name}]` : `${path}[${JSON.stringify(name)}]`;
}
