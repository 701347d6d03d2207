import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ISessionContext } from "@jupyterlab/apputils";
import { Token } from "@lumino/coreutils";
import type { Widget } from "@lumino/widgets";
import { KernelLink } from "./kernel-link.js";

/** A notebook, a console: what has a kernel. */
interface WithKernel extends Widget {
  readonly sessionContext: ISessionContext;
}

/** By this the plugins of this package share their links: a kernel has one, whoever uses it. */
export const linksToken = new Token<Links>("@mesoscope/lab:links", "Links to the kernels behind what is open.");

/** The links to the kernels behind what is open. */
export class Links {
  readonly #links = new WeakMap<ISessionContext, KernelLink>();
  readonly #shell: JupyterFrontEnd.IShell;

  constructor(shell: JupyterFrontEnd.IShell) {
    this.#shell = shell;
  }

  of(widget: Widget | null | undefined): KernelLink | undefined {
    if (!widget || !hasKernel(widget)) return undefined;
    const link = this.#links.get(widget.sessionContext) ?? new KernelLink(widget.sessionContext);
    this.#links.set(widget.sessionContext, link);
    return link;
  }

  /** The link of the notebook or console in which an element lies. */
  around(element: Element): KernelLink | undefined {
    for (const widget of this.#shell.widgets("main")) {
      if (hasKernel(widget) && widget.node.contains(element)) return this.of(widget);
    }
    return undefined;
  }
}

const hasKernel = (widget: Widget): widget is WithKernel =>
  "sessionContext" in widget && widget.sessionContext !== null;
