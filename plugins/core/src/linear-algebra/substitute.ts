import { layerFor } from "../backend/choice.js";
import { referenceSubstitute } from "./reference-substitute.js";
import { reversed, rowsReversed, type View } from "./view.js";

/** Replaces `b` by `L⁻¹ b`, for a lower triangle L without zeros on its diagonal. */
export function substituteForward(lower: View, b: View): void {
  const layer = b.columns < 4 ? undefined : layerFor((lower.rows * lower.rows * b.columns) / 2);
  if (layer) layer.substituteForward(lower, b);
  else referenceSubstitute(lower, b);
}

/** Replaces `b` by `U⁻¹ b`, for an upper triangle U: read from the end, it is a lower one. */
export function substituteBackward(upper: View, b: View): void {
  substituteForward(reversed(upper), rowsReversed(b));
}
