import { escapeHtml } from "@mesoscope/sdk";
import { expect, test } from "vitest";

test("nothing in the text can open a tag or end an attribute", () => {
  expect(escapeHtml(`<img src="x" onerror='alert(1)'> & more`)).toBe(
    "&lt;img src=&quot;x&quot; onerror=&#39;alert(1)&#39;&gt; &amp; more",
  );
});
