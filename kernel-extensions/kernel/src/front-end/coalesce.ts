/** Calls `work` once, `milliseconds` after the first of many calls; never while its promise is on the way. */
export function coalesced(milliseconds: number, work: () => Promise<void>): () => void {
  let wanted = false;
  let busy = false;
  const later = () => {
    busy = true;
    setTimeout(() => {
      wanted = false;
      void work().finally(() => {
        busy = false;
        if (wanted) later();
      });
    }, milliseconds).unref();
  };
  return () => {
    wanted = true;
    if (!busy) later();
  };
}
