import fc from 'fast-check';
import { errorTable } from '../../../server/src/cloud-api/errors';
import { decideOutcome } from '../../../server/src/cloud-api/outcome';
import type { NoAnswerReason, RawResult } from '../../../server/src/cloud-api/transport';

const answer = (status: number, body: unknown, headers = {}): RawResult => ({
  kind: 'answer',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const refusal = (status: number, code: number, more = {}): RawResult =>
  answer(status, { error: { message: 'm', code, fbtrace_id: 'T', ...more } });
const accepted = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '+15550123456', wa_id: '15550123456' }],
  messages: [{ id: 'wamid.X' }],
};

const reasons: NoAnswerReason[] = [
  'dns',
  'refused',
  'tls',
  'connect-timeout',
  'reset',
  'timeout',
  'body-cut',
  'other',
];

describe('decideOutcome', () => {
  it('accepts a 200 with an id', () => {
    expect(decideOutcome(answer(200, accepted))).toEqual({
      kind: 'accepted',
      wamid: 'wamid.X',
      waId: '15550123456',
      userId: null,
      held: false,
      paused: false,
    });
  });

  it('[X-15] accepts a send to a user id, where Meta tells no number', () => {
    const body = {
      contacts: [{ input: 'DE.1', user_id: 'DE.1' }],
      messages: [{ id: 'w', message_status: 'accepted' }],
    };
    expect(decideOutcome(answer(200, body))).toMatchObject({
      waId: null,
      userId: 'DE.1',
      held: false,
      paused: false,
    });
  });

  it('tells a message that Meta holds back or that a pause stopped', () => {
    const body = (message_status: string): unknown => ({
      ...accepted,
      messages: [{ id: 'w', message_status }],
    });
    expect(decideOutcome(answer(200, body('held_for_quality_assessment')))).toMatchObject({
      held: true,
      paused: false,
    });
    expect(decideOutcome(answer(200, body('paused')))).toMatchObject({ held: false, paused: true });
  });

  it('accepts by the id alone when the rest of the answer is odd', () => {
    for (const contacts of [undefined, null, [], 'x', [{ wa_id: 5 }]]) {
      expect(
        decideOutcome(answer(201, { contacts, messages: [{ id: 'w', message_status: 7 }] }))
      ).toMatchObject({
        kind: 'accepted',
        wamid: 'w',
        waId: null,
      });
    }
  });

  it.each([
    '',
    'OK',
    '<html>',
    '{}',
    '{"messages":[]}',
    '{"messages":[{"id":""}]}',
    '{"success":true}',
    '{"messages":[',
  ])('is uncertain about a 200 with the body %j', (body) => {
    expect(decideOutcome(answer(200, body))).toEqual({
      kind: 'uncertain',
      why: 'success-without-id',
      status: 200,
    });
  });

  it.each(reasons)('is certain that nothing was sent when no byte left: %s', (reason) => {
    expect(decideOutcome({ kind: 'no-answer', bytesWritten: 'none', reason })).toEqual({
      kind: 'not-sent',
      why: reason,
    });
  });

  it.each(reasons)('[M-42] is uncertain as soon as a byte left: %s', (reason) => {
    expect(decideOutcome({ kind: 'no-answer', bytesWritten: 'some', reason })).toEqual({
      kind: 'uncertain',
      why: reason,
      status: null,
    });
  });

  it.each([
    [400, 131026, 'recipient-cooldown'],
    [401, 190, 'auth'],
    [403, 368, 'account'],
    [404, 132001, 'template'],
    [400, 131056, 'rate'],
    [400, 987_654, 'request'],
    [500, 3, 'auth'],
    [500, 131045, 'account'],
  ])('takes HTTP %i with code %i for a certain no of class %s', (status, code, cls) => {
    expect(decideOutcome(refusal(status, code))).toMatchObject({
      kind: 'refused',
      certain: true,
      error: { class: cls, code, fbtraceId: 'T', status },
    });
  });

  it.each([
    [500, 131000],
    [400, 131000],
    [503, 2],
    [400, 1],
    [500, 131016],
    [503, 133004],
    [500, 131057],
    [502, 987_654],
  ])('takes HTTP %i with code %i of Meta for a probable no', (status, code) => {
    expect(decideOutcome(refusal(status, code))).toMatchObject({
      kind: 'probable',
      error: { class: 'transient', code },
    });
  });

  it.each([
    [400, 130429],
    [429, 130429],
    [500, 130429],
    [400, 80007],
    [400, 4],
    [429, 131000],
  ])('takes a rate refusal (HTTP %i, code %i) for a certain no', (status, code) => {
    expect(decideOutcome(refusal(status, code)).kind).toBe('refused');
  });

  it('takes a 429 of anybody for a certain no, and keeps the wait it asks for', () => {
    expect(
      decideOutcome(answer(429, '<html>slow down</html>', { 'retry-after': '7' }))
    ).toMatchObject({
      kind: 'refused',
      error: { class: 'rate', scope: 'number', code: null, retryAfterMs: 7_000 },
    });
  });

  it.each([400, 401, 403, 404, 408, 413, 500, 502, 503, 504])(
    '[M-42] is uncertain about HTTP %i without an envelope of Meta',
    (status) => {
      for (const body of [
        '<html>Bad gateway</html>',
        '',
        '{"error":"x"}',
        '{"error":{"message":"m"}}',
        '{"error":{"code":131',
      ]) {
        expect(decideOutcome(answer(status, body))).toEqual({
          kind: 'uncertain',
          why: 'no-envelope',
          status,
        });
      }
    }
  );

  it('is uncertain about a redirect', () => {
    expect(decideOutcome(answer(302, ''))).toEqual({
      kind: 'uncertain',
      why: 'redirect',
      status: 302,
    });
    expect(decideOutcome(answer(399, ''))).toMatchObject({ why: 'redirect' });
  });

  it('sees a missing number as a fault of the account, and hands the context on', () => {
    expect(decideOutcome(refusal(400, 100, { error_subcode: 33 }))).toMatchObject({
      error: { class: 'account' },
    });
    expect(decideOutcome(refusal(400, 131026), { undeliverableBefore: 2 })).toMatchObject({
      error: { class: 'recipient-permanent' },
    });
  });

  it('[M-42] never calls anything "not sent" or "refused" without proof, whatever comes', () => {
    const raw: fc.Arbitrary<RawResult> = fc.oneof(
      fc.record({
        kind: fc.constant('answer' as const),
        status: fc.integer({ min: 100, max: 599 }),
        headers: fc.constant({}),
        body: fc.oneof(
          fc.string(),
          fc.json(),
          fc.constantFrom(...errorTable).map((r) => JSON.stringify({ error: { code: r.code } }))
        ),
      }),
      fc.record({
        kind: fc.constant('no-answer' as const),
        bytesWritten: fc.constantFrom('none' as const, 'some' as const),
        reason: fc.constantFrom(...reasons),
      })
    );
    fc.assert(
      fc.property(raw, (result) => {
        const outcome = decideOutcome(result);
        if (outcome.kind === 'not-sent')
          expect(result).toMatchObject({ kind: 'no-answer', bytesWritten: 'none' });
        if (outcome.kind === 'refused') {
          expect(result.kind).toBe('answer');
          if (result.kind === 'answer' && result.status !== 429)
            expect(result.body).toContain('"code"');
        }
        if (outcome.kind === 'accepted') expect(outcome.wamid).not.toBe('');
      })
    );
  });
});
