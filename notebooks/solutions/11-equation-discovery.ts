// %% tags=["ex1"]
import { check } from "../exercises/11.ts";

const bulkOfIron = bulk.predict([[230, 135, 117]]).get(0);
check("ex1", bulkOfIron);

// %% tags=["ex2"]
const { Misra1a: a, Misra1c: c } = certified;
const excess = c.predict([4000]).get(0) / a.predict([4000]).get(0) - 1;
check("ex2", excess);
