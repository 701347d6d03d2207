// %% tags=["ex1"]
import { check } from "../exercises/18b.ts";

const placeOf = (wanted: string) => stations.findIndex(({ name }) => name === wanted);
const neighbour = misses(lines[placeOf("Crosby")]!, test[placeOf("Williston")]!);
check("ex1", neighbour);

// %% tags=["ex2"]
const bottineau = stations.find(({ name }) => name === "Bottineau")!;
const astray = kilometres(bottineau, { ...bottineau, latitude: 46.83 });
check("ex2", astray);
