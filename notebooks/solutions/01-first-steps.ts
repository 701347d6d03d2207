// %% tags=["ex1"]
import { check } from "../exercises/01.ts";

const gentoo = birds.filter((bird) => bird.species === "Gentoo").column("flipper_length", { in: "inch" });
const gentooInches = gentoo.data.reduce((sum, length) => sum + length, 0) / gentoo.size;
check("ex1", gentooInches);

// %% tags=["ex2"]
const knudsen = meanFreePath(q("1 atm")).value / q("20 um").value;
const regime = "slip";
check("ex2", { knudsen, regime });
