/**
 * Base of every error that Mesoscope raises on purpose: a sentence for the reader and a stable `code` for the program.
 *
 * The message names the function, what was found and what to do.
 *
 * @example
 * try {
 *   throw new ShapeError("SHAPE_MISMATCH", "fit: X has 120 rows but y has 119. Give one target per row.");
 * } catch (error) {
 *   error.code; // "SHAPE_MISMATCH"
 * }
 */
export class MesoscopeError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Sizes that do not fit together: `SHAPE_MISMATCH`, `NOT_SQUARE`, … */
export class ShapeError extends MesoscopeError {}

/** A value outside what the function accepts: `BAD_VALUE`, `BAD_OPTION`, … */
export class ValueError extends MesoscopeError {}

/** A computation that has no trustworthy result: `NOT_POSITIVE_DEFINITE`, `SINGULAR`, `NOT_CONVERGED`, … */
export class NumericError extends MesoscopeError {}

/** Units or dimensions that do not agree: `DIMENSION_MISMATCH`, `UNKNOWN_UNIT`, … */
export class UnitError extends MesoscopeError {}

/** Data that cannot be read or used: `FILE_NOT_FOUND`, `UNKNOWN_COLUMN`, `MISSING_VALUES`, … */
export class DataError extends MesoscopeError {}

/** A plugin that cannot be loaded: `DUPLICATE_PLUGIN`, `MISSING_PLUGIN`, `PLUGIN_CYCLE`, `PLUGIN_FAILED`, … */
export class PluginError extends MesoscopeError {}

/** Work that was stopped on request: `STOPPED`. */
export class StopError extends MesoscopeError {}
