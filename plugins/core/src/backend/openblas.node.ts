import { createRequire } from "node:module";
import type koffiModule from "koffi";
import type { LibraryHandle } from "koffi";
import { openblasPlaces } from "./find-openblas.node.js";
import type { Openblas, findOpenblas as portable } from "./openblas.js";

/** How builds name a routine: before and after it, and how wide their integers are. */
const namings = [
  { prefix: "scipy_", suffix: "64_", bits: 64 },
  { prefix: "", suffix: "64_", bits: 64 },
  { prefix: "scipy_", suffix: "", bits: 32 },
  { prefix: "", suffix: "", bits: 32 },
] as const;

type Naming = (typeof namings)[number];
type Value = string | number | Float64Array | BigInt64Array | Int32Array;

/** Loads the first library that has what is needed. */
export const findOpenblas: typeof portable = () => {
  let koffi: typeof koffiModule;
  try {
    koffi = createRequire(import.meta.url)("koffi");
  } catch (error) {
    return {
      library: undefined,
      probed: [`koffi, which loads libraries, cannot be used (${(error as Error).message})`],
    };
  }
  const probed: string[] = [];
  for (const { name, files } of openblasPlaces()) {
    if (files.length === 0) probed.push(`${name}: not there`);
    for (const file of files) {
      try {
        return { library: open(koffi, file), probed: [...probed, `${name}: ${file}`] };
      } catch (error) {
        probed.push(`${name}: ${file} cannot be used (${(error as Error).message})`);
      }
    }
  }
  return { library: undefined, probed };
};

function open(koffi: typeof koffiModule, file: string): Openblas {
  const library = koffi.load(file);
  const naming = namings.find((candidate) => has(library, fortranName(candidate, "dgemm")));
  if (!naming) throw new Error("it has no dgemm");
  const routine = (name: string, count: number) => {
    const call = library.func(fortranName(naming, name), "void", new Array<string>(count).fill("void *"));
    return (...values: Value[]) => call(...values.map((value) => pointerTo(value, naming)));
  };
  const own = (name: string) => `${naming.prefix}openblas_${name}${naming.suffix}`;
  const setThreads = library.func(own("set_num_threads"), "void", ["int"]);
  const config = library.func(own("get_config"), "str", []);
  const [dgemm, dtrsm, potrf, potri] = [
    routine("dgemm", 13),
    routine("dtrsm", 11),
    routine("dpotrf", 5),
    routine("dpotri", 5),
  ];
  const [geqrf, orgqr] = [routine("dgeqrf", 8), routine("dorgqr", 9)];
  const [syevd, gesdd] = [routine("dsyevd", 11), routine("dgesdd", 14)];
  const info = naming.bits === 64 ? new BigInt64Array(1) : new Int32Array(1);

  return {
    file,
    version: /OpenBLAS ([\d.]+)/.exec(config())?.[1] ?? "unknown",
    setThreads: (count) => setThreads(count),
    dgemm: (ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) =>
      dgemm(ta, tb, m, n, k, Float64Array.of(alpha), a, lda, b, ldb, Float64Array.of(beta), c, ldc),
    dtrsm: (side, triangle, transpose, diagonal, m, n, alpha, a, lda, b, ldb) =>
      dtrsm(side, triangle, transpose, diagonal, m, n, Float64Array.of(alpha), a, lda, b, ldb),
    dpotrf(...values) {
      potrf(...values, info);
      return Number(info[0]);
    },
    dpotri(...values) {
      potri(...values, info);
      return Number(info[0]);
    },
    dgeqrf(m, n, a, tau) {
      const work = new Float64Array(1);
      geqrf(m, n, a, m, tau, work, -1, info);
      geqrf(m, n, a, m, tau, new Float64Array(work[0]!), work[0]!, info);
    },
    dorgqr(m, k, a, tau) {
      const work = new Float64Array(1);
      orgqr(m, k, k, a, m, tau, work, -1, info);
      orgqr(m, k, k, a, m, tau, new Float64Array(work[0]!), work[0]!, info);
    },
    dsyevd(triangle, n, a, values) {
      const [work, integers] = [new Float64Array(1), integersOf(naming, 1)];
      syevd("V", triangle, n, a, n, values, work, -1, integers, -1, info);
      const [size, integerSize] = [work[0]!, Number(integers[0])];
      syevd(
        "V",
        triangle,
        n,
        a,
        n,
        values,
        new Float64Array(size),
        size,
        integersOf(naming, integerSize),
        integerSize,
        info,
      );
      return Number(info[0]);
    },
    dgesdd(m, n, a, s, u, vt) {
      const k = Math.min(m, n);
      const integers = integersOf(naming, 8 * k);
      const work = new Float64Array(1);
      gesdd("S", m, n, a, m, s, u, m, vt, k, work, -1, integers, info);
      gesdd("S", m, n, a, m, s, u, m, vt, k, new Float64Array(work[0]!), work[0]!, integers, info);
      return Number(info[0]);
    },
  };
}

function has(library: LibraryHandle, name: string): boolean {
  try {
    library.func(name, "void", []);
    return true;
  } catch {
    return false;
  }
}

function fortranName({ prefix, suffix }: Naming, name: string): string {
  return `${prefix}${name}_${suffix}`;
}

function integersOf({ bits }: Naming, length: number): BigInt64Array | Int32Array {
  return bits === 64 ? new BigInt64Array(length) : new Int32Array(length);
}

/** Fortran takes everything by address; a plain number here is a whole one. */
function pointerTo(value: Value, naming: Naming): unknown {
  if (typeof value === "string") return Uint8Array.of(value.charCodeAt(0));
  if (typeof value !== "number") return value;
  return naming.bits === 64 ? BigInt64Array.of(BigInt(value)) : Int32Array.of(value);
}
