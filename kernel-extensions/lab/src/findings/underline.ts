import { type Diagnostic, forEachDiagnostic, linter, lintKeymap } from "@codemirror/lint";
import { type Extension, StateEffect } from "@codemirror/state";
import { type EditorView, keymap, ViewPlugin } from "@codemirror/view";
import type { KernelLink } from "../link/kernel-link.js";
import { diagnosticOf } from "./diagnostic.js";

/** How long a person must pause before a text is checked, in milliseconds. */
const pause = 150;

/** The kernel may find something else now. */
const checkAgain = StateEffect.define<null>();

/**
 * Underlines what the type checker finds while a person writes. Texts that nobody has edited or looked at with the
 * cursor are not checked.
 */
export function underlineFindings(
  linkOf: (view: EditorView) => KernelLink | undefined,
  isCode: () => boolean,
): Extension {
  const find = async (view: EditorView): Promise<readonly Diagnostic[]> => {
    const link = isCode() && (view.hasFocus || hasFindings(view)) ? linkOf(view) : undefined;
    const { doc } = view.state;
    const findings = link ? await link.check(doc.toString()) : [];
    return findings.map((finding) => diagnosticOf(doc, finding));
  };
  const needsRefresh = ({ transactions, focusChanged, view }: Parameters<NeedsRefresh>[0]) =>
    (focusChanged && view.hasFocus) ||
    transactions.some(({ effects }) => effects.some((effect) => effect.is(checkAgain)));
  return [linter(find, { delay: pause, needsRefresh }), keymap.of(lintKeymap), followKernel(linkOf)];
}

type NeedsRefresh = NonNullable<NonNullable<Parameters<typeof linter>[1]>["needsRefresh"]>;

function hasFindings(view: EditorView): boolean {
  let found = false;
  forEachDiagnostic(view.state, () => {
    found = true;
  });
  return found;
}

/** Checks again when a kernel comes or goes, and after cells, which declare names. */
function followKernel(linkOf: (view: EditorView) => KernelLink | undefined): Extension {
  return ViewPlugin.define((view) => {
    let link: KernelLink | undefined;
    const check = (_: unknown, what: string) => {
      if (what !== "connected" && what !== "gone" && what !== "provenance") return;
      if (view.hasFocus || hasFindings(view)) view.dispatch({ effects: checkAgain.of(null) });
    };
    const follow = () => {
      const next = linkOf(view);
      if (next === link) return;
      link?.changed.disconnect(check);
      next?.changed.connect(check);
      link = next;
    };
    return {
      update: ({ focusChanged }) => {
        if (focusChanged) follow();
      },
      destroy: () => {
        link?.changed.disconnect(check);
      },
    };
  });
}
