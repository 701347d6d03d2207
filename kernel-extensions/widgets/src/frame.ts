import { Model, type State } from "./model.js";
import { layoutNames, styleNames } from "./modules.js";

/** The size and the space of a widget, each as CSS writes it. */
export interface Layout {
  readonly width?: string;
  readonly minWidth?: string;
  readonly maxWidth?: string;
  readonly height?: string;
  readonly minHeight?: string;
  readonly maxHeight?: string;
  readonly margin?: string;
  readonly padding?: string;
  readonly flex?: string;
  readonly flexFlow?: string;
  readonly alignItems?: string;
  readonly justifyContent?: string;
  readonly overflow?: string;
}

/** Options that every widget has. */
export interface FrameOptions {
  /** Shown when the pointer rests on it. */
  readonly tooltip?: string;
  readonly layout?: Layout;
}

/** Options that every control has. */
export interface LabelOptions extends FrameOptions {
  /** The text beside it. */
  readonly label?: string;
  /** The width of the label, as CSS writes it. */
  readonly labelWidth?: string;
  /** Whether it is shown but cannot be used. Default false. */
  readonly disabled?: boolean;
}

export const frameOptions = ["tooltip", "layout"] as const;
export const labelOptions = [...frameOptions, "label", "labelWidth", "disabled"] as const;

/** What all widgets tell the front end about their place. */
export function frameState({ tooltip, layout }: FrameOptions): State {
  return {
    _dom_classes: [],
    _view_count: null,
    tabbable: null,
    tooltip: tooltip ?? null,
    layout: new Model({ ...layoutNames(), ...Object.fromEntries(Object.entries(layout ?? {}).map(inCss)) }),
  };
}

/** What all controls tell the front end about their label. */
export function labelState({ label, labelWidth, disabled }: LabelOptions): State {
  return {
    description: label ?? "",
    description_allow_html: false,
    disabled: disabled ?? false,
    style: new Model({ ...styleNames("DescriptionStyle"), description_width: labelWidth ?? "" }),
  };
}

const inCss = ([name, value]: [string, unknown]) => [name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value];
