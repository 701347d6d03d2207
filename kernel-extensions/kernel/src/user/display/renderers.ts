import type { MimeBundle, Undo } from "@mesoscope/sdk";

type Bundles = MimeBundle | Promise<MimeBundle>;

/** How a plugin shows values that it does not own. */
export interface Renderer {
  match(value: unknown): boolean;
  render(value: unknown): Bundles;
  /** Called when one of the two throws: reports it and takes the renderer out. */
  failed(error: unknown): void;
}

const renderers: Renderer[] = [];

export function addRenderer(renderer: Renderer): Undo {
  renderers.push(renderer);
  return () => {
    const index = renderers.indexOf(renderer);
    if (index >= 0) renderers.splice(index, 1);
  };
}

export function hasRenderers(): boolean {
  return renderers.length > 0;
}

/** What the last matching renderer makes of the value. */
export function showByPlugin(value: unknown): Bundles | undefined {
  for (const renderer of renderers.toReversed()) {
    try {
      if (!renderer.match(value)) continue;
      const shown = renderer.render(value);
      if (!(shown instanceof Promise)) return shown;
      return shown.catch((error) => {
        renderer.failed(error);
        return showByPlugin(value) ?? { "text/plain": "" };
      });
    } catch (error) {
      renderer.failed(error);
    }
  }
  return undefined;
}
