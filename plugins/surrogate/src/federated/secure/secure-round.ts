import { type Calling, type LeftOut, runClients } from "../run-clients.js";
import { fromFixedPoint, toFixedPoint } from "./fixed-point.js";
import { SecureClient } from "./secure-client.js";
import type { SecureAggregationOptions } from "./secure-options.js";
import { SecureServer } from "./secure-server.js";

/** A sum over those that stayed to the end. */
export interface SecureSum {
  readonly sum: Float64Array;
  readonly trained: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** With fewer, a sum tells what single clients sent. */
const fewest = 3;

/** The sum of what the clients contribute, none of which anyone else sees: zeros where too few stay. */
export async function secureRound<C extends { readonly name: string }>(
  clients: readonly C[],
  size: number,
  calling: Calling,
  { threshold: share, fractionBits }: Required<SecureAggregationOptions>,
  contribute: (client: C, signal: AbortSignal) => Promise<Float64Array>,
): Promise<SecureSum> {
  const count = clients.length;
  const threshold = Math.max(Math.ceil(share * count - 1e-9), Math.floor(count / 2) + 1);
  const without = (leftOut: readonly LeftOut[], stayed: readonly string[]): SecureSum => {
    const reason = `a secure sum needs ${Math.max(threshold, fewest)} clients, and ${stayed.length} stayed`;
    const others = stayed.map((client) => ({ client, code: "TOO_FEW_LEFT", reason }));
    return { sum: new Float64Array(size), trained: [], leftOut: [...leftOut, ...others] };
  };
  if (count < fewest)
    return without(
      [],
      clients.map(({ name }) => name),
    );

  const parties = clients.map((client, i) => ({ client, name: client.name, secure: new SecureClient(i, threshold) }));
  const server = new SecureServer(threshold);
  const keys = await Promise.all(parties.map(({ secure }) => secure.advertise()));
  const boxes = (await Promise.all(parties.map(({ secure }) => secure.share(keys)))).flat();
  const { given, leftOut } = await runClients(parties, calling, async (party, signal) => {
    const vector = toFixedPoint(party.name, await contribute(party.client, signal), fractionBits, count);
    return { ...party, masked: await party.secure.mask(vector, boxes) };
  });
  for (const { masked } of given) server.accept(masked);
  const trained = given.map(({ name }) => name);
  if (given.length < threshold) return without(leftOut, trained);
  const shares = await Promise.all(given.map(({ secure }) => secure.reveal(server.present)));
  return { sum: fromFixedPoint(await server.sum(keys, shares), fractionBits), trained, leftOut };
}
