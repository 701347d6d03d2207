// %% tags=["ex1"]
import { check } from "../exercises/07.ts";

const cyclesAt95 = 10 ** model.predictive([[95, 0.5]]).quantile(0.1).get(0);
check("ex1", cyclesAt95);

// %% tags=["ex2"]
const candidates = Array.from({ length: 51 }, (_, i) => 60 + i);
const survivedLog = model.predictive(candidates.map((x) => [x, 0.8])).quantile(0.05);
const allowedStress = Math.max(...candidates.filter((_, i) => survivedLog.get(i) >= 5));
check("ex2", allowedStress);
