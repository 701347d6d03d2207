import { checkNumber, checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";

/** Options of secure aggregation. */
export interface SecureAggregationOptions {
  /** The share of a round's clients that must stay to the end, above 0.5. Default 2/3. */
  readonly threshold?: number;
  /** Binary digits after the point of the whole numbers that are added. Default 24: steps of 6e-8. */
  readonly fractionBits?: number;
}

/** The options, complete, or `undefined` where there is to be no secure aggregation. */
export function readSecureOptions(
  owner: string,
  given: boolean | SecureAggregationOptions,
  clients: number,
): Required<SecureAggregationOptions> | undefined {
  if (given === false) return undefined;
  const options = given === true ? {} : given;
  checkOptions(`${owner}: secureAggregation`, options, ["threshold", "fractionBits"]);
  const { threshold = 2 / 3, fractionBits = 24 } = options;
  checkNumber(owner, "threshold", threshold, "a share above 0.5, at most 1", (value) => value > 0.5 && value <= 1);
  checkWhole(owner, "fractionBits", fractionBits, 1);
  checkNumber(owner, "fractionBits", fractionBits, "a whole number from 1 to 48", (value) => value <= 48);
  if (clients >= 3) return { threshold, fractionBits };
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: secureAggregation among ${clients} clients hides nothing. Have 3 or more.`,
  );
}
