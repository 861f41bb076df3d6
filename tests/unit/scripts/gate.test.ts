import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareBudget, countsIn } from '../../../scripts/lib/budget.mjs';
import { graphOfTests, nearestTests } from '../../../scripts/lib/changed-tests.mjs';
import { chooseTests, CONCERNED } from '../../../scripts/lib/choose-tests.mjs';
import { filesOfRing } from '../../../scripts/lib/ring-files.mjs';
import { listProblems } from '../../../scripts/lib/unsteady.mjs';
import { BROWSER_FILES, INTEGRATION_FILES } from '../../../scripts/lists/gate.mjs';
import { UNSTEADY } from '../../../scripts/lists/unsteady.mjs';
import { count, startCounting } from '../../support/count';
import { casesInScope, databasesInScope } from '../../support/scope';

const root = path.resolve(__dirname, '../../..');
const exists = (file: string) => existsSync(path.join(root, file));
/** The text of a test file. */
const read = (file: string) => (exists(file) ? readFileSync(path.join(root, file), 'utf8') : null);
const ALL = ['sqlite', 'postgres', 'mysql'] as const;
const INTEGRATION = INTEGRATION_FILES.map(({ file }) => file);

/** Which files also run on a server is decided here, and changed on purpose only. */
const ON_MARIADB = [
  'consent/gate-sql',
  'engine/permits',
  'host/plugin-boot',
  'imports/imports',
  'segments/trees',
];
const ON_POSTGRES = [
  'audience/choice',
  'campaigns/places',
  'consent/gate-sql',
  'consent/quiet',
  'contacts/moved',
  'engine/consent-gate',
  'engine/door',
  'engine/limits',
  'engine/live',
  'engine/lost-commit',
  'engine/people-first',
  'engine/permits',
  'engine/webhooks',
  'host/plugin-boot',
  'imports/imports',
  'install/upgrade',
  'moving/transfer',
  'records/people',
  'segments/trees',
  'team/two-processes',
];

const options = { all: false, quick: false, changedSince: null, gateSince: undefined };

const withEnv = <T>(values: Record<string, string>, work: () => T): T => {
  const before = { ...process.env };
  Object.assign(process.env, values);
  try {
    return work();
  } finally {
    for (const name of Object.keys(values)) delete process.env[name];
    Object.assign(process.env, before);
  }
};

describe('the lists of the gate', () => {
  it('name files that exist, each once and with a reason', () => {
    const files = [...INTEGRATION, ...BROWSER_FILES];
    expect(files.filter((file) => !exists(file))).toEqual([]);
    expect(new Set(files).size).toBe(files.length);
    for (const { on, why } of INTEGRATION_FILES) {
      expect(on.filter((name) => !['postgres', 'mysql'].includes(name))).toEqual([]);
      expect(why.length).toBeGreaterThan(20);
    }
  });

  it('hold at most eighty integration files and six of the browser: another one leaves for a new one', () => {
    expect(INTEGRATION.length).toBeLessThanOrEqual(80);
    expect(BROWSER_FILES.length).toBeLessThanOrEqual(6);
  });

  /** Names of the integration files that also run on this server. */
  const alsoOn = (server: string): string[] =>
    INTEGRATION_FILES.filter(({ on }) => on.includes(server)).map(({ file }) =>
      file.replace('tests/integration/', '').replace('.test.ts', '')
    );

  it('run on MariaDB what the permits, consent in SQL, segments, first boot and imports need', () => {
    expect(alsoOn('mysql').sort()).toEqual(ON_MARIADB);
  });

  it('run on PostgreSQL what locks or differs there', () => {
    expect(alsoOn('postgres').sort()).toEqual(ON_POSTGRES);
  });

  it('leave out no more than the list of unsteady tests may', () => {
    expect(listProblems(UNSTEADY, read)).toEqual([]);
  });
});

