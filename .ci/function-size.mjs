/**
 * Lint rule: a function has at most `max` lines of its own. Lines of functions inside it are theirs, so that a factory
 * that only holds small functions (our services) is judged by its parts.
 */
const linesOf = (node) => node.loc.end.line - node.loc.start.line + 1;

export const functionSize = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'number' } } }],
  },
  create(context) {
    const max = context.options[0]?.max ?? 50;
    const source = context.sourceCode;
    const stack = [];
    const enter = () => stack.push(0);
    const isBlankOrComment = (line) => /^\s*(\/\/.*|\/?\*.*)?$/.test(line);
    const countText = (node) =>
      source.lines
        .slice(node.loc.start.line - 1, node.loc.end.line)
        .filter((line) => !isBlankOrComment(line)).length;
    const exit = (node) => {
      const inner = stack.pop();
      const total = countText(node);
      // The line on which an inner function begins still belongs to the outer one.
      if (stack.length > 0) stack[stack.length - 1] += Math.max(0, total - 1);
      const own = total - inner;
      if (own > max)
        context.report({
          node,
          message: `This function has ${own} lines of its own (at most ${max}, of ${linesOf(node)}).`,
        });
    };
    return {
      FunctionDeclaration: enter,
      FunctionExpression: enter,
      ArrowFunctionExpression: enter,
      'FunctionDeclaration:exit': exit,
      'FunctionExpression:exit': exit,
      'ArrowFunctionExpression:exit': exit,
    };
  },
};
