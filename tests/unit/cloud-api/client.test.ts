import { buildMessage, text } from '../../../server/src/cloud-api/messages';
import { graph, json, PNID, refusal, TOKEN, useGraphServer, WABA } from './graph-server';

useGraphServer();

const api = graph.api;
const hello = buildMessage(text('secret words'), { to: { kind: 'phone', e164: '+15550123456' } });

describe('sendMessage', () => {
  it('posts the payload to the number and logs ids, never token, text or recipient', async () => {
    graph.respond = json({ messages: [{ id: 'wamid.X' }] }, 200, {
      'x-fb-request-id': 'REQ',
      'x-fb-trace-id': 'TR',
    });
    const outcome = await api({ baseUrl: `${graph.origin}/prefix/` }).sendMessage(PNID, hello);
    expect(outcome).toMatchObject({ kind: 'accepted', wamid: 'wamid.X' });
    expect(graph.seen).toHaveLength(1);
    expect(graph.seen[0]).toMatchObject({
      method: 'POST',
      url: `/prefix/v24.0/${PNID}/messages`,
      body: JSON.stringify(hello),
    });
    expect(graph.logged).toEqual([
      ['debug', 'message accepted', { requestId: 'REQ', traceId: 'TR', held: false }],
    ]);
  });

  it('[T-53] posts what has a maximum price to the other endpoint, the same way', async () => {
    graph.respond = json({ messages: [{ id: 'wamid.X' }] });
    const outcome = await api().sendMessage(PNID, hello, { edge: 'marketing_messages' });
    expect(outcome.kind).toBe('accepted');
    expect(graph.seen).toMatchObject([
      { url: `/v24.0/${PNID}/marketing_messages`, body: JSON.stringify(hello) },
    ]);
  });

  it('[L-07] logs refusals and uncertainty without token, text or recipient', async () => {
    graph.respond = refusal(400, 131026);
    expect((await api().sendMessage(PNID, hello, { undeliverableBefore: 1 })).kind).toBe('refused');
    graph.respond = (_req, res) => res.writeHead(502).end('<html>');
    expect((await api().sendMessage(PNID, hello)).kind).toBe('uncertain');
    expect(graph.logged).toEqual([
      [
        'debug',
        'message refused',
        {
          outcome: 'refused',
          code: 131026,
          class: 'recipient-permanent',
          status: 400,
          fbtraceId: 'TRACE',
        },
      ],
      ['warn', 'message uncertain', { why: 'no-envelope', status: 502 }],
    ]);
    const all = JSON.stringify(graph.logged);
    for (const secret of [TOKEN, 'secret words', '15550123456']) expect(all).not.toContain(secret);
  });

  it('sends nothing to an id that is no id, and nothing that Meta would refuse', async () => {
    for (const id of ['', '1/../2', '1?x', 'abc', ' 1']) {
      expect(await api().sendMessage(id, hello)).toEqual({
        kind: 'not-sent',
        why: 'invalid-request',
        field: 'phoneNumberId',
      });
    }
    const empty = buildMessage(text(' '), { to: { kind: 'phone', e164: '+15550123456' } });
    expect(await api().sendMessage(PNID, empty)).toEqual({
      kind: 'not-sent',
      why: 'invalid-request',
      field: 'text.body',
    });
    expect(graph.seen).toEqual([]);
  });

  it('hands the last question before writing on', async () => {
    const outcome = await api().sendMessage(PNID, hello, { stillWanted: () => false });
    expect(outcome).toEqual({ kind: 'not-sent', why: 'cancelled' });
    expect(graph.seen).toEqual([]);
    expect(graph.logged).toEqual([['debug', 'message not sent', { why: 'cancelled' }]]);
  });

  it('marks as read with and without typing', async () => {
    graph.respond = json({ success: true });
    expect(await api().markRead(PNID, 'wamid.IN', true)).toEqual({
      ok: true,
      value: { success: true },
    });
    await api().markRead(PNID, 'wamid.IN');
    expect(JSON.parse(graph.seen[0]?.body ?? '')).toMatchObject({
      status: 'read',
      typing_indicator: { type: 'text' },
    });
    expect(JSON.parse(graph.seen[1]?.body ?? '')).not.toHaveProperty('typing_indicator');
    expect(await api().markRead('x', 'wamid.IN')).toMatchObject({
      ok: false,
      error: { class: 'request', details: 'phoneNumberId' },
    });
    expect(graph.seen).toHaveLength(2);
  });

  it('refuses to be made with an address or version that is none', () => {
    for (const bad of [
      { baseUrl: 'ftp://x' },
      { baseUrl: 'x' },
      { baseUrl: 'http://a:b@c' },
      { apiVersion: 'v24' },
      { apiVersion: '24.0/..' },
    ]) {
      expect(() => api(bad)).toThrow('not usable');
    }
  });
});

describe('repeating and failing', () => {
  it('repeats a GET twice after faults of the server, waiting longer each time', async () => {
    graph.respond = (req, res, turn) =>
      (turn < 3 ? json({}, 503) : json({ id: '1' }))(req, res, turn);
    expect((await api().getPhoneNumber(PNID)).ok).toBe(true);
    expect(graph.seen).toHaveLength(3);
    expect(graph.slept).toEqual([300, 600]);
  });

  it('gives up after the third try', async () => {
    graph.respond = (_req, res) => res.destroy();
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { class: 'transient', status: 0, retryable: true },
    });
    expect(graph.seen).toHaveLength(3);
  });

  it('repeats no refusal, no 429, and nothing that changes something', async () => {
    for (const answer of [refusal(400, 100), json({}, 429)]) {
      graph.seen = [];
      graph.respond = answer;
      await api().getPhoneNumber(PNID);
      expect(graph.seen).toHaveLength(1);
    }
    graph.seen = [];
    graph.respond = json({}, 503);
    await api().subscribeApp(WABA);
    await api().unsubscribeApp(WABA);
    await api().markRead(PNID, 'w');
    expect(graph.seen).toHaveLength(3);
  });

  it('does not follow a redirect with the token', async () => {
    graph.respond = (_req, res) =>
      res.writeHead(302, { location: `${graph.origin}/elsewhere` }).end();
    expect(await api().subscribeApp(WABA)).toMatchObject({
      ok: false,
      error: { status: 302, class: 'request' },
    });
    expect(graph.seen).toHaveLength(1);
  });

  it('refuses an answer that is too large or in an unknown form', async () => {
    graph.respond = (_req, res) => res.end('x'.repeat(50_001));
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { title: 'no answer: too-large' },
    });
    expect(graph.seen).toHaveLength(1);
    for (const odd of ['', '[]', 'null', '{"id":""}']) {
      graph.respond = (_req, res) => res.end(odd);
      expect(await api().getPhoneNumber(PNID)).toMatchObject({
        ok: false,
        error: { title: 'Meta answered in an unknown form', status: 200 },
      });
    }
  });

  it('[L-07] keeps the token out of errors when nobody listens', async () => {
    const client = api({ baseUrl: 'http://127.0.0.1:1' });
    const result = await client.subscribeApp(WABA);
    expect(result).toMatchObject({ ok: false, error: { title: 'no answer: refused' } });
    expect(JSON.stringify([result, graph.logged])).not.toContain(TOKEN);
  });

  it('takes an unknown number for a fault of the account and keeps the wait that Meta asks for', async () => {
    graph.respond = refusal(400, 100, { error_subcode: 33 });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { class: 'account' },
    });
    graph.respond = json({ error: { code: 80007 } }, 400, {
      'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":2}]}',
    });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { scope: 'waba', retryAfterMs: 120_000 },
    });
  });
});
