/** How often a thread wakes that waits for V8, in milliseconds. */
const period = 10;

let waiting = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Keeps this thread waking until the function that it gives is called. Now and then Node (26) leaves what V8 says to
 * another thread lying there until that thread wakes by itself.
 */
export function stayAwake(): () => void {
  waiting++;
  timer ??= setInterval(() => {}, period);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    if (--waiting > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
