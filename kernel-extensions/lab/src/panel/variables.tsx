import type { Variable, VariableList } from "@mesoscope/sdk";
import { useState } from "react";
import { Nothing } from "./section.js";
import { Thumbnail } from "./thumbnail.js";

/** So many are seen at one glance. */
const few = 8;

export function Variables({ list }: { readonly list: VariableList | undefined }) {
  const [wanted, setWanted] = useState("");
  if (!list) return <Nothing>They are listed when the running cell has ended.</Nothing>;
  if (list.variables.length === 0) return <Nothing>No variables yet. Run a cell that declares one.</Nothing>;
  const shown = list.variables.filter(({ name, type }) =>
    `${name} ${type}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <>
      {list.variables.length > few && (
        <input
          className="mesoscope-Filter"
          type="search"
          placeholder="Filter by name or type"
          aria-label="Filter variables by name or type"
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      <table className="mesoscope-Variables">
        <thead className="mesoscope-hidden">
          <tr>
            {["Variable", "Type, shape and units", "Value", "Picture"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((variable) => (
            <Row key={variable.name} {...variable} />
          ))}
        </tbody>
      </table>
      {list.more > 0 && <Nothing>… and {list.more.toLocaleString("en")} more</Nothing>}
    </>
  );
}

function Row({ name, type, shape, units, text, thumbnail }: Variable) {
  return (
    <tr>
      <th scope="row" className="mesoscope-Name">
        {name}
      </th>
      <td title={type}>
        {type}
        {shape !== undefined && <span className="mesoscope-Dim"> {shape}</span>}
        {units !== undefined && <span className="mesoscope-Units"> {units}</span>}
      </td>
      <td className="mesoscope-Value" title={text}>
        {text}
      </td>
      <td className="mesoscope-Picture">{thumbnail && <Thumbnail picture={thumbnail} />}</td>
    </tr>
  );
}
