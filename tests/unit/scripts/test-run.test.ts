import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { changedFiles, graphOfTests, testsOfChange } from '../../../scripts/lib/changed-tests.mjs';
import { endAll, run } from '../../../scripts/lib/run.mjs';
import { testOptions } from '../../../scripts/lib/test-options.mjs';
import {
  readTimes,
  stoppedReport,
  timeReport,
  writtenFigures,
} from '../../../scripts/lib/test-times.mjs';
import { knownUnsteady, unsteadyLines } from '../../../scripts/lib/unsteady.mjs';

const root = path.resolve(__dirname, '../../..');

describe('the words after npm test', () => {
  const nothing = { parts: [], all: false, quick: false, changedSince: null, seed: null };

  it.each([
    [[], nothing],
    [['unit', 'admin'], { ...nothing, parts: ['unit', 'admin'] }],
    [['--quick'], { ...nothing, quick: true }],
    [['--all', 'e2e'], { ...nothing, all: true, parts: ['e2e'] }],
    [['--changed'], { ...nothing, changedSince: 'HEAD' }],
    [['--changed=main~3', 'unit'], { ...nothing, changedSince: 'main~3', parts: ['unit'] }],
    [['--seed=42'], { ...nothing, seed: 42 }],
  ])('%j are read', (words, options) => {
    expect(testOptions(words)).toEqual(options);
  });

  it.each([
    [['units'], 'There is no part "units"'],
    [['--fast'], 'There is no option "--fast"'],
    [['--quick=yes'], 'There is no option "--quick=yes"'],
    [['--changed='], 'There is no option "--changed="'],
    [['--seed=abc'], '--seed needs a whole number'],
    [['--seed'], '--seed needs a whole number'],
    [['--quick', '--changed'], 'Use one of --all, --quick and --changed.'],
    [['--all', '--quick'], 'Use one of --all, --quick and --changed.'],
  ])('%j are refused with the usage', (words, problem) => {
    const answer = testOptions(words) as { problem: string };
    expect(answer.problem).toContain(problem);
    expect(answer.problem).toContain('--changed=COMMIT');
  });
});

describe('the time that tests take', () => {
  it('is noted for the command and all that it waited for', async () => {
    const burn = 'const until=process.cpuUsage().user+3e5;while(process.cpuUsage().user<until);';
    const nested = `require('child_process').execFileSync(process.execPath,['-e',${JSON.stringify(burn)}])`;
    const { processor } = await run(process.execPath, ['-e', nested]);
    expect(processor).toBeGreaterThanOrEqual(0.3);
  });

  it('is summed up for a file that ran twice', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'times-'));
    const file = path.join(folder, 'times.jsonl');
    const line = (name: string, seconds: number, processor: number) =>
      `${JSON.stringify({ file: path.join(root, name), seconds, processor })}\n`;
    writeFileSync(file, line('tests/a.test.ts', 1, 2) + line('b.ts', 3, 4) + line('b.ts', 1, 1));
    expect(readTimes(file, root)).toEqual([
      { file: 'tests/a.test.ts', hasFailed: false, seconds: 1, processor: 2 },
      { file: 'b.ts', hasFailed: false, seconds: 4, processor: 5 },
    ]);
    rmSync(folder, { recursive: true });
    expect(readTimes(file, root)).toEqual([]);
  });

  it('is printed by step, together, and for the ten files that used most', () => {
    const files = Array.from({ length: 12 }, (_, i) => ({
      file: `tests/${i}.test.ts`,
      seconds: 1,
      processor: i,
    }));
    const steps = [
      { name: 'unit', seconds: 60, processor: 100 },
      { name: 'the rest', seconds: null, processor: null },
    ];
    const lines = timeReport({ steps, files, wall: 70, machine: 130 });
    expect(lines.find((line) => line.includes('together'))).toMatch(/100\.0 s\s+70\.0 s/);
    expect(lines.find((line) => line.includes('the machine'))).toMatch(/2 min 10 s\s+70\.0 s/);
    expect(lines.find((line) => line.includes('the rest'))).toMatch(/–\s+–/);
    expect(lines.filter((line) => line.includes('.test.ts'))).toHaveLength(10);
    expect(lines.find((line) => line.includes('.test.ts'))).toContain('tests/11.test.ts');
    expect(lines.join('\n')).not.toContain('tests/1.test.ts');
  });
});

