import { DateTime } from 'luxon';
import { deskBody, type BusinessHours } from '../../../server/src/contracts/team';
import {
  unknownInAnswer,
  withOpens,
  withoutOpenVariables,
  writtenLanguage,
} from '../../../server/src/team/domain/answer-text';
import { closedAt, opensWords } from '../../../server/src/team/domain/hours';
import { pickMember, type Candidate, type Rule } from '../../../server/src/team/domain/pick';

const someone = (id: number, part: Partial<Candidate> = {}): Candidate => ({
  id,
  onDuty: true,
  isOnline: true,
  load: 0,
  ...part,
});
const rule = (part: Partial<Rule> = {}): Rule => ({
  method: 'round-robin',
  who: 'everybody',
  maxLoad: null,
  lastGivenId: null,
  ...part,
});

describe('whose turn it is', () => {
  const three = [someone(5), someone(3), someone(9)];

  it('[C-23] goes round in the order of the members, from the one who had the last', () => {
    const order: (number | null)[] = [];
    for (let i = 0; i < 4; i += 1)
      order.push(pickMember(rule({ lastGivenId: order.at(-1) ?? null }), three));
    expect(order).toEqual([5, 3, 9, 5]);
  });
  it('begins again when the last one has left the team', () => {
    expect(pickMember(rule({ lastGivenId: 77 }), three)).toBe(5);
  });
  it('[C-23] takes the least busy one, and of equals the one whose turn it is', () => {
    const busy = [someone(5, { load: 2 }), someone(3, { load: 1 }), someone(9, { load: 1 })];
    expect(pickMember(rule({ method: 'least-busy' }), busy)).toBe(3);
    expect(pickMember(rule({ method: 'least-busy', lastGivenId: 3 }), busy)).toBe(9);
  });
  it('skips who is not at their post, has no page open or has enough', () => {
    const people = [
      someone(1, { onDuty: false }),
      someone(2, { isOnline: false }),
      someone(3, { load: 4 }),
    ];
    expect(pickMember(rule(), people)).toBe(1);
    expect(pickMember(rule({ who: 'on-duty' }), people)).toBe(2);
    expect(pickMember(rule({ who: 'online' }), people)).toBe(3);
    expect(pickMember(rule({ who: 'online', maxLoad: 4 }), people)).toBeNull();
    expect(pickMember(rule({ who: 'online', maxLoad: 5 }), people)).toBe(3);
  });
  it('gives nothing without a rule or without agents', () => {
    expect(pickMember(rule({ method: 'none' }), three)).toBeNull();
    expect(pickMember(rule(), [])).toBeNull();
  });
});

const ZONE = 'Europe/Berlin';
const day = [{ from: '09:00', to: '17:00' }];
const week: BusinessHours['week'] = [day, day, day, day, day, [], []];
const hours = (part: Partial<BusinessHours> = {}): BusinessHours => ({
  zone: ZONE,
  week,
  holidays: [],
  ...part,
});
const at = (text: string): number => DateTime.fromISO(text, { zone: ZONE }).toMillis();

