import { type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { listen } from "./front-end.js";
import type { Model } from "./model.js";

/** Something on the page that lives: it shows itself wherever it is the last value of a cell, or displayed. */
export abstract class Widget implements Displayable {
  /** What the front end holds of it. */
  abstract readonly model: Model;

  /** What is shown where there are no widgets. */
  abstract text(): string;

  [displaySymbol](): MimeBundle | Promise<MimeBundle> {
    return this.view();
  }

  /** The place of a view, made by the page, and what is shown where there is none. */
  protected view(): MimeBundle {
    listen();
    const id = this.model.open();
    const view = { version_major: 2, version_minor: 0, model_id: id };
    const plain = { "text/plain": this.text() };
    return id === undefined ? plain : { "application/vnd.jupyter.widget-view+json": view, ...plain };
  }

  /** Takes it off the page, wherever it is shown. */
  close(): void {
    this.model.close();
  }
}
