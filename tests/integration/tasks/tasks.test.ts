import { contactsService } from '../../../server/src/contacts/public';
import { ensureConversation } from '../../../server/src/conversations/public';
import type { ListTasksResult, TaskView } from '../../../server/src/contracts/tasks';
import { contextOf } from '../../../server/src/strapi/context';
import { tasksService } from '../../../server/src/tasks/public';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const HOUR = 3_600_000;

describe.each(databases())('tasks on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  let contactId: number;
  let me: number;
  const now = Date.now();

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    contactId = (
      await contactsService(app.strapi).create({ name: 'Ayşe Kaya', phone: '+905320001001' })
    ).id;
    me = (await call('get', '/agents').expect(200)).body.me as number;
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'put' | 'delete', url: string, as = token) =>
    app.http[method](`/whatsapp${url}`).set('Authorization', `Bearer ${as}`);
  const make = async (body: Record<string, unknown>): Promise<TaskView> =>
    (await call('post', '/tasks').send(body).expect(200)).body as TaskView;
  const list = async (query: Record<string, unknown>): Promise<ListTasksResult> =>
    (await call('get', '/tasks').query(query).expect(200)).body as ListTasksResult;
  const titles = async (query: Record<string, unknown>) =>
    (await list(query)).tasks.map((task) => task.title);

  it('[C-26] are listed with who does them, whom they are about and whether they are done', async () => {
    const mine = await make({ title: 'Call back', assigneeId: me, contactId, dueAt: now + HOUR });
    await make({ title: 'Somebody should', contactId });
    expect(mine).toMatchObject({
      state: 'open',
      origin: 'agent',
      assignee: { id: me },
      contact: { id: contactId, name: 'Ayşe Kaya' },
    });
    expect(await titles({ scope: 'mine' })).toEqual(['Call back']);
    expect(await titles({ scope: 'all' })).toEqual(['Call back', 'Somebody should']);
    const done = await call('put', `/tasks/${mine.id}/state`).send({ state: 'done' }).expect(200);
    expect(done.body).toMatchObject({ state: 'done', doneBy: { id: me } });
    expect(await titles({ scope: 'mine' })).toEqual([]);
    expect(await titles({ scope: 'done' })).toEqual(['Call back']);
    await call('put', `/tasks/${mine.id}/state`).send({ state: 'open' }).expect(200);
    expect(await titles({ scope: 'done' })).toEqual([]);
  });

  it('[C-26] come by their due time, those without one last, over pages', async () => {
    const person = (
      await contactsService(app.strapi).create({ name: 'Paged', phone: '+905320001002' })
    ).id;
    for (const [title, dueAt] of [
      ['no date', null],
      ['second', now + 2 * HOUR],
      ['late', now - HOUR],
      ['second too', now + 2 * HOUR],
    ] as const)
      await make({ title, dueAt, contactId: person });
    const first = await list({ scope: 'all', contactId: person, limit: 2 });
    expect(first.tasks.map((task) => task.title)).toEqual(['late', 'second']);
    const rest = await list({
      scope: 'all',
      contactId: person,
      limit: 2,
      cursor: first.nextCursor,
    });
    expect(rest.tasks.map((task) => task.title)).toEqual(['second too', 'no date']);
    expect(rest.nextCursor).toBeNull();
  });

  it('count mine that are due before the end of the day', async () => {
    const before = now + 12 * HOUR;
    const due = async () =>
      (await call('get', '/tasks/count').query({ before }).expect(200)).body.due as number;
    const start = await due();
    const one = await make({ title: 'Today', assigneeId: me, dueAt: now + HOUR });
    await make({ title: 'Next week', assigneeId: me, dueAt: now + 170 * HOUR });
    await make({ title: 'No date', assigneeId: me });
    await make({ title: 'Not mine', dueAt: now + HOUR });
    expect(await due()).toBe(start + 1);
    await call('put', `/tasks/${one.id}`).send({ assigneeId: null }).expect(200);
    expect(await due()).toBe(start);
  });

  it('[B-12] are made once for one deed, however often it is repeated', async () => {
    const work = () =>
      contextOf(app.strapi).db.tx((trx) =>
        tasksService(app.strapi).createTask(trx, {
          title: 'By a bot',
          contactId,
          origin: 'bot',
          makerName: 'Order status',
          dedupeKey: 'run:1:2',
        })
      );
    const first = await work();
    const again = await work();
    expect(first).toMatchObject({ isNew: true, hints: [{ type: 'task', id: first.id }] });
    expect(again).toEqual({ id: first.id, isNew: false, hints: [] });
    expect((await list({ scope: 'all' })).tasks.filter((t) => t.title === 'By a bot')).toEqual([
      expect.objectContaining({ origin: 'bot', madeBy: 'Order status' }),
    ]);
  });

  it('stay with the person whose two contacts became one, and lead to the thread that remains', async () => {
    const contacts = contactsService(app.strapi);
    const { db } = contextOf(app.strapi);
    const older = await contacts.create({ name: 'Twin', phone: '+905320001003' });
    const newer = await contacts.create({ name: 'Twin 2', phone: '+905320001004' });
    const threadOf = (who: { id: number }) =>
      db.tx((trx) =>
        ensureConversation(db, trx, { accountId: 1, contactId: who.id, now, origin: 'customer' })
      );
    const [kept, gone] = [await threadOf(older), await threadOf(newer)];
    await make({ title: 'Of the twin', contactId: newer.id, conversationId: gone.id });
    await db.tx((trx) => contacts.merge(trx, [older.id, newer.id], now));
    expect((await list({ scope: 'all', contactId: older.id })).tasks).toMatchObject([
      { title: 'Of the twin', conversationId: kept.id },
    ]);
  });

  it('refuse what is missing or hostile, and name the field', async () => {
    const refused = async (body: unknown) =>
      (await call('post', '/tasks').send(body as object)).body.error.details.field as string;
    expect(await refused({ title: '   ' })).toBe('title');
    expect(await refused({ title: 'x'.repeat(201) })).toBe('title');
    expect(await refused({ title: 'x', dueAt: 'tomorrow' })).toBe('dueAt');
    expect(await refused({ title: 'x', assigneeId: 999_999 })).toBe('assigneeId');
    await call('post', '/tasks').send({ title: 'x', contactId: 999_999 }).expect(404);
    await call('post', '/tasks').send({ title: 'x', conversationId: 999_999 }).expect(404);
    await call('put', '/tasks/999999').send({ title: 'x' }).expect(404);
    await call('delete', '/tasks/999999').expect(404);
  });

  it('[X-05] are there only for users who may handle tasks', async () => {
    const reader = await app.adminToken({ actions: ['chat.read'] });
    await call('get', '/tasks', reader).expect(403);
    await call('post', '/tasks', reader).send({ title: 'x' }).expect(403);
    const handler = await app.adminToken({ actions: ['task.handle'] });
    await call('get', '/tasks', handler).expect(200);
  });
});
