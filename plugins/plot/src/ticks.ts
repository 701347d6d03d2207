/** Where a logarithmic axis ends and what it says. */
export interface LogTicks {
  readonly domain: readonly [number, number];
  readonly values: readonly number[];
  /** Those among `values` that carry a label and a grid line. */
  readonly labelled: readonly number[];
  /** Labels are powers, 10⁻³, rather than plain numbers. */
  readonly powers: boolean;
}

/** Ticks for values from `low` to `high` (both above zero) on a logarithmic axis; `fixed` keeps these ends. */
export function logTicks(low: number, high: number, fixed = false): LogTicks {
  const domain = fixed ? ([low, high] as const) : ([niceBelow(low), niceAbove(high)] as const);
  const decades = Math.log10(domain[1] / domain[0]);
  const powers = domain[1] >= 1e5 || domain[0] < 1e-3;
  if (decades < 1) {
    const values = evenTicks(domain[0], domain[1], 5);
    return { domain, values, labelled: values, powers: false };
  }
  const step = Math.max(1, Math.ceil(decades / 9));
  const labelled = within(domain, multiplesOfTen(domain, decades <= 2 && !powers ? [1, 2, 5] : [1], step));
  const minor = decades <= 8 ? within(domain, multiplesOfTen(domain, [2, 3, 4, 5, 6, 7, 8, 9], 1)) : [];
  return { domain, values: [...new Set([...labelled, ...minor])].sort((a, b) => a - b), labelled, powers };
}

/** About `count` round numbers from `low` to `high`, a step of 1, 2 or 5 times a power of ten apart. */
function evenTicks(low: number, high: number, count: number): number[] {
  const step = niceStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => scaled(first + i, step));
}

/** The round number, 1, 2 or 5 times a power of ten, nearest above `raw`. */
export function niceStep(raw: number): number {
  const power = Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((candidate) => candidate >= raw / 10 ** power - 1e-9) as number;
  return scaled(factor, 10 ** power);
}

/** `count · step`, rounded to what a decimal step can give exactly. */
export function scaled(count: number, step: number): number {
  return Number((count * step).toPrecision(12));
}

function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return scaled([5, 2, 1].find((factor) => factor * power <= value * (1 + 1e-9)) ?? 1, power);
}

function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return scaled([1, 2, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) as number, power);
}

function multiplesOfTen(domain: readonly [number, number], factors: readonly number[], step: number): number[] {
  const values: number[] = [];
  const last = Math.ceil(Math.log10(domain[1]));
  for (let power = Math.floor(Math.log10(domain[0])); power <= last; power++) {
    if (power % step !== 0) continue;
    for (const factor of factors) values.push(Number(`${factor}e${power}`));
  }
  return values;
}

function within([low, high]: readonly [number, number], values: readonly number[]): number[] {
  return values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}
