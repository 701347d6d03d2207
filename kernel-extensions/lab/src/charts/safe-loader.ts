import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";

/** A place from which a chart may load data. */
interface Place {
  readonly href: string;
}

/**
 * The place behind an address in a chart: data in the address itself, or a file beside the notebook. A chart in a
 * notebook that somebody sends must not tell the network that it was opened.
 *
 * @throws Error for every other address
 */
export async function safePlace(address: string, resolver: IRenderMime.IResolver | null): Promise<Place> {
  if (/^data:/i.test(address)) return { href: address };
  const isFile = !/^([a-z][a-z\d+.-]*:|\/\/|\\)/i.test(address);
  if (!isFile || !resolver)
    throw new Error(
      `Charts load no data from ${address}. Put the data into the chart or into a file beside the notebook.`,
    );
  return { href: await resolver.getDownloadUrl(await resolver.resolveUrl(address)) };
}
