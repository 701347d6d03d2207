import { create, globals } from "webgpu";

/** Gives Node the `navigator.gpu` of browsers, by the library Dawn. */
export function installDawn(): void {
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis.navigator, "gpu", { value: create([]), configurable: true });
}
