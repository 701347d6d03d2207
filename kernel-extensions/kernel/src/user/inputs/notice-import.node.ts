import { fileURLToPath } from "node:url";
import { isLocal, isOfPackage, withImports } from "../modules/local-modules.node.js";
import type { Run } from "../run.node.js";
import { noticeModules, noticePackage } from "./notice.node.js";
import { packageOf } from "./package-version.node.js";

/** Tells the kernel of a module that a cell has imported: of a package its version, else all local files it needs. */
export function noticeImport(run: Run, url: string): void {
  if (!url.startsWith("file:")) return;
  if (isLocal(url) && !isOfPackage(url)) {
    noticeModules(
      run,
      [...withImports(url)].map((each) => fileURLToPath(each)),
    );
    return;
  }
  const found = packageOf(url);
  if (found) noticePackage(run, found.name, found.version);
}
