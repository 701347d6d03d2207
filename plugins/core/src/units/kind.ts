/**
 * What TypeScript knows of quantities: the kind of a unit as written, and of products and quotients. Where it does not
 * know, the kind is `any`, and the check is left to the run.
 */

type Small = -6 | -5 | -4 | -3 | -2 | -1 | 0 | 1 | 2 | 3 | 4 | 5 | 6;
/** Exponents of kg, m, s, K, A and mol. */
type Exponents = readonly [Small, Small, Small, Small, Small, Small];

interface KindExponents {
  "plain number": [0, 0, 0, 0, 0, 0];
  mass: [1, 0, 0, 0, 0, 0];
  length: [0, 1, 0, 0, 0, 0];
  time: [0, 0, 1, 0, 0, 0];
  temperature: [0, 0, 0, 1, 0, 0];
  current: [0, 0, 0, 0, 1, 0];
  amount: [0, 0, 0, 0, 0, 1];
  area: [0, 2, 0, 0, 0, 0];
  volume: [0, 3, 0, 0, 0, 0];
  frequency: [0, 0, -1, 0, 0, 0];
  speed: [0, 1, -1, 0, 0, 0];
  acceleration: [0, 1, -2, 0, 0, 0];
  density: [1, -3, 0, 0, 0, 0];
  force: [1, 1, -2, 0, 0, 0];
  pressure: [1, -1, -2, 0, 0, 0];
  energy: [1, 2, -2, 0, 0, 0];
  power: [1, 2, -3, 0, 0, 0];
  viscosity: [1, -1, -1, 0, 0, 0];
  charge: [0, 0, 1, 0, 1, 0];
  voltage: [1, 2, -3, 0, -1, 0];
  resistance: [1, 2, -3, 0, -2, 0];
  "thermal conductivity": [1, 1, -3, -1, 0, 0];
  "specific heat capacity": [0, 2, -2, -1, 0, 0];
  "thermal expansion": [0, 0, 0, -1, 0, 0];
}

type Prefix = "" | "p" | "n" | "u" | "µ" | "m" | "c" | "k" | "M" | "G";

/** The kind of one unit without powers. */
type SymbolKind<U> = U extends `${Prefix}m` | "in" | "ft" | "angstrom" | "Å"
  ? "length"
  : U extends `${Prefix}g` | "t" | "lbm"
    ? "mass"
    : U extends `${Prefix}s` | "min" | "h" | "day" | "d"
      ? "time"
      : U extends "K" | "degC" | "°C" | "degF" | "°F"
        ? "temperature"
        : U extends `${Prefix}N` | "lbf" | "kip"
          ? "force"
          : U extends `${Prefix}Pa` | "psi" | "ksi" | "Msi" | "bar" | "atm"
            ? "pressure"
            : U extends `${Prefix}J` | `${Prefix}eV` | "kWh" | "cal" | "kcal"
              ? "energy"
              : MoreKinds<U>;

type MoreKinds<U> = U extends `${Prefix}W` | "hp"
  ? "power"
  : U extends `${Prefix}Hz` | "rpm"
    ? "frequency"
    : U extends `${Prefix}A`
      ? "current"
      : U extends `${Prefix}V`
        ? "voltage"
        : U extends `${Prefix}${"ohm" | "Ω"}`
          ? "resistance"
          : U extends `${Prefix}mol`
            ? "amount"
            : U extends "L" | "mL"
              ? "volume"
              : U extends "" | "1" | "%" | "percent" | "rad" | "deg"
                ? "plain number"
                : never;

/** The kind that a unit's text names. */
export type KindOfUnit<U extends string> = string extends U ? Unknown : Known<UnitKind<U>>;

/** The kind of a quantity's text, such as `"210 GPa"`. */
export type KindOfText<T extends string> = string extends T
  ? Unknown
  : T extends `${number} ${infer U}`
    ? KindOfUnit<U>
    : Unknown;

