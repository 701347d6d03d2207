// %% tags=["ex1"]
import { check } from "../exercises/07c.ts";

const rareTemperature = (await monteCarlo(base, inputs, { samples: 100_000 })).quantile(0.99);
check("ex1", rareTemperature);

// %% tags=["ex2"]
const thickness100 = findRoot((t) => hottest([t, lengthOf(t)]) - 100, 0.3, 5).x;
const coolerFin = grams([thickness100, lengthOf(thickness100)]);
check("ex2", coolerFin);
