import { readMessage } from '../../../server/src/consent/domain/reading';
import leaving from '../../support/leaving-sentences.json';
import ordinary from '../../support/ordinary-sentences.json';

const LANGUAGES = ['en', 'tr', 'de', 'fr', 'es', 'pt'] as const;
/** This many of 200 ordinary sentences may be put before the team. */
const MOST_NEAR = 2;

const reads = (sentences: readonly string[], reading: string) =>
  sentences.filter((text) => readMessage(text).reading === reading);

describe.each(LANGUAGES)('sentences of customers, %s', (language) => {
  const everyday = ordinary[language];

  it('are 200 and more, each once', () => {
    expect(new Set(everyday).size).toBe(everyday.length);
    expect(everyday.length).toBeGreaterThanOrEqual(200);
  });

  it('[O-17] are no opt-out words when they are about orders, appointments and stays', () => {
    expect(reads(everyday, 'sure')).toEqual([]);
    expect(reads(everyday, 'unsure')).toEqual([]);
    expect(reads(everyday, 'start')).toEqual([]);
  });

  it(`[O-17] ask the team in at most ${MOST_NEAR} of 200 cases`, () => {
    const near = reads(everyday, 'near');
    expect(near.length > MOST_NEAR ? near : []).toEqual([]);
  });

  it('[O-17] are opt-out words or ask the team when they are about messages, the list or the subscription', () => {
    const asking = leaving[language];
    expect(asking.length).toBeGreaterThanOrEqual(25);
    const found = new Set([...reads(asking, 'sure'), ...reads(asking, 'near')]);
    expect(asking.filter((text) => !found.has(text))).toEqual([]);
  });
});
