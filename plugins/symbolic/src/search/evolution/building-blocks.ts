import type { RandomStream } from "@mesoscope/core";
import type { Evaluator } from "../../engine/evaluator.js";
import { complexityOf } from "../../expression/complexity.js";
import { apply, type Expression, variable } from "../../expression/expression.js";
import { binaryFunctions, unaryFunctions } from "../../expression/operators.js";
import { natsPerNode } from "../description-length.js";
import { largest } from "../vectors.js";
import type { DesiredValues } from "./desired-values.js";
import { fits, type UnitClass, type UnitClasses } from "./unit-classes.js";
import type { Vocabulary } from "./vocabulary.js";

/** A small formula without constants. */
export interface Block {
  readonly expression: Expression;
  /** Of the formula over its scale, on the rows of the evaluator. */
  readonly values: Float64Array;
  /** The largest absolute value of the formula. */
  readonly scale: number;
  readonly complexity: number;
}

/** A block with the offset and factor that bring it closest to what is desired. */
export interface Match {
  readonly block: Block;
  readonly offset: number;
  readonly factor: number;
  /** What is left of the weighted squares. */
  readonly loss: number;
}

/** Small formulas by their unit, the simplest first: material for edits. */
export class BuildingBlocks {
  readonly #classes = new Map<UnitClass, Block[]>();

  add(block: Block, unitClass: UnitClass): void {
    const known = this.#classes.get(unitClass);
    if (known) known.push(block);
    else this.#classes.set(unitClass, [block]);
  }

