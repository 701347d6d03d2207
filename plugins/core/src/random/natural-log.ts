const bits = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm of a positive normal number, from additions, products and one quotient alone.
 *
 * Engines may differ in the last bit of `Math.log`; this does not, so that random numbers agree on every machine.
 * With m in [√½, √2) and s = (m - 1)/(m + 1), log m = 2 (s + s³/3 + s⁵/5 + …).
 */
export function naturalLog(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  let series = 1 / 23;
  for (let odd = 21; odd >= 3; odd -= 2) series = series * z + 1 / odd;
  return exponent * Math.LN2 + 2 * (s + s * z * series);
}
