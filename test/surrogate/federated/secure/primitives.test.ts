import { createCipheriv, hkdfSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  addModulo,
  fromFixedPoint,
  subtractModulo,
  toFixedPoint,
} from "../../../../plugins/surrogate/dist/federated/secure/fixed-point.js";
import { agreementKeys, sharedSecret } from "../../../../plugins/surrogate/dist/federated/secure/key-agreement.js";
import { maskOf } from "../../../../plugins/surrogate/dist/federated/secure/mask.js";
import { recoverSecret, shareSecret } from "../../../../plugins/surrogate/dist/federated/secure/shamir.js";

const url = (hex: string) => Buffer.from(hex, "hex").toString("base64url");

describe("key agreement", () => {
  /** RFC 7748, section 6.1. */
  const alice = url("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  const bob = {
    privateKey: url("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"),
    publicKey: url("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"),
  };
  const agreed = Buffer.from("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", "hex");

  test("is X25519 then HKDF", async () => {
    const expected = Buffer.from(hkdfSync("sha256", agreed, Buffer.alloc(32), "secure aggregation, mask", 32));
    expect(Buffer.from(await sharedSecret(bob, alice, "mask"))).toEqual(expected);
    expect(Buffer.from(await sharedSecret(bob, alice, "shares"))).not.toEqual(expected);
  });

  test("gives both holders the same", async () => {
    const [one, other] = [await agreementKeys(), await agreementKeys()];
    expect(await sharedSecret(one, other.publicKey, "mask")).toEqual(await sharedSecret(other, one.publicKey, "mask"));
  });

  test("makes other keys every time", async () => {
    expect((await agreementKeys()).privateKey).not.toBe((await agreementKeys()).privateKey);
  });
});

test("masks are the low 52 bits of 8 bytes each of AES-256 in counter mode", async () => {
  const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
  const stream = createCipheriv("aes-256-ctr", seed, Buffer.alloc(16)).update(Buffer.alloc(800));
  const expected = Array.from({ length: 100 }, (_, i) => Number(stream.readBigUInt64BE(8 * i) & (2n ** 52n - 1n)));
  expect(Array.from(await maskOf(seed, 100))).toEqual(expected);
});

describe("secret sharing", () => {
  const secret = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 0 : 255 - i));
  const shares = shareSecret(secret, 6, 4);

  test.each([[[0, 1, 2, 3]], [[5, 3, 1, 0]], [[0, 1, 2, 3, 4, 5]]])(
    "any four shares or more give it back: %o",
    (chosen) => {
      expect(
        recoverSecret(
          chosen.map((i) => shares[i]!),
          32,
        ),
      ).toEqual(secret);
    },
  );

  test("three do not", () => {
    expect(recoverSecret(shares.slice(0, 3), 32)).not.toEqual(secret);
  });

  test("shares are other ones every time", () => {
    expect(shareSecret(secret, 6, 4)[0]).not.toEqual(shares[0]);
  });
});

describe("fixed point", () => {
  test("keeps what its steps can hold and shortens the rest", () => {
    const values = Float64Array.of(1.5, -2.25, 0, 0.3, -0.3);
    const back = fromFixedPoint(toFixedPoint("a", values, 4, 3), 4);
    expect(Array.from(back)).toEqual([1.5, -2.25, 0, 0.25, -0.25]);
  });

  test("adds and subtracts modulo 2⁵²", () => {
    const sum = Float64Array.of(2 ** 52 - 1, 5);
    addModulo(sum, Float64Array.of(2, 7));
    expect(Array.from(sum)).toEqual([1, 12]);
    subtractModulo(sum, Float64Array.of(3, 12));
    expect(Array.from(sum)).toEqual([2 ** 52 - 2, 0]);
  });

  test("refuses what could wrap around among so many", () => {
    const most = 2 ** 51 / 4 / 2 ** 10;
    expect(() => toFixedPoint("a", Float64Array.of(most - 1), 10, 4)).not.toThrow();
    expect(() => toFixedPoint("a", Float64Array.of(-most), 10, 4)).toThrow("that 4 parties can add");
  });
});
