// %% tags=["ex1"]
import { check } from "../exercises/15.ts";

const steepness = solved.evaluate("u_x", [[0, 0]]).get(0);
check("ex1", steepness);

// %% tags=["ex2"]
const width = (level: number) => nu!.interval(level).upper - nu!.interval(level).lower;
const wider = width(0.99) / width(0.95);
check("ex2", wider);
