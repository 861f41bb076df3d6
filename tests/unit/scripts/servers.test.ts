import {
  ensureServers,
  ownDatabases,
  planFor,
  sentenceFor,
  wantedServers,
} from '../../../scripts/lib/servers.mjs';

interface Server {
  name: string;
  isGiven: boolean;
  host?: string;
  port?: number;
}
type Env = Record<string, string>;

const wanted = (env: Env) => wantedServers(env) as Server[];
const named = (env: Env) => wanted(env).map(({ name }) => name);
const [postgres, mariadb, redis] = wanted({}) as [Server, Server, Server];

describe('servers that the integration tests run on', () => {
  it('are all of them, or those that are named; Redis always', () => {
    expect(named({})).toEqual(['PostgreSQL', 'MariaDB', 'Redis']);
    expect(named({ TEST_DATABASES: 'sqlite' })).toEqual(['Redis']);
    expect(named({ TEST_DATABASES: 'sqlite, mysql' })).toEqual(['MariaDB', 'Redis']);
  });

  const given = { DATABASE_CLIENT: 'mysql', DATABASE_HOST: 'db', DATABASE_PORT: '3307' };

  it('are those of DATABASE_* where these describe one, and else our own', () => {
    expect(postgres).toMatchObject({ isGiven: false });
    expect(wanted(given)[0]).toMatchObject({ isGiven: false });
    expect(wanted(given)[1]).toMatchObject({ isGiven: true, host: 'db', port: 3307 });
    // The client alone says what to test on, and no server.
    expect(wanted({ DATABASE_CLIENT: 'mysql' })[1]).toMatchObject({ isGiven: false });
  });

  it('are started by the run when they are wanted, installed and not given', () => {
    const own = (env: Env, missing = '') =>
      ownDatabases(env, (server: object) => (server as Server).name !== missing) as string[];
    expect(own({})).toEqual(['postgres', 'mysql']);
    expect(own({}, 'PostgreSQL')).toEqual(['mysql']);
    expect(own(given)).toEqual(['postgres']);
    expect(own({ TEST_DATABASES: 'sqlite,mysql' })).toEqual(['mysql']);
    expect(own({ TEST_DATABASES: 'sqlite' })).toEqual([]);
  });

  it('may be absent for a developer; with CI they are installed where that is possible, else it fails', () => {
    expect(planFor(postgres, { ci: false, mayInstall: true })).toBe('skip');
    expect(planFor(postgres, { ci: true, mayInstall: true })).toBe('install');
    expect(planFor(redis, { ci: true, mayInstall: true })).toBe('install');
    expect(planFor(mariadb, { ci: true, mayInstall: false })).toBe('fail');
    // A server that was named is nothing that we could start.
    expect(planFor({ ...postgres, isGiven: true }, { ci: true, mayInstall: true })).toBe('fail');
  });

  it('each absence is said with the remedy, and with the address of one that was named', () => {
    expect(sentenceFor(postgres, 'skip')).toMatch(
      /PostgreSQL is not installed \(postgres, initdb\): its tests are left out.*apt-get install postgresql\)/
    );
    expect(sentenceFor(mariadb, 'fail')).toMatch(/CI=true skips nothing.*TEST_DATABASES/);
    expect(sentenceFor(redis, 'fail')).toMatch(/redis-server.*apt-get install redis-server/);
    expect(sentenceFor(wanted(given)[1] as Server, 'skip')).toMatch(
      /MariaDB does not answer at db:3307: its tests are left out.*take DATABASE_\* away/
    );
  });
});

describe('seeing to the servers', () => {
  /** Servers that answer from the start, and those that answer once they are installed. */
  const stage = (
    env: Env,
    { up = [], installable = [] }: { up?: string[]; installable?: string[] }
  ) => {
    const said: string[] = [];
    const ran: string[] = [];
    const done = ensureServers(env, {
      say: (line: string) => void said.push(line),
      mayInstall: true,
      answers: ({ name }: Server) => Promise.resolve(up.includes(name)),
      execute: (command: string, args: string[]) => {
        ran.push([command, ...args].join(' '));
        const name = installable.find((one) =>
          args.includes(one === 'Redis' ? 'redis-server' : 'mariadb-server')
        );
        if (name) up.push(name);
        return Promise.resolve({
          code: name || args[0] !== 'install' ? 0 : 100,
          output: 'no such package',
        });
      },
    });
    return { done, said, ran };
  };

  it('says nothing while all answer', async () => {
    const { done, said, ran } = stage({ CI: 'true' }, { up: ['PostgreSQL', 'MariaDB', 'Redis'] });
    expect([await done, said, ran]).toEqual([true, [], []]);
  });

  it('a developer goes on without, and hears of each', async () => {
    const { done, said, ran } = stage({}, { up: ['Redis'] });
    expect(await done).toBe(true);
    expect(said).toHaveLength(2);
    expect(ran).toEqual([]);
  });

  it('with CI installs what is missing, and starts nothing', async () => {
    const { done, ran } = stage(
      { CI: 'true' },
      { up: ['PostgreSQL'], installable: ['MariaDB', 'Redis'] }
    );
    expect(await done).toBe(true);
    expect(ran.filter((line) => line.startsWith('apt-get install'))).toHaveLength(2);
    expect(ran.filter((line) => !line.startsWith('apt-get'))).toEqual([]);
  });

  it('with CI fails when one is missing even so, and says why', async () => {
    const { done, said } = stage({ CI: 'true', TEST_DATABASES: 'mysql' }, { up: ['Redis'] });
    expect(await done).toBe(false);
    expect(said.join('\n')).toMatch(/no such package/);
    expect(said.at(-1)).toMatch(/MariaDB is not installed .*, and CI=true/);
  });
});
