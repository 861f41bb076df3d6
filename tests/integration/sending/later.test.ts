import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

interface Planned {
  id: number;
  state: string;
  dueAt: number;
  text: string | null;
  body: { text: string | null; type: string };
  problem: { class: string; title: string } | null;
}
const AYSE = '905321110001';
const MEHMET = '905321110002';
const HOUR = 3_600_000;

describe.each(databases())('a message that goes at a time, on %s', (database) => {
  let world: World;
  let thread = 0;
  let n = 0;
  let person = AYSE;
  beforeAll(async () => {
    world = await startWorld({ database });
    await meet(AYSE);
  });
  afterAll(() => world.close());

  /** Another person: WhatsApp makes us pause after some messages to one. */
  const meet = async (who: string) => {
    person = who;
    world.sim.control.act.text(who, `Merhaba ${who}`);
    thread = await eventually('the conversation', async () => {
      const { body } = await world.api.get<{
        conversations: { id: number; preview: { text: string } | null }[];
      }>('/whatsapp/conversations');
      return body.conversations.find(({ preview }) => preview?.text.endsWith(who))?.id;
    });
  };
  const table = () => world.strapi.db.connection('whatsapp_later_messages');
  const plan = async (text: string, inMs: number) => {
    n += 1;
    const message = { type: 'text', text, clientId: `later-client-${n}` };
    const path = `/whatsapp/conversations/${thread}/scheduled`;
    const body = { at: Date.now() + inMs, message };
    return {
      ...(await world.api.post<Planned>(path, body)),
      again: () => world.api.post<Planned>(path, body),
    };
  };
  const planned = async () =>
    (await world.api.get<{ scheduled: Planned[] }>(`/whatsapp/conversations/${thread}/scheduled`))
      .body.scheduled;
  const sendNow = (id: number) =>
    world.api.post<{ scheduled: Planned | null }>(`/whatsapp/scheduled/${id}/send`);
  const refusal = async (id: number) => {
    const { status, body } = await world.api.post<{ error: { details: { kind: string } } }>(
      `/whatsapp/scheduled/${id}/send`
    );
    return [status, body.error.details.kind];
  };
  const arrived = (text: string) =>
    world.sim.control.thread(person).filter((bubble) => JSON.stringify(bubble).includes(text))
      .length;
  const arrives = (text: string) =>
    eventually(`${text} arrives`, async () => (await Promise.resolve(arrived(text))) > 0);
  const held = (id: number) =>
    eventually('it is held back', async () =>
      (await planned()).find((one) => one.id === id && one.state === 'held')
    );
  /** Its time has come: no wait on the wall, however busy the machine is. */
  const comesDue = (id: number) =>
    table().where({ id }).update({ due_at: Date.now(), next_at: Date.now() });
  const setWindow = (at: number) =>
    world.strapi.db
      .connection('whatsapp_conversations')
      .where({ id: thread })
      .update({ window_expires_at: at });

  it('waits in the thread, goes by itself at its time and once, however often it was planned', async () => {
    const { status, body, again } = await plan('Birazdan', HOUR);
    expect([status, body.state, body.body.text]).toEqual([200, 'waiting', 'Birazdan']);
    expect((await again()).body.id).toBe(body.id);
    expect((await planned()).map(({ id }) => id)).toEqual([body.id]);
    expect(arrived('Birazdan')).toBe(0);
    await comesDue(body.id);
    await arrives('Birazdan');
    await eventually('the plan is gone', async () => (await planned()).length === 0);
    expect(arrived('Birazdan')).toBe(1);
    expect(await refusal(body.id)).toEqual([409, 'scheduled-sent']);
  });

  it('is changed, sent at once or removed while it waits', async () => {
    const { body } = await plan('Yarın görüşürüz', 20 * HOUR);
    const changed = await world.api.put<Planned>(`/whatsapp/scheduled/${body.id}`, {
      text: 'Yarın 10:00’da',
      at: body.dueAt + HOUR,
    });
    expect(changed.body).toMatchObject({ text: 'Yarın 10:00’da', dueAt: body.dueAt + HOUR });
    expect((await sendNow(body.id)).status).toBe(200);
    await arrives('Yarın 10:00’da');
    expect(arrived('görüşürüz')).toBe(0);
    const other = await plan('Vazgeçildi', HOUR);
    expect((await world.api.del(`/whatsapp/scheduled/${other.body.id}`)).status).toBe(200);
    expect(await refusal(other.body.id)).toEqual([409, 'scheduled-cancelled']);
    const refused = await world.api.post(`/whatsapp/scheduled/${other.body.id}/send`);
    expect(refused.body).toMatchObject({
      error: {
        message: 'This message was cancelled.',
        details: {
          remedy: 'Write a new message.',
          words: { tr: { text: 'Bu mesaj iptal edildi.', advice: 'Yeni bir mesaj yazın.' } },
        },
      },
    });
    await comesDue(other.body.id);
    await comesDue((await plan('Sonraki', HOUR)).body.id);
    await arrives('Sonraki');
    expect(arrived('Vazgeçildi')).toBe(0);
  });

  it('[C-11] is held back with its reason when the window has closed until then, and goes when an agent says so after it opened', async () => {
    const { body } = await plan('Pencere kapandı', HOUR);
    const before = Number(
      (
        await world.strapi.db
          .connection('whatsapp_conversations')
          .where({ id: thread })
          .first<{ window_expires_at: unknown }>('window_expires_at')
      )?.window_expires_at
    );
    await setWindow(Date.now() - HOUR);
    await comesDue(body.id);
    const stopped = await held(body.id);
    expect(stopped.problem).toMatchObject({ class: 'window-closed' });
    expect(stopped.text).toBe('Pencere kapandı');
    expect((await sendNow(body.id)).body.scheduled?.state).toBe('held');
    expect(arrived('Pencere kapandı')).toBe(0);
    await setWindow(before);
    expect((await sendNow(body.id)).body.scheduled).toBeNull();
    await arrives('Pencere kapandı');
  });

  it('[M-43] asks an agent when the server was down for longer than half an hour', async () => {
    const { body } = await plan('Gecikti', 20 * HOUR);
    const past = Date.now() - HOUR;
    await table().where({ id: body.id }).update({ due_at: past, next_at: past });
    expect((await held(body.id)).problem).toMatchObject({ class: 'overdue' });
    expect(arrived('Gecikti')).toBe(0);
    await sendNow(body.id);
    await arrives('Gecikti');
  });

  it('[I3] goes once although the process died between the door and its note, or before the door', async () => {
    await meet(MEHMET);
    const first = await plan('Bir kez', HOUR);
    await comesDue(first.body.id);
    await arrives('Bir kez');
    const raw = { type: 'text', text: 'Bir kez', clientId: 'x'.repeat(10) };
    const left = { state: 'sending', next_at: Date.now() - 1_000 };
    await table()
      .where({ id: first.body.id })
      .update({ ...left, message: JSON.stringify(raw), body: JSON.stringify(first.body.body) });
    const second = await plan('Hiç gitmedi', 20 * HOUR);
    await table()
      .where({ id: second.body.id })
      .update({ ...left, due_at: Date.now() - 1_000 });
    await arrives('Hiç gitmedi');
    await eventually('both are noted', async () => {
      const rows = await table().whereIn('id', [first.body.id, second.body.id]);
      return rows.every(({ state }) => state === 'done');
    });
    expect([arrived('Bir kez'), arrived('Hiç gitmedi')]).toEqual([1, 1]);
  });

  it('names the field of a time that is past or too far, and refuses what could never go', async () => {
    for (const inMs of [-1_000, 400 * 24 * HOUR]) {
      const { status, body } = await plan('Olmaz', inMs);
      expect(status).toBe(400);
      expect(JSON.stringify(body)).toContain('"at"');
    }
    const { status } = await world.api.post(`/whatsapp/conversations/${thread}/scheduled`, {
      at: Date.now() + HOUR,
      message: { type: 'buttons', text: 'a', buttons: ['1', '1'], clientId: 'later-client-bad' },
    });
    expect(status).toBe(400);
  });

  it('[X-06] is forgotten with the contact', async () => {
    const { body } = await plan('Unutulacak', 20 * HOUR);
    const { contact_id: contactId } = (await table().where({ id: body.id }).first()) as {
      contact_id: number;
    };
    expect((await world.api.del(`/whatsapp/contacts/${contactId}`)).status).toBe(200);
    await eventually(
      'forgotten',
      async () => (await table().where({ contact_id: contactId })).length === 0
    );
  });
});
