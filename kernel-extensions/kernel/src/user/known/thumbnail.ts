import type { Thumbnail } from "@mesoscope/sdk";
import { lengthOf, numberAt, ownData } from "../own-data.js";

const lineSamples = 40;
const heatSide = 16;
const pictureSide = 12;
const pointSamples = 48;

/** A small picture of numbers, of an image or of a figure. */
export function thumbnailOf(value: object): Thumbnail | undefined {
  const data = arrayData(value);
  return data ? arrayThumbnail(data) : (imageThumbnail(value) ?? figureThumbnail(value));
}

interface ArrayData {
  readonly data: object;
  readonly shape: readonly number[];
}

/** Numbers in row-major order: an array, or what holds one as `data` beside its `shape`. */
function arrayData(value: object): ArrayData | undefined {
  const length = lengthOf(value);
  if (length !== undefined) return { data: value, shape: [length] };
  const [data, shape] = [ownData(value, "data"), ownData(value, "shape")];
  const size = lengthOf(data);
  if (size === undefined || !Array.isArray(shape)) return undefined;
  return shape.reduce((all, extent) => all * extent, 1) === size ? { data: data as object, shape } : undefined;
}

function arrayThumbnail({ data, shape }: ArrayData): Thumbnail | undefined {
  const [height = 0, width = 0, channels = 0] = shape;
  if (shape.length === 1) return lineThumbnail(data, height);
  if (shape.length === 3 && (channels === 3 || channels === 4)) return picture(data, width, height, channels);
  return shape.length === 2 ? heatThumbnail(data, width, height) : undefined;
}

function lineThumbnail(data: object, length: number): Thumbnail | undefined {
  const levels = digits(spread(length, lineSamples).map((i) => numberAt(data, i)));
  return length > 1 && levels ? { kind: "line", levels } : undefined;
}

function heatThumbnail(data: object, width: number, height: number): Thumbnail | undefined {
  const columns = spread(width, heatSide);
  const rows = spread(height, heatSide);
  const levels = digits(rows.flatMap((i) => columns.map((j) => numberAt(data, i * width + j))));
  if (!levels || columns.length * rows.length < 2) return undefined;
  return { kind: "heat", rows: rows.map((_, i) => levels.slice(i * columns.length, (i + 1) * columns.length)) };
}

/** An image as browsers and our own packages hold it: `data` with one, three or four numbers a pixel, `width`, `height`. */
function imageThumbnail(value: object): Thumbnail | undefined {
  const [data, width, height] = ["data", "width", "height"].map((key) => ownData(value, key));
  const length = lengthOf(data);
  if (length === undefined || typeof width !== "number" || typeof height !== "number") return undefined;
  const channels = length / (width * height);
  if (channels === 1) return heatThumbnail(data as object, width, height);
  return channels === 3 || channels === 4 ? picture(data as object, width, height, channels) : undefined;
}

function picture(data: object, width: number, height: number, channels: number): Thumbnail | undefined {
  if (width < 1 || height < 1) return undefined;
  const scale = Math.min(1, pictureSide / Math.max(width, height));
  const columns = spread(width, Math.max(1, Math.round(width * scale)));
  const rows = spread(height, Math.max(1, Math.round(height * scale)));
  const samples = rows.flatMap((i) =>
    columns.flatMap((j) => [0, 1, 2].map((k) => numberAt(data, (i * width + j) * channels + k))),
  );
  // Bytes, or shares of one.
  const most = samples.some((sample) => sample > 1) ? 1 : 255;
  const rgb = Buffer.from(Uint8ClampedArray.from(samples, (sample) => sample * most)).toString("base64");
  return { kind: "picture", width: columns.length, height: rows.length, rgb };
}

interface FigureLayer {
  readonly rows: readonly object[];
  readonly along: { readonly x: readonly string[]; readonly y: readonly string[] };
  readonly parts: readonly { readonly mark?: { readonly type?: string } }[];
}

/** The first layer of a figure of `@mesoscope/plot`. */
function figureThumbnail(value: object): Thumbnail | undefined {
  const layout = ownData(value, "layout");
  const [layer] = (ownData(layout, "layers") ?? []) as readonly FigureLayer[];
  const x = layer?.along?.x[0];
  const y = layer?.along?.y[0];
  if (!layer || x === undefined || y === undefined || !Array.isArray(layer.rows)) return undefined;
  const chosen = spread(layer.rows.length, pointSamples).map((i) => layer.rows[i]);
  const across = digits(chosen.map((row) => asNumber(ownData(row, x))));
  const upward = digits(chosen.map((row) => asNumber(ownData(row, y))));
  if (!across || !upward) return undefined;
  const joined = layer.parts.some(({ mark }) => mark?.type === "line" || mark?.type === "area");
  return { kind: "points", levels: [...across].map((level, i) => level + upward[i]).join(""), joined };
}

const asNumber = (value: unknown) => (typeof value === "number" ? value : Number.NaN);

/** At most `count` positions from 0 to before `length`, evenly spread, both ends among them. */
function spread(length: number, count: number): number[] {
  const taken = Math.min(length, count);
  return Array.from({ length: taken }, (_, i) => (taken > 1 ? Math.round((i * (length - 1)) / (taken - 1)) : 0));
}

/** Each number as a digit of base 36 between the least and the greatest; undefined where none is finite. */
function digits(numbers: readonly number[]): string | undefined {
  const finite = numbers.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const least = Math.min(...finite);
  const range = Math.max(...finite) - least;
  const level = (number: number) => (range > 0 ? Math.round(((number - least) / range) * 35) : 18);
  return numbers.map((number) => (Number.isFinite(number) ? level(number).toString(36) : ".")).join("");
}
