export { type AnyWidget, type WidgetOptions, widget } from "./any-widget.js";
export { type Button, type ButtonOptions, button } from "./button.js";
export {
  type Choice,
  type ChoiceOptions,
  type Choices,
  dropdown,
  radio,
  type Select,
  type SelectOptions,
  select,
} from "./choice.js";
export { accordion, type Box, column, type Pages, row, tabs } from "./containers.js";
export type { Control } from "./control.js";
export type { FrameOptions, LabelOptions, Layout } from "./frame.js";
export { type Interaction, type Interactive, interact, type ValuesOf } from "./interact.js";
export { html, type Label, type LabelTextOptions, label } from "./label.js";
export { type Linkable, link } from "./link.js";
export { type NumberInput, type NumberInputOptions, numberInput } from "./number-input.js";
export type { Observer } from "./observers.js";
export { type Output, output } from "./output.js";
export { type Progress, type ProgressOptions, progress } from "./progress.js";
export {
  type RangeSlider,
  type RangeSliderOptions,
  rangeSlider,
  type Slider,
  type SliderOptions,
  slider,
} from "./slider.js";
export { type Text, type TextArea, type TextAreaOptions, type TextOptions, text, textArea } from "./text.js";
export { type Checkbox, type CheckboxOptions, checkbox, type Toggle, type ToggleOptions, toggle } from "./toggle.js";
export type { Widget } from "./widget.js";
