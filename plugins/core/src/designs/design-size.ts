import { ValueError } from "@mesoscope/sdk";

/** Throws unless there can be so many points in so many dimensions. */
export function checkDesignSize(name: string, n: number, d: number, largestDimension = Infinity): void {
  if (Number.isSafeInteger(n) && n >= 1 && Number.isSafeInteger(d) && d >= 1 && d <= largestDimension) return;
  const limit = largestDimension < Infinity ? `, at most ${largestDimension} dimensions` : "";
  throw new ValueError("BAD_VALUE", `${name}: ${n} points in ${d} dimensions. Give whole numbers from 1${limit}.`);
}
