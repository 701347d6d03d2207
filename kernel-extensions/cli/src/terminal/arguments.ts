import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { Sentence } from "#launch";

/** Reads a command's arguments; what it does not know is one sentence that points to its help. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  { options, positionals: most }: { readonly options: Options; readonly positionals: number },
) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (parsed.positionals.length <= most) return parsed;
    throw new Error(`${parsed.positionals.length} names were given where at most ${most} is expected`);
  } catch (error) {
    const [first] = (error as Error).message.split(". ");
    throw new Sentence(`${command}: ${first}. See mesoscope ${command} --help.`);
  }
}
