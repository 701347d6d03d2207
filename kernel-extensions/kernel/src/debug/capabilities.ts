/** Exceptions at which the code can be asked to stop: all that are thrown, or those that nobody takes. */
export const exceptionFilters = ["all", "uncaught"] as const;

/** What the debugger can do, as the Debug Adapter Protocol names it. */
export const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsExceptionInfoRequest: true,
  supportsModulesRequest: true,
  supportsClipboardContext: true,
  supportsDelayedStackTraceLoading: true,
  exceptionBreakpointFilters: [
    { filter: exceptionFilters[0], label: "All exceptions", default: false },
    { filter: exceptionFilters[1], label: "Uncaught exceptions", default: false },
  ],
};
