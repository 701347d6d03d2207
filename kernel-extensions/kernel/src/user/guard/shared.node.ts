/** Memory that the main thread and the guard share. */
export const shared = new Int32Array(new SharedArrayBuffer(8));

/** Slots of the shared memory. */
export const slots = {
  /** 1 once the guard has let the main thread go. */
  released: 0,
  /** 1 while printed text waits to be sent. */
  printed: 1,
} as const;
