// %% tags=["ex1"]
import { check } from "../exercises/09.ts";

const ten = [...neighbours].map((order) => mean(training.u.take(order.data.slice(0, 10)), 0));
const errorOfTen = errorOf(concatenate(ten).reshape(test.u.shape), test.u);
check("ex1", errorOfTen);

// %% tags=["ex2"]
const few = await study(logarithms, 20).run();
const fin = { percent: errorOn(few, logarithms), timesFaster: (await few.speedUp()).factor };
check("ex2", fin);

// %% tags=["ex3"]
const squares = test.a.slice(0, 10);
const mine = await operator.predictOn(here, squares);
const theirs = await operator.predictOn(here === "reference" ? "onnxruntime cpu" : "reference", squares);
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const apart = largest(mine.data.map((value, i) => value - theirs.data[i]!)) / largest(theirs.data);
check("ex3", apart);
