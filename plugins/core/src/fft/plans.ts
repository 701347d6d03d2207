import { type Parts, partsOf } from "../arrays/complex-parts.js";
import { type Bluestein, planBluestein, runBluestein } from "./bluestein.js";
import { radicesOf } from "./factors.js";
import { gatherLines, type Lines, scatterLines } from "./lines.js";
import { isLong, type LongLine, planLongLine, runLongLine } from "./long-line.js";
import { type MixedRadix, planMixedRadix, runMixedRadix } from "./mixed-radix.js";

/** Entries of the work arrays: two pairs of them stay in the second cache. */
const workSize = 8192;
const plansKept = 32;

type Plan = MixedRadix | LongLine | Bluestein;
const plans = new Map<number, Plan>();

/** Replaces each line along the middle axis of an array of shape [outer, length, inner] by its Fourier transform. */
export function transformMiddle(data: Parts, outer: number, length: number, inner: number): void {
  if (length < 2 || inner === 0) return;
  if (inner === 1) {
    if (outer === 1) transformLine(data);
    else transformLines(data, { offset: 0, count: outer, length, entryStride: 1, lineStride: length });
    return;
  }
  for (let i = 0; i < outer; i++) {
    transformLines(data, { offset: i * length * inner, count: inner, length, entryStride: inner, lineStride: 1 });
  }
}

/** Transforms one whole line in place. */
function transformLine(line: Parts): void {
  const length = line.real.length;
  const plan = planFor(length);
  if (plan.kind === "mixedRadix") {
    transformLines(line, { offset: 0, count: 1, length, entryStride: 1, lineStride: length });
  } else runAlone(plan, line);
}

function transformLines(data: Parts, lines: Lines): void {
  const plan = planFor(lines.length);
  const width = plan.kind === "mixedRadix" ? Math.max(1, Math.floor(workSize / lines.length)) : 1;
  const gathered = partsOf(lines.length * Math.min(width, lines.count));
  const spare = partsOf(plan.kind === "mixedRadix" ? gathered.real.length : 0);
  for (let i = 0; i < lines.count; i += width) {
    const count = Math.min(width, lines.count - i);
    const some = { ...lines, offset: lines.offset + i * lines.lineStride, count };
    gatherLines(data, some, gathered);
    if (plan.kind === "mixedRadix") scatterLines(runMixedRadix(plan, count, gathered, spare), data, some);
    else {
      runAlone(plan, gathered);
      scatterLines(gathered, data, some);
    }
  }
}

function runAlone(plan: LongLine | Bluestein, line: Parts): void {
  if (plan.kind === "longLine") runLongLine(plan, line);
  else runBluestein(plan, line, transformLine);
}

/** The plan of a length, kept for the next call unless it is as large as the data. */
function planFor(length: number): Plan {
  const kept = plans.get(length);
  if (kept) return kept;
  const plan = makePlan(length);
  if (plan.kind === "bluestein" && isLong(length)) return plan;
  if (plans.size >= plansKept) plans.delete(plans.keys().next().value!);
  plans.set(length, plan);
  return plan;
}

function makePlan(length: number): Plan {
  const radices = radicesOf(length);
  if (!radices) return planBluestein(length, transformLine);
  return isLong(length) ? planLongLine(length, radices) : planMixedRadix(length, radices);
}
