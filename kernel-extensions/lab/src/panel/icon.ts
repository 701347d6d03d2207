import { LabIcon } from "@jupyterlab/ui-components";

/** A ring of a circle around `y`, `r` wide. */
const ring = (y: number, r: number, thickness: number) => disc(y, r) + disc(y, r - thickness);
const disc = (y: number, r: number) => `M${12 - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

/** Three scales in each other. */
export const panelIcon = new LabIcon({
  name: "mesoscope:panel",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16">
  <path class="jp-icon3 jp-icon-selectable" fill="#616161" fill-rule="evenodd" d="${ring(12, 10, 1.9)}${ring(14.3, 6, 1.9)}${disc(16.6, 2)}"/></svg>`,
});
