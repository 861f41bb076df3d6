import { outboundEventType } from '../../../server/src/contracts/outbound';
import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { keyOf } from '../../../server/src/kernel/hash';
import { stableStringify } from '../../../server/src/kernel/json';
import { databases } from '../../support/boot-strapi';
import { startReceiver } from '../../support/receiver';
import { unzip } from '../../support/unzip';
import { eventually, type World } from '../../support/world';
import { accepted, apiClient, apiToken, startApiWorld, type ApiClient } from './api-world';

const AYSE = '905321110001';
const HIDDEN = '••••••';
type Row = Record<string, unknown>;

/** The editor's own way: a draft in the format of the team's other templates, submitted and approved. */
const approvedCode = async (
  world: World,
  { name, minutes = 10, language = 'tr' }: { name: string; minutes?: number; language?: string }
): Promise<TemplateView> => {
  const draft: TemplateDraft = {
    ...emptyDraft(language),
    name,
    category: 'AUTHENTICATION',
    code: { securityRecommendation: true, expirationMinutes: minutes, buttonText: 'Kopyala' },
  };
  const made = await world.api.post<TemplateView>('/whatsapp/templates/drafts', {
    accountId: world.accountId,
    draft,
  });
  const submitted = await world.api.post(`/whatsapp/templates/${made.body.id}/submit`);
  expect(submitted.status).toBe(200);
  world.sim.control.templates.setStatus(name, 'APPROVED');
  await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
  const seen = await world.api.get<TemplateView>(`/whatsapp/templates/${made.body.id}`);
  expect(seen.body).toMatchObject({ status: 'APPROVED' });
  return seen.body;
};

