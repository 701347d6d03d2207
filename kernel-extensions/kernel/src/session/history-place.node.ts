import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where the cells of all sessions are kept: the file that `MESOSCOPE_HISTORY` names, or one among the person's data;
 * undefined where the variable says `off`.
 */
export function historyPlace(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { MESOSCOPE_HISTORY: wanted, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (wanted === "off") return undefined;
  if (wanted) return wanted;
  const folder = process.platform === "darwin" ? ["Library", "Application Support"] : [".local", "share"];
  return join(LOCALAPPDATA || XDG_DATA_HOME || join(homedir(), ...folder), "mesoscope", "history.sqlite");
}
