/** Where the threads read in the shared memory what to do: words on cache lines of their own, in bytes. */
export const board = {
  /** Counts the jobs; workers wait for it to change. */
  job: 0,
  /** Two lines by which the kernels wait for one another. */
  meeting: 64,
  /** How many workers are there. */
  ready: 192,
  /** The row and the pivot that a factorisation ended with. */
  verdict: 256,
  /** The number of the kernel, the number of its arguments, and they. */
  call: 320,
  /** Where the rest of the memory begins. */
  end: 4096,
} as const;

/** The kernels that threads share, by number. */
export const sharedKernels = ["multiply", "solve", "factorize", "invert", "covariances", "covarianceGradient"] as const;

export type SharedKernel = (typeof sharedKernels)[number];
