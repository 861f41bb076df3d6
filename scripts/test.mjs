/**
 * `npm test`: the gate in one command, static checks and then the test rings, side by side where they leave a processor
 * idle. What it holds of the integration and browser rings is in lists/gate.mjs; `npm run test:all` holds everything.
 * Installs what is missing, builds when there are browser tests, says where the time went, and ends with
 * `N passed, M failed`; the exit code says the same. `npm test -- --help` names the options.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './lib/build-parts.mjs';
import { findHeadlessShell } from './lib/chromium.mjs';
import { chooseTests } from './lib/choose-tests.mjs';
import { ensureBrowser, ensurePackages } from './lib/install.mjs';
import { duration, endedChildrenSeconds, machineSeconds } from './lib/run.mjs';
import { ensureServers } from './lib/servers.mjs';
import { PARTS, testOptions, USAGE } from './lib/test-options.mjs';
import { createRings, oneFailure } from './lib/test-rings.mjs';
import { keepTimes, readTimes, timeReport } from './lib/test-times.mjs';
import { knownUnsteady, listProblems, unsteadyLines } from './lib/unsteady.mjs';
import { UNSTEADY } from './lists/unsteady.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'whatsapp-npm-test-'));
const timesFile = path.join(scratch, 'times.jsonl');

/** Runs a step once, however many wait for it; resolves to true when it went well. */
const once = (work) => {
  let result = null;
  return () => (result ??= work());
};

/** Workers of each ring on two processors. Integration tests wait for half of their time: for a pace, a process, a job. */
const WORKERS = { unit: 2, admin: 2, integration: 3, e2e: 2 };

const createParts = ({ quick, seed }, { filesOf, scope }) => {
  const { ring, check } = createRings({ root, scratch, timesFile, seed });
  const build = once(() => buildAll(root));
  const browser = once(() => ensureBrowser());
  const plain = (name) => () => ring(name, { workers: WORKERS[name], files: filesOf(name) });
  return {
    /** Downloads while the other rings run: packages of the system take minutes. */
    ahead: () => void browser(),
    check: () => check(quick ? ['types'] : []),
    unit: plain('unit'),
    admin: plain('admin'),
    // The packed tarball is tested too: it must be made of what is in the tree now.
    integration: async () => {
      const env = { ...scope, ...(quick ? { TEST_DATABASES: 'sqlite' } : {}) };
      if (!(await ensureServers({ ...process.env, ...env })))
        return oneFailure('integration › a server is missing');
      if (!(await build())) return oneFailure('integration › build');
      const files = filesOf('integration');
      return ring('integration', { env, workers: WORKERS.integration, files });
    },
    e2e: async () => {
      const program = await browser();
      if (!program) return oneFailure('e2e › no browser');
      if (!(await build())) return oneFailure('e2e › build');
      const shell = findHeadlessShell() ?? program;
      const env = {
        CHROMIUM_PATH: program,
        HEADLESS_SHELL_PATH: shell,
        NODE_ENV: 'production',
      };
      return ring('e2e', { env, workers: WORKERS.e2e, files: filesOf('e2e') });
    },
  };
};

/** These wait for things to happen, and fail when a machine is too busy for them: one at a time. The others compute. */
const WAITING = ['integration', 'e2e'];

const lanesOf = (names) =>
  [
    names.filter((name) => WAITING.includes(name)),
    names.filter((name) => !WAITING.includes(name)),
  ].filter((lane) => lane.length > 0);

const runPart = async (name, part) => {
  const result = await part();
  const word = result.failed === 0 ? 'ok    ' : 'FAILED';
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  console.log(
    `${word} ${name}: ${result.passed} passed, ${result.failed} failed${skipped} (${duration(result.seconds)})`
  );
  return { ...result, name };
};

const report = (results, { started, busyBefore, seed }) => {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const wall = (performance.now() - started) / 1000;
  const machine = machineSeconds() - busyBefore;
  const measured = results.reduce((total, { processor }) => total + (processor ?? 0), 0);
  const everything = endedChildrenSeconds();
  const steps = results.map(({ name, seconds, processor }) => ({ name, seconds, processor }));
  // Builds, servers, installing: whatever was started beside the parts.
  if (everything !== null)
    steps.push({ name: 'the rest', seconds: null, processor: Math.max(0, everything - measured) });
  const files = readTimes(timesFile, root);
  const unsteady = results.flatMap((result) => result.unsteady ?? []);
  keepTimes(root, {
    at: new Date().toISOString(),
    node: process.version,
    processors: os.cpus().length,
    wall,
    machine,
    seed,
    steps,
    files,
    unsteady,
  });
  console.log(timeReport({ steps, files, wall, machine }).join('\n'));
  const known = knownUnsteady(readFileSync(path.join(root, 'docs/developing.md'), 'utf8'));
  for (const line of unsteadyLines(unsteady, known)) console.log(line);
  for (const failure of results.flatMap(({ failures }) => failures))
    console.log(`  failed: ${failure}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
};

const main = async () => {
  const started = performance.now();
  const busyBefore = machineSeconds();
  const options = testOptions(process.argv.slice(2));
  if (options.problem !== undefined) {
    console.error(options.problem.trim() || USAGE);
    return 2;
  }
  if (!(await ensurePackages(root))) {
    console.log('0 passed, 1 failed');
    return 1;
  }
  const { seed } = options;
  const problems = listProblems(UNSTEADY, (file) => existsSync(path.join(root, file)));
  if (problems.length > 0) {
    console.log(`${problems.join('\n')}\n0 passed, ${problems.length} failed`);
    return 1;
  }
  const chosen = await chooseTests(root, { ...options, gateSince: process.env.GATE_SINCE });
  if (chosen.problem) {
    console.error(chosen.problem);
    return 2;
  }
  if (seed !== null) console.log(`Files run in the random order of --seed=${seed}`);
  const { filesOf } = chosen;
  const { ahead, ...parts } = createParts(options, chosen);
  const names = options.parts.length > 0 ? options.parts : PARTS;
  const lanes = lanesOf(names.filter((name) => filesOf(name)?.length !== 0));
  if (lanes.flat().length === 0) {
    console.log('Nothing to run: the change concerns no test of these parts.');
    return 0;
  }
  if (lanes.flat().includes('e2e')) ahead();
  const runLane = async (lane) => {
    const results = [];
    for (const name of lane) results.push(await runPart(name, parts[name]));
    return results;
  };
  const results = (await Promise.all(lanes.map(runLane))).flat();
  return report(results, { started, busyBefore, seed });
};

const code = await main();
rmSync(scratch, { recursive: true, force: true });
process.exit(code);
