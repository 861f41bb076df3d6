import type { OperationView } from '../../../server/src/contracts/operations';
import {
  defineOperationKind,
  operationsService,
  type OperationsService,
} from '../../../server/src/operations/public';
import { logsService } from '../../../server/src/logs/public';
import { contextOf } from '../../../server/src/strapi/context';
import { DomainError } from '../../../server/src/kernel/errors';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { eventually } from '../../support/world';

const DAY = 86_400_000;

describe.each(databases())('operations on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  let operations: OperationsService;
  /** What the steps of each test did, as rows: only what was committed counts. */
  const counted = async (title: string) =>
    Number(
      (
        (await app.strapi.db
          .connection('whatsapp_logs')
          .where({ event: title })
          .count({ n: '*' })
          .first()) as { n: unknown }
      ).n
    );
  let failures = 0;
  let gate: Promise<void> | null = null;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    operations = operationsService(app.strapi);
    operations.register(
      defineOperationKind<{ steps: number; failAt?: number; refuse?: boolean }, { at: number }>({
        kind: 'counting',
        read: async () => {
          await gate;
        },
        step: async (trx, { title, params, cursor }) => {
          const at = cursor?.at ?? 0;
          await logsService(app.strapi).writeIn(trx, {
            area: 'operation',
            level: 'info',
            // The line stands for any work of a step; its event names the operation.
            event: title as never,
            text: `step ${at}`,
          });
          if (params.failAt === at && failures > 0) {
            failures -= 1;
            throw params.refuse
              ? new DomainError('no-such-thing', 'it is gone')
              : new Error('boom');
          }
          return {
            cursor: at + 1 < params.steps ? { at: at + 1 } : null,
            done: 1,
            counters: { changed: 2 },
            problems: [{ line: at + 1, reason: 'odd', cells: ['=1+1', 'ş'] }],
          };
        },
        problemColumns: () => ['Cell', 'Other'],
        problemText: ({ reason }, language) => `${language}:${reason}`,
      })
    );
  });
  afterAll(() => app.close());
  beforeEach(() => {
    failures = 0;
    gate = null;
  });

  const as = (test: ReturnType<BootedStrapi['http']['get']>) =>
    test.set('Authorization', `Bearer ${token}`);
  const view = async (id: number) =>
    (await as(app.http.get(`/whatsapp/operations/${id}`))).body as OperationView;
  const until = (id: number, state: OperationView['state']) =>
    eventually(`${id} ${state}`, async () => {
      await operations.runner.check();
      const now = await view(id);
      return now.state === state ? now : null;
    });

  it('[L-05] does the steps once each, counts them and keeps its problems as a file that no spreadsheet runs', async () => {
    const id = await operations.start({
      kind: 'counting',
      title: 'plain',
      params: { steps: 5 },
      total: 5,
      by: { id: 1, name: 'Ada' },
    });
    const done = await until(id, 'done');
    expect(done).toMatchObject({
      done: 5,
      total: 5,
      counters: { changed: 10 },
      problems: 5,
      startedBy: 'Ada',
      canDownload: true,
      canCancel: false,
    });
    expect(await counted('plain')).toBe(5);
    const csv = await as(app.http.get(`/whatsapp/operations/${id}/problems?language=tr`));
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text).toBe(
      `\uFEFFCell,Other,Satır,Sorun\r\n${[1, 2, 3, 4, 5].map((n) => `'=1+1,ş,${n},tr:odd\r\n`).join('')}`
    );
  });

  it('[L-05] does a failed step again without doing its work twice, and goes on from there by hand after it gave up', async () => {
    failures = 1;
    const id = await operations.start({
      kind: 'counting',
      title: 'again',
      params: { steps: 3, failAt: 1 },
    });
    await until(id, 'done');
    expect(await counted('again')).toBe(3);
    failures = 1;
    const refused = await operations.start({
      kind: 'counting',
      title: 'refused',
      params: { steps: 3, failAt: 2, refuse: true },
    });
    expect(await until(refused, 'failed')).toMatchObject({
      done: 2,
      reason: { kind: 'no-such-thing' },
      canRetry: true,
    });
    await as(app.http.post(`/whatsapp/operations/${refused}/retry`)).expect(200);
    expect(await until(refused, 'done')).toMatchObject({ done: 3 });
    expect(await counted('refused')).toBe(3);
    await as(app.http.post(`/whatsapp/operations/${refused}/retry`)).expect(409);
  });

  it('[L-05] cancels after the step under way and says what is done', async () => {
    let open = () => undefined as void;
    const id = await operations.start({
      kind: 'counting',
      title: 'cancelled',
      params: { steps: 50 },
    });
    gate = new Promise((resolve) => {
      open = resolve;
    });
    await operations.runner.check();
    await eventually('running', async () => (await view(id)).state === 'running');
    const asked = (await as(app.http.post(`/whatsapp/operations/${id}/cancel`)).expect(200))
      .body as OperationView;
    expect(asked).toMatchObject({ cancelling: true, canCancel: false });
    open();
    const ended = await until(id, 'cancelled');
    expect(await counted('cancelled')).toBe(ended.done);
    expect(ended.done).toBeLessThan(50);
  });

  it('[L-05] stops at once where another process has it now, and nothing of its step is kept', async () => {
    let open = () => undefined as void;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const id = await operations.start({ kind: 'counting', title: 'fenced', params: { steps: 2 } });
    await operations.runner.check();
    await eventually('running', async () => (await view(id)).state === 'running');
    await app.strapi.db.connection('whatsapp_operations').where({ id }).update({ epoch: 777 });
    open();
    await operations.runner.settled();
    expect(await counted('fenced')).toBe(0);
    gate = null;
    await until(id, 'done');
    expect(await counted('fenced')).toBe(2);
  });

  it('[L-05] is begun once where two checks find it at the same time', async () => {
    let asked = 0;
    let most = 0;
    let reading = 0;
    let open = () => undefined as void;
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const places: number[] = [];
    operations.register(
      defineOperationKind<null, { at: number }, number>({
        kind: 'asked-twice',
        ready: async () => {
          asked += 1;
          if (asked === 2) open();
          await both;
          return true;
        },
        read: async ({ cursor }) => {
          reading += 1;
          most = Math.max(most, reading);
          await new Promise((resolve) => setImmediate(resolve));
          reading -= 1;
          return cursor?.at ?? 0;
        },
        step: (_trx, { cursor }, place) => {
          places.push(place);
          const at = cursor?.at ?? 0;
          return { cursor: at < 19 ? { at: at + 1 } : null, done: 1 };
        },
      })
    );
    const id = await operations.start({ kind: 'asked-twice', title: 'twice', params: null });
    await Promise.all([operations.runner.check(), operations.runner.check()]);
    expect(await until(id, 'done')).toMatchObject({ done: 20 });
    await operations.runner.settled();
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(most).toBe(1);
    expect(places).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('[L-05] does not apply a piece that was read for another place than the one it has reached', async () => {
    const applied: number[] = [];
    let isMoved = false;
    operations.register(
      defineOperationKind<null, { at: number }, number>({
        kind: 'moved-on',
        read: async ({ id, cursor }) => {
          const at = cursor?.at ?? 0;
          if (at === 1 && !isMoved) {
            isMoved = true;
            // The same place was done meanwhile, under the same epoch.
            await app.strapi.db
              .connection('whatsapp_operations')
              .where({ id })
              .update({ cursor: JSON.stringify({ at: 2 }), done: 2 });
          }
          return at;
        },
        step: (_trx, { cursor }, place) => {
          applied.push(place);
          const at = cursor?.at ?? 0;
          return { cursor: at < 3 ? { at: at + 1 } : null, done: 1 };
        },
      })
    );
    const id = await operations.start({ kind: 'moved-on', title: 'moved', params: null });
    expect(await until(id, 'done')).toMatchObject({ done: 4 });
    expect(isMoved).toBe(true);
    expect(applied).toEqual([0, 2, 3]);
  });

  it('[L-05] tells of work with its own engine, and ends it when its process went away', async () => {
    const told = await operations.record({ kind: 'template-sync', title: 'Shop' });
    await told.progress({ done: 3, total: 10, counters: { updated: 3 } });
    expect(await view(told.id)).toMatchObject({ state: 'running', done: 3, canCancel: false });
    await told.finish({ state: 'done', done: 10 });
    expect(await view(told.id)).toMatchObject({ state: 'done', done: 10 });
    const lost = await operations.record({ kind: 'template-sync', title: 'Lost' });
    await app.strapi.db
      .connection('whatsapp_operations')
      .where({ id: lost.id })
      .update({ changed_at: contextOf(app.strapi).clock.now() - 10 * 60_000 });
    await operations.sweep();
    expect(await view(lost.id)).toMatchObject({
      state: 'failed',
      reason: { kind: 'server-stopped' },
    });
  });

  it('[L-04] lists what runs first and pages through what ended without gap or duplicate', async () => {
    const ids: number[] = [];
    for (let i = 0; i < 35; i += 1) {
      const told = await operations.record({ kind: 'paged', title: `p${i}` });
      await told.finish({ state: 'done' });
      ids.push(told.id);
    }
    const open = await operations.record({ kind: 'paged', title: 'open' });
    const page = async (query: object) =>
      (await as(app.http.get('/whatsapp/operations').query({ kind: 'paged', ...query }))).body as {
        running: OperationView[];
        finished: OperationView[];
        nextCursor: string | null;
      };
    const first = await page({});
    expect(first.running.map((one) => one.id)).toEqual([open.id]);
    const second = await page({ cursor: first.nextCursor });
    expect([...first.finished, ...second.finished].map((one) => one.id)).toEqual(
      [...ids].reverse()
    );
    expect(second.nextCursor).toBeNull();
    await open.finish({ state: 'done' });
  });

  it('[L-02] deletes log entries older than this many days as an operation, and nothing newer', async () => {
    const knex = app.strapi.db.connection;
    const now = contextOf(app.strapi).clock.now();
    const line = (days: number) => ({
      at: now - days * DAY,
      area: 'engine',
      level: 'info',
      event: 'purge-test',
      text: 'x',
      times: 1,
    });
    for (let i = 0; i < 5; i += 1)
      await knex('whatsapp_logs').insert(Array.from({ length: 300 }, () => line(100)));
    await knex('whatsapp_logs').insert([line(10)]);
    const older = await as(app.http.get('/whatsapp/logs/older?days=90'));
    expect(older.body).toEqual({ lines: 1_500 });
    const { body } = await as(app.http.post('/whatsapp/logs/purge')).send({ days: 90 });
    expect(body).toMatchObject({ lines: 1_500 });
    const id = (body as { operationId: number }).operationId;
    expect(await until(id, 'done')).toMatchObject({ done: 1_500, kind: 'log-purge' });
    expect(await counted('purge-test')).toBe(1);
  });
});