describe('[B-19] the hours of a number', () => {
  it('are open between the times of the day, the beginning included and the end not', () => {
    expect(closedAt(hours(), at('2026-11-20T09:00'))).toBeNull();
    expect(closedAt(hours(), at('2026-11-20T16:59:59.999'))).toBeNull();
    expect(closedAt(hours(), at('2026-11-20T17:00'))).toEqual({
      since: at('2026-11-20T17:00'),
      until: at('2026-11-23T09:00'),
    });
  });
  it('are one closed time from Friday evening to Monday morning, whenever one asks', () => {
    const asked = ['2026-11-20T23:00', '2026-11-21T12:00', '2026-11-23T08:59'];
    const found = asked.map((time) => closedAt(hours(), at(time))?.since);
    expect(new Set(found)).toEqual(new Set([at('2026-11-20T17:00')]));
  });
  it('know holidays, whole ones and such with other times', () => {
    const holidays = [
      { from: '2026-12-25', to: '2026-12-26', name: 'Noel', spans: [] },
      { from: '2026-12-31', to: '2026-12-31', name: '', spans: [{ from: '10:00', to: '12:00' }] },
    ];
    const closed = closedAt(hours({ holidays }), at('2026-12-25T11:00'));
    expect(closed).toEqual({ since: at('2026-12-24T17:00'), until: at('2026-12-28T09:00') });
    expect(closedAt(hours({ holidays }), at('2026-12-31T11:00'))).toBeNull();
    expect(closedAt(hours({ holidays }), at('2026-12-31T13:00'))?.until).toBe(
      at('2027-01-01T09:00')
    );
  });
  it('follow the clock of the place when it is put back', () => {
    // Summer time ends on 25 October 2026 in Berlin.
    const sunday = hours({ week: [[], [], [], [], [], [], [{ from: '00:00', to: '24:00' }]] });
    expect(closedAt(sunday, at('2026-10-25T00:00'))).toBeNull();
    const after = closedAt(sunday, at('2026-10-26T00:00'));
    expect(after?.since).toBe(at('2026-10-26T00:00'));
    expect(at('2026-10-26T00:00') - at('2026-10-25T00:00')).toBe(25 * 3_600_000);
  });
  it('that never open are one closed time without end', () => {
    const never = hours({ week: [[], [], [], [], [], [], []] });
    expect(closedAt(never, at('2026-11-20T12:00'))).toEqual({ since: null, until: null });
  });
  it('say when they open again as one would say it', () => {
    const say = (now: string, language: 'en' | 'tr') =>
      opensWords(closedAt(hours(), at(now)) ?? { since: null, until: null }, {
        zone: ZONE,
        at: at(now),
        language,
      });
    expect(say('2026-11-20T07:00', 'en')).toBe('09:00');
    expect(say('2026-11-20T18:00', 'en')).toBe('Monday 09:00');
    expect(say('2026-11-20T18:00', 'tr')).toBe('Pazartesi 09:00');
  });
});

describe('automatic answers', () => {
  it('say when it opens, or the words for when nobody knows', () => {
    expect(withOpens('Back at {{ opens }}.', '09:00')).toBe('Back at 09:00.');
    expect(withOpens('Back {{opens|soon}}.', '')).toBe('Back soon.');
  });
  it('never show a customer braces', () => {
    expect(withoutOpenVariables('Hello {{first_name}}, we are closed.')).toBe(
      'Hello, we are closed.'
    );
  });
  it('go out in the language that is written where the wanted one is empty', () => {
    const both = { tr: 'Kapalıyız', en: 'Closed' };
    expect([writtenLanguage(both, 'tr'), writtenLanguage(both, 'en')]).toEqual(['tr', 'en']);
    expect(writtenLanguage({ ...both, tr: '' }, 'tr')).toBe('en');
    expect(writtenLanguage({ ...both, en: '' }, 'en')).toBe('tr');
  });
  it('refuse variables that nobody can fill', () => {
    expect(unknownInAnswer('{{opens}} {{first_name|you}}')).toEqual([]);
    expect(unknownInAnswer('{{openz}}')).toEqual(['openz']);
    expect(unknownInAnswer('I am {{agent_first_name}}')).toEqual(['agent_name']);
  });
});

describe('the settings of a number', () => {
  const body = { teamId: null, whenReopened: 'keep', hours: null, away: null, greeting: null };
  const problem = (part: object): string | undefined =>
    deskBody.safeParse({ ...body, ...part }).error?.issues[0]?.path.join('.');
  it('name the field that is wrong', () => {
    const away = { texts: { tr: 'Kapalıyız', en: 'Closed' }, withBots: false };
    expect(problem({})).toBeUndefined();
    expect(problem({ away })).toBe('hours');
    expect(problem({ hours: hours(), away })).toBeUndefined();
    expect(problem({ greeting: { tr: '', en: 'Welcome' } })).toBeUndefined();
    expect(problem({ greeting: { tr: ' ', en: '' } })).toBe('greeting.tr');
    expect(problem({ hours: hours({ zone: 'Mars/Base' }) })).toBe('hours.zone');
    const overlap = [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '13:00' },
    ];
    expect(problem({ hours: hours({ week: [overlap, [], [], [], [], [], []] }) })).toBe(
      'hours.week.0'
    );
    const backwards = [{ from: '17:00', to: '09:00' }];
    expect(problem({ hours: hours({ week: [backwards, [], [], [], [], [], []] }) })).toBe(
      'hours.week.0.0.to'
    );
    const noDay = [{ from: '2026-02-30', to: '2026-02-30', name: '', spans: [] }];
    expect(problem({ hours: hours({ holidays: noDay }) })).toBe('hours.holidays.0.from');
  });
});
