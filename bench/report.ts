export type Cell = string | number;

/** A table in plain text on standard error: the figures for people; the JSON line is for programs. */
export const printTable = (title: string, head: string[], rows: Cell[][]): void => {
  const lines = [head, ...rows.map((row) => row.map(String))];
  const width = head.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  const draw = (line: string[]) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(width[i] ?? 0) : cell.padStart(width[i] ?? 0)));
  const text = lines.map((line) => `  ${draw(line).join('  ')}`).join('\n');
  process.stderr.write(`\n${title}\n${text}\n`);
};
