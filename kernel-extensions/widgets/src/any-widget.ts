import { checkOptions, type Undo, ValueError } from "@mesoscope/sdk";
import { type FrameOptions, frameOptions, frameState } from "./frame.js";
import { allOf, callback } from "./host.js";
import { Model } from "./model.js";
import { anyNames } from "./modules.js";
import { type Observer, Observers } from "./observers.js";
import { Widget } from "./widget.js";

/** Options of `widget`. */
export interface WidgetOptions<State extends object> extends FrameOptions {
  /** An ES module whose default export has `render({ model, el })`, or the address of one. */
  readonly esm: string;
  readonly css?: string;
  /** What the notebook and the module share. Typed arrays travel as they are, all else as JSON. */
  readonly state: State;
}

/** A widget whose view is a module of one's own, and whose state is shared with it. */
export class AnyWidget<State extends object> extends Widget {
  readonly model: Model;
  readonly #names: readonly string[];
  readonly #observers = new Map<string, Observers<never>>();

  constructor(options: WidgetOptions<State>) {
    super();
    checkOptions("widget", options, ["esm", "css", "state", ...frameOptions]);
    const { esm, css = "", state } = options;
    const frame = frameState(options);
    const own = { ...anyNames(), ...frame, _esm: esm, _css: css, _anywidget_id: `mesoscope-${hashOf(css)}` };
    this.#names = Object.keys(state);
    const taken = this.#names.find((name) => name in own);
    if (taken !== undefined) {
      throw new ValueError(
        "BAD_OPTION",
        `widget: state has ${taken}, a name of the widget itself. Choose another name.`,
      );
    }
    this.model = new Model({ ...own, ...state });
    this.model.onChange((names, origin) => {
      return allOf(names.map((name) => this.#observers.get(name)?.tell(this.model.get(name) as never, origin)));
    });
  }

  /** A value of the state. */
  get<Name extends keyof State & string>(name: Name): State[Name] {
    this.#check("get", name);
    return this.model.get(name) as State[Name];
  }

  /**
   * Changes values of the state, here and in every view.
   *
   * @throws ValueError BAD_OPTION for a name that the state does not have
   */
  set(changes: Partial<State>): void {
    for (const name of Object.keys(changes)) this.#check("set", name);
    void this.model.set(changes as Readonly<Record<string, unknown>>);
  }

  /**
   * Calls `handler` when the value under `name` has changed. While it works, only the latest value is kept for it.
   *
   * What it prints, shows and throws appears in the cell that calls `observe`; Stop ends it.
   */
  observe<Name extends keyof State & string>(name: Name, handler: Observer<State[Name]>): Undo {
    const current = this.get(name);
    const observers = (this.#observers.get(name) ?? new Observers<never>()) as unknown as Observers<State[Name]>;
    this.#observers.set(name, observers as unknown as Observers<never>);
    return observers.add(handler, current);
  }

  /** Sends a message to the module, which receives it by `model.on("msg:custom", …)`. */
  send(content: unknown, buffers?: readonly Uint8Array[]): void {
    this.model.send(content, buffers);
  }

  /** Calls `handler` with every message that the module sends by `model.send(content)`. */
  onMessage(handler: (content: unknown, buffers: readonly Uint8Array[]) => unknown): Undo {
    return this.model.onMessage(callback(handler));
  }

  text(): string {
    const values = this.#names.map((name) => `${name}: ${shortened(this.model.get(name))}`);
    return ["widget", ...values].join("\n  ");
  }

  #check(owner: string, name: string): void {
    if (this.#names.includes(name)) return;
    const there = this.#names.join(", ") || "empty";
    throw new ValueError("BAD_OPTION", `widget.${owner}: the state has no ${name}. It is ${there}.`);
  }
}

function shortened(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}, ${value.byteLength} bytes`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Style sheets that differ need names that differ. FNV-1a, 32 bits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36);
}

/**
 * A widget with a view of one's own: an anywidget module (AFM), in JavaScript that runs in the page.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * const counter = widget({
 *   esm: `export default {
 *     render({ model, el }) {
 *       const button = document.createElement("button");
 *       const show = () => { button.textContent = model.get("count"); };
 *       button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
 *       model.on("change:count", show);
 *       show();
 *       el.append(button);
 *     },
 *   };`,
 *   state: { count: 0 },
 * });
 * counter.set({ count: 5 });
 * counter.get("count"); // 5
 *
 * @see https://anywidget.dev/en/afm/
 */
export function widget<State extends object>(options: WidgetOptions<State>): AnyWidget<State> {
  return new AnyWidget(options);
}
