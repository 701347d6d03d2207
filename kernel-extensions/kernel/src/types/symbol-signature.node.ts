import ts from "typescript";


/** The call signature of a function, the type of a value; empty for what has neither. */
export function symbolSignature(symbol: ts.Symbol, program: ts.Program, file: string): string {
  const checker = program.getTypeChecker();
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (!(target.flags & ts.SymbolFlags.Value)) return "";
  const type = checker.getTypeOfSymbolAtLocation(target, program.getSourceFile(file)!);
  const signature = type.getCallSignatures()[0];
  return signature ? checker.signatureToString(signature) : checker.typeToString(type);
}
