import type { Locator } from "playwright-core";

/** The least contrast that WCAG 2.2 (1.4.3) asks of text. */
const least = 4.5;

/** The texts in an element that are hard to read, each with its contrast; backgrounds must be plain colours. */
export function faintTexts(element: Locator): Promise<string[]> {
  return element.evaluate((root, least) => {
    type Color = readonly [red: number, green: number, blue: number, alpha: number];
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
    const colorOf = (css: string): Color => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = css;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      return [red!, green!, blue!, alpha! / 255];
    };
    const over = (top: Color, below: Color): Color => {
      const [red, green, blue] = [0, 1, 2].map((i) => top[i]! * top[3] + below[i]! * (1 - top[3]));
      return [red!, green!, blue!, 1];
    };
    const groundOf = (node: Element): Color => {
      const own = colorOf(getComputedStyle(node).backgroundColor);
      return own[3] === 1 || !node.parentElement ? own : over(own, groundOf(node.parentElement));
    };
    const luminance = (color: Color) => {
      const [red, green, blue] = color.slice(0, 3).map((channel) => {
        const share = channel / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const contrast = (a: Color, b: Color) => {
      const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (light! + 0.05) / (dark! + 0.05);
    };
    return [...root.querySelectorAll("*")].flatMap((node) => {
      const text = [...node.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const words = text.map(({ textContent }) => textContent).join("");
      if (words.trim() === "" || !node.checkVisibility()) return [];
      const ground = groundOf(node);
      const measured = contrast(over(colorOf(getComputedStyle(node).color), ground), ground);
      return measured < least ? [`${words}: ${measured.toFixed(1)}`] : [];
    });
  }, least);
}
