import { mkdirSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { HistoryEntry, HistoryQuery } from "./contract.js";
import { type Archive, matchesGlob } from "./history.js";

const require = createRequire(import.meta.url);

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS cells (session INTEGER NOT NULL, count INTEGER NOT NULL, source TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS cells_of_session ON cells (session);`;
/** How long nothing must be added before the file is written, in milliseconds. */
const rest = 50;
/** How long another kernel that writes may keep this one waiting, in milliseconds. */
const patience = 100;
const notDatabase = 26;
const corrupt = 11;

/**
 * The cells of all sessions in one file, which all kernels of a person share. What cannot be written – a full disk, a
 * file that another kernel holds – waits in memory for the next attempt.
 */
export class HistoryFile implements Archive {
  readonly #path: string;
  #database: DatabaseSync | undefined;
  #session: number | undefined;
  #waiting: Omit<HistoryEntry, "session">[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reported = false;

  constructor(path: string) {
    this.#path = path;
  }

  get session(): number {
    return this.#attempt(() => this.#begun(this.#opened())) ?? 1;
  }

  add(entry: Omit<HistoryEntry, "session">): void {
    this.#waiting.push(entry);
    this.#timer ??= setTimeout(() => this.#write(), rest).unref();
  }

  find(query: HistoryQuery): readonly HistoryEntry[] {
    return this.#attempt(() => select(this.#opened(), query, this.#begun(this.#opened()))) ?? [];
  }

  begin(): void {
    if (this.#waiting.length > 0) this.#write();
    this.#waiting = [];
    this.#session = undefined;
  }

  close(): void {
    if (this.#waiting.length > 0) this.#write();
    clearTimeout(this.#timer);
    this.#database?.close();
    this.#database = undefined;
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#attempt(() => {
      const database = this.#opened();
      const session = this.#begun(database);
      const insert = database.prepare("INSERT INTO cells VALUES (?, ?, ?)");
      while (this.#waiting[0]) {
        insert.run(session, this.#waiting[0].count, this.#waiting[0].source);
        this.#waiting.shift();
      }
    });
  }

  /** A history that cannot be had must not trouble a cell. */
  #attempt<T>(work: () => T): T | undefined {
    try {
      const result = work();
      this.#reported = false;
      return result;
    } catch (error) {
      if (!this.#reported) console.error(`mesoscope: ${this.#path} cannot be used: ${(error as Error).message}`);
      this.#reported = true;
      return undefined;
    }
  }

  #opened(): DatabaseSync {
    this.#database ??= open(this.#path);
    return this.#database;
  }

  #begun(database: DatabaseSync): number {
    this.#session ??= Number(
      database.prepare("INSERT INTO sessions (started) VALUES (?)").run(new Date().toISOString()).lastInsertRowid,
    );
    return this.#session;
  }
}

/** Opens the file; one that is damaged is put aside, under another name. */
function open(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    return connect(path);
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode !== notDatabase && errcode !== corrupt) throw error;
    renameSync(path, `${path}.damaged`);
    return connect(path);
  }
}

function connect(path: string): DatabaseSync {
  const { DatabaseSync } = require("node:sqlite") as typeof import("node:sqlite");
  const database = new DatabaseSync(path, { timeout: patience });
  try {
    database.exec(schema);
  } catch (error) {
    database.close();
    throw error;
  }
  database.function("fits", (text, pattern) => Number(matchesGlob(String(text), String(pattern))));
  return database;
}

/** Cells of sessions other than `own`, the earliest first. */
function select(database: DatabaseSync, query: HistoryQuery, own: number): HistoryEntry[] {
  const { access, session = 0, start = 0, stop, count, pattern = "*" } = query;
  const limit = Number.isFinite(count) ? count! : -1;
  const found = database.prepare(
    access === "range"
      ? "SELECT session, count, source FROM cells WHERE session = ? AND count >= ? AND count < ? ORDER BY rowid DESC"
      : `SELECT session, count, source, max(rowid) AS place FROM cells WHERE session <> ? AND fits(source, ?)
         GROUP BY ${query.unique ? "source" : "rowid"} ORDER BY place DESC LIMIT ?`,
  );
  const rows =
    access === "range"
      ? found.all(session, start, Number.isFinite(stop) ? stop! : Number.MAX_SAFE_INTEGER)
      : found.all(own, access === "tail" ? "*" : pattern, limit);
  return rows
    .reverse()
    .map(({ session, count, source }) => ({ session: Number(session), count: Number(count), source: String(source) }));
}
