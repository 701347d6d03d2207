/** Nested numbers of a reference file, in which `null` stands for what is missing. */
export function gapped<T>(nested: T): T {
  if (Array.isArray(nested)) return nested.map(gapped) as T;
  return (nested ?? Number.NaN) as T;
}
