/** More files of one cell are not recorded. */
export const mostFiles = 500;

/** Parts of the machine, on Linux, macOS and Windows. */
const ofMachine = /^(\/(proc|sys|dev|usr|bin|sbin|etc|lib\d*|System|Library)|[A-Z]:[\\/]Windows)[\\/]/;
/** Parts of projects; packages are known by their versions. */
const ofProject = /[\\/]node_modules[\\/]|[\\/](package(-lock)?|tsconfig[^\\/]*)\.json$/;

/** Tells whether an absolute path may be of a file that a cell takes its values from. */
export function mayBeInput(path: string): boolean {
  return !ofMachine.test(path) && !ofProject.test(path);
}
