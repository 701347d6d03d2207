import { createRequire } from "node:module";
import type { loadMathjs as portable } from "./load-mathjs.js";

/** mathjs from its single file, at the first need: a tenth of the time that its many modules take. */
export const loadMathjs: typeof portable = () => createRequire(import.meta.url)("mathjs/lib/browser/math.js");
