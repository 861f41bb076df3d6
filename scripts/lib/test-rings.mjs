import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterSecondLook, countsOfReport, failedFiles, failuresOfReport } from './jest-report.mjs';
import { filesOfRing } from './ring-files.mjs';
import { run } from './run.mjs';
import { isGuard } from './unsteady.mjs';

const nothing = { passed: 0, failed: 0, skipped: 0, failures: [], seconds: 0, processor: 0 };

/** The result of a step that could not do its work. */
export const oneFailure = (text) => ({ ...nothing, failed: 1, failures: [text] });

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** A test makes much that is gone at once: fewer, larger rounds of V8's collector of young objects. */
const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim();

/** What guards a promise and failed once must hold this often before it counts as held. */
const LOOKS_OF_GUARDS = 3;

/** More broken files than this are no accident of timing. */
const SECOND_LOOKS = 8;

const sum = (one, other) =>
  one.processor === null || other.processor === null ? null : one.processor + other.processor;

/**
 * The test rings of a run: `ring(name, { env, workers, files })` runs one with jest (`files`: these only) and resolves to
 * `{ passed, failed, skipped, failures, unsteady, seconds, processor }`. Failed files get a second run, alone.
 * `root`: the repository, `scratch`: a folder for reports, `timesFile`: where the workers note what each file took,
 * `seed`: for a random order of the files, or null.
 */
export const createRings = ({ root, scratch, timesFile, seed }) => {
  const jest = async (name, { env, workers, files }, round) => {
    const report = path.join(scratch, `${name}-${round}.json`);
    const args = ['--selectProjects', name, '--json', '--outputFile', report, '--silent'];
    const result = await run(
      process.execPath,
      [
        'node_modules/jest/bin/jest.js',
        ...['-c', 'jest.config.cjs', '-w', String(workers), ...args],
        ...(files ? ['--runTestsByPath', ...files] : []),
      ],
      {
        cwd: root,
        env: {
          NODE_ENV: 'test',
          STRAPI_TELEMETRY_DISABLED: 'true',
          DEBUG_PRINT_LIMIT: '0',
          NODE_OPTIONS,
          TEST_TIMES: timesFile,
          ...(seed === null ? {} : { TEST_ORDER_SEED: String(seed) }),
          ...env,
          // A second look was paid for by the first.
          ...(round === 'again' ? { TEST_COUNTS_FILE: '' } : {}),
        },
      }
    );
    if (result.code !== 0) console.log(result.output.replace(/^\{.*\}$/m, ''));
    return { ...result, report: readJson(report) };
  };

  const ring = async (name, { env = {}, workers = 2, files = null } = {}) => {
    if ((files ?? filesOfRing(root, name)).length === 0) return nothing;
    const first = await jest(name, { env, workers, files }, 'first');
    const { report, code, seconds, processor } = first;
    const failed = failedFiles(report);
    if (failed.length > 0 && failed.length <= SECOND_LOOKS) {
      console.log(`A second look at ${failed.length} failed, one after the other: ${name}`);
      const guards = failed.filter((file) =>
        isGuard(path.relative(root, file), readFileSync(file, 'utf8'))
      );
      let again = await jest(name, { env, workers: 1, files: failed }, 'again');
      for (let look = 2; look <= LOOKS_OF_GUARDS && guards.length > 0; look += 1) {
        if (again.code !== 0) break;
        const more = await jest(name, { env, workers: 1, files: guards }, 'again');
        const seconds = again.seconds + more.seconds;
        const processor = sum(again, more);
        // The other files were looked at in the round before.
        again =
          more.code === 0 ? { ...again, seconds, processor } : { ...more, seconds, processor };
      }
      const looked = afterSecondLook(report, again.report, root);
      const crashed = again.code !== 0 && looked.failed === 0;
      return {
        ...looked,
        ...(crashed
          ? { failed: 1, failures: [`${name} › the second look ended with code ${again.code}`] }
          : {}),
        seconds: seconds + again.seconds,
        processor: sum(first, again),
      };
    }
    const counts = countsOfReport(report);
    // A worker that crashed after the last test leaves a good report and a bad code.
    const isUnexplained = code !== 0 && counts.failed === 0;
    return {
      ...counts,
      failed: counts.failed + (isUnexplained ? 1 : 0),
      failures: [
        ...failuresOfReport(report, root),
        ...(isUnexplained || !report ? [`${name} › jest ended with code ${code}`] : []),
      ],
      seconds,
      processor,
    };
  };

  /** The static checks, those named or all. */
  const check = async (names = []) => {
    const report = path.join(scratch, 'check.json');
    const { seconds, processor } = await run(
      process.execPath,
      ['scripts/check.mjs', `--report=${report}`, ...names],
      { cwd: root, show: true }
    );
    const results = readJson(report);
    if (!results) return { ...oneFailure('check could not run'), seconds, processor };
    const failed = results.filter(({ ok }) => !ok);
    return {
      passed: results.length - failed.length,
      failed: failed.length,
      skipped: 0,
      failures: failed.map(({ name }) => `check › ${name}`),
      seconds,
      processor,
    };
  };

  return { ring, check };
};
