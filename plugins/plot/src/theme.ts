const ink = "#222222";
const softInk = "#555555";
const font = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

/** One look for all figures: a white sheet, legible on light and dark pages alike, quiet axes, text of 12 px and more. */
export const theme = {
  background: "#FFFFFF",
  font,
  padding: 14,
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "group",
    color: ink,
    fontSize: 15,
    fontWeight: 600,
    offset: 12,
    subtitleColor: softInk,
    subtitleFontSize: 12,
    subtitlePadding: 5,
    subtitleLineHeight: 16,
  },
  axis: {
    domainColor: "#767676",
    tickColor: "#767676",
    tickSize: 5,
    gridColor: "#E5E5E5",
    labelColor: ink,
    labelFontSize: 12,
    labelPadding: 4,
    titleColor: ink,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titlePadding: 9,
  },
  legend: {
    labelColor: ink,
    labelFontSize: 12,
    labelLimit: 240,
    titleColor: ink,
    titleFontSize: 12,
    titleFontWeight: 600,
    symbolSize: 80,
    symbolStrokeWidth: 2,
  },
  text: { color: ink, fontSize: 12 },
} as const;

/** The colour of what was observed, beside what a model says. */
export const observedColor = "#333333";
