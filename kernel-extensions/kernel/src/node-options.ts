/** V8 collects all of its memory only when this much is in use, in MiB: megabytes of output pass before. */
const room = "--initial-old-space-size=32";

/** Options of Node for the process that talks to front ends, whose messages one helper thread of V8 keeps up with. */
export const kernelOptions: readonly string[] = [room, "--v8-pool-size=1"];

/** Options of Node for the process that runs cells. */
export const userOptions: readonly string[] = [room];
