// %% tags=["ex1"]
import { rootMeanSquareError as rmse } from "@mesoscope/core";
import { check } from "../exercises/08.ts";

const hidden = Array.from({ length: 24 }, (_, i) => 480 + i);
const fromLaGuardia = await fill(480, 24, at("LGA"));
const errorFromLaGuardia = rmse(jfk.take(hidden), fromLaGuardia.mean.take(hidden));
check("ex1", errorFromLaGuardia);

// %% tags=["ex2"]
const { mean: barMean, std: barStd } = inverseVariance([one(280, 10), one(300, 20)]).estimate;
const bar = { mean: barMean.get(0), std: barStd.get(0) };
check("ex2", bar);
