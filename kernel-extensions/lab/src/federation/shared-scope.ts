/** One copy of a package that somebody on the page offers, as webpack's module federation describes it. */
interface Offer {
  get(): Promise<() => unknown>;
  readonly loaded?: unknown;
  readonly from: string;
}

/** Package → version → copy. */
export type SharedScope = Readonly<Record<string, Readonly<Record<string, Offer>> | undefined>>;

/** The copy that the page uses: the one that is loaded, else JupyterLab's own, else the newest. */
export async function sharedModule(scope: SharedScope, name: string): Promise<unknown> {
  const offers = Object.entries(scope[name] ?? {}).sort(([a], [b]) => byVersion(b, a));
  const [, offer] =
    offers.find(([, { loaded }]) => loaded) ??
    offers.find(([, { from }]) => from.startsWith("@jupyterlab/")) ??
    offers[0] ??
    [];
  if (!offer) throw new Error(`@mesoscope/lab: this JupyterLab does not share ${name}. JupyterLab 4 does.`);
  return (await offer.get())();
}

function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  const differs = left!.findIndex((part, i) => part !== right![i]);
  return differs < 0 ? 0 : left![differs]! - (right![differs] ?? 0);
}