/** The unit, where it fits the kind; else a sentence for the error that TypeScript shows. */
export type UnitFor<U extends string, Kind> = KindOfUnit<U> extends Kind ? U : `a unit of ${Kind & string}`;

/** The kind of a product. */
export type ProductKind<A, B> =
  IsUnknown<A> extends true ? Unknown : IsUnknown<B> extends true ? Unknown : Known<Combined<A, B, 1>>;

/** The kind of a quotient. */
export type QuotientKind<A, B> =
  IsUnknown<A> extends true ? Unknown : IsUnknown<B> extends true ? Unknown : Known<Combined<A, B, -1>>;

/** The kind of a square or a cube. */
export type PowerKind<A, N extends number> = N extends 1
  ? A
  : N extends 2
    ? ProductKind<A, A>
    : N extends 3
      ? ProductKind<ProductKind<A, A>, A>
      : Unknown;

// biome-ignore lint/suspicious/noExplicitAny: a kind that TypeScript does not know goes with every other
type Unknown = any;
type IsUnknown<A> = 0 extends 1 & A ? true : false;
type Known<A> = [A] extends [never] ? Unknown : A;

type Times = " " | "*" | "·";

/** A unit of symbols, powers, products and one quotient; `never` where it is more than that. */
type UnitKind<U extends string> = [SymbolKind<U>] extends [never]
  ? U extends `${infer A}/(${infer B})`
    ? Combined<UnitKind<A>, UnitKind<B>, -1>
    : U extends `${infer A}/${infer B}`
      ? B extends `${string}${"/" | Times}${string}`
        ? never
        : Combined<UnitKind<A>, UnitKind<B>, -1>
      : U extends `${infer A}${Times}${infer B}`
        ? Combined<UnitKind<A>, UnitKind<B>, 1>
        : U extends `${infer A}${"^2" | "²"}`
          ? Combined<UnitKind<A>, UnitKind<A>, 1>
          : U extends `${infer A}${"^3" | "³"}`
            ? Combined<Combined<UnitKind<A>, UnitKind<A>, 1>, UnitKind<A>, 1>
            : never
  : SymbolKind<U>;

/** The name of the sum of two kinds' exponents, or of their difference. */
type Combined<A, B, Sign extends 1 | -1> = A extends keyof KindExponents
  ? B extends keyof KindExponents
    ? NameOf<Sums<KindExponents[A], KindExponents[B], Sign>>
    : never
  : never;

type NameOf<E> = { [K in keyof KindExponents]: KindExponents[K] extends E ? K : never }[keyof KindExponents];

type Sums<A extends Exponents, B extends Exponents, Sign extends 1 | -1> = {
  [I in keyof A]: Sum<A[I], I extends keyof B ? (Sign extends 1 ? B[I] : Negative[B[I] & Small]) : 0>;
};

type Sum<A, B> = B extends 0
  ? A
  : B extends 1 | 2 | 3 | 4 | 5 | 6
    ? Sum<Next[A & Small], Previous[B]>
    : B extends Small
      ? Sum<Previous[A & Small], Next[B]>
      : never;

interface Next {
  [-6]: -5;
  [-5]: -4;
  [-4]: -3;
  [-3]: -2;
  [-2]: -1;
  [-1]: 0;
  0: 1;
  1: 2;
  2: 3;
  3: 4;
  4: 5;
  5: 6;
  6: never;
}

interface Previous {
  [-6]: never;
  [-5]: -6;
  [-4]: -5;
  [-3]: -4;
  [-2]: -3;
  [-1]: -2;
  0: -1;
  1: 0;
  2: 1;
  3: 2;
  4: 3;
  5: 4;
  6: 5;
}

interface Negative {
  [-6]: 6;
  [-5]: 5;
  [-4]: 4;
  [-3]: 3;
  [-2]: 2;
  [-1]: 1;
  0: 0;
  1: -1;
  2: -2;
  3: -3;
  4: -4;
  5: -5;
  6: -6;
}