describe('a run that was stopped', () => {
  it('says which files had passed, which failed, and which never ended', () => {
    const times = [
      { file: 'a', hasFailed: false, seconds: 1, processor: 1 },
      { file: 'b', hasFailed: true, seconds: 1, processor: 1 },
    ];
    expect(stoppedReport(['a', 'b', 'c'], times)).toEqual([
      '  passed: 1 files',
      '  failed: 1 files',
      '    b',
      '  not run, or running when it was stopped: 1 files',
      '    c',
    ]);
  });

  it('leaves no process behind, however deep it was started', async () => {
    const sleeper = 'console.log(process.pid); setInterval(() => undefined, 1_000);';
    const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeper)}], { stdio: 'inherit' }); process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1_000);`;
    const lines: string[] = [];
    const seen = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    });
    const running = run(process.execPath, ['-e', parent], { show: true });
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    seen.mockRestore();
    const pid = Number(lines[0]);
    await endAll();
    const { code } = await running;
    expect(code).not.toBe(0);
    expect(() => process.kill(pid, 0)).toThrow();
    // The rest of the run would go on with its next command.
    expect(await run(process.execPath, ['-e', ''])).toMatchObject({ code: 127, output: 'stopped' });
  });
});

describe('the figures that developers find in the documentation', () => {
  it('are read from their table only', () => {
    const markdown = [
      '## Time of the tests',
      '| step | processor | wall | before |',
      '| ---- | --------- | ---- | ------ |',
      '| unit | 72 | 40 | 100 |',
      '| together | 2,100 | 1,300 | |',
      '## Style',
      '| other | 1 | 1 | |',
    ].join('\n');
    expect([...writtenFigures(markdown)]).toEqual([
      ['unit', { processor: 72, wall: 40 }],
      ['together', { processor: 2100, wall: 1300 }],
    ]);
    expect(writtenFigures('# Developing').size).toBe(0);
  });
});

describe('tests that needed a second look', () => {
  const markdown = `# Developing

### Tests that needed a second look

| date       | test                       | cause                      |
| ---------- | -------------------------- | -------------------------- |
| 2026-11-01 | \`b.test.ts › says it late\` | a worker slept; mended     |
| 2026-11-20 | \`b.test.ts › says it late\` | the machine was overloaded |

## Style

| 2026-11-02 | \`c.test.ts\` | not in the table |
`;

  it('are read from the table of that heading only', () => {
    const known = knownUnsteady(markdown) as { date: string }[];
    expect(known.map(({ date }) => date)).toEqual(['2026-11-01', '2026-11-20']);
    expect(knownUnsteady('# Developing')).toEqual([]);
  });

  it('are printed with what is known of them, or with what to do', () => {
    const lines = unsteadyLines(
      ['tests/b.test.ts › says it late', 'tests/d.test.ts › is new'],
      knownUnsteady(markdown)
    );
    expect(lines[0]).toContain('known since 2026-11-20: the machine was overloaded');
    expect(lines[1]).toContain('not in the list of docs/developing.md');
  });

  it('are found by each name of a row, and by the ring where two rings have a file of that name', () => {
    const rows = [
      '### Tests that needed a second look',
      '| 2026-11-01 | `bots.test.ts` (browser) | a port |',
      '| 2026-11-02 | `team/two-processes.test.ts` [I3] on MariaDB, `engine/runs.test.ts` | waits |',
    ];
    const lineOf = (test: string) => unsteadyLines([test], knownUnsteady(rows.join('\n')))[0];
    expect(lineOf('tests/e2e/bots.test.ts › answers')).toContain('a port');
    expect(lineOf('tests/unit/bots.test.ts › answers')).toContain('not in the list');
    expect(lineOf('tests/integration/team/two-processes.test.ts › x')).toContain('waits');
    expect(lineOf('tests/integration/engine/runs.test.ts › y')).toContain('waits');
  });
});

describe('the tests that a change concerns', () => {
  const journeys = ['tests/e2e/journey.test.ts'];
  let graph: Awaited<ReturnType<typeof graphOfTests>>;
  const concerned = (...changed: string[]): Record<string, string[]> =>
    testsOfChange(graph, changed, journeys);

  beforeAll(async () => {
    graph = await graphOfTests(root, ['unit', 'admin', 'integration', 'e2e']);
  });

  it('are those that reach it by imports, whatever lies between', () => {
    const { unit, e2e, integration } = concerned('scripts/lib/stamps.mjs');
    expect(unit).toContain('tests/unit/scripts/input-hash.test.ts');
    expect(unit).not.toContain('tests/unit/scripts/lockfile.test.ts');
    expect(integration).toEqual([]);
    expect(e2e).toEqual(journeys);
  });

  it('are integration tests of the room and of the rooms above it', () => {
    const { integration } = concerned('server/src/quick-replies/index.ts');
    expect(integration?.some((file) => file.includes('/quick-replies/'))).toBe(true);
    expect(integration?.some((file) => file.includes('/host/'))).toBe(true);
    expect(integration?.some((file) => file.includes('/accounts/'))).toBe(false);
  });

  it('are those that start a changed program as a process', () => {
    const { integration, unit } = concerned('tests/support/import-process.ts');
    expect(integration).toContain('tests/integration/imports/crash.test.ts');
    expect(unit).toEqual([]);
  });

  it('are all of them when the packages changed, and none for a document', () => {
    const all = concerned('package-lock.json');
    const none = concerned('docs/api.md');
    expect(all['unit']?.length).toBeGreaterThan(100);
    expect(Object.values(none).flat()).toEqual([]);
  });

  it('are asked for with a commit that git knows', () => {
    expect(changedFiles(root, 'no-such-commit')).toBeNull();
    expect(changedFiles(root, 'HEAD')).toEqual(expect.any(Array));
  });
});
