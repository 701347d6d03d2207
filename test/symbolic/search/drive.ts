/** What a generator returns, and the work it reports on the way. */
export function drive<Result>(steps: Generator<number, Result, void>): { result: Result; work: number[] } {
  const work: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { result: value, work };
    work.push(value);
  }
}
