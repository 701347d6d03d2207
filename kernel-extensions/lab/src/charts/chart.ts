import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { alternativeText } from "./alternative-text.js";
import type { Drawing } from "./draw.js";
import { onThemeChange } from "./page-theme.js";
import { specVersion } from "./spec-version.js";

type Spec = Readonly<Record<string, unknown>>;

/** A Vega or Vega-Lite chart in an output. */
export class Chart extends Widget implements IRenderMime.IRenderer {
  readonly #options: IRenderMime.IRendererOptions;
  readonly #forgetTheme: () => void;
  #model: IRenderMime.IMimeModel | undefined;
  #drawing: Drawing | undefined;
  /** Grows with every drawing: of two that are under way the later one stays. */
  #turn = 0;

  constructor(options: IRenderMime.IRendererOptions) {
    super();
    this.#options = options;
    this.addClass("mesoscope-Chart");
    this.#forgetTheme = onThemeChange(() => void this.#draw());
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.#model = model;
    await this.#draw();
    await this.#keepPicture(model);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#turn++;
    this.#forgetTheme();
    this.#drawing?.end();
    super.dispose();
  }

  async #draw(): Promise<void> {
    const model = this.#model;
    if (!model) return;
    const { mimeType, resolver } = this.#options;
    const spec = model.data[mimeType] as Spec;
    const embedOptions = (model.metadata[mimeType] as { embed_options?: Spec } | undefined)?.embed_options ?? {};
    const kind = specVersion(spec)?.kind ?? (mimeType.includes("vegalite") ? "vega-lite" : "vega");
    const turn = ++this.#turn;
    const host = document.createElement("div");
    host.setAttribute("role", "figure");
    host.setAttribute("aria-label", alternativeText(spec, model.data["text/plain"]));
    try {
      const { draw } = await import("./draw.js");
      const drawing = await draw(host, spec, { kind, resolver, embedOptions });
      if (turn !== this.#turn) return drawing.end();
      this.#drawing?.end();
      this.#drawing = drawing;
    } catch (error) {
      if (turn !== this.#turn) return;
      host.replaceChildren(failureText(error as Error));
    }
    this.node.replaceChildren(host);
  }

  /** A picture for readers without JavaScript, where the output has none: pages that show notebooks, and printers. */
  async #keepPicture(model: IRenderMime.IMimeModel): Promise<void> {
    if (!this.#drawing || model.data["image/png"] || model.data["image/svg+xml"]) return;
    const picture = await this.#drawing.png().catch(() => undefined);
    if (picture && !this.isDisposed) model.setData({ data: { ...model.data, "image/png": picture } });
  }
}

function failureText({ message }: Error): HTMLElement {
  const text = document.createElement("pre");
  text.className = "mesoscope-Chart-failure";
  text.textContent = `The chart could not be drawn: ${message}`;
  return text;
}
