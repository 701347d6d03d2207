import { MesoscopeError, NumericError, ShapeError } from "@mesoscope/sdk";
import { expect, test } from "vitest";

test("an error has its own name, a code, a message and a cause", () => {
  const cause = new Error("inner");
  const error = new ShapeError("SHAPE_MISMATCH", "fit: X has 3 rows but y has 2.", { cause });
  expect(error).toBeInstanceOf(MesoscopeError);
  expect(error).not.toBeInstanceOf(NumericError);
  expect({ name: error.name, code: error.code, message: error.message, cause: error.cause }).toEqual({
    name: "ShapeError",
    code: "SHAPE_MISMATCH",
    message: "fit: X has 3 rows but y has 2.",
    cause,
  });
});
