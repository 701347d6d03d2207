const digits = 2 ** 16;
const passes = 4;
const leastForDigits = 2000;

/** Positions of numbers in ascending order; equal ones keep their order, NaN comes last. */
export function sortedOrder(values: Float64Array): Int32Array {
  return values.length < leastForDigits ? orderByComparison(values) : orderByDigits(values);
}

function orderByComparison(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((i, j) => compare(values[i]!, values[j]!) || i - j);
}

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : Number(a > b);
}

/** By counting, 16 bits at a time from the last: a stable order in time that grows with the length alone. */
function orderByDigits(values: Float64Array): Int32Array {
  const keys = ascendingKeys(values);
  let order = Int32Array.from(values.keys());
  let next = new Int32Array(values.length);
  for (let pass = 0; pass < passes; pass++) {
    const starts = new Int32Array(digits + 1);
    for (let i = pass; i < keys.length; i += passes) starts[keys[i]! + 1]!++;
    // A digit that all share orders nothing.
    if (starts[keys[pass]! + 1] === values.length) continue;
    for (let digit = 0; digit < digits; digit++) starts[digit + 1]! += starts[digit]!;
    for (const i of order) next[starts[keys[i * passes + pass]!]!++] = i;
    [order, next] = [next, order];
  }
  return order;
}

/** The bits of the numbers, four digits each, lowest first, changed so that they ascend as the numbers do. */
function ascendingKeys(values: Float64Array): Uint16Array {
  // Adding 0 turns -0, which equals 0, into it; NaN gets the bits that lie above those of infinity.
  const words = new Uint32Array(values.map((value) => (Number.isNaN(value) ? Number.NaN : value + 0)).buffer);
  for (let i = 0; i < words.length; i += 2) {
    const isNegative = words[i + 1]! >>> 31 === 1;
    if (isNegative) words[i] = ~words[i]!;
    words[i + 1] = isNegative ? ~words[i + 1]! : words[i + 1]! ^ 0x80000000;
  }
  return new Uint16Array(words.buffer);
}
