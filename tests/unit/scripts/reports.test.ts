import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium, findHeadlessShell } from '../../../scripts/lib/chromium.mjs';
import {
  afterSecondLook,
  countsOfReport,
  failedFiles,
  failuresOfReport,
} from '../../../scripts/lib/jest-report.mjs';
import { ensurePlaygroundEnv, parseEnv } from '../../../scripts/lib/playground-env.mjs';
import { duration, run } from '../../../scripts/lib/run.mjs';

describe('the sum of a test report', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      {
        name: '/repo/tests/a.test.ts',
        status: 'failed',
        message: '…',
        assertionResults: [
          { status: 'passed', fullName: 'fine' },
          { status: 'failed', fullName: 'room keeps its promise' },
        ],
      },
      {
        name: '/repo/tests/b.test.ts',
        status: 'failed',
        message: 'Cannot find module',
        assertionResults: [],
      },
    ],
  };

  it('counts a suite that could not run as a failure', () => {
    expect(countsOfReport(report)).toEqual({ passed: 7, failed: 2, skipped: 3 });
  });

  it('never takes a missing report for success', () => {
    expect(countsOfReport(null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('names each failed test and each broken suite', () => {
    expect(failuresOfReport(report, '/repo')).toEqual([
      'tests/a.test.ts › room keeps its promise',
      'tests/b.test.ts › could not run: Cannot find module',
    ]);
  });
});

describe('a second look at what failed', () => {
  const suite = (name: string, ...states: string[]) => ({
    name: `/repo/${name}`,
    status: states.includes('failed') || states.length === 0 ? 'failed' : 'passed',
    message: 'Cannot find module',
    assertionResults: states.map((status, i) => ({ status, fullName: `test ${i}` })),
  });
  const first = {
    testResults: [
      suite('good.test.ts', 'passed', 'pending'),
      suite('unsteady.test.ts', 'passed', 'failed'),
      suite('broken.test.ts', 'failed', 'failed'),
      suite('unbuilt.test.ts'),
    ],
  };

  it('is taken of the failed files only', () => {
    expect(failedFiles(first)).toEqual([
      '/repo/unsteady.test.ts',
      '/repo/broken.test.ts',
      '/repo/unbuilt.test.ts',
    ]);
  });

  it('counts the second result, and names what failed once and then passed', () => {
    const second = {
      testResults: [
        suite('unsteady.test.ts', 'passed', 'passed'),
        suite('broken.test.ts', 'passed', 'failed'),
        suite('unbuilt.test.ts'),
      ],
    };
    expect(afterSecondLook(first, second, '/repo')).toEqual({
      passed: 4,
      failed: 2,
      skipped: 1,
      failures: ['broken.test.ts › test 1', 'unbuilt.test.ts › could not run: Cannot find module'],
      unsteady: ['unsteady.test.ts › test 1', 'broken.test.ts › test 0'],
    });
  });

  it('leaves everything failed when the second run gave no report', () => {
    const { passed, failed, unsteady } = afterSecondLook(first, null, '/repo');
    expect({ passed, failed, unsteady }).toEqual({ passed: 2, failed: 4, unsteady: [] });
  });
});

describe('running a command', () => {
  it('answers the exit code and both streams', async () => {
    const script = "console.log('out'); console.error('err'); process.exit(3)";
    const result = await run(process.execPath, ['-e', script]);
    expect(result.code).toBe(3);
    expect(result.output.split('\n').sort()).toEqual(['err', 'out']);
  });

  it('answers 127 and says so when the command does not exist', async () => {
    const result = await run('no-such-command-here', []);
    expect(result.code).toBe(127);
    expect(result.output).toContain('no-such-command-here could not be started');
  });

  it.each([
    [0.04, '0.0 s'],
    [119.94, '119.9 s'],
    [125, '2 min 05 s'],
    [179.9, '3 min 00 s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('looking for a browser', () => {
  const env = { PATH: ['/a', '/b'].join(path.delimiter) };

  it('takes CHROMIUM_PATH before the path', () => {
    const wanted = { ...env, CHROMIUM_PATH: '/mine' };
    expect(findChromium(wanted, () => true)).toBe('/mine');
    expect(findChromium(wanted, (file: string) => file === '/b/google-chrome')).toBe(
      '/b/google-chrome'
    );
  });

  it('answers null when there is none', () => {
    expect(findChromium(env, () => false)).toBeNull();
    expect(findHeadlessShell(env, () => false)).toBeNull();
  });

  it('finds the one without windows in the path, but not where CHROMIUM_PATH names a browser', () => {
    const canRun = (file: string) => file === '/b/chromium-headless-shell';
    expect(findHeadlessShell(env, canRun)).toBe('/b/chromium-headless-shell');
    expect(findHeadlessShell({ ...env, CHROMIUM_PATH: '/mine' }, canRun)).toBeNull();
  });
});

describe("the playground's environment file", () => {
  it('is made once, with different secrets each, readable by its owner only', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'playground-'));
    const first = ensurePlaygroundEnv(root);
    const file = path.join(root, 'playground/.env');
    expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(first);
    expect(ensurePlaygroundEnv(root)).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    expect(statSync(file).mode & 0o077).toBe(0);
    rmSync(root, { recursive: true, force: true });
  });

  it('ignores comments and lines that are no assignment', () => {
    expect(parseEnv('# A=1\nB=2=3\n\nc=4\n C=5 ')).toEqual({ B: '2=3', C: '5' });
  });
});
