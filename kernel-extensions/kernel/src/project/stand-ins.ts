/** Packages that speak to a kernel of their own, and those that do the same in this one. */
const standIns: Readonly<Record<string, string>> = { tslab: "@mesoscope/tslab" };

/** The package that stands in for another here, also where that is installed. */
export const standInFor = (specifier: string): string | undefined =>
  Object.hasOwn(standIns, specifier) ? standIns[specifier] : undefined;
