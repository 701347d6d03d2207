import { checkChoice, checkOptions, type Undo } from "@mesoscope/sdk";
import { type FrameOptions, frameOptions, frameState } from "./frame.js";
import { Model, type State } from "./model.js";
import { controlNames } from "./modules.js";
import { type Observer, Observers } from "./observers.js";
import { Widget } from "./widget.js";

/** Widgets that are shown together. */
export class Box extends Widget {
  readonly model: Model;
  readonly #children: readonly Widget[];

  constructor(names: State, children: readonly Widget[], options: FrameOptions) {
    super();
    this.#children = children;
    const models = children.map(({ model }) => model);
    this.model = new Model({ ...names, ...frameState(options), children: models, box_style: "" });
  }

  text(): string {
    return this.#children.map((child) => child.text()).join("\n");
  }
}

/**
 * Widgets side by side.
 *
 * @example
 * row([slider({ label: "x" }), slider({ label: "y" })]).text(); // "slider x: 0\nslider y: 0"
 */
export function row(children: readonly Widget[], options: FrameOptions = {}): Box {
  checkOptions("row", options, frameOptions);
  return new Box(controlNames("HBox", "HBox"), children, options);
}

/**
 * Widgets one below the other.
 *
 * @example
 * column([label("top"), label("bottom")]).text(); // "label: top\nlabel: bottom"
 */
export function column(children: readonly Widget[], options: FrameOptions = {}): Box {
  checkOptions("column", options, frameOptions);
  return new Box(controlNames("VBox", "VBox"), children, options);
}

/** Pages of which one is open, by title; an accordion may be shut, which is `undefined`. */
export class Pages<Title extends string, Open extends Title | undefined> extends Widget {
  readonly model: Model;
  readonly #name: "tabs" | "accordion";
  readonly #pages: Readonly<Record<Title, Widget>>;
  readonly #titles: readonly Title[];
  readonly #observers = new Observers<Open>();

  constructor(name: "tabs" | "accordion", pages: Readonly<Record<Title, Widget>>, options: FrameOptions) {
    super();
    checkOptions(name, options, frameOptions);
    this.#name = name;
    this.#pages = pages;
    this.#titles = Object.keys(pages) as Title[];
    const kind = name === "tabs" ? "Tab" : "Accordion";
    const children = this.#titles.map((title) => pages[title].model);
    const state = { children, titles: this.#titles, box_style: "", selected_index: 0 };
    const accepts = ({ selected_index: index }: State) => index === undefined || this.#isPage(index);
    this.model = new Model({ ...controlNames(kind, kind), ...frameState(options), ...state }, accepts);
    this.model.onChange((names, origin) =>
      names.includes("selected_index") ? this.#observers.tell(this.value, origin) : undefined,
    );
  }

  /** The title of the page that is open. */
  get value(): Open {
    return this.#titles[this.model.get("selected_index") as number] as Open;
  }

  set value(title: Open) {
    const isShut = title === undefined && this.#name === "accordion";
    if (!isShut) checkChoice(this.#name, "value", title, this.#titles);
    void this.model.set({ selected_index: isShut ? null : this.#titles.indexOf(title as Title) });
  }

  /** Calls `handler` when another page has been opened. */
  observe(handler: Observer<Open>): Undo {
    return this.#observers.add(handler, this.value);
  }

  text(): string {
    return this.#titles.map((title) => `${title}\n${this.#pages[title].text().replaceAll(/^/gm, "  ")}`).join("\n");
  }

  #isPage(index: unknown): boolean {
    return index === null ? this.#name === "accordion" : this.#titles[index as number] !== undefined;
  }
}

/**
 * Pages with tabs, by title; `value` is the title of the open one.
 *
 * @example
 * const pages = tabs({ mesh: label("4 elements"), loads: slider() });
 * pages.value = "loads";
 * pages.value; // "loads"
 */
export function tabs<const Title extends string>(
  pages: Readonly<Record<Title, Widget>>,
  options: FrameOptions = {},
): Pages<Title, Title> {
  return new Pages("tabs", pages, options);
}

/**
 * Pages that unfold, by title; `value` is the title of the open one, or undefined.
 *
 * @example
 * const pages = accordion({ mesh: label("4 elements"), loads: slider() });
 * pages.value = undefined;
 */
export function accordion<const Title extends string>(
  pages: Readonly<Record<Title, Widget>>,
  options: FrameOptions = {},
): Pages<Title, Title | undefined> {
  return new Pages("accordion", pages, options);
}
