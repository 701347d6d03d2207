import { setTimeout as delay } from "node:timers/promises";
import type { Session } from "../session/contract.js";
import type { Codec } from "../wire/codec.node.js";

/** How long front ends are given to connect before the compiler is loaded, in milliseconds. */
const reception = 50;
/** So many that V8 has compiled what every cell needs, and not so many that it optimises it, which takes memory. */
const cells = 400;

/** Takes cells that nobody sees the way of real ones, until one comes, so that the first ones are quick. */
export async function rehearse(session: Session, codec: Codec): Promise<void> {
  await delay(reception);
  for (let i = 0; i < cells; i++) {
    if (!(await session.rehearse(`((a: number) => 1 + a)(${i})`))) return;
    const frames = codec.encode({ type: "rehearsal", identities: [], parent: "{}", content: { i } });
    codec.decode(frames.map((frame) => Buffer.from(frame as string)));
  }
}
