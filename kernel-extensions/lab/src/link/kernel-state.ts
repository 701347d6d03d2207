import type { CellProvenance, FrontEndNews, PluginState, RunningCell, VariableList } from "@mesoscope/sdk";

/** What a front end knows of a kernel; undefined where it has not been told. */
export interface KernelState {
  readonly running: {
    readonly cells: readonly RunningCell[];
    readonly waiting: readonly string[];
    readonly at: number;
  };
  readonly variables: VariableList | undefined;
  readonly plugins: readonly PluginState[] | undefined;
  /** By the front end's name for the cell. */
  readonly provenance: ReadonlyMap<string, CellProvenance>;
  /** Why the last wish could not be fulfilled. */
  readonly failure: string | undefined;
}

export const nothingKnown: KernelState = {
  running: { cells: [], waiting: [], at: 0 },
  variables: undefined,
  plugins: undefined,
  provenance: new Map(),
  failure: undefined,
};

/** The state after news. */
export function withNews(state: KernelState, news: FrontEndNews): KernelState {
  switch (news.type) {
    case "running":
      return { ...state, running: { cells: news.cells, waiting: news.waiting, at: performance.now() } };
    case "variables":
      return { ...state, variables: { variables: news.variables, more: news.more } };
    case "plugins":
      return { ...state, plugins: news.plugins };
    case "provenance": {
      const told = news.cells.map((cell) => [cell.id, cell] as const);
      return { ...state, provenance: new Map([...(news.all ? [] : state.provenance), ...told]) };
    }
    case "failed":
      return { ...state, failure: news.message };
    case "findings":
      return state;
  }
}
