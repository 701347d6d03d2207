/** Packages of which a page may hold one copy only: JupyterLab's own is used, never one of ours. */
export const sharedPackages = [
  "@codemirror/state",
  "@codemirror/view",
  "@jupyterlab/application",
  "@jupyterlab/apputils",
  "@jupyterlab/codemirror",
  "@jupyterlab/notebook",
  "@jupyterlab/rendermime",
  "@jupyterlab/ui-components",
  "@lumino/coreutils",
  "@lumino/messaging",
  "@lumino/signaling",
  "@lumino/widgets",
  "react",
] as const;
