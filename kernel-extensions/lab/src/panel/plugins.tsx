import type { PluginState } from "@mesoscope/sdk";
import { Nothing } from "./section.js";

interface PluginsProps {
  readonly plugins: readonly PluginState[] | undefined;
  readonly failure: string | undefined;
  change(action: "load" | "unload", name: string): void;
  /** How to open a file, by its path from the notebook's folder; undefined where JupyterLab cannot reach it. */
  opener(path: string): (() => void) | undefined;
}

/** The plugins that are loaded, then those that could be. */
export function Plugins({ plugins, failure, change, opener }: PluginsProps) {
  if (!plugins) return <Nothing>They are listed when the running cell has ended.</Nothing>;
  if (plugins.length === 0) return <Nothing>No plugins are installed. %npm install NAME adds one.</Nothing>;
  const ordered = [...plugins].sort((a, b) => Number(b.loaded) - Number(a.loaded) || a.name.localeCompare(b.name));
  return (
    <>
      {failure !== undefined && (
        <p className="mesoscope-Failure" role="alert">
          {failure}
        </p>
      )}
      <ul className="mesoscope-Plugins">
        {ordered.map((plugin) => (
          <Plugin key={plugin.name} plugin={plugin} change={change} opener={opener} />
        ))}
      </ul>
    </>
  );
}

function Plugin({
  plugin,
  change,
  opener,
}: Pick<PluginsProps, "change" | "opener"> & { readonly plugin: PluginState }) {
  const { name, version, description, loaded, commands, contributes, notebooks, datasets } = plugin;
  const action = loaded ? "unload" : "load";
  return (
    <li>
      <div className="mesoscope-Plugin-head">
        <span className="mesoscope-Name">{name}</span>
        <button
          type="button"
          className="mesoscope-Button"
          aria-label={`${loaded ? "Unload" : "Load"} ${name}`}
          onClick={() => change(action, name)}
        >
          {loaded ? "Unload" : "Load"}
        </button>
      </div>
      <p className="mesoscope-Dim">
        {version}
        {loaded && " · loaded"}
      </p>
      {description !== "" && <p>{description}</p>}
      {commands.length > 0 && (
        <dl className="mesoscope-Commands">
          {commands.map((command) => (
            <div key={command.name}>
              <dt>
                <code>%{command.name}</code>
              </dt>
              <dd>{command.title}</dd>
            </div>
          ))}
        </dl>
      )}
      {contributes.length > 0 && <p className="mesoscope-Dim">Adds {contributes.join(", ")}</p>}
      <Files title="Notebooks" paths={notebooks} opener={opener} />
      <Files title="Data" paths={datasets} opener={opener} />
    </li>
  );
}

interface FilesProps extends Pick<PluginsProps, "opener"> {
  readonly title: string;
  readonly paths: readonly string[];
}

function Files({ title, paths, opener }: FilesProps) {
  if (paths.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({paths.length})
      </summary>
      <ul>
        {paths.map((path) => (
          <li key={path} title={path}>
            <File path={path} open={opener(path)} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function File({ path, open }: { readonly path: string; readonly open: (() => void) | undefined }) {
  const name = path.split(/[\\/]/).at(-1);
  if (!open) return name;
  return (
    <button type="button" className="mesoscope-Link" onClick={open}>
      {name}
    </button>
  );
}
