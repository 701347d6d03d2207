/** What a file holds. */
export type Format =
  | "text"
  | "JSON"
  | "JSON lines"
  | "Parquet"
  | "Arrow"
  | "NetCDF 3"
  | "HDF5"
  | "Zarr"
  | "GeoTIFF"
  | "gzip";

/** Formats by how their files begin. */
const beginnings: readonly (readonly [format: Format, bytes: string])[] = [
  ["Parquet", "PAR1"],
  ["Arrow", "ARROW1"],
  ["HDF5", "\x89HDF\r\n\x1a\n"],
  ["NetCDF 3", "CDF\x01"],
  ["NetCDF 3", "CDF\x02"],
  ["GeoTIFF", "II*\0"],
  ["GeoTIFF", "MM\0*"],
  ["GeoTIFF", "II+\0"],
  ["GeoTIFF", "MM\0+"],
  ["gzip", "\x1f\x8b"],
];

/** Formats that are known, to be named, and not read. */
const foreign: readonly (readonly [name: string, bytes: string])[] = [
  ["a ZIP archive, such as an Excel workbook (.xlsx)", "PK\x03\x04"],
  ["an old Excel workbook (.xls)", "\xd0\xcf\x11\xe0"],
  ["a PDF document", "%PDF"],
  ["a PNG picture", "\x89PNG"],
  ["a JPEG picture", "\xff\xd8\xff"],
  ["a NumPy array (.npy)", "\x93NUMPY"],
  ["a SQLite database", "SQLite format 3"],
  ["a NetCDF file of the CDF-5 variant", "CDF\x05"],
  ["a MATLAB file", "MATLAB 5.0"],
  ["a GRIB file", "GRIB"],
  ["a FITS file", "SIMPLE  ="],
];

const jsonEndings: Readonly<Record<string, Format>> = { json: "JSON", ndjson: "JSON lines", jsonl: "JSON lines" };
/** Formats whose files would have begun in another way. */
const binaryEndings: ReadonlySet<string> = new Set(
  "parquet arrow feather nc nc4 cdf h5 hdf5 he5 zarr tif tiff gz".split(" "),
);

/** What a file holds, by its first bytes and, where these could be anything, by its ending; a text where it is not known. */
export function recogniseFormat(bytes: Uint8Array, ending: string): Format | { readonly unknown: string } {
  const start = Array.from(bytes.subarray(0, 16), (byte) => String.fromCharCode(byte)).join("");
  const found = beginnings.find(([, beginning]) => start.startsWith(beginning));
  if (found) return found[0];
  const other = foreign.find(([, beginning]) => start.startsWith(beginning));
  if (other) return { unknown: other[0] };
  // The HDF5 superblock may stand after a user block of 512 bytes or a multiple.
  if ([512, 1024, 2048].some((offset) => bytes[offset] === 0x89 && bytes[offset + 1] === 0x48)) return "HDF5";
  if (binaryEndings.has(ending)) return { unknown: `no ${ending} file, whatever its ending says` };
  return jsonEndings[ending] ?? (looksLikeJson(start, ending) ? jsonKind(bytes) : "text");
}

function looksLikeJson(start: string, ending: string): boolean {
  return /^\s*(\[\s*\{|\{\s*")/.test(start) && !/^(csv|tsv|txt|dat)$/.test(ending);
}

/** One object a line, or one list of objects. */
function jsonKind(bytes: Uint8Array): Format {
  const first = new TextDecoder().decode(bytes).trimStart();
  return first.startsWith("[") ? "JSON" : "JSON lines";
}
