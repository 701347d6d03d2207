import type { Node } from "./walk.js";

/** Methods that change what they are called on, and give something else. */
const always = /^(push|pop|shift|unshift|splice|copyWithin)$/;
/** Methods that change what they are called on, or give a changed copy: so of polars' and our own arrays. */
const asStatement = /^(sort|reverse|fill|set|add|delete|clear|append)$/;
/** Functions of `Object` and `Reflect` that change their first argument. */
const ofFirst = /^(assign|defineProperty|defineProperties|setPrototypeOf|set|deleteProperty)$/;

/** What a node changes, as far as its text tells: the object of a method that changes it, or of `delete a.b`. */
export function mutated(node: Node): Node | undefined {
  switch (node.type) {
    case "UnaryExpression":
      return node.operator === "delete" ? node.argument : undefined;
    case "CallExpression":
      return byCall(node, always);
    case "ExpressionStatement":
      return byCall(called(node.expression), asStatement);
    default:
      return undefined;
  }
}

function byCall({ type, callee: written, arguments: given }: Node, methods: RegExp): Node | undefined {
  if (type !== "CallExpression") return undefined;
  const callee = bare(written);
  if (callee.type !== "MemberExpression" || callee.computed) return undefined;
  const { object, property } = callee;
  if (/^(Object|Reflect)$/.test(object.name)) return ofFirst.test(property.name) ? given[0] : undefined;
  return methods.test(property.name) ? object : undefined;
}

/** An expression without parentheses and the frame of `?.`. */
export function bare(node: Node): Node {
  return /^(Chain|Parenthesized)Expression$/.test(node.type) ? bare(node.expression) : node;
}

const called = (expression: Node): Node => {
  const inner = bare(expression);
  return inner.type === "AwaitExpression" ? bare(inner.argument) : inner;
};
