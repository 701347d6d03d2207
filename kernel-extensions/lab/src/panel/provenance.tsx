import type { CellProvenance } from "@mesoscope/sdk";
import type { ReactNode } from "react";
import { Nothing } from "./section.js";

interface ProvenanceProps {
  readonly cell: CellProvenance | undefined;
  /** The number beside a cell, by the front end's name for it. */
  numberOf(id: string): number | undefined;
  show(id: string): void;
}

/** Where what the cell under the cursor shows comes from. */
export function Provenance({ cell, numberOf, show }: ProvenanceProps) {
  if (!cell) return <Nothing>Nothing is known of this cell until it has run.</Nothing>;
  const { stale, reads, writes, files, seeds, packages } = cell;
  const cells = Object.entries(reads);
  return (
    <>
      {stale.length > 0 && (
        <div className="mesoscope-Stale" role="note">
          <strong>Out of date</strong>
          <ul>
            {stale.map((reason) => (
              <li key={reason}>{withCode(reason)}</li>
            ))}
          </ul>
        </div>
      )}
      <dl className="mesoscope-Provenance">
        <Entry title="Reads" isThere={cells.length > 0}>
          {cells.map(([name, id]) => (
            <li key={name}>
              <code>{name}</code> from{" "}
              <button type="button" className="mesoscope-Link" onClick={() => show(id)}>
                Cell [{numberOf(id) ?? "?"}]
              </button>
            </li>
          ))}
        </Entry>
        <Entry title="Writes" inOneLine isThere={writes.length > 0}>
          {writes.map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </Entry>
        <Entry title="Files" isThere={Object.keys(files).length > 0}>
          {Object.entries(files).map(([path, sum]) => (
            <li key={path}>
              <code>{path}</code>{" "}
              <span className="mesoscope-Dim" title={`SHA-256 ${sum}`}>
                {sum.slice(0, 12)}…
              </span>
            </li>
          ))}
        </Entry>
        <Entry title="Seeds" inOneLine isThere={seeds.length > 0}>
          {seeds.map((seed) => (
            <li key={seed}>
              <code>{seed}</code>
            </li>
          ))}
        </Entry>
        <Entry title="Packages" isThere={Object.keys(packages).length > 0}>
          {Object.entries(packages).map(([name, version]) => (
            <li key={name}>
              {name} <span className="mesoscope-Dim">{version}</span>
            </li>
          ))}
        </Entry>
      </dl>
    </>
  );
}

/** Text with the parts between backticks as code. */
function withCode(text: string) {
  return text.split("`").map((part, i) => (i % 2 === 1 ? <code key={part}>{part}</code> : part));
}

interface EntryProps {
  readonly title: string;
  readonly isThere: boolean;
  readonly inOneLine?: boolean;
  readonly children: ReactNode;
}

function Entry({ title, isThere, inOneLine = false, children }: EntryProps) {
  if (!isThere) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul className={inOneLine ? "mesoscope-Words" : ""}>{children}</ul>
      </dd>
    </>
  );
}
