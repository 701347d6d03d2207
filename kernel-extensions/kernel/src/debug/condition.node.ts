import { eraseTypes } from "../compile/erase-types.node.js";
import { DebugError } from "./devtools.node.js";

/** What a front end says of a breakpoint. */
export interface BreakpointRequest {
  readonly line: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/** The name by which expressions reach what the user process has for the debugger. */
export const reach = `globalThis[Symbol.for("mesoscope.debug")]`;

/**
 * The JavaScript that V8 evaluates at a breakpoint to know whether to stop there; "" where it always does. It counts
 * under the number `id`, and writes the log message.
 *
 * @throws CompileError SYNTAX_ERROR in the condition or in the message
 * @throws DebugError HIT_CONDITION when that is no number with a comparison
 */
export function conditionOf({ condition, hitCondition, logMessage }: BreakpointRequest, id: number): string {
  const tests: string[] = [];
  if (condition?.trim()) tests.push(expression(condition));
  if (hitCondition?.trim()) tests.push(hits(hitCondition, id));
  if (logMessage) tests.push(`(console.log(${logArguments(logMessage)}), false)`);
  if (tests.length === 0) return "";
  const code = tests.join(" && ");
  const met = `${reach}.met(() => ${code}, ${JSON.stringify(code)})`;
  return `(() => { try { return ${met}; } catch (error) { console.error("A breakpoint's condition failed:", error); return false; } })()`;
}

/** A TypeScript expression in JavaScript, in parentheses. */
export function expression(source: string): string {
  return eraseTypes(`(${source}\n)`).code.trim().replace(/;$/, "");
}

/** `5` or `== 5`, `>= 5`, `% 5`: when the count of hits is so. */
function hits(hitCondition: string, id: number): string {
  const [, operator = "==", number] = /^\s*(==?=?|>=?|<=?|%)?\s*(\d+)\s*$/.exec(hitCondition) ?? [];
  if (number === undefined)
    throw new DebugError(
      "HIT_CONDITION",
      `A hit condition is a number, perhaps after ==, >, >=, <, <= or %: not "${hitCondition}".`,
    );
  const count = `${reach}.hit(${id})`;
  if (operator === "%") return `${count} % ${number} === 0`;
  return `${count} ${operator.startsWith("=") ? "===" : operator} ${number}`;
}

/** `x is {x}` as arguments of `console.log`. */
function logArguments(message: string): string {
  const values: string[] = [];
  const format = message.replaceAll("%", "%%").replace(/\{([^{}]+)\}/g, (_, source: string) => {
    values.push(expression(source.replaceAll("%%", "%")));
    return "%s";
  });
  return [JSON.stringify(format), ...values].join(", ");
}
