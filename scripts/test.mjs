/**
 * The whole proof in one command: static checks, then the test rings. Installs what is missing, builds
 * when there are browser tests, and ends with `N passed, M failed`; the exit code says the same.
 * `npm test -- unit admin` runs these parts only (check, unit, admin, integration, e2e).
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './lib/build-parts.mjs';
import { ensureBrowser, ensurePackages } from './lib/install.mjs';
import {
  afterSecondLook,
  countsOfReport,
  failedFiles,
  failuresOfReport,
} from './lib/jest-report.mjs';
import { duration, run } from './lib/run.mjs';
import { ensureServers } from './lib/servers.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'whatsapp-npm-test-'));
const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };
const oneFailure = (text) => ({ ...nothing, failed: 1, failures: [text] });

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

const check = async () => {
  const report = path.join(scratch, 'check.json');
  await run(process.execPath, ['scripts/check.mjs', '--report', report], { cwd: root, show: true });
  const results = readJson(report);
  if (!results) return oneFailure('check could not run');
  const failed = results.filter(({ ok }) => !ok);
  return {
    passed: results.length - failed.length,
    failed: failed.length,
    skipped: 0,
    failures: failed.map(({ name }) => `check › ${name}`),
  };
};

const hasTests = (folder) =>
  existsSync(path.join(root, folder)) &&
  readdirSync(path.join(root, folder), { recursive: true }).some((file) =>
    /\.test\.tsx?$/.test(String(file))
  );

/** A test makes much that is gone at once: fewer, larger rounds of V8's collector of young objects. */
const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim();

/** More broken files than this are no accident of timing. */
const SECOND_LOOKS = 8;

const jest = async (name, { env, workers, files = [] }) => {
  const report = path.join(scratch, `${name}${files.length > 0 ? '-again' : ''}.json`);
  const args = ['--selectProjects', name, '--json', '--outputFile', report, '--silent'];
  const result = await run(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      ...['-c', 'jest.config.cjs', '-w', String(workers), ...args],
      ...(files.length > 0 ? ['--runTestsByPath', ...files] : []),
    ],
    {
      cwd: root,
      env: {
        NODE_ENV: 'test',
        STRAPI_TELEMETRY_DISABLED: 'true',
        DEBUG_PRINT_LIMIT: '0',
        NODE_OPTIONS,
        ...env,
      },
    }
  );
  const read = readJson(report);
  const counts = countsOfReport(read);
  if (result.code !== 0) console.log(result.output.replace(/^\{.*\}$/m, ''));
  return { report: read, counts, code: result.code };
};

const ring = async (name, { env = {}, workers = 2 } = {}) => {
  if (!hasTests(`tests/${name}`)) return nothing;
  const { report, counts, code } = await jest(name, { env, workers });
  const files = failedFiles(report);
  if (files.length > 0 && files.length <= SECOND_LOOKS) {
    console.log(`A second look at ${files.length} failed, one after the other: ${name}`);
    const again = await jest(name, { env, workers: 1, files });
    return afterSecondLook(report, again.report, root);
  }
  // A worker that crashed after the last test leaves a good report and a bad code.
  const isUnexplained = code !== 0 && counts.failed === 0;
  return {
    ...counts,
    failed: counts.failed + (isUnexplained ? 1 : 0),
    failures: [
      ...failuresOfReport(report, root),
      ...(isUnexplained || !report ? [`${name} › jest ended with code ${code}`] : []),
    ],
  };
};

const e2e = async () => {
  if (!hasTests('tests/e2e')) return nothing;
  const browser = await ensureBrowser();
  if (!browser) return oneFailure('e2e › no browser');
  if (!(await buildAll(root))) return oneFailure('e2e › build');
  return ring('e2e', { env: { CHROMIUM_PATH: browser, NODE_ENV: 'production' } });
};

const parts = {
  check,
  unit: () => ring('unit'),
  admin: () => ring('admin'),
  // The packed tarball is tested too: it must be made of what is in the tree now.
  integration: async () => {
    if (!(await ensureServers(process.env))) return oneFailure('integration › a server is missing');
    if (!(await buildAll(root))) return oneFailure('integration › build');
    // More than half of such a test's time is spent waiting: for a pace, a server's disk, a process.
    return ring('integration', { workers: 3 });
  },
  e2e,
};

const runPart = async (name) => {
  const started = performance.now();
  const counts = await parts[name]();
  const seconds = (performance.now() - started) / 1000;
  const word = counts.failed === 0 ? 'ok    ' : 'FAILED';
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(
    `${word} ${name}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${duration(seconds)})`
  );
  return counts;
};

const main = async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in parts));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}": use ${Object.keys(parts).join(', ')}.`);
    return 2;
  }
  if (!(await ensurePackages(root))) {
    console.log('0 passed, 1 failed');
    return 1;
  }
  const all = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) all.push(await runPart(name));
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  for (const unsteady of all.flatMap((counts) => counts.unsteady ?? []))
    console.log(`  unsteady (failed once, passed alone): ${unsteady}`);
  for (const failure of all.flatMap(({ failures }) => failures))
    console.log(`  failed: ${failure}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
};

const code = await main();
rmSync(scratch, { recursive: true, force: true });
process.exit(code);
