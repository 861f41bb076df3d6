import { answerHandshake } from '../../../server/src/cloud-api/handshake';

const query = (mode: string, challenge: string, token: string): string =>
  `hub.mode=${mode}&hub.challenge=${encodeURIComponent(challenge)}&hub.verify_token=${encodeURIComponent(token)}`;

describe('answerHandshake', () => {
  it('gives the challenge back when the token is one of ours', () => {
    expect(answerHandshake(query('subscribe', '1158201444', 'b c'), ['a', 'b c'])).toEqual({
      ok: true,
      challenge: '1158201444',
      token: 1,
    });
    expect(answerHandshake(`?${query('subscribe', '1', 'a')}`, ['a', 'a'])).toMatchObject({
      token: 0,
    });
  });

  it.each([
    [query('subscribe', '1', 'wrong'), 'token'],
    [query('subscribe', '1', ''), 'token'],
    ['hub.mode=subscribe&hub.challenge=1', 'token'],
    [query('unsubscribe', '1', 'a'), 'mode'],
    ['', 'mode'],
    ['hub[mode]=subscribe&hub[challenge]=1&hub[verify_token]=a', 'mode'],
    ['hub.mode=subscribe&hub.verify_token=a', 'challenge'],
    [query('subscribe', '<script>alert(1)</script>', 'a'), 'challenge'],
    [query('subscribe', '1\n2', 'a'), 'challenge'],
    [query('subscribe', '1'.repeat(201), 'a'), 'challenge'],
  ])('[X-09] refuses %s because of its %s', (raw, reason) => {
    expect(answerHandshake(raw, ['a', ''])).toEqual({ ok: false, reason });
  });

  it('[X-09] refuses everybody while no token is set', () => {
    expect(answerHandshake(query('subscribe', '1', ''), ['', ''])).toEqual({
      ok: false,
      reason: 'token',
    });
    expect(answerHandshake(query('subscribe', '1', 'a'), [])).toEqual({
      ok: false,
      reason: 'token',
    });
  });
});
