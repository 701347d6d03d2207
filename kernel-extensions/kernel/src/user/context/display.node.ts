import type { DisplayHandle, MimeBundle } from "@mesoscope/sdk";
import { publish } from "../capture/publish.node.js";
import { flush } from "../capture/stream.node.js";
import { endStoppedCaller } from "../guard/interrupt.node.js";
import { present } from "../present.node.js";
import { currentRun, type Run, type Shown } from "../run.node.js";

/** What `display` has returned: places, and the promises of places. */
const places = new WeakSet<object>();

/** Whether a value only says where something is shown, so that a cell that ends in it has no result of its own. */
export function isPlace(value: unknown): boolean {
  return typeof value === "object" && value !== null && places.has(value);
}

/** Shows a value below the cell that asks, and gives the place, where another may be shown later. */
export function display(value: unknown, options: { id?: string; update?: boolean } = {}): Promise<DisplayHandle> {
  const run = currentRun();
  const id = options.id ?? crypto.randomUUID();
  const handle: DisplayHandle = {
    id,
    update: async (next) => {
      await showAt(currentRun(), "update_display_data", id, next);
    },
  };
  const shown = showAt(run, options.update ? "update_display_data" : "display_data", id, value);
  endStoppedCaller(display);
  const place = shown instanceof Promise ? shown.then(() => handle) : Promise.resolve(handle);
  places.add(handle).add(place);
  return place;
}

export function clearOutput(wait: boolean): void {
  const run = currentRun();
  flush(run);
  publish(run, "clear_output", { wait });
}

/** Values that show themselves at once are sent at once; for others the cell waits at its end. */
function showAt(run: Run | undefined, message: Shown, id: string, value: unknown): Promise<void> | undefined {
  const bundle = present(run, value);
  if (!(bundle instanceof Promise)) {
    showBundle(run, message, id, bundle);
    return undefined;
  }
  const shown = bundle.then((ready) => showBundle(run, message, id, ready));
  run?.unfinished.push(shown);
  return shown;
}

function showBundle(run: Run | undefined, message: Shown, id: string, data: MimeBundle | undefined): void {
  if (data && isTraced(data)) {
    flush(run);
    publish(run, message, { data, transient: { display_id: id } }, { traced: true });
  } else publishAt(run, message, id, data);
}

/** Whether it is told where a value comes from: of what is more than text. */
export function isTraced(data: MimeBundle): boolean {
  return Object.keys(data).length > 1;
}

export function publishAt(
  run: Run | undefined,
  message: Shown,
  id: string,
  data: MimeBundle | undefined,
  about?: Record<string, unknown>,
): void {
  if (!data) return;
  flush(run);
  publish(run, message, { data, metadata: {}, transient: { display_id: id } }, about && { metadata: about });
}
