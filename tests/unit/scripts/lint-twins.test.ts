import { lintTree } from './lint-tree';

const ALONE = [
  `expect(screen.queryByText('Gone')).toBeNull();`,
  `expect(screen.queryByText(/gone/)).not.toBeInTheDocument();`,
  `expect(within(row).queryByRole('button', { name: 'Gone' })).toBeFalsy();`,
  `expect(screen.queryAllByTestId('gone')).toHaveLength(0);`,
  `expect(screen.queryAllByLabelText('Gone')).toEqual([]);`,
  `expect(screen.queryAllByText('Gone').length).toBe(0);`,
  `await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());`,
  `const gone = () => screen.queryByTestId('gone');\nexpect(gone()).toBeNull();`,
];
/** What shows that it appears, and the query of what is absent. */
const SHOWN = [
  [`screen.getByText('Gone');`, `screen.queryByText('Gone')`],
  [`await screen.findAllByText('Gone');`, `screen.queryByText('Gone')`],
  [`await screen.findByText('It is gone now');`, `screen.queryByText(/gone/)`],
  [`screen.getByRole('button', { name: 'Gone' });`, `screen.queryByText('Gone')`],
  [`screen.getByRole('dialog', { name: 'Sure?' });`, `screen.queryByRole('dialog')`],
  [`expect(screen.queryByTestId('gone')).not.toBeNull();`, `screen.queryByTestId('gone')`],
  [`expect(row.textContent).toContain('Gone');`, `screen.queryByText('Gone')`],
  [`const NAME = 'Gone';\nscreen.getByText('Gone');`, `screen.queryByText(NAME)`],
  [`screen.getByText(en('tasks.tab.mine'));`, `screen.queryByText(/Mine/)`],
  [`for (const name of all) screen.getByText(name);`, `screen.queryByText(name)`],
] as const;
/** Something else that appears, and the query of what is absent. */
const OTHERS = [
  [`screen.getByRole('button', { name: 'Gone' });`, `screen.queryByRole('link', { name: 'Gone' })`],
  [`screen.getByText('gone');`, `screen.queryByTestId('gone')`],
  [`screen.getByRole('button');`, `screen.queryByRole('button', { name: 'Gone' })`],
  [`expect(row.textContent).not.toContain('Gone');`, `screen.queryByText('Gone')`],
  [`screen.queryByText('Gone');`, `screen.queryByText('Gone')`],
] as const;
const NOT_ABSENT = [
  `expect(screen.queryByText('Here')).not.toBeNull();`,
  `expect(screen.queryAllByText('Here')).toHaveLength(2);`,
  `expect(calls).toEqual([]);`,
].join('\n');

const absence = (query: string) => `expect(${query}).toBeNull();`;
const sources = [
  ...ALONE,
  ...ALONE.map((assertion) => `screen.getByText('Another');\n${assertion}`),
  ...[...SHOWN, ...OTHERS].map(([found, query]) => `${found}\n${absence(query)}`),
  NOT_ABSENT,
];
const fileOf = (source: string) => `tests/admin/case-${sources.indexOf(source)}.test.tsx`;

describe('the lint rule for what a test expects to be absent', () => {
  let complaints: (source: string) => number;
  beforeAll(() => {
    const { findings } = lintTree(
      Object.fromEntries(sources.map((source) => [fileOf(source), source]))
    );
    complaints = (source) => {
      const own = findings.filter(({ file }) => file === fileOf(source));
      expect(own.map(({ rule }) => rule)).not.toContain('');
      return own.filter(({ rule }) => rule === 'positive-twin').length;
    };
  });

  it.each(ALONE)('complains about %s where nothing finds it', (assertion) => {
    expect(complaints(assertion)).toBe(1);
    expect(complaints(`screen.getByText('Another');\n${assertion}`)).toBe(1);
  });

  it.each(SHOWN)('accepts the absence where %s shows that it appears', (found, query) => {
    expect(complaints(`${found}\n${absence(query)}`)).toBe(0);
  });

  it.each(OTHERS)('does not take %s for %s', (found, query) => {
    expect(complaints(`${found}\n${absence(query)}`)).toBe(1);
  });

  it('reads assertions of presence and of other values as they are', () => {
    expect(complaints(NOT_ABSENT)).toBe(0);
  });
});
