import { filesOfRing } from './ring-files.mjs';
import { PARTS } from './test-options.mjs';
import { BROWSER_FILES, NEAREST, SERVER_FILES } from '../lists/gate.mjs';
import { UNSTEADY } from '../lists/unsteady.mjs';

/** What breaks first when something is wrong at the core: installing, chatting, sending, templates, bots. */
const JOURNEYS = ['journey', 'chat', 'campaigns', 'templates', 'bots'].map(
  (name) => `tests/e2e/${name}.test.ts`
);

/** For `--changed`: the files of each ring, or `{ problem }`. */
const concernedFiles = async (root, since) => {
  // Needs esbuild, which may just have been installed.
  const { changedFiles, graphOfTests, testsOfChange } = await import('./changed-tests.mjs');
  const changed = changedFiles(root, since);
  if (changed === null) return { problem: `git does not know the commit "${since}".` };
  const rings = PARTS.filter((name) => name !== 'check');
  const files = testsOfChange(await graphOfTests(root, rings), changed, JOURNEYS);
  const counts = rings.map((ring) => `${ring} ${files[ring].length}`).join(', ');
  console.log(`${changed.length} files changed since ${since}; test files: ${counts}`);
  return { files };
};

/** For the gate: the tests nearest to what changed since a commit, which run whole. `{ near }` or `{ problem }`. */
const nearestFiles = async (root, since) => {
  const { changedFiles, graphOfTests, nearestTests } = await import('./changed-tests.mjs');
  const changed = changedFiles(root, since);
  if (changed === null) return { problem: `GATE_SINCE: git does not know the commit "${since}".` };
  const graph = await graphOfTests(root, ['integration', 'e2e']);
  const { near, rest, concernsAll } = nearestTests(graph, changed, NEAREST);
  console.log(
    `${changed.length} files changed since ${since}; run whole: ${near.join(', ') || '–'}`
  );
  if (rest.length > 0) console.log(`Concerned too, left to npm run test:all: ${rest.join(', ')}`);
  if (concernsAll)
    console.log('The change may concern every test: npm run test:all before it lands.');
  return { near };
};

/** What the gate runs of each ring; null: all of its files. */
const gateFiles = (root, { quick, near }) => {
  const unsteady = UNSTEADY.map(({ file }) => file);
  const browser = quick
    ? JOURNEYS
    : [...new Set([...BROWSER_FILES, ...near.filter((file) => file.startsWith('tests/e2e/'))])];
  return (ring) => {
    if (ring !== 'e2e' && unsteady.length === 0) return null;
    const files = ring === 'e2e' ? browser : filesOfRing(root, ring);
    return files.filter((file) => !unsteady.includes(file));
  };
};

/**
 * Which files run, and how much of them: `{ filesOf, scope }` or `{ problem }`. `filesOf(ring)` is null for all of a
 * ring, `scope` what the test processes are told (tests/support/scope.ts).
 */
export const chooseTests = async (root, { all, quick, changedSince, gateSince }) => {
  if (all) return { filesOf: () => null, scope: {} };
  if (changedSince !== null) {
    const { files, problem } = await concernedFiles(root, changedSince);
    return problem ? { problem } : { filesOf: (ring) => files[ring] ?? null, scope: {} };
  }
  const { near, problem } = gateSince ? await nearestFiles(root, gateSince) : { near: [] };
  if (problem) return { problem };
  const servers = Object.fromEntries(SERVER_FILES.map(({ file, on }) => [file, on]));
  return {
    filesOf: gateFiles(root, { quick, near }),
    scope: { TEST_GATE: JSON.stringify({ servers, whole: near }) },
  };
};
