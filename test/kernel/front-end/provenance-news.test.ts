import { expect, test } from "vitest";
import { ProvenanceNews } from "../../../kernel-extensions/kernel/dist/front-end/provenance-news.js";
import { provenanceOf } from "./cell-provenance.ts";

const cell = (id: string, stale: readonly string[] = []) => provenanceOf(id, { stale });

test("only cells whose provenance has changed are told again; all where one has gone", () => {
  const news = new ProvenanceNews();
  const both = [cell("a"), cell("b")];
  expect(news.of(both)).toEqual({ type: "provenance", cells: both, all: true });
  expect(news.of(both)).toBeUndefined();
  const stale = cell("b", ["`x` was changed by cell [3]."]);
  expect(news.of([cell("a"), stale])).toEqual({ type: "provenance", cells: [stale], all: false });
  expect(news.of([stale])).toEqual({ type: "provenance", cells: [stale], all: true });
  news.forget();
  expect(news.of([stale])).toEqual({ type: "provenance", cells: [stale], all: true });
});
