import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { filesOfRing } from './ring-files.mjs';

/** A change of these may change any test. */
const CONCERNS_ALL = [
  /^package(-lock)?\.json$/,
  /^jest\.config\.cjs$/,
  /^tests\/app\//,
  /^tests\/support\/(native|jsdom)\//,
  // What jest.config.cjs names.
  /^tests\/support\/(prepare-|measured-runner|fast-check|order|end-servers)/,
];

/** What every room is built on, and what puts all rooms together. */
const OF_ALL_ROOMS =
  /^(server\/src\/((kernel|strapi|runtime|contracts|wiring)\/|[^/]+$)|tests\/support\/|strapi-server\.)/;

/** What a browser test runs without importing it. */
const PRODUCT = /^((server|admin|simulator|formats|playground|scripts)\/|strapi-(admin|server)\.)/;

/** Programs that a test starts as processes of their own: it names them by path, or by name where they are kept. */
const NAMED_PROGRAM = /['"`]([\w./-]+(?:\.(?:ts|cjs|mjs)|-process))['"`]/g;

/** A test that reaches one of these starts Strapi, which loads every room without an import that one could follow. */
const STARTS_STRAPI = ['tests/support/boot-strapi.ts', 'tests/support/plugin-process.ts'];

const posix = (file) => file.split(path.sep).join('/');

/** Files that differ from `since` or are new, relative to the root; null when git does not know the commit. */
export const changedFiles = (root, since) => {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const differing = git('diff', '--name-only', '--no-renames', '--relative', since, '--');
  if (differing.status !== 0) return null;
  const fresh = git('ls-files', '--others', '--exclude-standard');
  return [...new Set(`${differing.stdout}\n${fresh.stdout}`.split('\n').filter(Boolean))];
};

/** `{ file: [files that it imports] }` of everything that the entries reach, packages left out. */
const importsOf = async (root, entries) => {
  const { metafile } = await build({
    absWorkingDir: root,
    // One entry that imports them all: with one output each, what they share would be written out hundreds of times.
    stdin: {
      contents: entries.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
    loader: { '.css': 'empty', '.svg': 'empty', '.png': 'empty' },
  });
  return Object.fromEntries(
    Object.entries(metafile.inputs).map(([file, { imports }]) => [
      file,
      imports.filter(({ external }) => !external).map((one) => one.path),
    ])
  );
};

const programsOf = (root, file) =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(NAMED_PROGRAM)]
    .map(([, name]) =>
      name.endsWith('-process')
        ? `tests/support/${name}.ts`
        : posix(path.join(path.dirname(file), name))
    )
    .filter((name) => name.startsWith('tests/') && existsSync(path.join(root, name)));

/** A folder of integration tests with the name of a room is about this room and those below; others are about all. */
const roomOf = (root, file) => {
  const room = `server/src/${file.split('/')[2]}/index.ts`;
  return existsSync(path.join(root, room)) ? room : 'server/src/index.ts';
};

/** How many imports lie between a file and each that it reaches, itself at 0. */
const distancesFrom = (start, edgesOf) => {
  const steps = new Map([[start, 0]]);
  // A map is read in the order in which it is filled, also while it is filled: nearest first.
  for (const [file, step] of steps)
    for (const next of edgesOf(file)) if (!steps.has(next)) steps.set(next, step + 1);
  return steps;
};

/**
 * What the tests of the rings import: `{ root, files: { ring: [test files] }, imports }`, for `testsOfChange`.
 */
export const graphOfTests = async (root, rings) => {
  const files = Object.fromEntries(rings.map((ring) => [ring, filesOfRing(root, ring)]));
  const programs = readdirSync(path.join(root, 'tests/support'))
    .filter((file) => file.endsWith('-process.ts'))
    .map((file) => `tests/support/${file}`);
  const tests = Object.values(files).flat();
  const rooms = (files.integration ?? []).map((file) => roomOf(root, file));
  return {
    root,
    files,
    imports: await importsOf(root, [...new Set([...tests, ...rooms, ...programs])]),
  };
};

/** `reachOf(ring, file)`: what a test reaches, and in how many steps. */
const reachIn = ({ root, imports }) => {
  /** Kept: most tests reach the same files, and each would be read again for each test. */
  const edges = new Map();
  const edgesOf = (file) => {
    if (!edges.has(file))
      edges.set(file, [
        ...(imports[file] ?? []),
        ...(file.startsWith('tests/') ? programsOf(root, file) : []),
      ]);
    return edges.get(file);
  };
  return (ring, file) => {
    const reach = distancesFrom(file, edgesOf);
    if (ring !== 'integration' || !STARTS_STRAPI.some((one) => reach.has(one))) return reach;
    for (const [other, step] of distancesFrom(roomOf(root, file), edgesOf))
      reach.set(other, Math.min(step + 1, reach.get(other) ?? Infinity));
    return reach;
  };
};

const concernsAll = (file) => CONCERNS_ALL.some((pattern) => pattern.test(file));

/** Integration files of the rooms that a change touches; all of them if it touches what concerns every room. */
const filesOfRooms = (files, changed) => {
  if (changed.some((file) => concernsAll(file) || OF_ALL_ROOMS.test(file))) return files;
  const rooms = changed.map(
    (file) => /^(?:server\/src|tests\/integration)\/([^/]+)\//.exec(file)?.[1]
  );
  return files.filter((file) => rooms.includes(file.split('/')[2]));
};

/**
 * The integration and browser tests that a change concerns, nearest first: `{ near, rooms, rest }`. `near`: those nearest by
 * imports, at most `nearest`; `rooms`: the integration files of the rooms that it touches, `most` together with those; `rest`:
 * what else it concerns. Files of the gate (`inGate`) are only in `near`. `concernsProduct`: whether the change may show in
 * any browser test, which reaches the product through a server and not by imports.
 */
export const nearestTests = (graph, changed, { nearest, most, inGate }) => {
  const reachOf = reachIn(graph);
  const stepsTo = (ring) => (file) => {
    const reach = reachOf(ring, file);
    return { file, steps: Math.min(...changed.map((one) => reach.get(one) ?? Infinity)) };
  };
  const ranked = ['integration', 'e2e']
    .flatMap((ring) => (graph.files[ring] ?? []).map(stepsTo(ring)))
    .sort((a, b) => a.steps - b.steps || (a.file < b.file ? -1 : 1));
  const concerned = ranked.filter(({ steps }) => steps < Infinity).map(({ file }) => file);
  const near = concerned.slice(0, nearest);
  const isLeft = (file) => !near.includes(file) && !inGate.includes(file);
  const inRooms = filesOfRooms(graph.files.integration ?? [], changed);
  const ofRooms = ranked
    .map(({ file }) => file)
    .filter((file) => isLeft(file) && inRooms.includes(file));
  const rooms = ofRooms.slice(0, most - near.length);
  return {
    near,
    rooms,
    rest: [...new Set([...ofRooms, ...concerned.filter(isLeft)])].filter(
      (file) => !rooms.includes(file)
    ),
    concernsProduct: changed.some((file) => PRODUCT.test(file)),
  };
};

/**
 * The tests of each ring that a change concerns: `{ unit: [files], … }`. A test is concerned when it reaches a changed
 * file by imports (integration tests through the rooms as well). Browser tests reach the product through a server: one
 * that is not changed itself is left to `journeys`, which run when any part of the product changed.
 */
export const testsOfChange = (graph, changed, journeys) => {
  if (changed.some(concernsAll)) return graph.files;
  const reachOf = reachIn(graph);
  const isConcerned = (ring) => (file) => {
    const reach = reachOf(ring, file);
    return changed.some((one) => reach.has(one));
  };
  const concerned = Object.fromEntries(
    Object.entries(graph.files).map(([ring, tests]) => [ring, tests.filter(isConcerned(ring))])
  );
  if (concerned.e2e && changed.some((file) => PRODUCT.test(file)))
    concerned.e2e = [...new Set([...concerned.e2e, ...journeys])].sort();
  return concerned;
};
