import ts from "typescript";

/** What is shown beside a completion: its kind as JupyterLab draws it, and its type. */
export interface EntryDescription {
  readonly type: string;
  readonly signature: string;
}

/** Describes a completion; without `program` by what is known of it without looking up its type. */
export function describeEntry(
  entry: ts.CompletionEntry,
  program: ts.Program | undefined,
  file: string,
): EntryDescription {
  if (!entry.symbol || !program) return { type: kinds[entry.kind] ?? entry.kind, signature: "" };
  const checker = program.getTypeChecker();
  const symbol = entry.symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(entry.symbol) : entry.symbol;
  if (!(symbol.flags & ts.SymbolFlags.Value)) return { type: symbolKind(symbol, entry), signature: "" };
  const type = checker.getTypeOfSymbolAtLocation(symbol, program.getSourceFile(file)!);
  const [call] = type.getCallSignatures();
  const kind = symbolKind(symbol, entry);
  if (!call) return { type: kind, signature: checker.typeToString(type) };
  const signature = checker.signatureToString(call).replace(/(\?: [^,()]*?) \| undefined(?=[,)])/g, "$1");
  return { type: kind === "instance" ? "function" : kind, signature };
}

/** The kind of what an import stands for; of anything else the kind of the entry. */
function symbolKind({ flags }: ts.Symbol, entry: ts.CompletionEntry): string {
  if (entry.kind !== ts.ScriptElementKind.alias) return kinds[entry.kind] ?? entry.kind;
  if (flags & ts.SymbolFlags.Function) return "function";
  if (flags & ts.SymbolFlags.Class) return "class";
  if (flags & ts.SymbolFlags.Enum) return "enum";
  if (flags & ts.SymbolFlags.Variable) return "instance";
  if (flags & ts.SymbolFlags.Interface) return "interface";
  return flags & ts.SymbolFlags.TypeAlias ? "type" : "module";
}

/** Kinds that JupyterLab knows by another name. */
const kinds: Readonly<Record<string, string>> = {
  [ts.ScriptElementKind.localFunctionElement]: "function",
  [ts.ScriptElementKind.memberFunctionElement]: "method",
  [ts.ScriptElementKind.constructSignatureElement]: "method",
  [ts.ScriptElementKind.memberVariableElement]: "property",
  [ts.ScriptElementKind.memberGetAccessorElement]: "property",
  [ts.ScriptElementKind.memberSetAccessorElement]: "property",
  [ts.ScriptElementKind.memberAccessorVariableElement]: "property",
  [ts.ScriptElementKind.variableElement]: "instance",
  [ts.ScriptElementKind.letElement]: "instance",
  [ts.ScriptElementKind.constElement]: "instance",
  [ts.ScriptElementKind.localVariableElement]: "instance",
  [ts.ScriptElementKind.variableUsingElement]: "instance",
  [ts.ScriptElementKind.variableAwaitUsingElement]: "instance",
  [ts.ScriptElementKind.parameterElement]: "param",
  [ts.ScriptElementKind.externalModuleName]: "module",
  [ts.ScriptElementKind.typeParameterElement]: "type",
  [ts.ScriptElementKind.primitiveType]: "type",
  [ts.ScriptElementKind.enumMemberElement]: "enum",
  [ts.ScriptElementKind.directory]: "path",
  [ts.ScriptElementKind.scriptElement]: "path",
};
