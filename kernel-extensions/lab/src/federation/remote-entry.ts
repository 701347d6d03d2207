import { sharedPackages } from "./shared-packages.js";
import { type SharedScope, sharedModule } from "./shared-scope.js";

/** What JupyterLab does with a prebuilt extension: it hands over the packages of the page and asks for modules. */
interface Container {
  init(scope: SharedScope): Promise<void>;
  get(module: string): Promise<() => unknown>;
  /** Where the bundled modules find the packages of the page. */
  readonly shared: Record<string, unknown>;
}

const modules: Readonly<Record<string, () => Promise<unknown>>> = {
  "./extension": () => import("../extension.js"),
  "./mimeExtension": () => import("../mime-extension.js"),
  "./style": () => import("../style.js"),
};

const shared: Container["shared"] = {};
let scope: SharedScope = {};
let loaded: Promise<unknown> | undefined;

const loadShared = (name: string) =>
  sharedModule(scope, name).then((exports) => {
    shared[name] = exports;
  });

const container: Container = {
  shared,
  async init(given) {
    scope = given;
  },
  async get(module) {
    const load = modules[module];
    if (!load) throw new Error(`@mesoscope/lab has no module ${module}.`);
    loaded ??= Promise.all(sharedPackages.map(loadShared));
    await loaded;
    const exports = await load();
    return () => ({ __esModule: true, ...(exports as object) });
  },
};

const page = globalThis as { _JUPYTERLAB?: Record<string, Container> };
page._JUPYTERLAB ??= {};
page._JUPYTERLAB["@mesoscope/lab"] = container;
