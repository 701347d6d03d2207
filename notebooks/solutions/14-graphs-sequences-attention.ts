// %% tags=["ex1"]
import { check } from "../exercises/14.ts";

// Each atom has neighbours of the same kinds in both, and theirs have too: messages cannot tell such graphs apart.
const pair = ["C1CCC2CCCCC2C1", "C1CCC(C1)C1CCCC1"].map((smiles) => ({ graph: graphOf(smiles) }));
const [decalin, bicyclopentyl] = await dissolved(alone, pair);
const difference = decalin! - bicyclopentyl!;
check("ex1", difference);

// %% tags=["ex2"]
const soon = windows(fourthYear, hours.length, 1);
const factorOfOneHour = Math.exp(rootMeanSquareError(soon.y, soon.now));
check("ex2", factorOfOneHour);
