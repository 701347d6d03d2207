// %% tags=["ex1"]
import { check } from "../exercises/15b.ts";

const growth = Math.exp(5 * (1 - 0.2));
check("ex1", growth);

// %% tags=["ex2"]
const share = energy(early, 0) / 2.5; // 1.25 times a length of 2
check("ex2", share);
