import type { MessageRow } from '../../../server/src/conversations/public';
import { classifyGraphError } from '../../../server/src/cloud-api/errors';
import type { SendOutcome } from '../../../server/src/cloud-api/outcome';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { accepted, apiClient, apiToken, openWindow, type ApiClient } from '../api/api-world';
import { membersOf, newPeople, startArena, type Arena } from '../engine/arena';

const AYSE = '905321110001';
const text = (phone: string, words: string) => ({
  to: `+${phone}`,
  type: 'text',
  text: words,
});

describe.each(databases())('messages that must be tried again, on %s', (database) => {
  let arena: Arena;
  let api: ApiClient;
  beforeAll(async () => {
    arena = await startArena({ database });
    api = apiClient(arena, await apiToken(arena));
    await openWindow(arena, AYSE);
  });
  let back = () => {};
  afterEach(() => {
    arena.sim.control.faults.clear();
    back();
    back = () => {};
  });
  afterAll(() => arena.close());

  const rowOf = async (id: number) => {
    const row = (await arena.knex('whatsapp_messages').where({ id }).first()) as Record<
      string,
      unknown
    >;
    return row;
  };
  const dueNow = (id: number) =>
    arena.knex('whatsapp_messages').where({ id, state: 'queued' }).update({ due_at: 0 });
  const fault = (code: number, times: number) =>
    arena.sim.control.faults.add({ kind: 'graph-error', endpoint: 'messages', code, times });
  const send = async (words: string): Promise<number> => {
    const sent = await api.send(text(AYSE, words), `key ${words}`);
    if (sent.status !== 202) throw new Error(JSON.stringify(sent.body));
    return sent.body.data.id;
  };
  /** WhatsApp took what these permits were for. */
  const taken = async (permits: { row: MessageRow }[]) => {
    const account = await arena.account();
    for (const { row } of permits) {
      const outcome: SendOutcome = {
        kind: 'accepted',
        wamid: `wamid.${database}.${row.id}`,
        waId: null,
        userId: null,
        held: false,
        paused: false,
      };
      await arena.sending.engine.settle(account, { row, outcome, at: Date.now() });
    }
  };
  /** Two queued messages of one thread that no worker touches. */
  const pair = async (words: string): Promise<[number, number]> => {
    const first = await send(`${words} 1`);
    return [first, await send(`${words} 2`)];
  };

  it('being asked to slow down never uses up the tries of a message', async () => {
    fault(130429, 5);
    const id = await send('slow');
    await eventually('five refusals', async () => {
      await dueNow(id);
      return Number((await rowOf(id)).attempt) === 6;
    });
    fault(131000, 1);
    await eventually('a refusal that counts', async () => {
      await dueNow(id);
      return Number((await rowOf(id)).tries) === 1;
    });
    expect((await rowOf(id)).state).toBe('queued');
    await eventually('it went', async () => {
      await dueNow(id);
      return (await api.get(`/api/whatsapp/messages/${id}`)).body.data.state === 'delivered';
    });
  });

  it('five refusals that count end a message', async () => {
    fault(131000, 10);
    const id = await send('hopeless');
    await eventually('it failed', async () => {
      await dueNow(id);
      return (await rowOf(id)).state === 'failed';
    });
    expect(Number((await rowOf(id)).attempt)).toBe(5);
    expect((await api.get(`/api/whatsapp/messages/${id}`)).body.data.error?.code).toBe(131000);
  });

  it('[M-33] a message that waits for another try tells the last refusal until WhatsApp takes it', async () => {
    fault(131000, 1);
    const id = await send('told');
    await eventually('one refusal', async () => Number((await rowOf(id)).attempt) === 2);
    const { data } = (await api.get(`/api/whatsapp/messages/${id}`)).body;
    expect(data).toMatchObject({ state: 'queued', attempts: 2, error: { code: 131000 } });
    expect(data.error?.title).toBeTruthy();
    expect((await rowOf(id)).error_text).toBeTruthy();
    await dueNow(id);
    expect((await api.until(id, 'delivered')).error).toBeNull();
    expect(await rowOf(id)).toMatchObject({
      error_code: null,
      error_class: null,
      error_text: null,
    });
  });

  it('of two racing permits of one thread only the earlier message gets one', async () => {
    back = await arena.restWorkers();
    const [first, second] = await pair('race');
    const account = await arena.account();
    const { engine } = arena.sending;
    const ask = (id: number) => engine.permit(account, [id], null);
    const rounds = await Promise.all([ask(second), ask(first), ask(second)]);
    expect(rounds.flat().map(({ row }) => row.id)).toEqual([first]);
    expect((await rowOf(second)).state).toBe('queued');
    expect(await ask(second)).toEqual([]); // the first one is still on its way

    await taken(rounds[1] ?? []);
    const next = await ask(second);
    expect(next.map(({ row }) => row.id)).toEqual([second]);
    await taken(next);
  });

  it('[C-11] what waits behind free text that Meta refused as outside the window fails as outside it', async () => {
    back = await arena.restWorkers();
    const [first, second] = await pair('outside');
    const account = await arena.account();
    const { engine } = arena.sending;
    const [permit] = await engine.permit(account, [first], null);
    const error = classifyGraphError({ status: 400, code: 131047 });
    const outcome: SendOutcome = { kind: 'refused', certain: true, error };
    if (permit) await engine.settle(account, { row: permit.row, outcome, at: Date.now() });
    expect(await rowOf(first)).toMatchObject({ state: 'failed', error_code: 131047 });
    expect(await engine.permit(account, [second], null)).toEqual([]);
    expect(await rowOf(second)).toMatchObject({ state: 'failed', error_class: 'window-closed' });
    const wrote = Date.now();
    arena.sim.control.act.text(AYSE, 'Merhaba');
    await eventually('an open window', async () => {
      const open = arena.knex('whatsapp_conversations').where('window_expires_at', '>', wrote);
      return (await open.first('id')) as { id: number } | undefined;
    });
  });

  it('a call that may no longer be running holds the next message back no longer', async () => {
    back = await arena.restWorkers();
    const [first, second] = await pair('late');
    const account = await arena.account();
    expect(await arena.sending.engine.permit(account, [first], null)).toHaveLength(1);
    expect(await arena.sending.engine.permit(account, [second], null)).toEqual([]);
    await arena
      .knex('whatsapp_messages')
      .where({ id: first })
      .update({ permit_at: Date.now() - arena.runtime.config.callMs - 5_000 });
    const granted = await arena.sending.engine.permit(account, [second], null);
    expect(granted.map(({ row }) => row.id)).toEqual([second]);
  });

  it('[T-20] a message that waits while Meta makes its template marketing goes to nobody who wants none', async () => {
    back = await arena.restWorkers();
    const { template, knex } = arena;
    const [contactId = 0] = await membersOf(knex, await newPeople(arena, 1));
    await knex('whatsapp_contacts').where({ id: contactId }).update({ marketing: 'none' });
    const values = Object.fromEntries(template.slots.map(({ key }) => [key, 'x']));
    const body = { to: { contactId }, type: 'template', template: { id: template.id, values } };
    const { body: sent } = await api.send(body, 'key moved');
    const templates = () => knex('whatsapp_templates').where({ id: template.id });
    await templates().update({ category: 'MARKETING' });
    const account = await arena.account();
    expect(await arena.sending.engine.permit(account, [sent.data.id], null)).toEqual([]);
    expect(await rowOf(sent.data.id)).toMatchObject({
      state: 'failed',
      error_class: 'no-consent',
      category: 'MARKETING',
    });
    await templates().update({ category: template.category });
  });

  it('a number that may not send any more stops at once, and goes on when it may', async () => {
    await arena.knex('whatsapp_accounts').update({ throughput_mps: 4 });
    const id = await arena.start(40);
    await eventually('it has begun', async () => (await arena.accepted(id)).size > 2);
    const accounts = arena.strapi.plugin('whatsapp').service('accounts') as {
      setStatus(id: number, status: string, reason: string | null): Promise<void>;
    };
    await accounts.setStatus(arena.accountId, 'disconnected', 'for the test');
    await eventually('its worker ended', () =>
      Promise.resolve(arena.sending.workers.rate(arena.accountId) === null)
    );
    const before = (await arena.accepted(id)).size;
    expect(before).toBeLessThan(40);
    expect((await arena.rows(id)).some((row) => row.state === 'queued')).toBe(true);
    await accounts.setStatus(arena.accountId, 'connected', null);
    await arena.knex('whatsapp_accounts').update({ throughput_mps: 80 });
    // The sweep may have paused it by now, with the number as the reason.
    if ((await arena.campaign(id)).state === 'paused') await arena.act(id, 'resume');
    await arena.ended(id, 30_000);
    expect((await arena.accepted(id)).size).toBe(40);
    expect([...(await arena.accepted(id)).values()].every((times) => times === 1)).toBe(true);
  });

  it('a number that Meta works on rests for a minute, and its campaigns say so', async () => {
    fault(131057, 1);
    const at = Date.now();
    const id = await arena.start(30);
    const view = await eventually('the campaign waits', async () => {
      const now = await arena.campaign(id);
      return now.waiting?.kind === 'rate' ? now : null;
    });
    const until = view.waiting?.until ?? 0;
    expect(until).toBeGreaterThan(at + 55_000);
    expect(until).toBeLessThan(Date.now() + 61_000);
    const refused = (await arena.rows(id)).filter((row) => row.attempt === 2);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ state: 'queued', errorCode: 131057 });
    await arena.act(id, 'cancel');
    expect(accepted(arena, AYSE)).toBeGreaterThan(0);
  });
});
