/** Calls `act` when JupyterLab has changed its theme; gives its undo. */
export function onThemeChange(act: () => void): () => void {
  const observer = new MutationObserver(act);
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  return () => observer.disconnect();
}

/** A Vega config in the colours and the font of the page, for what a chart leaves open. */
export function pageConfig(): Record<string, unknown> {
  const style = getComputedStyle(document.body);
  const value = (name: string) => style.getPropertyValue(name).trim();
  const [text, faint, line] = ["--jp-ui-font-color1", "--jp-ui-font-color2", "--jp-border-color2"].map(value);
  const font = value("--jp-ui-font-family");
  const labels = { labelColor: faint, titleColor: text, labelFont: font, titleFont: font };
  return {
    background: "transparent",
    font,
    title: { color: text, subtitleColor: faint, font },
    style: { "guide-label": { fill: faint, font }, "guide-title": { fill: text, font }, cell: { stroke: line } },
    axis: { ...labels, labelSeparation: 4, domainColor: line, gridColor: line, tickColor: line },
    legend: labels,
    header: labels,
    view: { stroke: line },
  };
}

/** A chart that brings its own background was made for that: on it the colours of the page may be unreadable. */
export function hasOwnBackground(spec: Readonly<Record<string, unknown>>): boolean {
  const { background, config } = spec as { background?: unknown; config?: { background?: unknown } };
  const own = background ?? config?.background;
  return own !== undefined && own !== null && own !== "transparent";
}
