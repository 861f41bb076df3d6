import { filesOfRing } from './ring-files.mjs';
import { PARTS } from './test-options.mjs';
import { BROWSER_FILES, NEAREST, SERVER_FILES } from '../lists/gate.mjs';
import { UNSTEADY } from '../lists/unsteady.mjs';

/** Parts of the gate after the rings: the tests nearest to the change, which run whole. Of which ring each is. */
export const NEAR = { 'integration near': 'integration', 'e2e near': 'e2e' };

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

/** Names of files, as many as one reads. */
const MOST_NAMES = 30;
const named = (files) => {
  const more = files.length - MOST_NAMES;
  return files.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
};

/** For the gate: the tests nearest to what changed since a commit. `{ near }` or `{ problem }`. */
const nearestFiles = async (root, since) => {
  const rings = ['integration', 'e2e'];
  const { problem, changed, graph, nearestTests } = await readChange(root, since, rings);
  if (problem) return { problem: `GATE_SINCE: ${problem}` };
  const { near, rest, ...concerns } = nearestTests(graph, changed, NEAREST);
  console.log(`${changed.length} files changed since ${since}; run whole: ${named(near) || '–'}`);
  if (rest.length > 0) console.log(`Concerned too, left to npm run test:all: ${named(rest)}`);
  if (concerns.concernsProduct) {
    const left = graph.files.e2e.filter((file) => ![...BROWSER_FILES, ...near].includes(file));
    console.log(`It may show in ${left.length} browser files more: npm run test:all runs them.`);
  }
  if (concerns.concernsAll)
    console.log('The change may concern every test: npm run test:all before it lands.');
  return { near };
};

/** What the gate runs of each part; null: all files of a ring. */
const gateFiles = (root, { quick, near, unsteady }) => {
  const leftOut = unsteady.map(({ file }) => file);
  const steady = (files) => files.filter((file) => !leftOut.includes(file));
  return (part) => {
    if (part === 'check') return null;
    if (part in NEAR) return steady(near).filter((file) => file.startsWith(`tests/${NEAR[part]}/`));
    if (part === 'e2e') return steady(quick ? JOURNEYS : BROWSER_FILES);
    return leftOut.length === 0 ? null : steady(filesOfRing(root, part));
  };
};

/**
 * Which files run, and how much of them: `{ filesOf, servers }` or `{ problem }`. `filesOf(part)` is null for all files of a
 * ring. `servers`: on which database servers files of the gate run (tests/support/scope.ts), null where all run whole.
 */
export const chooseTests = async (root, options, unsteady = UNSTEADY) => {
  const { all, quick, changedSince, gateSince } = options;
  const whole = (files) => ({
    filesOf: (part) => (part in NEAR ? [] : files(part)),
    servers: null,
  });
  if (all) return whole(() => null);
  if (changedSince !== null) {
    const { files, problem } = await concernedFiles(root, changedSince);
    return problem ? { problem } : whole((part) => files[part] ?? null);
  }
  if (gateSince === '') return { problem: 'GATE_SINCE is empty: name a commit, or unset it.' };
  const { near, problem } = gateSince ? await nearestFiles(root, gateSince) : { near: [] };
  if (problem) return { problem };
  const servers = Object.fromEntries(SERVER_FILES.map(({ file, on }) => [file, on]));
  return { filesOf: gateFiles(root, { quick, near, unsteady }), servers };
};
