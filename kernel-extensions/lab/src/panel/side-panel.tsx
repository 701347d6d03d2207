import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { INotebookTracker } from "@jupyterlab/notebook";
import { ReactWidget } from "@jupyterlab/ui-components";
import type { Message } from "@lumino/messaging";
import type { FrontEndPart } from "@mesoscope/sdk";
import type { KernelLink } from "../link/kernel-link.js";
import type { Links } from "../link/links.js";
import { showCell } from "../notebook/notebook-cells.js";
import { panelIcon } from "./icon.js";
import { pathBelow } from "./path-below.js";
import { Plugins } from "./plugins.js";
import { Provenance } from "./provenance.js";
import { Running } from "./running.js";
import { Nothing, Section } from "./section.js";
import { Variables } from "./variables.js";

const always: readonly FrontEndPart[] = ["provenance"];
const whileSeen: readonly FrontEndPart[] = ["running", "variables", "plugins", "provenance"];

/** What is known of the kernel of the current notebook or console. */
export class SidePanel extends ReactWidget {
  readonly #app: JupyterFrontEnd;
  readonly #notebooks: INotebookTracker;
  readonly #links: Links;
  #link: KernelLink | undefined;

  constructor(app: JupyterFrontEnd, notebooks: INotebookTracker, links: Links) {
    super();
    this.#app = app;
    this.#notebooks = notebooks;
    this.#links = links;
    this.id = "mesoscope-panel";
    this.title.icon = panelIcon;
    this.title.caption = "Mesoscope: variables, running cells, provenance and plugins";
    this.addClass("mesoscope-Panel");
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", "Mesoscope");
    this.node.tabIndex = -1;
    notebooks.activeCellChanged.connect(() => this.update());
    app.shell.currentChanged?.connect(() => this.#follow());
    notebooks.currentChanged.connect(() => this.#follow());
    this.#follow();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.#link?.watch(whileSeen);
    this.update();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.#link?.watch(always);
  }

  protected override onActivateRequest(): void {
    const first = this.node.querySelector<HTMLElement>("button, input");
    (first ?? this.node).focus();
  }

  protected override render() {
    const link = this.#link;
    if (!link?.isConnected)
      return <Nothing>Open a notebook with the kernel “TypeScript (Mesoscope)” to see its variables here.</Nothing>;
    const { running, variables, plugins, provenance, failure } = link.state;
    const cell = provenance.get(this.#notebooks.activeCell?.model.id ?? "");
    const show = (id: string) => this.#show(id);
    return (
      <>
        <Section
          title="Running"
          note={running.cells.length > 0 ? `${running.cells.length + running.waiting.length}` : undefined}
        >
          <Running running={running} stop={() => void link.stop()} show={show} />
        </Section>
        <Section title="Variables" note={variables && `${variables.variables.length + variables.more}`}>
          <Variables list={variables} />
        </Section>
        <Section title="Cell under the cursor" note={cell && `[${cell.count}]`}>
          <Provenance cell={cell} numberOf={(id) => provenance.get(id)?.count} show={show} />
        </Section>
        <Section
          title="Plugins"
          note={plugins && `${plugins.filter(({ loaded }) => loaded).length} of ${plugins.length} loaded`}
        >
          <Plugins
            plugins={plugins}
            failure={failure}
            change={(action, name) => link.changePlugin(action, name)}
            opener={(path) => this.#opener(path)}
          />
        </Section>
      </>
    );
  }

  /** Follows the kernel of what is current; of a text or a picture, that of what was before. */
  #follow(): void {
    const next = this.#links.of(this.#app.shell.currentWidget) ?? this.#link;
    this.update();
    if (next === this.#link) return;
    this.#link?.changed.disconnect(this.update, this);
    this.#link?.watch(always);
    next?.changed.connect(this.update, this);
    this.#link = next;
    if (this.isVisible) next?.watch(whileSeen);
  }

  #show(id: string): void {
    const panel = this.#notebooks.currentWidget;
    if (panel) showCell(panel, id);
  }

  #opener(path: string): (() => void) | undefined {
    const folder = this.#notebooks.currentWidget?.context.path.split("/").slice(0, -1).join("/");
    const place = folder === undefined ? undefined : pathBelow(folder, path);
    return place === undefined ? undefined : () => void this.#app.commands.execute("docmanager:open", { path: place });
  }
}
