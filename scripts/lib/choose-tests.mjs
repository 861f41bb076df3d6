import { filesOfRing } from './ring-files.mjs';
import { PARTS } from './test-options.mjs';
import { BROWSER_FILES, INTEGRATION_FILES, MOST_CONCERNED, NEAREST } from '../lists/gate.mjs';
import { UNSTEADY } from '../lists/unsteady.mjs';

/**
 * Parts of the gate after the rings, with what a change concerns: the tests nearest to it, whole, and those of the rooms that
 * it touches, on SQLite. Of which ring each is.
 */
export const CONCERNED = {
  'integration near': 'integration',
  'integration rooms': 'integration',
  'e2e near': 'e2e',
};

/** What breaks first when something is wrong at the core: installing, chatting, sending, templates, bots. */
const JOURNEYS = ['journey', 'chat', 'campaigns', 'templates', 'bots'].map(
  (name) => `tests/e2e/${name}.test.ts`
);

/** What changed since a commit and what the tests of these rings import: `{ changed, graph }` or `{ problem }`. */
const readChange = async (root, since, rings) => {
  // Needs esbuild, which may just have been installed.
  const { changedFiles, graphOfTests, ...tools } = await import('./changed-tests.mjs');
  const changed = changedFiles(root, since);
  if (changed === null) return { problem: `git does not know the commit "${since}".` };
  return { ...tools, changed, graph: await graphOfTests(root, rings) };
};

/** For `--changed`: the files of each ring, or `{ problem }`. */
const concernedFiles = async (root, since) => {
  const rings = PARTS.filter((name) => name !== 'check');
  const { problem, changed, graph, testsOfChange } = await readChange(root, since, rings);
  if (problem) return { problem };
  const files = testsOfChange(graph, changed, JOURNEYS);
  const counts = rings.map((ring) => `${ring} ${files[ring].length}`).join(', ');
  console.log(`${changed.length} files changed since ${since}; test files: ${counts}`);
  return { files };
};

const GATE_FILES = {
  integration: INTEGRATION_FILES.map(({ file }) => file),
  e2e: BROWSER_FILES,
};

/** For the gate: the tests that the change since a commit concerns. `{ near, rooms }` or `{ problem }`. */
const filesSince = async (root, since) => {
  const rings = ['integration', 'e2e'];
  const { problem, changed, graph, nearestTests } = await readChange(root, since, rings);
  if (problem) return { problem: `GATE_SINCE: ${problem}` };
  const { near, rooms, rest, concernsProduct } = nearestTests(graph, changed, {
    nearest: NEAREST,
    most: MOST_CONCERNED,
    inGate: rings.flatMap((ring) => GATE_FILES[ring]),
  });
  const named = (files) => files.join(', ') || '–';
  console.log(`${changed.length} files changed since ${since}; run whole: ${named(near)}`);
  console.log(`Run on SQLite: ${named(rooms)}`);
  console.log(`Concerned too, left to npm run test:all: ${named(rest)}`);
  if (concernsProduct) {
    const left = graph.files.e2e.filter((file) => ![...BROWSER_FILES, ...near].includes(file));
    console.log(`It may show in ${left.length} browser files more: npm run test:all runs them.`);
  }
  return { near, rooms };
};

/** What the gate runs of each part; null: all files of a ring. */
const gateFiles = (root, { quick, near, rooms, unsteady }) => {
  const leftOut = unsteady.map(({ file }) => file);
  const steady = (files) => files.filter((file) => !leftOut.includes(file));
  const nearOf = (ring) => near.filter((file) => file.startsWith(`tests/${ring}/`));
  // What runs whole after the gate need not run in it.
  const inGate = (ring) => GATE_FILES[ring].filter((file) => !near.includes(file));
  const files = {
    integration: inGate('integration'),
    e2e: quick ? JOURNEYS : inGate('e2e'),
    'integration near': nearOf('integration'),
    'integration rooms': rooms,
    'e2e near': nearOf('e2e'),
  };
  return (part) => {
    if (part in files) return steady(files[part]);
    return part === 'check' || leftOut.length === 0 ? null : steady(filesOfRing(root, part));
  };
};

/**
 * Which files run, and how much of them: `{ filesOf, servers }` or `{ problem }`. `filesOf(part)` is null for all files of a
 * ring. `servers`: on which database servers files of the gate run (tests/support/scope.ts), null where all run whole.
 */
export const chooseTests = async (root, options, unsteady = UNSTEADY) => {
  const { all, quick, changedSince, gateSince } = options;
  const whole = (files) => ({
    filesOf: (part) => (part in CONCERNED ? [] : files(part)),
    servers: null,
  });
  if (all) return whole(() => null);
  if (changedSince !== null) {
    const { files, problem } = await concernedFiles(root, changedSince);
    return problem ? { problem } : whole((part) => files[part] ?? null);
  }
  if (gateSince === '') return { problem: 'GATE_SINCE is empty: name a commit, or unset it.' };
  const { near, rooms, problem } = gateSince
    ? await filesSince(root, gateSince)
    : { near: [], rooms: [] };
  if (problem) return { problem };
  const servers = Object.fromEntries(INTEGRATION_FILES.map(({ file, on }) => [file, on]));
  return { filesOf: gateFiles(root, { quick, near, rooms, unsteady }), servers };
};
