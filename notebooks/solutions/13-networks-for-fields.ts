// %% tags=["ex1"]
import { check } from "../exercises/13.ts";

const interfacesAlone = lineThrough(interfaces);
check("ex1", interfacesAlone);

// %% tags=["ex2"]
const crossing = [0, 1, 2, 3, 4, 5, 6, 7, 8].find((r) => twoPoint(unseen, r) < 0)!;
check("ex2", crossing);
