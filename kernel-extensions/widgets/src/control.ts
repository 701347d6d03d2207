import { checkOptions, type Undo } from "@mesoscope/sdk";
import { frameState, type LabelOptions, labelOptions, labelState } from "./frame.js";
import { Model, type State } from "./model.js";
import { controlNames } from "./modules.js";
import { type Observer, Observers } from "./observers.js";
import { same } from "./same.js";
import { Widget } from "./widget.js";

/** What tells one kind of control from another. */
export interface Kind<Value, Options extends LabelOptions> {
  /** The function that makes it. */
  readonly name: string;
  /** Names of its own options. */
  readonly options: readonly string[];
  /** The front end's names of its model and its view. */
  readonly names: readonly [model: string, view: string];
  /** The value that the options give, or the default. Throws where they do not go together. */
  value(options: Options): Value;
  /** What the front end is told. */
  write(options: Options, value: Value): State;
  /** The value that the front end's state says; undefined where it says none. */
  read(state: State, options: Options): Value | undefined;
}

/** A widget with a value, which a reader may change as well as the notebook. */
export class Control<Value, Options extends LabelOptions & { readonly value?: Value }> extends Widget {
  readonly model: Model;
  readonly #kind: Kind<Value, Options>;
  readonly #observers = new Observers<Value>();
  #options: Options;
  #value: Value;

  constructor(kind: Kind<Value, Options>, options: Options) {
    super();
    checkOptions(kind.name, options, [...kind.options, ...labelOptions]);
    this.#kind = kind;
    this.#options = options;
    this.#value = kind.value(options);
    const state = { ...controlNames(...kind.names), ...frameState(options), ...labelState(options) };
    const accepts = (changes: State) => kind.read({ ...this.#written(), ...changes }, this.#options) !== undefined;
    this.model = new Model({ ...state, ...this.#written() }, accepts);
    this.model.onChange((names, origin) => {
      const state = Object.fromEntries(Object.keys(this.#written()).map((name) => [name, this.model.get(name)]));
      const value = kind.read(state, this.#options);
      if (value === undefined || same(value, this.#value)) return undefined;
      this.#value = value;
      return names.length === 0 ? undefined : this.#observers.tell(value, origin);
    });
  }

  get value(): Value {
    return this.#value;
  }

  set value(value: Value) {
    this.set({ value } as unknown as Partial<Options>);
  }

  get label(): string {
    return this.#options.label ?? "";
  }

  /**
   * Changes options, and the page with them.
   *
   * @throws ValueError BAD_OPTION
   */
  set(changes: Partial<Options>): void {
    checkOptions(`${this.#kind.name}.set`, changes, [...this.#kind.options, ...labelOptions]);
    const options = { ...this.#options, value: this.#value, ...changes };
    const value = this.#kind.value(options);
    this.#options = options;
    const frame = "layout" in changes || "tooltip" in changes ? frameState(options) : {};
    const label = labelOptions.some((name) => name in changes) ? labelState(options) : {};
    void this.model.set({ ...frame, ...label, ...this.#kind.write(options, value) });
  }

  /**
   * Calls `handler` when the value has changed. While it works, only the latest value is kept for it.
   *
   * What it prints, shows and throws appears in the cell that calls `observe`; Stop ends it.
   */
  observe(handler: Observer<Value>): Undo {
    return this.#observers.add(handler, this.#value);
  }

  text(): string {
    const label = this.label === "" ? "" : ` ${this.label}`;
    return `${this.#kind.name}${label}: ${String(this.#value)}`;
  }

  #written(): State {
    return this.#kind.write(this.#options, this.#value);
  }
}
