import { oldUserIdIn } from '../../../server/src/cloud-api/identity-notice';

const next = 'DE.22222222';
const old = (text: string | null) => oldUserIdIn(text, next);

describe('who changed their user id, by the sentence of the notice', () => {
  it.each([
    `User Ada changed from DE.11111111 to ${next}`,
    `User changed from DE.11111111 to ${next}. `,
  ])('[X-15] is certain in %j', (text) => {
    expect(old(text)).toBe('DE.11111111');
  });

  it.each([
    ['no text', null],
    ['no old id', `User Ada changed to ${next}`],
    [
      'an id as a name, and a number as the old one',
      `User DE.33333333 changed from 491701234567 to ${next}`,
    ],
    ['an id as a name, and none as the old one', `User DE.33333333 changed to ${next}`],
    ['an id as a name beside the old one', `User DE.33333333 changed from DE.11111111 to ${next}`],
    ['an id of another form', `User DE.33333333 changed from US.ENT.118157992 to ${next}`],
    [
      'a sentence in a name',
      `User A changed from DE.33333333 to DE.22222222 changed from 49170 to ${next}`,
    ],
    ['another new id', 'User Ada changed from DE.11111111 to DE.44444444'],
  ])('[X-15] is not certain with %s', (_what, text) => {
    expect(old(text)).toBeNull();
  });
});
