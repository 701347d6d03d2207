import { fromArrayBuffer, type GeoTIFFImage } from "geotiff";
import { type Attributes, plainAttributes, type RawFile, type RawVariable, toNumbers } from "./raw-file.js";

/** Opens the first image of a TIFF file; positions are those of pixel centres. */
export async function openGeotiff(bytes: Uint8Array<ArrayBuffer>): Promise<RawFile> {
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const tiff = await fromArrayBuffer(whole);
  const image = await tiff.getImage(0);
  const metadata = plainAttributes(Object.entries((await image.getGDALMetadata(null)) ?? {}));
  const bands = image.getSamplesPerPixel();
  const keys = image.getGeoKeys();
  const axes = axesOf(image, keys);
  const dimensions = [axes.y.name, axes.x.name];
  const values: RawVariable = {
    name: "raster",
    dimensions: bands > 1 ? ["band", ...dimensions] : dimensions,
    shape: bands > 1 ? [bands, image.getHeight(), image.getWidth()] : [image.getHeight(), image.getWidth()],
    attributes: { ...(await valueAttributes(image)), ...referenceOf(keys) },
    read: async () => {
      const rasters = (await image.readRasters({ interleave: false })) as unknown as ArrayLike<number>[];
      const size = image.getHeight() * image.getWidth();
      const all = new Float64Array(bands * size);
      for (const [band, raster] of rasters.entries()) all.set(toNumbers(raster as never), band * size);
      return all;
    },
  };
  return {
    attributes: metadata,
    variables: [values, ...(bands > 1 ? [bandNumbers(bands)] : []), axes.y, axes.x],
    close: async () => void (await tiff.close()),
  };
}

type GeoKeys = ReturnType<GeoTIFFImage["getGeoKeys"]>;

/** Linear units by their EPSG code; metres unless another is named. */
const linearUnits: Readonly<Record<number, string>> = { 9001: "m", 9002: "ft", 9036: "km" };

function axesOf(image: GeoTIFFImage, keys: GeoKeys): { x: RawVariable; y: RawVariable } {
  const isGeographic = keys?.GTModelTypeGeoKey === 2;
  const names = isGeographic ? ["longitude", "latitude"] : ["x", "y"];
  const sizes = [image.getWidth(), image.getHeight()];
  const [origin, step] = georeference(image) ?? [undefined, undefined];
  const shift = image.pixelIsArea() ? 0.5 : 0;
  const unit = isGeographic ? "degrees" : keys && linearUnits[Number(keys.ProjLinearUnitsGeoKey ?? 9001)];
  const axis = (k: 0 | 1): RawVariable => ({
    name: names[k]!,
    dimensions: [names[k]!],
    shape: [sizes[k]!],
    attributes: origin && unit ? { units: unit } : {},
    read: () => Float64Array.from({ length: sizes[k]! }, (_, i) => (origin ? origin[k]! + (i + shift) * step![k]! : i)),
  });
  return { x: axis(0), y: axis(1) };
}

/** Bands are counted from 1. */
function bandNumbers(count: number): RawVariable {
  const read = () => Float64Array.from({ length: count }, (_, i) => i + 1);
  return { name: "band", dimensions: ["band"], shape: [count], attributes: {}, read };
}

/** Where the picture begins and how large a pixel is; undefined for a picture without a place on Earth. */
function georeference(image: GeoTIFFImage): [origin: number[], step: number[]] | undefined {
  try {
    return [image.getOrigin(), image.getResolution()];
  } catch {
    return undefined;
  }
}

async function valueAttributes(image: GeoTIFFImage): Promise<Attributes> {
  const noData = image.getGDALNoData();
  const { SCALE, OFFSET, ...rest } = ((await image.getGDALMetadata(0)) ?? {}) as Record<string, unknown>;
  return {
    ...plainAttributes(Object.entries(rest)),
    ...(noData === null ? {} : { _FillValue: noData }),
    ...(SCALE === undefined ? {} : { scale_factor: Number(SCALE) }),
    ...(OFFSET === undefined ? {} : { add_offset: Number(OFFSET) }),
  };
}

function referenceOf(keys: GeoKeys): Attributes {
  const code = keys?.ProjectedCSTypeGeoKey ?? keys?.GeographicTypeGeoKey;
  return typeof code === "number" && code < 32767 ? { crs: `EPSG:${code}` } : {};
}
