/** V8 collects all of its memory only when this much is in use, in MiB: megabytes of output pass before. */
const room = "--initial-old-space-size=32";

/** Options of Node for the process that talks to front ends, whose messages one helper thread of V8 keeps up with. */
export const kernelOptions: readonly string[] = [room, "--v8-pool-size=1"];

/** Options of Node for the process that runs cells. */
export const userOptions: readonly string[] = [room];

/**
 * What glibc is told in the process that runs cells: to keep up to 512 MiB that were given back for the next arrays, whose
 * pages are then there already; arrays above 256 MiB go back at once. Other C libraries do not look.
 */
export const userEnvironment: Readonly<Record<string, string>> = {
  GLIBC_TUNABLES: "glibc.malloc.mmap_threshold=268435456:glibc.malloc.trim_threshold=536870912",
};