describe.each(databases())('one-time codes by the Content API, on %s', (database) => {
  let world: World;
  let api: ApiClient;
  let template: TemplateView;
  const knex = () => world.strapi.db.connection;

  beforeAll(async () => {
    world = await startApiWorld({
      database,
      config: { outbound: { allowPrivateAddresses: true } },
    });
    api = apiClient(world, await apiToken(world));
    template = await approvedCode(world, { name: 'login_code' });
  });
  afterAll(() => world.close());

  const codeTo = (to: string, code: string, name = 'login_code') => ({
    type: 'template',
    to: `+${to}`,
    template: { name, language: 'tr', values: { 'body.1': code } },
  });
  const stored = async (id: number): Promise<Row> =>
    (await knex()('whatsapp_messages').where({ id }).first()) as Row;
  const kept = async (id: number): Promise<number> =>
    (await knex()('whatsapp_codes').where({ message_id: id })).length;
  /** Every table of the plugin, in full. */
  const everything = async (): Promise<string> => {
    const names = [...world.strapi.db.metadata.values()]
      .map(({ tableName }) => tableName)
      .filter((name) => name.startsWith('whatsapp_'));
    expect(names).toContain('whatsapp_codes');
    const rows = await Promise.all(names.map((name) => knex()(name).select()));
    return JSON.stringify(rows);
  };

  it('[X-11] sends the code in the text and in its button, once for each key', async () => {
    const first = await api.send(codeTo(AYSE, '482913'), 'login-1');
    expect([first.status, first.body.error]).toEqual([202, undefined]);
    await api.until(first.body.data.id, 'delivered');
    const again = await api.send(codeTo(AYSE, '482913'), 'login-1');
    expect(again).toMatchObject({ status: 200, body: { data: { id: first.body.data.id } } });
    const other = await api.send(codeTo(AYSE, '482914'), 'login-1');
    expect(other.body.error?.details.kind).toBe('key-used');
    expect(accepted(world, AYSE)).toBe(1);
    const [bubble] = world.sim.control.thread(AYSE).slice(-1);
    expect(JSON.stringify(bubble?.content.body)).toContain('482913');
    expect(bubble?.content).toMatchObject({ buttons: [{ type: 'OTP', code: '482913' }] });
  });

  it('[X-11] keeps the code nowhere in clear: not in the thread, lists, log, outbox or any table', async () => {
    world.sim.control.faults.add({ kind: 'graph-error', code: 131056, recipient: AYSE, times: 1 });
    const sent = await api.send(codeTo(AYSE, '739154'), 'login-2');
    const { id } = sent.body.data;
    const waiting = await everything();
    expect(waiting).not.toContain('739154');
    expect(waiting).toContain(HIDDEN);
    await knex()('whatsapp_messages').where({ id, state: 'queued' }).update({ due_at: 0 });
    await eventually('it is delivered', async () => {
      await knex()('whatsapp_messages').where({ id, state: 'queued' }).update({ due_at: 0 });
      return (await api.get(`/api/whatsapp/messages/${id}`)).body.data.state === 'delivered';
    });
    expect(await everything()).not.toContain('739154');
    const row = await stored(id);
    const thread = await world.api.get(
      `/whatsapp/conversations/${String(row.conversation_id)}/messages`
    );
    expect(JSON.stringify(thread.body)).toContain(HIDDEN);
    expect(JSON.stringify(thread.body)).not.toContain('739154');
    const list = await world.api.get('/whatsapp/conversations?status=all');
    expect(JSON.stringify(list.body)).toContain(HIDDEN);
    expect(JSON.stringify(list.body)).not.toContain('739154');
    expect(JSON.stringify((await api.get(`/api/whatsapp/messages/${id}`)).body)).not.toContain(
      '739154'
    );
  });

  it('[X-11] the encrypted code is deleted when the message was taken', async () => {
    const sent = await api.send(codeTo(AYSE, '100200'), 'login-3');
    await api.until(sent.body.data.id, 'delivered');
    await eventually('gone', async () => (await kept(sent.body.data.id)) === 0);
  });

  it('[X-11] it is deleted too when a status tells that the message was taken', async () => {
    const sent = await api.send(codeTo(AYSE, '100300'), 'login-3b');
    const { id } = sent.body.data;
    await api.until(id, 'delivered');
    // The status may be applied before the answer of the call, which takes the row away.
    await eventually('gone by the answer', async () => (await kept(id)) === 0);
    const sealed = { message_id: id, sealed: 'x', expires_at: Date.now() + 600_000 };
    // The next sweep may come at once: that it was there is the insert's own word.
    await knex()('whatsapp_codes').insert(sealed);
    await eventually('gone', async () => (await kept(id)) === 0);
  });

  it('[X-11] the idempotency hash of a code cannot be found by trying all codes', async () => {
    const body = codeTo(AYSE, '555123');
    const sent = await api.send(body, 'login-4');
    const row = await stored(sent.body.data.id);
    expect(row.body_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row.body_hash).not.toBe(keyOf(stableStringify(body)));
    await api.until(sent.body.data.id, 'delivered');
  });

  it('[X-11] a code that expired while it waited is not sent late, and says so', async () => {
    const before = accepted(world, AYSE);
    world.sim.control.faults.add({ kind: 'graph-error', code: 131056, recipient: AYSE, times: 1 });
    const sent = await api.send(codeTo(AYSE, '606060'), 'login-5');
    const { id } = sent.body.data;
    await eventually('it waits for another try', async () => (await stored(id)).attempt === 2);
    await knex()('whatsapp_codes').where({ message_id: id }).update({ expires_at: 1 });
    const failed = await api.until(id, 'failed');
    expect(failed.error).toMatchObject({
      class: 'code-expired',
      title: 'Not sent: the code expired while waiting',
    });
    expect(accepted(world, AYSE)).toBe(before);
    await eventually('gone', async () => (await kept(id)) === 0);
  });

  it('[X-11] goes before an earlier message to the same contact that waits for another try', async () => {
    const row = (await knex()('whatsapp_contacts')
      .where({ phone: `+${AYSE}` })
      .first()) as Row;
    await world.api.post(`/whatsapp/contacts/${String(row.id)}/consent`, {
      category: 'utility',
      action: 'opt-in',
      source: 'form',
      evidence: 'order 7',
    });
    world.sim.control.faults.add({ kind: 'graph-error', code: 131056, recipient: AYSE, times: 1 });
    const values = { 'body.1': 'Ayşe', 'body.2': '7' };
    const order = { name: 'order_ready', language: 'tr', values };
    const first = await api.send({ type: 'template', to: `+${AYSE}`, template: order });
    const { id } = first.body.data;
    await eventually('it waits for another try', async () => (await stored(id)).attempt === 2);
    await knex()('whatsapp_messages')
      .where({ id })
      .update({ due_at: Date.now() + 3_600_000 });
    const code = await api.send(codeTo(AYSE, '909090'), 'login-before');
    await api.until(code.body.data.id, 'delivered');
    expect(await stored(id)).toMatchObject({ state: 'queued' });
    await knex()('whatsapp_messages').where({ id, state: 'queued' }).update({ due_at: 0 });
    await api.until(id, 'delivered');
  });

  it('[X-11] a code whose number rests fails as soon as it has expired, not when its turn comes', async () => {
    world.sim.control.faults.add({ kind: 'graph-error', code: 131056, recipient: AYSE, times: 1 });
    const sent = await api.send(codeTo(AYSE, '717171'), 'login-rest');
    const { id } = sent.body.data;
    await eventually('it waits for another try', async () => (await stored(id)).attempt === 2);
    await knex()('whatsapp_messages')
      .where({ id })
      .update({ due_at: Date.now() + 3_600_000 });
    await knex()('whatsapp_codes').where({ message_id: id }).update({ expires_at: 1 });
    expect((await api.until(id, 'failed')).error).toMatchObject({ class: 'code-expired' });
  });

  it('[X-11] is of use as long as its template says', async () => {
    await approvedCode(world, { name: 'short_code', minutes: 3 });
    world.sim.control.faults.add({ kind: 'graph-error', code: 131056, recipient: AYSE, times: 1 });
    const sent = await api.send(codeTo(AYSE, '303030', 'short_code'), 'login-6');
    const row = (await knex()('whatsapp_codes')
      .where({ message_id: sent.body.data.id })
      .first()) as Row;
    const message = await stored(sent.body.data.id);
    const minutes = (Number(row.expires_at) - Number(message.at)) / 60_000;
    expect(minutes).toBeGreaterThan(2.9);
    expect(minutes).toBeLessThan(3.2);
    expect(row.sealed).not.toContain('303030');
  });

  it.each([
    [{}, 'missing-value', 'template.values.body.1'],
    [{ 'body.1': '12 34' }, 'bad-value', 'template.values.body.1'],
    [{ 'body.1': '1234567890123456' }, 'bad-value', 'template.values.body.1'],
    [{ 'button.0': '1234' }, 'unknown-value', 'template.values.button.0'],
  ])(
    '[X-11] refuses the values %j and names the field, never the code',
    async (values, kind, field) => {
      const refused = await api.send({
        type: 'template',
        to: `+${AYSE}`,
        template: { name: 'login_code', language: 'tr', values },
      });
      expect(refused.body.error?.details).toMatchObject({ kind, field });
      expect(JSON.stringify(refused.body)).not.toContain('1234');
    }
  );

  it('[T-32] chat, campaigns and bots say that it goes by the API', async () => {
    expect(template.sendable).toEqual({ ok: false, reason: 'api-only' });
    expect(template.missing).toEqual([]);
    const row = (await knex()('whatsapp_conversations').first()) as Row;
    const chat = await world.api.post<{ error: { details: Row } }>(
      `/whatsapp/conversations/${String(row.id)}/messages`,
      {
        type: 'template',
        templateId: template.id,
        values: { 'body.1': '1' },
        clientId: 'chat-code',
      }
    );
    expect(chat.body.error.details).toMatchObject({
      kind: 'template-not-sendable',
      reason: 'api-only',
    });
  });

  it('[X-11] is neither in what other systems get nor in the export of a contact', async () => {
    const receiver = await startReceiver();
    try {
      const made = await world.api.post('/whatsapp/outbound/endpoints', {
        ...{ name: 'CRM', url: `${receiver.url}/codes`, withNumbers: true },
        events: outboundEventType.options,
      });
      expect(made.status).toBe(200);
      const { faults } = world.sim.control;
      faults.add({ kind: 'graph-error', code: 131026, recipient: AYSE, times: 1 });
      const sent = await api.send(codeTo(AYSE, '864209'), 'login-code');
      await api.until(sent.body.data.id, 'failed');
      await eventually('the other system has it', async () =>
        receiver.at('/codes').some(({ event }) => event.type === 'message.failed')
      );
      expect(receiver.received.map(({ body }) => body).join('\n')).not.toContain('864209');

      const { contact_id: person } = await stored(sent.body.data.id);
      const path = `/whatsapp/privacy/people/${String(person)}/export?language=en`;
      const headers = { Authorization: `Bearer ${await world.adminToken()}` };
      const answer = await fetch(`${world.url}${path}`, { headers });
      expect(answer.status).toBe(200);
      const files = await unzip(Buffer.from(await answer.arrayBuffer()));
      const texts = [...files.values()].map((file) => file.toString('utf8')).join('\n');
      expect(texts).toContain(HIDDEN);
      expect(texts).not.toContain('864209');
    } finally {
      await receiver.close();
    }
  });
});
