import { randomStream } from "@mesoscope/core";
import { type MaskedVector, SecureClient, SecureServer } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";

import { addModulo } from "../../../../plugins/surrogate/dist/federated/secure/fixed-point.js";
import { sharedSecret } from "../../../../plugins/surrogate/dist/federated/secure/key-agreement.js";
import { maskOf } from "../../../../plugins/surrogate/dist/federated/secure/mask.js";
import { recoverSecret } from "../../../../plugins/surrogate/dist/federated/secure/shamir.js";

const modulus = 2 ** 52;

/** All steps up to the masked vectors. */
async function begin(vectors: readonly Float64Array[], threshold: number) {
  const parties = vectors.map((_, party) => new SecureClient(party, threshold));
  const keys = await Promise.all(parties.map((party) => party.advertise()));
  const boxes = (await Promise.all(parties.map((party) => party.share(keys)))).flat();
  const masked = await Promise.all(parties.map((party, i) => party.mask(vectors[i]!, boxes)));
  return { parties, keys, boxes, masked };
}

async function sumOf(vectors: readonly Float64Array[], threshold: number, leaving: readonly number[] = []) {
  const { parties, keys, masked } = await begin(vectors, threshold);
  const server = new SecureServer(threshold);
  for (const vector of masked) if (!leaving.includes(vector.party)) server.accept(vector);
  const staying = parties.filter((_, i) => !leaving.includes(i));
  return server.sum(keys, await Promise.all(staying.map((party) => party.reveal(server.present))));
}

/** Whole numbers modulo 2⁵², from a seed. */
function vectorOf(seed: number, length: number): Float64Array {
  const stream = randomStream(seed);
  return Float64Array.from({ length }, () => Math.floor(stream.uniform() * modulus));
}

/** The sum, with big integers. */
function exactSum(vectors: readonly Float64Array[]): number[] {
  return Array.from(vectors[0]!, (_, i) =>
    Number(vectors.reduce((sum, vector) => sum + BigInt(vector[i]!), 0n) % BigInt(modulus)),
  );
}

/** Pearson's statistic of the highest 4 bits against equal shares: of mean 15, above 90 less often than 1e-12. */
function spread(vector: Float64Array): number {
  const counts = new Array(16).fill(0);
  for (const value of vector) counts[Math.floor((value / modulus) * 16)]++;
  const expected = vector.length / 16;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("a secure sum", () => {
  const vectors = [1, 2, 3, 4, 5].map((seed) => vectorOf(seed, 50));

  test("is exact", async () => {
    expect(Array.from(await sumOf(vectors, 3))).toEqual(exactSum(vectors));
  });

  test.each([[[2]], [[0, 4]]])("leaves out those that left after masking: %o", async (leaving) => {
    const staying = vectors.filter((_, i) => !leaving.includes(i));
    expect(Array.from(await sumOf(vectors, 3, leaving))).toEqual(exactSum(staying));
  });

  test("leaves out one that left before masking", async () => {
    const parties = [0, 1, 2, 3].map((party) => new SecureClient(party, 3));
    const keys = await Promise.all(parties.map((party) => party.advertise()));
    const boxes = (await Promise.all(parties.map((party) => party.share(keys)))).flat();
    const server = new SecureServer(3);
    for (const i of [0, 1, 3]) server.accept(await parties[i]!.mask(vectors[i]!, boxes));
    const shares = await Promise.all([0, 1, 3].map((i) => parties[i]!.reveal(server.present)));
    expect(Array.from(await server.sum(keys, shares))).toEqual(exactSum([0, 1, 3].map((i) => vectors[i]!)));
  });

  test("needs as many to stay as the threshold says", async () => {
    await expect(sumOf(vectors, 4, [0, 1])).rejects.toMatchObject({ code: "BAD_PROTOCOL" });
  });
});

describe("what the server sees of one party", () => {
  const same = Float64Array.from({ length: 20_000 }, () => 12_345);
  const alike = (a: MaskedVector, b: MaskedVector) => a.vector.filter((value, i) => value === b.vector[i]).length;

  test("is evenly spread, whatever the vector", async () => {
    const { masked } = await begin([same, same, same], 2);
    expect(spread(same)).toBeGreaterThan(90);
    for (const { vector } of masked) expect(spread(vector)).toBeLessThan(90);
    expect(alike(masked[0]!, masked[1]!)).toBe(0);
  });

  test("stays so when it has the masks of pairs, because it took the party to have left", async () => {
    const { parties, keys, masked } = await begin([same, same, same], 2);
    const revealed = await Promise.all(parties.slice(0, 2).map((party) => party.reveal([0, 1])));
    expect(revealed.every(({ ownMasks }) => !(2 in ownMasks))).toBe(true);
    const secret = recoverSecret(
      revealed.map(({ maskKeys }) => maskKeys[2]!),
      32,
    );
    const left = { publicKey: keys[2]!.maskKey, privateKey: Buffer.from(secret).toString("base64url") };
    const bare = masked[2]!.vector.slice();
    for (const { maskKey } of keys.slice(0, 2)) {
      addModulo(bare, await maskOf(await sharedSecret(left, maskKey, "mask"), bare.length));
    }
    expect(spread(bare)).toBeLessThan(90);
  });
});

describe("a party", () => {
  const vector = Float64Array.of(1, 2, 3);
  const refused = { code: "BAD_PROTOCOL" };

  test("masks once", async () => {
    const { parties, boxes } = await begin([vector, vector, vector], 2);
    await expect(parties[0]!.mask(vector, boxes)).rejects.toMatchObject(refused);
  });

  test("reveals once, so never both secrets of a party", async () => {
    const { parties } = await begin([vector, vector, vector], 2);
    const { ownMasks, maskKeys } = await parties[0]!.reveal([0, 1]);
    expect(Object.keys(ownMasks)).toEqual(["0", "1"]);
    expect(Object.keys(maskKeys)).toEqual(["2"]);
    await expect(parties[0]!.reveal([0, 1, 2])).rejects.toMatchObject(refused);
  });

  test("reveals nothing where too few stayed", async () => {
    const { parties } = await begin([vector, vector, vector], 2);
    await expect(parties[0]!.reveal([0])).rejects.toMatchObject(refused);
  });

  test("shares with a majority as the threshold only", async () => {
    const parties = [0, 1, 2, 3].map((party) => new SecureClient(party, 2));
    const keys = await Promise.all(parties.map((party) => party.advertise()));
    await expect(parties[0]!.share(keys)).rejects.toMatchObject(refused);
  });

  test("refuses a list with its own keys changed, or the same keys twice", async () => {
    const parties = [0, 1, 2].map((party) => new SecureClient(party, 2));
    const keys = await Promise.all(parties.map((party) => party.advertise()));
    await expect(parties[0]!.share([{ ...keys[1]!, party: 0 }, keys[1]!, keys[2]!])).rejects.toMatchObject(refused);
    await expect(parties[0]!.share([keys[0]!, keys[1]!, { ...keys[1]!, party: 2 }])).rejects.toMatchObject(refused);
  });

  test("refuses a box that was changed on its way", async () => {
    const parties = [0, 1, 2].map((party) => new SecureClient(party, 2));
    const keys = await Promise.all(parties.map((party) => party.advertise()));
    const boxes = (await Promise.all(parties.map((party) => party.share(keys)))).flat();
    boxes.find(({ from, to }) => from === 1 && to === 0)!.box[20]! ^= 1;
    await expect(parties[0]!.mask(vector, boxes)).rejects.toThrow();
  });
});
