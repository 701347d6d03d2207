import type { Thumbnail as Picture } from "@mesoscope/sdk";
import { levelsOf, outlinesOf, pixelsOf, pointsOf } from "./thumbnail-data.js";

const width = 64;
const height = 22;

/** A value as a small picture. What it shows is said by the columns beside it. */
export function Thumbnail({ picture }: { readonly picture: Picture }) {
  switch (picture.kind) {
    case "line":
      return <Drawing>{lines(levelsOf(picture.levels))}</Drawing>;
    case "points":
      return <Drawing>{points(picture)}</Drawing>;
    case "heat":
      return <Heat rows={picture.rows} />;
    case "picture":
      return <Image picture={picture} />;
  }
}

function Drawing({ children }: { readonly children: React.ReactNode }) {
  return (
    <svg
      className="mesoscope-Thumbnail"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

function points({ levels, joined }: Extract<Picture, { kind: "points" }>) {
  const places = pointsOf(levels).map(([x, y]) => `${2 + x * (width - 4)},${height - 2 - y * (height - 4)}`);
  return joined ? <polyline points={places.join(" ")} /> : <path d={places.map((place) => `M${place}h0`).join("")} />;
}

/** Gaps interrupt the line; a sample between two gaps is a dot. */
function lines(levels: readonly number[]) {
  const step = (width - 4) / Math.max(1, levels.length - 1);
  const at = (level: number, i: number) => `${2 + i * step},${height - 2 - level * (height - 4)}`;
  const runs: string[][] = [[]];
  for (const [i, level] of levels.entries()) {
    if (Number.isNaN(level)) runs.push([]);
    else runs.at(-1)!.push(at(level, i));
  }
  return runs
    .filter((run) => run.length > 0)
    .map((run) => <polyline key={run[0]} points={(run.length > 1 ? run : [run[0], run[0]]).join(" ")} />);
}

function Heat({ rows }: { readonly rows: readonly string[] }) {
  return (
    <svg
      className="mesoscope-Thumbnail mesoscope-Thumbnail-heat"
      viewBox={`0 0 ${rows[0]?.length ?? 1} ${rows.length}`}
      preserveAspectRatio="none"
      width={width}
      height={height}
      aria-hidden="true"
    >
      {outlinesOf(rows).map(({ level, outline }) => (
        <path key={level} d={outline} fillOpacity={0.08 + 0.92 * level} />
      ))}
    </svg>
  );
}

function Image({ picture }: { readonly picture: Extract<Picture, { kind: "picture" }> }) {
  const scale = Math.min(width / picture.width, height / picture.height);
  return (
    <svg
      className="mesoscope-Thumbnail mesoscope-Thumbnail-image"
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      width={picture.width * scale}
      height={picture.height * scale}
      aria-hidden="true"
    >
      {pixelsOf(picture).map(({ x, y, color }) => (
        <rect key={`${x} ${y}`} x={x} y={y} width="1.02" height="1.02" fill={color} />
      ))}
    </svg>
  );
}
