/** Which of how many threads this instance is, and where the threads meet: three 32-bit words, each on a line of its own. */
export let thread: i32 = 0;
export let threads: i32 = 1;
/** Where this thread packs its panels. */
export let scratch: usize = 0;
let meeting: usize = 0;

const line: usize = 64;
/** How often a waiting thread looks before it sleeps: some ten microseconds. */
const looks: i32 = 4000;

export function setThread(index: i32, count: i32, scratchAt: usize, meetingAt: usize): void {
  thread = index;
  threads = count;
  scratch = scratchAt;
  meeting = meetingAt;
}

/** Waits until every thread has come here. */
export function barrier(): void {
  if (threads === 1) return;
  const round = meeting + line;
  const before = atomic.load<i32>(round);
  if (atomic.add<i32>(meeting, 1) === threads - 1) {
    atomic.store<i32>(meeting, 0);
    atomic.add<i32>(round, 1);
    atomic.notify(round, -1);
    return;
  }
  for (let i = 0; i < looks; i++) if (atomic.load<i32>(round) !== before) return;
  while (atomic.load<i32>(round) === before) atomic.wait<i32>(round, before, -1);
}

/** Shares begin where a tile begins, whatever its kind. */
const grain: i32 = 12;

/** Where the share of thread `t` begins among `count` equal lines. */
export function shareOf(count: i32, t: i32): i32 {
  if (t >= threads) return count;
  return <i32>((<i64>count * t) / threads / grain) * grain;
}

/** Where the share of thread `t` begins among the `count` rows of a lower triangle. */
export function triangleShareOf(count: i32, t: i32): i32 {
  if (t >= threads) return count;
  return (<i32>(<f64>count * sqrt<f64>(<f64>t / <f64>threads)) / grain) * grain;
}
