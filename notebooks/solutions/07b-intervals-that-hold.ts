// %% tags=["ex1"]
import { check } from "../exercises/07b.ts";

const nextFactor = Math.max(1, ...surprises.map((z) => z / 1.96));
check("ex1", nextFactor);

// %% tags=["ex2"]
const yachtMask = await readTable("datasets/uci-yacht/test_mask.csv");
const yachts = (await readTable("datasets/uci-yacht/data.csv")).withColumn("test", yachtMask.column("split0"));
const [known, others] = [yachts.filter((row) => row.test === 0), yachts.filter((row) => row.test === 1)];
const shape = ["x1", "x2", "x3", "x4", "x5", "x6"];
const resistance = await gaussianProcess().fit(known.select(shape), known.column("y"));
const yachtError = rootMeanSquareError(others.column("y"), resistance.predict(others.select(shape)));
check("ex2", yachtError);
