/** The cells of the benchmark in one language. */
export interface Language {
  readonly trivial: string;
  /** A cell of four lines that declares types; `i` makes each one new. */
  typed(i: number): string;
  /** A loop at top level and the same loop in a function; each cell's value is its own time in milliseconds. */
  readonly loops: Readonly<Record<string, { setup?: string; top: string; inside: string }>>;
  /** Questions about what `declared` declares, and about what the language has; an answer must contain `expected`. */
  readonly declared: string;
  readonly completions: Readonly<Record<"a built-in member" | "a user's name", Question>>;
  readonly inspections: Readonly<Record<"a built-in" | "a user's function", Question>>;
  readonly lines: string;
  readonly tenMegabytes: string;
  /** As much in 10,240 writes. */
  readonly manyWrites: string;
  /** A display of 1,000,000 characters of HTML. */
  readonly display: string;
  /** A list of 200,000 rows as the last value. */
  readonly rows: string;
  /** A cell of a long notebook. */
  cell(i: number): string;
  readonly keep: string;
  readonly kept: string;
  readonly stops: Readonly<Record<string, string>>;
}

export interface Question {
  /** The cursor is at its end. */
  readonly code: string;
  readonly expected: string;
}

const clock = "const clock0 = performance.now();";
const elapsed = "performance.now() - clock0";

/** The same statements once at top level, once in a function called on the spot. */
function loop(body: string, setup?: string) {
  return {
    ...(setup === undefined ? {} : { setup }),
    top: `${clock}\n${body}\n${elapsed}`,
    inside: `function measured(): number {\n${clock}\n${body}\nreturn ${elapsed};\n}\nmeasured()`,
  };
}

const steps = 5_000_000;

export const typescript: Language = {
  trivial: "1 + 1",
  typed: (i) =>
    [
      `interface Point${i} { x: number; y: number; label?: string }`,
      `const points${i}: Point${i}[] = [{ x: ${i}, y: 2 }, { x: 3, y: 4, label: "b" }];`,
      `const norm${i} = (p: Point${i}): number => Math.hypot(p.x, p.y);`,
      `points${i}.map(norm${i}).reduce((a: number, b: number) => a + b, 0)`,
    ].join("\n"),
  loops: {
    "`let` sum": loop(`let sum = 0;\nfor (let i = 0; i < ${steps}; i++) sum += i;`),
    "`let` float": loop(`let x = 0.5;\nfor (let i = 0; i < ${steps}; i++) x = x * 0.999 + 0.1;`),
    "`let` of an earlier cell": {
      setup: "let earlier = 0;",
      top: `${clock}\nfor (let i = 0; i < ${steps}; i++) earlier += i;\n${elapsed}`,
      inside: loop(`let earlier = 0;\nfor (let i = 0; i < ${steps}; i++) earlier += i;`).inside,
    },
    "`while` with its counter": loop(`let n = 0;\nlet total = 0;\nwhile (n < ${steps}) { total += n; n++; }`),
    "typed array": loop(
      `const grid = new Float64Array(1000);
for (let k = 0; k < ${steps / 1000}; k++) for (let i = 0; i < 1000; i++) grid[i] = grid[i]! + i * k;`,
    ),
    "array `push`": loop(`const list: number[] = [];\nfor (let i = 0; i < ${steps / 5}; i++) list.push(i * 2);`),
    "`for of`": loop(
      `const items = Array.from({ length: ${steps / 5} }, (_, i) => i);\nlet all = 0;\nfor (const item of items) all += item;`,
    ),
    "object's property": loop(
      `const state = { x: 0, v: 1 };\nfor (let i = 0; i < ${steps}; i++) { state.x += state.v * 1e-3; state.v -= state.x * 1e-3; }`,
    ),
    "function of an earlier cell": {
      setup: "const square = (x: number): number => x * x;",
      top: `${clock}\nlet squares = 0;\nfor (let i = 0; i < ${steps}; i++) squares += square(i);\n${elapsed}`,
      inside: loop(`let squares = 0;\nfor (let i = 0; i < ${steps}; i++) squares += square(i);`).inside,
    },
    "after a top-level `await`": {
      top: `await Promise.resolve();\n${clock}\nlet late = 0;\nfor (let i = 0; i < ${steps}; i++) late += i;\n${elapsed}`,
      inside: loop(`let late = 0;\nfor (let i = 0; i < ${steps}; i++) late += i;`).inside,
    },
  },
  declared: "const specimens = [1, 2, 3];\nfunction scaled(size: number, factor = 2): number { return size * factor; }",
  completions: {
    "a built-in member": { code: "Math.flo", expected: "floor" },
    "a user's name": { code: "speci", expected: "specimens" },
  },
  inspections: {
    "a built-in": { code: "parseInt", expected: "parseInt" },
    "a user's function": { code: "scaled", expected: "factor" },
  },
  lines: 'for (let i = 0; i < 10000; i++) console.log("line " + i);',
  tenMegabytes: 'for (let i = 0; i < 10; i++) console.log("x".repeat(1024 * 1024 - 1));',
  manyWrites: 'const kilobyte = "x".repeat(1023);\nfor (let i = 0; i < 10_240; i++) console.log(kilobyte);',
  display: '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "x".repeat(1_000_000) }) })',
  rows: "Array.from({ length: 200_000 }, (_, i) => ({ id: i, x: i / 7 }))",
  cell: (i) =>
    `const value${i}: number = ${i};\nfunction twice${i}(x: number): number { return 2 * x; }\ntwice${i}(value${i})`,
  keep: "let kept = 41; kept += 1;",
  kept: "kept",
  stops: {
    loop: "for (;;) {}",
    await: "await new Promise(() => {});",
    "busy timer": "setTimeout(() => { for (;;) {} }, 0); await new Promise(() => {});",
    "microtask storm": "const storm = (): Promise<void> => Promise.resolve().then(storm); await storm();",
    "blocked thread": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  },
};

