import { skipReason } from '../../../server/src/contracts/campaigns';
import { errorTable } from '../../../server/src/cloud-api/errors';
import { errorWords } from '../../../server/src/conversations/domain/error-words';

/** Skips of a campaign that no single message can have. */
const CAMPAIGN_ONLY = [
  ...['no-language', 'duplicate', 'capped', 'stale'],
  ...['over-limit', 'hold-out'],
];
const LOCAL = [
  ...skipReason.options.filter((reason) => !CAMPAIGN_ONLY.includes(reason)),
  ...['limit-full', 'bad-value', 'message-not-allowed'],
  'not-sent-restart',
  'not-sent-network',
  'uncertain',
];
const stored = (errorClass: string, errorCode: number | null = null) => ({
  errorClass,
  errorCode,
  errorText: errorClass,
});

describe('what went wrong with a message, in words', () => {
  it.each(LOCAL)('[M-33] %s has its own title and advice in English and Turkish', (errorClass) => {
    const general = errorWords(stored('something-else'), 'en');
    const [en, tr] = [errorWords(stored(errorClass), 'en'), errorWords(stored(errorClass), 'tr')];
    expect(en?.title).not.toBe(errorClass);
    expect(en?.advice).not.toBe(general?.advice);
    expect(tr?.title).not.toBe(en?.title);
    expect(tr?.advice).not.toBe(en?.advice);
  });

  it('[M-33] each code of Meta is explained in both languages', () => {
    for (const { code } of errorTable) {
      const [en, tr] = (['en', 'tr'] as const).map((locale) =>
        errorWords(stored('request', code), locale)
      );
      expect([code, Boolean(en?.title && en.advice && tr?.title && tr.advice)]).toEqual([
        code,
        true,
      ]);
      expect(en?.code).toBe(code);
    }
  });

  it('offers a retry only where it can help, never to somebody who stopped marketing or is in an experiment of Meta', () => {
    const retry = (errorClass: string, code: number | null = null) =>
      errorWords(stored(errorClass, code), 'en')?.retryable;
    expect(retry('transient', 131000)).toBe(true);
    expect(retry('limit-full')).toBe(true);
    expect(retry('opted-out')).toBe(false);
    expect(retry('uncertain')).toBe(false);
    expect(retry('recipient-permanent', 131026)).toBe(false);
    expect(retry('transient', 131050)).toBe(false);
    expect(retry('recipient-cooldown', 131049)).toBe(true);
    expect(retry('recipient-cooldown', 130472)).toBe(false);
  });

  it('says nothing when nothing went wrong', () => {
    expect(errorWords({ errorClass: null, errorCode: null, errorText: null }, 'en')).toBeNull();
  });
});
