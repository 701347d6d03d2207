/** The protocol counts characters as code points, JavaScript as UTF-16 units: 😀 is one and two. */
export function toUtf16(text: string, codePoints: number): number {
  let units = 0;
  for (let i = 0; i < codePoints && units < text.length; i++) units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  return units;
}

export function toCodePoints(text: string, units: number): number {
  let codePoints = 0;
  for (let i = 0; i < units && i < text.length; i += text.codePointAt(i)! > 0xffff ? 2 : 1) codePoints++;
  return codePoints;
}