function pythonLoop(lines: readonly string[]) {
  const timed = ["import time", "clock0 = time.perf_counter()", ...lines];
  const elapsed = "(time.perf_counter() - clock0) * 1000";
  return {
    top: [...timed, elapsed].join("\n"),
    inside: ["def measured():", ...[...timed, `return ${elapsed}`].map((line) => `    ${line}`), "measured()"].join(
      "\n",
    ),
  };
}

export const python: Language = {
  trivial: "1 + 1",
  typed: (i) =>
    [
      "import math",
      `points${i}: list[tuple[float, float]] = [(${i}, 2), (3, 4)]`,
      `def norm${i}(p: tuple[float, float]) -> float: return math.hypot(p[0], p[1])`,
      `sum(map(norm${i}, points${i}))`,
    ].join("\n"),
  loops: { "`let` sum": pythonLoop(["total = 0", `for i in range(${steps}): total += i`]) },
  declared: "specimens = [1, 2, 3]\ndef scaled(size: float, factor: float = 2) -> float: return size * factor",
  completions: {
    "a built-in member": { code: "str.upp", expected: "upper" },
    "a user's name": { code: "speci", expected: "specimens" },
  },
  inspections: {
    "a built-in": { code: "len", expected: "len" },
    "a user's function": { code: "scaled", expected: "factor" },
  },
  lines: 'for i in range(10000): print("line " + str(i))',
  tenMegabytes: 'for i in range(10): print("x" * (1024 * 1024 - 1))',
  manyWrites: 'kilobyte = "x" * 1023\nfor i in range(10_240): print(kilobyte)',
  display: 'from IPython.display import HTML\nHTML("x" * 1_000_000)',
  rows: '[{"id": i, "x": i / 7} for i in range(200_000)]',
  cell: (i) => `value${i}: int = ${i}\ndef twice${i}(x: int) -> int: return 2 * x\ntwice${i}(value${i})`,
  keep: "kept = 41; kept += 1",
  kept: "kept",
  stops: {
    loop: "while True: pass",
    await: "import asyncio\nawait asyncio.Event().wait()",
  },
};
