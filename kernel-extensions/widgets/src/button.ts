import { checkChoice, checkOptions, type Undo } from "@mesoscope/sdk";
import { frameState, type LabelOptions, labelOptions, labelState } from "./frame.js";
import { callback } from "./host.js";
import { Model } from "./model.js";
import { controlNames, styleNames } from "./modules.js";
import { Widget } from "./widget.js";

/** Options of `button`. */
export interface ButtonOptions extends Omit<LabelOptions, "labelWidth"> {
  /** The name of a Font Awesome 4 icon, such as "play". */
  readonly icon?: string;
  /** What it means, which gives it a colour. Default "plain". */
  readonly look?: "plain" | "primary" | "success" | "info" | "warning" | "danger";
}

const looks = ["plain", "primary", "success", "info", "warning", "danger"];

/** A button. Every click counts. */
export class Button extends Widget {
  readonly model: Model;
  #options: ButtonOptions;

  constructor(options: ButtonOptions) {
    super();
    this.#options = options;
    const style = new Model(styleNames("ButtonStyle"));
    this.model = new Model({ ...controlNames("Button", "Button"), ...frameState(options), ...stateOf(options), style });
  }

  /** Changes options, and the page with them. */
  set(changes: Partial<ButtonOptions>): void {
    this.#options = { ...this.#options, ...changes };
    void this.model.set(stateOf(this.#options));
  }

  /**
   * Calls `handler` at every click.
   *
   * What it prints, shows and throws appears in the cell that calls `onClick`; Stop ends it.
   */
  onClick(handler: () => unknown): Undo {
    const call = callback(handler);
    return this.model.onMessage((content) =>
      (content as { event?: unknown } | null)?.event === "click" ? call() : undefined,
    );
  }

  text(): string {
    return `button ${this.#options.label ?? ""}`.trimEnd();
  }
}

function stateOf(options: ButtonOptions) {
  checkOptions("button", options, [...labelOptions.filter((name) => name !== "labelWidth"), "icon", "look"]);
  const { icon = "", look = "plain" } = options;
  checkChoice("button", "look", look, looks);
  const { style: _, ...label } = labelState(options);
  return { ...label, icon, button_style: look === "plain" ? "" : look };
}

/**
 * A button.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * const solve = button({ label: "Solve", icon: "play", look: "primary" });
 * solve.onClick(() => console.log("solving"));
 * solve.text(); // "button Solve"
 */
export function button(options: ButtonOptions = {}): Button {
  return new Button(options);
}
