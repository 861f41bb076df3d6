/**
 * `npm test`: the gate in one command, static checks and then the test rings, side by side where they leave a processor
 * idle. What it holds of the integration and browser rings is in lists/gate.mjs; `npm run test:all` holds everything.
 * Installs what is missing, builds when there are browser tests, says where the time went, ends by itself after an hour,
 * and says at last `N passed, M failed`; the exit code says the same. `npm test -- --help` names the options.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareBudget, countsIn } from './lib/budget.mjs';
import { buildAll, staleParts } from './lib/build-parts.mjs';
import { chooseTests, CONCERNED } from './lib/choose-tests.mjs';
import { findHeadlessShell } from './lib/chromium.mjs';
import { ensureBrowser, ensurePackages } from './lib/install.mjs';
import { filesOfRing } from './lib/ring-files.mjs';
import { duration, endAll, endedChildrenSeconds, machineSeconds } from './lib/run.mjs';
import { ensureServers } from './lib/servers.mjs';
import { PARTS, testOptions, USAGE } from './lib/test-options.mjs';
import { createRings, oneFailure } from './lib/test-rings.mjs';
import { keepTimes, readTimes, stoppedReport, timeReport } from './lib/test-times.mjs';
import { knownUnsteady, listProblems, unsteadyLines } from './lib/unsteady.mjs';
import { BUDGET } from './lists/budget.mjs';
import { UNSTEADY } from './lists/unsteady.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'whatsapp-npm-test-'));
const timesFile = path.join(scratch, 'times.jsonl');
const countsFile = path.join(scratch, 'counts');

const readIfThere = (file) => {
  const place = path.join(root, file);
  return existsSync(place) ? readFileSync(place, 'utf8') : null;
};

/** Runs a step once, however many wait for it; resolves to true when it went well. */
const once = (work) => {
  let result = null;
  return () => (result ??= work());
};

/** Workers of each ring on two processors. Integration tests wait for half of their time: for a pace, a process, a job. */
const WORKERS = { unit: 2, simulator: 2, admin: 2, integration: 3, e2e: 2 };

/** Minutes after which a run stops, whatever it does. */
const LIMIT = { gate: 75, all: 150 };

const createParts = ({ quick, seed }, { filesOf, servers }) => {
  const { ring, check } = createRings({ root, scratch, timesFile, seed });
  let isBuilt = false;
  const build = once(async () => (isBuilt = await buildAll(root)));
  const browser = once(() => ensureBrowser());
  const plain = (name) => () => ring(name, { workers: WORKERS[name], files: filesOf(name) });
  /** What the tests of the gate are told; the others run whole and have no budget. */
  const whole = { TEST_GATE: '' };
  const gate = servers
    ? { TEST_GATE: JSON.stringify(servers), TEST_COUNTS_FILE: countsFile }
    : whole;
  const onSqlite = { TEST_GATE: '{}' };
  // The packed tarball is tested too: it must be made of what is in the tree now.
  const integration = (name, scope) => async () => {
    const env = { ...scope, ...(quick ? { TEST_DATABASES: 'sqlite' } : {}) };
    if (!(await ensureServers({ ...process.env, ...env })))
      return oneFailure(`${name} › a server is missing`);
    if (!(await build())) return oneFailure(`${name} › build`);
    return ring('integration', { env, workers: WORKERS.integration, files: filesOf(name) });
  };
  const withBrowser = (name, scope) => async () => {
    const program = await browser();
    if (!program) return oneFailure(`${name} › no browser`);
    if (!(await build())) return oneFailure(`${name} › build`);
    const env = {
      CHROMIUM_PATH: program,
      HEADLESS_SHELL_PATH: findHeadlessShell() ?? program,
      ...scope,
    };
    const [of] = name.split(' ');
    return ring(of, { env, workers: WORKERS[of], files: filesOf(name) });
  };
  const demo = { NODE_ENV: 'production' };
  return {
    /** Downloads while the other rings run: packages of the system take minutes. */
    ahead: () => void browser(),
    /** What was built here and would be built again by a second run: no test may change what a build is made of. */
    stale: () => (isBuilt ? staleParts(root) : []),
    check: () => check(quick ? ['types'] : []),
    unit: plain('unit'),
    simulator: withBrowser('simulator', {}),
    admin: plain('admin'),
    integration: integration('integration', gate),
    e2e: withBrowser('e2e', { ...demo, ...gate }),
    'integration near': integration('integration near', whole),
    'integration rooms': integration('integration rooms', onSqlite),
    'e2e near': withBrowser('e2e near', { ...demo, ...whole }),
  };
};

/** These compute, and run beside the integration ring, which waits for half of its time. */
const COMPUTING = ['check', 'unit', 'simulator', 'admin'];

