// %% tags=["ex1"]
import { check } from "../exercises/10.ts";

const lessNoise = await sparseFields().fit({ t, x }, { u: blurred(0.05, 7) });
const fromLessNoise = lessNoise.coefficients().find(({ name }) => name === "u_xx")!.value;
check("ex1", fromLessNoise);

// %% tags=["ex2"]
const fine = linspace(0, 80, 8001);
const small = law.simulate([0.1, 0, 0], fine).states;
const growth = fine.get([...fine.data.keys()].findIndex((i) => Math.hypot(small.get(i, 0), small.get(i, 1)) >= 1));
check("ex2", growth);
