import {
  orderReady,
  signature,
  startReceiver,
  startStage,
  text,
  until,
  wamidOf,
  type Json,
  type Stage,
} from './receiver';

const AYSE = '905321110001';
let stage: Stage;
afterEach(() => stage.close());

const audio = (voice: boolean): Json => ({
  to: `+${AYSE}`,
  type: 'audio',
  audio: { link: 'https://kahve.example/hello.ogg', voice },
});
/** Voice messages that have arrived, within an open window. */
const voices = async ({ sim, send, receiver }: Stage, count: number): Promise<string[]> => {
  const { act } = sim.control;
  act.text(AYSE, 'hi');
  // Deliveries of one instant may overtake each other: the phone comes when all are sent.
  act.setOnline(AYSE, false);
  const wamids: string[] = [];
  for (let sent = 0; sent < count; sent += 1) wamids.push(wamidOf(await send(audio(true))));
  await until(() => receiver.statuses().length === count);
  act.setOnline(AYSE, true);
  await until(() => receiver.statuses().length === 2 * count);
  return wamids;
};
const seen = (): Json[] => stage.receiver.messages();

describe('webhooks', () => {
  it('are signed over their exact ASCII bytes', async () => {
    stage = await startStage({ appSecret: 'top' });
    stage.sim.control.act.text(AYSE, 'şeker 🍬');
    await until(() => stage.receiver.posts.length === 1);
    const [post] = stage.receiver.posts;
    expect(post?.headers['x-hub-signature-256']).toBe(
      signature(post?.raw ?? Buffer.alloc(0), 'top')
    );
    expect(post?.headers['user-agent']).toBe('facebookexternalua');
    expect(post?.raw.toString('latin1')).toContain('\\u015feker \\ud83c\\udf6c');
    expect(seen()[0]).toMatchObject({ from: AYSE, text: { body: 'şeker 🍬' } });
  });

  it('carry no phone of a customer who hides it, but always the user id', async () => {
    stage = await startStage();
    stage.sim.control.act.text('can.ozturk', 'hi');
    await until(() => seen().length === 1);
    expect(seen()[0]).not.toHaveProperty('from');
    expect(seen()[0]).toHaveProperty('from_user_id');
    const [contact] = stage.receiver.changes()[0]?.value['contacts'] as Json[];
    expect(contact).toMatchObject({ profile: { username: '@can.ozturk' } });
    expect(contact).not.toHaveProperty('wa_id');
  });

  it('are tried again with growing gaps until the receiver answers 200, and lose nothing', async () => {
    stage = await startStage({ config: { webhooks: { retryGapsMs: [5, 10, 20] } } });
    stage.receiver.answer = 500;
    stage.sim.control.act.text(AYSE, 'hi');
    await until(() => stage.receiver.posts.length >= 3);
    stage.receiver.answer = 200;
    await stage.sim.control.deliveries.idle();
    expect(stage.sim.control.deliveries.list()[0]).toMatchObject({
      state: 'delivered',
      lastStatus: 200,
    });
    expect(new Set(seen().map((message) => message['id'])).size).toBe(1);
  });

  it('survive a restart of the receiver', async () => {
    stage = await startStage({ config: { webhooks: { retryGapsMs: [10] } } });
    const port = Number(new URL(stage.receiver.url).port);
    await stage.receiver.close();
    for (let i = 0; i < 20; i += 1) stage.sim.control.act.text(AYSE, `message ${i}`);
    await until(() => stage.sim.control.deliveries.counts().refused > 0);
    stage.receiver = await startReceiver(port);
    await stage.sim.control.deliveries.idle();
    expect(new Set(seen().map((message) => message['id'])).size).toBe(20);
  });

  it('come twice, in batches and out of order when set so', async () => {
    stage = await startStage({
      config: { webhooks: { duplicateShare: 1, shuffle: true, maxBatch: 4, hold: true } },
    });
    for (let i = 0; i < 40; i += 1) stage.sim.control.act.text(AYSE, `${i}`);
    expect(stage.receiver.posts).toHaveLength(0);
    stage.sim.control.deliveries.release();
    await stage.sim.control.deliveries.idle();
    expect(stage.receiver.posts).toHaveLength(20);
    const order = seen().map((message) => Number((message['text'] as { body: string }).body));
    expect([...new Set(order)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => i)
    );
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
  });

  it('that are dropped on purpose are counted and marked in the ledger', async () => {
    stage = await startStage({ config: { webhooks: { dropShare: 1 } } });
    const wamid = wamidOf(await stage.send(orderReady(`+${AYSE}`)));
    await until(() => stage.sim.control.deliveries.counts().dropped === 2);
    expect(stage.sim.control.ledger.get(wamid)).toMatchObject({ dropped: 3, answered: 0 });
  });

  it('reach the ledger as answered only when the receiver said 200', async () => {
    stage = await startStage();
    const wamid = wamidOf(await stage.send(orderReady(`+${AYSE}`)));
    await until(() => stage.sim.control.ledger.get(wamid)?.answered === 3);
  });

  it('are not sent before the app is subscribed to the account', async () => {
    stage = await startStage();
    await stage.call('DELETE', `${stage.sim.account.wabaId}/subscribed_apps`);
    stage.sim.control.act.text(AYSE, 'hi');
    expect(stage.sim.control.deliveries.counts().untargeted).toBe(1);
    await stage.call('POST', `${stage.sim.account.wabaId}/subscribed_apps`);
    stage.sim.control.act.text(AYSE, 'again');
    await until(() => seen().length === 1);
  });

  it('of messages follow an override after its handshake; everything else stays with the app', async () => {
    stage = await startStage();
    const other = await startReceiver();
    const path = `${stage.sim.account.wabaId}/subscribed_apps`;
    const wrong = await stage.call('POST', path, {
      override_callback_uri: other.url,
      verify_token: 'wrong',
    });
    expect(stage.code(wrong)).toBe(2200);
    await stage.call('POST', path, { override_callback_uri: other.url, verify_token: 'right' });
    stage.sim.control.act.text(AYSE, 'hi');
    stage.sim.control.templates.setQuality('order_ready', 'YELLOW', 'tr');
    await stage.sim.control.deliveries.idle();
    expect(other.changes().map((change) => change.field)).toEqual(['messages']);
    expect(stage.receiver.changes().map((change) => change.field)).toEqual([
      'message_template_quality_update',
    ]);
    await other.close();
  });

  it('tell the reading only while receipts and phone are on', async () => {
    stage = await startStage();
    const { act } = stage.sim.control;
    act.setOnline(AYSE, false);
    const wamid = wamidOf(await stage.send(orderReady(`+${AYSE}`)));
    await until(() => stage.receiver.statuses().length === 1);
    expect(act.read(AYSE)).toBe(0);
    act.setOnline(AYSE, true);
    await until(() => stage.receiver.statuses().length === 2);
    act.setReceipts(AYSE, false);
    expect(act.read(AYSE)).toBe(0);
    act.setReceipts(AYSE, true);
    expect(act.read(AYSE)).toBe(1);
    await until(() => stage.receiver.statuses().length === 3);
    expect(stage.receiver.statuses().map((s) => [s['id'] === wamid, s['status']])).toEqual([
      [true, 'sent'],
      [true, 'delivered'],
      [true, 'read'],
    ]);
  });

  it('tell that a voice message was read and played, once, also without receipts', async () => {
    stage = await startStage();
    const { act } = stage.sim.control;
    const [voice, hidden] = await voices(stage, 2);
    act.play(AYSE, voice ?? '');
    act.play(AYSE, voice ?? '');
    act.setReceipts(AYSE, false);
    act.play(AYSE, hidden ?? '');
    await until(() => stage.receiver.statuses().length === 7);
    await stage.sim.control.deliveries.idle();
    const told = (id: string | undefined): unknown[] =>
      stage.receiver.statuses().flatMap((one) => (one['id'] === id ? one['status'] : []));
    expect(told(voice)).toEqual(['sent', 'delivered', 'read', 'played']);
    expect(told(hidden)).toEqual(['sent', 'delivered', 'played']);
    const played = stage.receiver.statuses().find(({ status }) => status === 'played');
    expect(played).toMatchObject({ recipient_id: AYSE, recipient_user_id: expect.any(String) });
    expect(played).not.toHaveProperty('pricing');
    expect(stage.sim.control.thread(AYSE).map(({ status }) => status)).toContain('played');
  });

  it('tell of no playing of what is no voice message or has not arrived', async () => {
    stage = await startStage();
    const { act } = stage.sim.control;
    const own = act.text(AYSE, 'hi');
    const song = wamidOf(await stage.send(audio(false)));
    act.setOnline(AYSE, false);
    const late = wamidOf(await stage.send(audio(true)));
    expect(() => act.play(AYSE, own)).toThrow('Only a voice message');
    expect(() => act.play(AYSE, song)).toThrow('Only a voice message');
    expect(() => act.play(AYSE, late)).toThrow('not on the phone');
  });

  it('tell that marketing was stopped and resumed', async () => {
    stage = await startStage();
    stage.sim.control.act.stopMarketing(AYSE);
    stage.sim.control.act.resumeMarketing(AYSE);
    await until(() => stage.receiver.changes('user_preferences').length === 2);
    const values = stage.receiver
      .changes('user_preferences')
      .map(({ value }) => (value['user_preferences'] as Json[])[0]);
    expect(values).toMatchObject([
      { wa_id: AYSE, category: 'marketing_messages', value: 'stop' },
      { value: 'resume' },
    ]);
  });

  it('answer a pressed button and a chosen row with the ids that were sent', async () => {
    stage = await startStage();
    const { act } = stage.sim.control;
    act.text(AYSE, 'hi');
    const buttons = {
      type: 'button',
      body: { text: 'Sure?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    };
    const asked = wamidOf(
      await stage.send({ to: `+${AYSE}`, type: 'interactive', interactive: buttons })
    );
    act.press(AYSE, asked, 'Yes');
    const list = {
      type: 'list',
      body: { text: 'When?' },
      action: { button: 'Open', sections: [{ rows: [{ id: 'am', title: '09:00' }] }] },
    };
    const offered = wamidOf(
      await stage.send({ to: `+${AYSE}`, type: 'interactive', interactive: list })
    );
    act.choose(AYSE, offered, 'am');
    await until(() => seen().length === 3);
    const answers = seen().filter((message) => message['type'] === 'interactive');
    expect(answers).toMatchObject([
      {
        context: { id: asked },
        interactive: { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } },
      },
      {
        context: { id: offered },
        interactive: { type: 'list_reply', list_reply: { id: 'am', title: '09:00' } },
      },
    ]);
  });

  it('carry the conversation in version 23 and leave it out from 24 on', async () => {
    stage = await startStage({ config: { webhooks: { apiVersion: 'v23.0' } } });
    await stage.send(orderReady(`+${AYSE}`));
    await until(() => stage.receiver.statuses().length === 2);
    expect(stage.receiver.statuses()[0]).toHaveProperty('conversation');
    stage.sim.control.configure({ webhooks: { apiVersion: 'v24.0' } });
    await stage.send(orderReady(`+${AYSE}`));
    await until(() => stage.receiver.statuses().length === 4);
    expect(stage.receiver.statuses()[2]).not.toHaveProperty('conversation');
  });

  it('say nothing when the business marks a message as read', async () => {
    stage = await startStage();
    const wamid = stage.sim.control.act.text(AYSE, 'hi');
    const read = await stage.send({
      status: 'read',
      message_id: wamid,
      typing_indicator: { type: 'text' },
    });
    expect(read.body).toEqual({ success: true });
    expect(stage.sim.control.thread(AYSE)[0]).toMatchObject({ seen: true });
    expect(stage.code(await stage.send({ status: 'read', message_id: 'wamid.unknown' }))).toBe(
      131009
    );
    expect((await stage.send(text(`+${AYSE}`))).status).toBe(200);
  });
});
