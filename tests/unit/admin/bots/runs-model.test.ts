import { stayOf } from '../../../../admin/src/pages/Bots/flow/model/stay';
import {
  filterOf,
  fitting,
  isChoosable,
  isFiltered,
  NO_FILTER,
  openedOf,
  paramsOf,
  queryOf,
  REASONS,
} from '../../../../admin/src/pages/Bots/runs/model';
import en from '../../../../admin/src/translations/en/bots.json';
import type { RunLine } from '../../../../server/src/contracts/run-list';

const line = (id: number, more: Partial<RunLine>): RunLine => ({
  ...{ id, botId: 1, botName: 'Bot', state: 'done', reason: null, origin: 'message' },
  ...{ trigger: 'keyword', contact: null, conversationId: 1, place: null, waits: null },
  ...{ isUnseen: false, mayResume: false, mayEnd: false, startedAt: 1, endedAt: 2 },
  ...more,
});

describe('the filter of runs', () => {
  it('[B-15] lives in the address; what is unknown there is no filter', () => {
    const address = 'state=set-aside&bot=3&node=ask&reason=stale&span=week&unseen=true';
    const filter = filterOf(new URLSearchParams(address));
    expect(filter).toEqual({
      ...{ state: 'set-aside', bot: 3, node: 'ask', reason: 'stale', span: 'week', unseen: true },
    });
    expect(filterOf(new URLSearchParams(paramsOf(filter, null)))).toEqual(filter);
    const unknown = filterOf(new URLSearchParams('state=x&bot=-1&node=A&reason=1&span=y&unseen=1'));
    expect(unknown).toEqual(NO_FILTER);
    expect([isFiltered(filter), isFiltered(unknown)]).toEqual([true, false]);
  });

  it('keeps the run that is open beside it', () => {
    const open = { botId: 3, runId: 12 };
    const params = new URLSearchParams(paramsOf(NO_FILTER, open));
    expect(openedOf(params)).toEqual(open);
    expect(filterOf(params)).toEqual(NO_FILTER);
    expect(openedOf(new URLSearchParams('run=12'))).toBeNull();
  });

  it('asks from a whole minute on, so that the same question is not asked each second', () => {
    const filter = { ...NO_FILTER, span: 'day' as const, bot: 2 };
    const at = (now: number) => queryOf(filter, { cursor: undefined, now }).from;
    expect(at(86_400_000 + 61_000)).toBe(60_000);
    expect(at(86_400_000 + 119_000)).toBe(60_000);
    expect(queryOf(NO_FILTER, { cursor: 'c', now: 0 })).toEqual({ cursor: 'c' });
  });

  it('[B-15] offers every reason for which a run can end', () => {
    // Of a trial, of bots and conditions that do not begin or cannot be published, of a step that was done, and where the step's is shown.
    const others = [
      'trial-bound',
      'first-message-unclear',
      'window-not-open',
      'team-gone',
      'condition-gone',
    ];
    const elsewhere = new Set([...others, 'step-failed']);
    const worded = Object.keys(en).flatMap((key) => /^bots\.reason\.(.+)$/.exec(key)?.[1] ?? []);
    const offered = new Set<string>(REASONS);
    expect(worded.filter((reason) => !elsewhere.has(reason) && !offered.has(reason))).toEqual([]);
    const isWorded = (reason: string) => `bots.reason.${reason}` in en || `error.${reason}` in en;
    expect(REASONS.filter((reason) => !isWorded(reason))).toEqual([]);
    expect(offered.size).toBe(REASONS.length);
  });
});

it('[B-13] finds among chosen runs those with which something may be done', () => {
  const failed = line(1, { state: 'failed', mayResume: true, isUnseen: true });
  const waiting = line(2, { state: 'waiting', mayEnd: true });
  const done = line(3, {});
  const ids = (action: 'resume' | 'end' | 'seen') =>
    fitting([failed, waiting, done], action).map(({ id }) => id);
  expect([ids('resume'), ids('end'), ids('seen')]).toEqual([[1], [2], [1]]);
  expect([failed, waiting, done].map(isChoosable)).toEqual([true, true, false]);
});

it('says how long contacts stay in the unit that reads best', () => {
  const minute = 60_000;
  expect(stayOf(20_000)).toEqual({ unit: 'minutes', count: 0 });
  expect(stayOf(89 * minute)).toEqual({ unit: 'minutes', count: 89 });
  expect(stayOf(150 * minute)).toEqual({ unit: 'hours', count: 3 });
  expect(stayOf(50 * 60 * minute)).toEqual({ unit: 'days', count: 2 });
});
