import { runProgram, Sentence } from "#launch";

const candidates = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const probe = "import sys; print('%d.%d' % sys.version_info[:2]); import venv, ensurepip";

/** The command of a Python that can make the environment: 3.10 or later, with `venv`. */
export async function findPython(): Promise<string[]> {
  const refused: string[] = [];
  for (const candidate of process.platform === "win32" ? ["py", ...candidates] : candidates) {
    const { status, output } = await runProgram([candidate, "-c", probe]);
    const version = /^(\d+)\.(\d+)/.exec(output);
    if (!version) continue;
    const [name, minor] = [version[0], Number(version[2])];
    if (version[1] !== "3" || minor < 10) refused.push(`Python ${name} is too old. Install Python 3.10 or later.`);
    else if (status !== 0)
      refused.push(`Python ${name} has no venv module. On Debian: apt install python${name}-venv.`);
    else return [candidate];
  }
  throw new Sentence(refused[0] ?? "Python was not found, and JupyterLab needs it. Install Python 3.10 or later.");
}