describe('the list of unsteady tests', () => {
  const line = (name: string, more: object = {}) => ({
    file: `tests/e2e/${name}.test.ts`,
    date: '2026-11-26',
    symptom: 'the list is empty once in twenty runs',
    looked: 'the order of two requests',
    ...more,
  });
  const problems = (...lines: object[]) => listProblems(lines, (file: string) => read(file) ?? '');

  it('takes five lines, and no sixth', () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => line(name));
    expect(problems(...lines.slice(0, 5))).toEqual([]);
    expect(problems(...lines)).toEqual([expect.stringContaining('has 6 lines, at most 5')]);
  });

  it('wants a date, a symptom and what was looked at, and a file that exists', () => {
    for (const missing of ['date', 'symptom', 'looked'])
      expect(problems(line('a', { [missing]: '' }))).toHaveLength(1);
    expect(listProblems([line('a')], () => null)).toEqual([
      expect.stringContaining('does not exist'),
    ]);
  });

  it.each([
    'tests/integration/sending/messages.test.ts',
    'tests/integration/engine/permits.test.ts',
    'tests/integration/engine/consent-gate.test.ts',
    'tests/integration/consent/consent.test.ts',
    'tests/integration/team/kills.test.ts',
    'tests/integration/imports/crash.test.ts',
    'tests/integration/setup/permissions.test.ts',
    'tests/integration/security/foreign-ids.test.ts',
    'tests/integration/engine/runs.test.ts',
    'tests/integration/team/two-processes.test.ts',
    'tests/integration/campaigns/kinds.test.ts',
    // Because the gate runs it.
    'tests/integration/contacts/refused-before.test.ts',
    // By what its titles say: it kills a process.
    'tests/integration/media/incoming.test.ts',
  ])('refuses %s', (file) => {
    expect(exists(file)).toBe(true);
    expect(problems(line('a', { file }))).toEqual([expect.stringContaining('may not be unsteady')]);
  });

  it('skips only the files that it names, and no other part of the gate', async () => {
    const file = BROWSER_FILES[0]!;
    const gate = await chooseTests(root, options, [line('a', { file })]);
    expect(gate.filesOf?.('check')).toBeNull();
    expect(gate.filesOf?.('e2e')).toEqual(BROWSER_FILES.slice(1));
    expect(gate.filesOf?.('integration')).toEqual(INTEGRATION);
    for (const ring of ['unit', 'simulator', 'admin'])
      expect(gate.filesOf?.(ring)).toEqual(filesOfRing(root, ring));
  });
});

describe('every test file', () => {
  it('belongs to a ring', () => {
    const rings = ['unit', 'simulator', 'admin', 'integration', 'e2e'].flatMap((ring) =>
      filesOfRing(root, ring)
    );
    const found = ['tests', 'server', 'admin', 'simulator', 'formats', 'bench']
      .flatMap((folder) =>
        readdirSync(path.join(root, folder), { recursive: true }).map(
          (file) => `${folder}/${String(file)}`
        )
      )
      .filter((file) => /\.tests?\.[cm]?[jt]sx?$/.test(file));
    expect(found.sort()).toEqual(rings.sort());
    expect(
      rings.filter((file) => file.endsWith('.tsx') && !file.startsWith('tests/admin/'))
    ).toEqual([]);
  });
});

describe('what a test file runs', () => {
  const here = 'tests/unit/scripts/gate.test.ts';
  const inGate = <T>(servers: object, work: () => T): T =>
    withEnv({ TEST_GATE: JSON.stringify(servers) }, work);

  it('is everything by itself and in the whole proof', () => {
    expect(withEnv({ TEST_GATE: '' }, () => databasesInScope(ALL))).toEqual(ALL);
    expect(withEnv({ TEST_GATE: '' }, () => casesInScope([1, 2, 3]))).toEqual([1, 2, 3]);
  });

  it('is SQLite and one case of a costly kind in the gate', () => {
    expect(inGate({}, () => databasesInScope(ALL))).toEqual(['sqlite']);
    expect(inGate({}, () => casesInScope([1, 2, 3]))).toEqual([1]);
  });

  it('is SQLite and the servers of its line in the gate', () => {
    const servers = { [here]: ['mysql'] };
    expect(inGate(servers, () => databasesInScope(ALL))).toEqual(['sqlite', 'mysql']);
  });
});

describe('the files that a run chooses', () => {
  it('are those of the lists in the gate, and whole rings beside them', async () => {
    const gate = await chooseTests(root, options, []);
    expect(gate.filesOf?.('e2e')).toEqual(BROWSER_FILES);
    expect(gate.filesOf?.('integration')).toEqual(INTEGRATION);
    for (const ring of ['check', 'unit', 'simulator', 'admin'])
      expect(gate.filesOf?.(ring)).toBeNull();
    for (const part of Object.keys(CONCERNED)) expect(gate.filesOf?.(part)).toEqual([]);
    const [{ file, on } = { file: '', on: [] }] = INTEGRATION_FILES;
    expect(gate.servers).toMatchObject({ [file]: on });
  });

  it('are those that the change concerns besides, none of them twice', async () => {
    const nothing = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'; // git's empty tree: every file is new
    const gate = await chooseTests(root, { ...options, gateSince: nothing }, []);
    const files = ['integration', 'e2e', ...Object.keys(CONCERNED)].flatMap(
      (part) => gate.filesOf?.(part) ?? []
    );
    expect(files).toEqual(expect.arrayContaining([...INTEGRATION, ...BROWSER_FILES]));
    expect(new Set(files).size).toBe(files.length);
  });

  it('are all files, whole, in the whole proof', async () => {
    const all = await chooseTests(root, { ...options, all: true });
    expect([all.filesOf?.('e2e'), all.filesOf?.('integration'), all.servers]).toEqual([
      null,
      null,
      null,
    ]);
    expect(all.filesOf?.('e2e near')).toEqual([]);
  });

  it('are refused when git does not know the commit of GATE_SINCE', async () => {
    const gate = await chooseTests(root, { ...options, gateSince: 'no-such-commit' });
    expect(gate).toEqual({ problem: expect.stringContaining('no-such-commit') });
    const unnamed = await chooseTests(root, { ...options, gateSince: '' });
    expect(unnamed).toEqual({ problem: expect.stringContaining('GATE_SINCE is empty') });
  });
});

