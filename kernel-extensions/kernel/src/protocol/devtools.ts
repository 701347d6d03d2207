/** What the debugger and V8 in the user process say to each other on the guard's pipe: the Chrome DevTools Protocol. */
export interface DevtoolsCommand {
  readonly type: "devtools";
  readonly id: number;
  readonly method: string;
  readonly params: object;
}

export type FromGuard =
  | { readonly type: "answer"; readonly id: number; readonly result: object }
  | { readonly type: "refusal"; readonly id: number; readonly message: string }
  | { readonly type: "event"; readonly method: string; readonly params: object };
