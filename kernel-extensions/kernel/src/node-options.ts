/**
 * Options of Node for the processes of a kernel. What V8 keeps before its first full collection is large enough
 * for megabytes of output to pass.
 */
export const nodeOptions: readonly string[] = ["--initial-old-space-size=32"];
