import { parser } from 'typescript-eslint';
import { positiveTwin } from '../../../.ci/positive-twin.mjs';

interface Complaint {
  line: number;
  fatal?: boolean;
  message: string;
}
/** ESLint 9.9 ships no types. */
const { Linter } = jest.requireActual<{
  Linter: new () => { verify(code: string, config: object): Complaint[] };
}>('eslint');

/** Lines of the assertions that the rule complains about. */
const complaints = (...lines: string[]): number[] =>
  new Linter()
    .verify(lines.join('\n'), {
      languageOptions: { parser },
      plugins: { own: { rules: { twin: positiveTwin } } },
      rules: { 'own/twin': 'error' },
    })
    .map(({ line, fatal, message }) => {
      if (fatal) throw new Error(message);
      return line;
    });

describe('the lint rule for what a test expects to be absent', () => {
  it.each([
    `expect(screen.queryByText('Gone')).toBeNull();`,
    `expect(screen.queryByText(/gone/)).not.toBeInTheDocument();`,
    `expect(within(row).queryByRole('button', { name: 'Gone' })).toBeFalsy();`,
    `expect(screen.queryAllByTestId('gone')).toHaveLength(0);`,
    `expect(screen.queryAllByLabelText('Gone')).toEqual([]);`,
    `expect(screen.queryAllByText('Gone').length).toBe(0);`,
    `await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());`,
    `const gone = () => screen.queryByTestId('gone');\nexpect(gone()).toBeNull();`,
  ])('complains about %s where nothing finds it', (assertion) => {
    expect(complaints(assertion)).toHaveLength(1);
    expect(complaints(`screen.getByText('Another');`, assertion)).toHaveLength(1);
  });

  it.each([
    [`screen.getByText('Gone');`, `screen.queryByText('Gone')`],
    [`await screen.findAllByText('Gone');`, `screen.queryByText('Gone')`],
    [`await screen.findByText('It is gone now');`, `screen.queryByText(/gone/)`],
    [`screen.getByRole('button', { name: 'Gone' });`, `screen.queryByText('Gone')`],
    [`screen.getByRole('dialog', { name: 'Sure?' });`, `screen.queryByRole('dialog')`],
    [`expect(screen.queryByTestId('gone')).not.toBeNull();`, `screen.queryByTestId('gone')`],
    [`expect(row.textContent).toContain('Gone');`, `screen.queryByText('Gone')`],
    [`const NAME = 'Gone';\nscreen.getByText('Gone');`, `screen.queryByText(NAME)`],
    [`for (const name of all) screen.getByText(name);`, `screen.queryByText(name)`],
  ])('accepts the absence where %s shows that it appears', (found, query) => {
    expect(complaints(found, `expect(${query}).toBeNull();`)).toEqual([]);
  });

  it.each([
    [`screen.getByRole('button', { name: 'Gone' });`, `queryByRole('link', { name: 'Gone' })`],
    [`screen.getByText('gone');`, `queryByTestId('gone')`],
    [`screen.getByRole('button');`, `queryByRole('button', { name: 'Gone' })`],
    [`expect(row.textContent).not.toContain('Gone');`, `queryByText('Gone')`],
    [`screen.queryByText('Gone');`, `queryByText('Gone')`],
  ])('does not take %s for %s', (found, query) => {
    expect(complaints(found, `expect(screen.${query}).toBeNull();`)).toHaveLength(1);
  });

  it('reads assertions of presence and of other values as they are', () => {
    expect(
      complaints(
        `expect(screen.queryByText('Here')).not.toBeNull();`,
        `expect(screen.queryAllByText('Here')).toHaveLength(2);`,
        `expect(calls).toEqual([]);`
      )
    ).toEqual([]);
  });
});