/** What runs one after the other, in lanes side by side: pages in a browser miss deadlines beside anything else. */
const stagesOf = (names) => {
  const browser = names.filter((name) => name.startsWith('e2e'));
  const computing = names.filter((name) => COMPUTING.includes(name));
  const waiting = names.filter((name) => !browser.includes(name) && !computing.includes(name));
  return [[waiting, computing], [browser]];
};

const runPart = async (name, part) => {
  const result = await part();
  const word = result.failed === 0 ? 'ok    ' : 'FAILED';
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  console.log(
    `${word} ${name}: ${result.passed} passed, ${result.failed} failed${skipped} (${duration(result.seconds)})`
  );
  return { ...result, name };
};

/** What each part uses at least once. */
const COUNTED = {
  admin: ['jsdom files'],
  integration: ['boots', 'databases'],
  e2e: ['browser servers'],
};

/** What the gate used of its budget; a part of its own, which fails when that was too much. */
const budgetPart = (names) => {
  const jsdom = readTimes(timesFile, root).filter(({ file }) => file.startsWith('tests/admin/'));
  const counts = { ...countsIn(countsFile), 'jsdom files': jsdom.length };
  const { line, problems } = compareBudget(
    counts,
    BUDGET,
    names.flatMap((name) => COUNTED[name] ?? [])
  );
  console.log(`budget: ${line}`);
  return problems.map(oneFailure);
};

const report = (results, { started, busyBefore, seed }) => {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const wall = (performance.now() - started) / 1000;
  const machine = machineSeconds() - busyBefore;
  const measured = results.reduce((total, { processor }) => total + (processor ?? 0), 0);
  const everything = endedChildrenSeconds();
  const steps = results
    .filter(({ name }) => name !== undefined)
    .map(({ name, seconds, processor }) => ({ name, seconds, processor }));
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
  for (const { file, symptom } of UNSTEADY)
    console.log(`  left out as unsteady: ${file}: ${symptom}`);
  for (const failure of results.flatMap(({ failures }) => failures))
    console.log(`  failed: ${failure}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
};

let isStopped = false;

/** Ends a run that takes too long and says how far it came. */
const stopLate = (names, filesOf, minutes) => {
  const files = names
    .filter((name) => name !== 'check')
    .flatMap((name) => filesOf(name) ?? filesOfRing(root, name));
  return setTimeout(async () => {
    isStopped = true;
    console.log(`Stopped after ${minutes} minutes:`);
    await endAll();
    console.log(stoppedReport([...new Set(files)], readTimes(timesFile, root)).join('\n'));
    console.log('0 passed, 1 failed');
    rmSync(scratch, { recursive: true, force: true });
    process.exit(1);
  }, minutes * 60_000);
};

/** The parts that have something to run. What a change concerns leaves its ring and runs whole: it goes along with it. */
const namesOf = (options, filesOf) => {
  const concerned = Object.keys(CONCERNED);
  const wanted =
    options.parts.length > 0
      ? [...options.parts, ...concerned.filter((name) => options.parts.includes(CONCERNED[name]))]
      : [...PARTS, ...concerned];
  return wanted.filter((name) => filesOf(name)?.length !== 0);
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
  const problems = listProblems(UNSTEADY, readIfThere);
  if (problems.length > 0) {
    console.log(`${problems.join('\n')}\n0 passed, ${problems.length} failed`);
    return 1;
  }
  const { seed } = options;
  const chosen = await chooseTests(root, { ...options, gateSince: process.env.GATE_SINCE });
  if (chosen.problem) {
    console.error(chosen.problem);
    return 2;
  }
  if (seed !== null) console.log(`Files run in the random order of --seed=${seed}`);
  const { filesOf, servers } = chosen;
  const { ahead, stale, ...parts } = createParts(options, chosen);
  const names = namesOf(options, filesOf);
  if (names.length === 0) {
    console.log('Nothing to run: the change concerns no test of these parts.');
    return 0;
  }
  const late = stopLate(names, filesOf, options.all ? LIMIT.all : LIMIT.gate);
  if (names.includes('e2e') || names.includes('simulator')) ahead();
  const runLane = async (lane) => {
    const results = [];
    for (const name of lane) results.push(await runPart(name, parts[name]));
    return results;
  };
  const results = [];
  for (const lanes of stagesOf(names))
    results.push(...(await Promise.all(lanes.map(runLane))).flat());
  // What was ended is no result: `stopLate` has the last word and ends this process.
  if (isStopped) return new Promise(() => undefined);
  clearTimeout(late);
  for (const part of stale())
    results.push(
      oneFailure(`build › the ${part} changed while tests ran and would be built again`)
    );
  if (servers) results.push(...budgetPart(names));
  return report(results, { started, busyBefore, seed });
};

const code = await main();
rmSync(scratch, { recursive: true, force: true });
process.exit(code);