  classes(): UnitClass[] {
    return [...this.#classes.keys()];
  }

  /** All blocks that fit the class. */
  of(wanted: UnitClass): readonly Block[] {
    const exact = this.#classes.get(wanted);
    if (exact) return exact;
    return [...this.#classes].flatMap(([found, blocks]) => (fits(found, wanted) ? blocks : []));
  }

  /** A block of this class, small ones more often. */
  draw(wanted: UnitClass, random: RandomStream): Block | undefined {
    const blocks = this.of(wanted);
    return blocks[Math.floor(blocks.length * random.uniform() ** 4)];
  }

  /**
   * The few blocks which, with a factor and where allowed an offset, come closest to the desired values, by what they
   * leave unexplained and their size; of many blocks a random part is looked at.
   */
  closest(desired: DesiredValues, wanted: UnitClass, offset: boolean, random: RandomStream): Match[] {
    const blocks = this.of(wanted);
    const found: (Match & { readonly length: number })[] = [];
    const rows = desired.values.length;
    const matched = matcher(desired, offset);
    const stride = Math.max(1, (blocks.length - alwaysScanned) / (mostScanned - alwaysScanned));
    for (let position = 0; position < blocks.length; position += position < alwaysScanned ? 1 : stride) {
      if (position === alwaysScanned) position += stride * random.uniform();
      const block = blocks[Math.min(Math.floor(position), blocks.length - 1)] as Block;
      const match = matched(block);
      const length = (rows / 2) * Math.log(Math.max(match.loss, 1e-20)) + natsPerNode * block.complexity;
      if (found.length === mostMatches && length >= (found[mostMatches - 1] as { length: number }).length) continue;
      found.push({ ...match, length });
      found.sort((a, b) => a.length - b.length);
      if (found.length > mostMatches) found.pop();
    }
    return found.filter(({ loss }) => loss < 1);
  }
}

const mostMatches = 3;
/** More would take longer than what is found by it is worth. */
export const mostScanned = 1500;
/** The simplest ones are looked at every time. */
const alwaysScanned = 700;

/** Finds for one block after the other the factor and offset by which it comes closest to the desired values. */
function matcher(given: DesiredValues, offset: boolean): (block: Block) => Match {
  const [unit, heaviest] = [largest(given.values) || 1, largest(given.weights)];
  const desired = given.values.map((value) => value / unit);
  const weights = given.weights.map((weight) => weight / heaviest);
  const weighted = desired.map((value, i) => value * (weights[i] as number));
  let [sw, sd, sdd] = [0, 0, 0];
  for (let i = 0; i < desired.length; i++) {
    sw += weights[i] as number;
    sd += weighted[i] as number;
    sdd += (weighted[i] as number) * (desired[i] as number);
  }
  const total = sdd - (sd * sd) / sw;
  return (block) => {
    let [sv, svv, svd] = [0, 0, 0];
    const { values } = block;
    for (let i = 0; i < values.length; i++) {
      const v = values[i] as number;
      const wv = (weights[i] as number) * v;
      sv += wv;
      svv += wv * v;
      svd += (weighted[i] as number) * v;
    }
    const spread = svv - (sv * sv) / sw;
    const isShifted = offset && spread > 1e-12 * svv;
    const factor = isShifted ? (svd - (sv * sd) / sw) / spread : svd / svv;
    const left = isShifted ? total - factor * factor * spread : sdd - factor * svd;
    return {
      block,
      factor: (factor * unit) / block.scale,
      offset: isShifted ? ((sd - factor * sv) / sw) * unit : 0,
      loss: Math.max(0, left) / total,
    };
  };
}

/** Nodes × rows of enumeration between two yields. */
const workPerYield = 400_000;

/**
 * Enumerates formulas by rising complexity until there are `most`, one of each up to a factor; yields the work done.
 */
export function* enumerateBlocks(
  evaluator: Evaluator,
  vocabulary: Vocabulary,
  units: UnitClasses,
  most: number,
): Generator<number, BuildingBlocks, void> {
  const blocks = new BuildingBlocks();
  const bySize: Enumerated[][] = [[]];
  const seen = new Set<string>();
  let total = 0;
  let work = 0;

  const keep = (expression: Expression, values: Float64Array) => {
    work += values.length;
    const scale = largest(values);
    const found = units.of(expression);
    if (!(scale > 1 / largestScale && scale < largestScale) || found === undefined) return;
    const unit = values.map((value) => value / scale);
    const key = found + fingerprint(unit);
    if (seen.has(key)) return;
    seen.add(key);
    blocks.add({ expression, values: unit, scale, complexity: complexityOf(expression) }, found);
    (bySize[bySize.length - 1] as Enumerated[]).push({ expression, values });
    total++;
  };

  bySize.push([]);
  for (const index of vocabulary.variables) keep(variable(index), evaluator.columns[index] as Float64Array);
  const unary = vocabulary.unary.filter((operator) => enumerated.has(operator));
  const binary = vocabulary.binary.filter((operator) => operator !== "power");
  for (let size = 2; size <= largestBlock && total < most; size++) {
    bySize.push([]);
    for (const { expression, values } of bySize[size - 1] as Enumerated[]) {
      for (const operator of unary) {
        const isNested = functions.has(operator) && expression.kind === "apply" && functions.has(expression.operator);
        if (!isNested) keep(apply(operator, expression), values.map(unaryFunctions[operator]));
      }
      if (work > workPerYield) yield work;
      if (work > workPerYield) work = 0;
      if (total >= most) break;
    }
    for (let left = 1; left < size - 1 && total < most; left++) {
      for (const a of bySize[left] as Enumerated[]) {
        for (const b of bySize[size - 1 - left] as Enumerated[]) {
          for (const operator of binary) {
            if (left < size - 1 - left && operator !== "divide" && operator !== "subtract") continue;
            const f = binaryFunctions[operator];
            const values = a.values.map((value, i) => f(value, b.values[i] as number));
            keep(apply(operator, a.expression, b.expression), values);
          }
        }
        if (work > workPerYield) yield work;
        if (work > workPerYield) work = 0;
        if (total >= most) break;
      }
    }
  }
  yield work;
  return blocks;
}

const largestBlock = 9;
/** Others come in by edits: in blocks they would crowd out what is more common. */
const functions = new Set<string>(["exp", "log", "sin", "cos"]);
const enumerated = new Set<string>([...functions, "square", "sqrt", "inverse"]);

/** Squares of larger numbers, or of smaller ones than its inverse, are not told apart. */
const largestScale = 1e120;

interface Enumerated {
  readonly expression: Expression;
  readonly values: Float64Array;
}

/** Equal for values that are equal up to the sign. */
function fingerprint(values: Float64Array): string {
  const sign = Math.sign(values.find((value) => Math.abs(value) > 0.01) ?? 1);
  const stride = Math.max(1, Math.floor(values.length / 6));
  let key = "";
  for (let i = 0; i < values.length; i += stride) key += ` ${Math.round(sign * (values[i] as number) * 1e9)}`;
  return key;
}