describe('the budget of the gate', () => {
  it('is kept, whatever else was counted', () => {
    const { line, problems } = compareBudget({ boots: 3, other: 9 }, { boots: 3, databases: 1 });
    expect(problems).toEqual([]);
    expect(line).toBe('boots 3 of 3, databases 0 of 1');
  });

  it('makes the gate red when it is passed, and says what to do', () => {
    const { problems } = compareBudget({ boots: 4 }, { boots: 3 });
    expect(problems).toEqual([expect.stringMatching(/^budget › 4 boots, at most 3 .*budget\.mjs/)]);
  });

  it('is red when nothing was counted of what ran', () => {
    const { problems } = compareBudget({ databases: 1 }, { boots: 3 }, ['boots', 'databases']);
    expect(problems).toEqual([expect.stringContaining('no boots were counted')]);
  });

  it('is counted by words of a file, and is nothing where no file is', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'counts-'));
    const file = path.join(folder, 'counts');
    expect(countsIn(file)).toEqual({});
    withEnv({ TEST_COUNTS_FILE: file, TEST_COUNTS: '' }, () => {
      count('boots');
      startCounting();
      count('boots');
      count('databases');
      count('boots');
    });
    expect(countsIn(file)).toEqual({ boots: 2, databases: 1 });
    rmSync(folder, { recursive: true });
  });
});

describe('the tests nearest to a change', () => {
  let graph: Awaited<ReturnType<typeof graphOfTests>>;
  beforeAll(async () => {
    graph = await graphOfTests(root, ['integration', 'e2e']);
  });

  const concerned = (changed: string[], nearest: number, inGate: string[] = []) =>
    nearestTests(graph, changed, { nearest, most: 60, inGate });
  const own = 'tests/integration/quick-replies/quick-replies.test.ts';

  it('are the changed test itself, then those of the room, then those of the rooms above', () => {
    expect(concerned([own], 15).near).toEqual([own]);
    const { near, rest } = concerned(['server/src/quick-replies/index.ts'], 2);
    expect(near).toContain(own);
    expect(near).toHaveLength(2);
    expect(rest.some((file) => file.includes('/host/'))).toBe(true);
    expect(rest.some((file) => file.includes('/accounts/'))).toBe(false);
    expect(concerned(['strapi-admin.tsx'], 2)).toMatchObject({ near: [], concernsProduct: true });
  });

  it('have the other tests of the touched rooms beside them, but for those of the gate', () => {
    const ofRoom = graph.files['integration']!.filter((file: string) =>
      file.includes('/contacts/')
    );
    const { near, rooms, rest } = concerned(['server/src/contacts/resolve.ts'], 2, [ofRoom[0]!]);
    const found = [...near, ...rooms].filter((file) => file.includes('/contacts/'));
    expect(found.sort()).toEqual(ofRoom.slice(1));
    expect(rooms.filter((file: string) => !file.includes('/contacts/'))).toEqual([]);
    expect(rest).not.toEqual(expect.arrayContaining([rooms[0]]));
  });

  it.each([
    'server/src/kernel/result.ts',
    'server/src/wiring/connect.ts',
    'server/src/rooms.ts',
    'tests/support/world.ts',
    'package-lock.json',
  ])('are of all rooms after a change of %s, sixty at most, and the rest is named', (file) => {
    const { near, rooms, rest } = concerned([file], 15, INTEGRATION);
    expect([...near, ...rooms]).toHaveLength(60);
    const named = [...near, ...rooms, ...INTEGRATION, ...rest];
    expect(named).toEqual(expect.arrayContaining(graph.files['integration']!));
    expect(new Set([...near, ...rooms, ...rest]).size).toBe(
      near.length + rooms.length + rest.length
    );
  });
});
