import fc from 'fast-check';
import {
  classifyGraphError,
  errorRowOf,
  errorTable,
  explainError,
} from '../../../server/src/cloud-api/errors';

const classes = [
  'transient',
  'rate',
  'recipient-permanent',
  'recipient-cooldown',
  'template',
  'account',
  'auth',
  'request',
];

/** Meta's codes (its page "Error codes"), by class. */
const expected: Record<string, number[]> = {
  auth: [0, 3, 10, 102, 190, 200, 250, 299, 131005],
  transient: [
    1, 2, 131000, 131016, 131057, 131059, 133004, 133015, 134101, 139102, 139103, 2494100,
  ],
  rate: [4, 17, 32, 613, 80007, 130429, 131056, 131208, 132069, 133008, 133009, 133016],
  account: [
    33, 368, 131031, 131037, 131042, 131044, 131045, 131048, 131064, 131207, 133000, 133006, 133010,
    134011,
  ],
  'recipient-permanent': [130497, 131021, 131050],
  'recipient-cooldown': [130472, 131026, 131049],
  template: [131061, 131063, 132001, 132007, 132015, 132016, 132068, 134102, 141002, 2388019],
  request: [
    100, 131008, 131009, 131020, 131030, 131041, 131047, 131051, 131052, 131053, 131055, 131060,
    131062, 131201, 131206, 131209, 131215, 132000, 132005, 132008, 132012, 132018, 133005, 134100,
    135000, 137000, 138000, 138024, 139000, 139004, 139100, 139101, 147001, 147005, 200005, 200006,
    200007, 1752041, 2388001, 2388012, 2388023, 2388024, 2388040, 2388047, 2388072, 2388073,
    2388091, 2388093, 2388103, 2388293, 2388299, 2593079, 2593085, 2593107, 2593108,
  ],
};
const cases = Object.entries(expected).flatMap(([cls, codes]) =>
  codes.map((code) => [code, cls] as const)
);

describe('classifyGraphError', () => {
  it.each(cases)('puts code %i into class %s', (code, cls) => {
    const error = classifyGraphError({ status: 400, code });
    expect(error.class).toBe(cls);
    expect(error.known).toBe(true);
    expect(error.code).toBe(code);
  });

  it.each([
    [4, 'app'],
    [17, 'app'],
    [32, 'app'],
    [613, 'app'],
    [80007, 'waba'],
    [130429, 'number'],
    [131056, 'pair'],
    [131208, 'number'],
    [132069, 'flow'],
    [133016, 'number'],
  ])('lets code %i rest only its scope %s', (code, scope) => {
    expect(classifyGraphError({ status: 400, code }).scope).toBe(scope);
  });

  it('gives every code at every status one of the eight classes', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 599 }),
        fc.option(fc.integer()),
        (code, status, subcode) => {
          const error = classifyGraphError({ status, code, subcode });
          expect(classes).toContain(error.class);
          expect(error.scope !== null).toBe(error.class === 'rate');
          expect(error.title).not.toBe('');
        }
      )
    );
  });

  it.each([
    [429, 'rate'],
    [401, 'auth'],
    [403, 'account'],
    [500, 'transient'],
    [503, 'transient'],
    [408, 'transient'],
    [400, 'request'],
    [404, 'request'],
    [0, 'request'],
  ])('judges an unknown code by HTTP %i as %s', (status, cls) => {
    const error = classifyGraphError({ status, code: 987_654 });
    expect(error).toMatchObject({ class: cls, known: false, title: `HTTP ${status}` });
    expect(error.retryable).toBe(cls === 'transient' || cls === 'rate');
    expect(error.scope).toBe(cls === 'rate' ? 'number' : null);
  });

  it('believes Meta that an unknown fault will pass', () => {
    expect(classifyGraphError({ status: 400, code: 987_654, transient: true }).class).toBe(
      'transient'
    );
  });

  it('knows a missing object of a number or WABA as a fault of the account, of other things as a bad request', () => {
    const missing = { status: 400, code: 100, subcode: 33 };
    expect(classifyGraphError(missing, { target: 'number' })).toMatchObject({
      class: 'account',
      subcode: 33,
    });
    expect(classifyGraphError(missing, { target: 'waba' }).class).toBe('account');
    expect(classifyGraphError(missing, { target: 'media' }).class).toBe('request');
    expect(classifyGraphError(missing).class).toBe('request');
    expect(classifyGraphError({ status: 400, code: 100 }, { target: 'number' }).class).toBe(
      'request'
    );
  });

  it('takes a contact who was undeliverable before for unreachable', () => {
    const input = { status: 400, code: 131026 };
    expect(classifyGraphError(input).class).toBe('recipient-cooldown');
    expect(classifyGraphError(input, { undeliverableBefore: 0 }).class).toBe('recipient-cooldown');
    expect(classifyGraphError(input, { undeliverableBefore: 1 }).class).toBe('recipient-permanent');
    expect(classifyGraphError({ ...input, code: 131049 }, { undeliverableBefore: 1 }).class).toBe(
      'recipient-cooldown'
    );
  });

  it('tries a link that could not be fetched once more', () => {
    const input = { status: 400, code: 131052 };
    expect(classifyGraphError(input, { mediaByLinkFirstTry: true }).class).toBe('transient');
    expect(classifyGraphError(input, { mediaByLinkFirstTry: false }).class).toBe('request');
    expect(
      classifyGraphError({ ...input, code: 131053 }, { mediaByLinkFirstTry: true }).class
    ).toBe('request');
  });

  it('reads the subcode of management errors, and not the meaningless one of send errors', () => {
    expect(classifyGraphError({ status: 400, code: 100, subcode: 2388019 }).class).toBe('template');
    expect(classifyGraphError({ status: 400, code: 100, subcode: 2388299 }).title).toBe(
      'Variable at the start or end'
    );
    expect(classifyGraphError({ status: 400, code: 130429, subcode: 2494055 }).class).toBe('rate');
    expect(classifyGraphError({ status: 400, code: 131026, subcode: 463 }).class).toBe(
      'recipient-cooldown'
    );
    expect(classifyGraphError({ status: 401, code: 190, subcode: 463 }).title).toBe('Expired');
    expect(classifyGraphError({ status: 400, code: null, subcode: 2494100 }).class).toBe(
      'transient'
    );
  });

  it('keeps what Meta said, the most telling words first', () => {
    expect(
      classifyGraphError({
        status: 400,
        code: 100,
        details: 'd',
        userMessage: 'u',
        message: 'm',
        fbtraceId: 'T',
      })
    ).toMatchObject({ details: 'd', fbtraceId: 'T', status: 400 });
    expect(
      classifyGraphError({ status: 400, code: 100, userMessage: 'u', message: 'm' }).details
    ).toBe('u');
    expect(classifyGraphError({ status: 400, code: 100, message: 'm' }).details).toBe('m');
    expect(classifyGraphError({ status: 400, code: 100 })).toMatchObject({
      details: null,
      fbtraceId: null,
    });
    expect(
      classifyGraphError({ status: 400, code: 987_654, userTitle: 't', message: 'm' }).title
    ).toBe('t');
    expect(classifyGraphError({ status: 400, code: 987_654, message: 'm' }).title).toBe('m');
  });

  it('waits as long as Meta says, else as long as the code needs, else by policy', () => {
    expect(classifyGraphError({ status: 400, code: 131049 }).retryAfterMs).toBe(86_400_000);
    expect(classifyGraphError({ status: 500, code: 131057 }).retryAfterMs).toBe(60_000);
    expect(classifyGraphError({ status: 400, code: 134101 }).retryAfterMs).toBe(600_000);
    expect(classifyGraphError({ status: 400, code: 133016 }).retryAfterMs).toBe(259_200_000);
    expect(classifyGraphError({ status: 429, code: 131057, retryAfterMs: 5 }).retryAfterMs).toBe(5);
    expect(classifyGraphError({ status: 429, code: 130429 }).retryAfterMs).toBeNull();
  });
});

describe('the table of errors', () => {
  it('[M-33] explains every code in both languages, with advice', () => {
    for (const row of errorTable) {
      for (const locale of ['en', 'tr'] as const) {
        const { text, advice, title } = explainError(row.code, locale);
        expect(text).toMatch(/^\S.{8,}[.!]$/u);
        expect(advice).toMatch(/^\S.{5,}\.$/u);
        expect(title).toBe(row.title);
      }
      expect(row.en.text).not.toBe(row.tr.text);
      expect(row.en.advice).not.toBe(row.tr.advice);
    }
  });

  it('has each code once, and no family over an exact code', () => {
    const codes = errorTable.map((row) => row.code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const family of errorTable.filter((row) => row.to !== undefined)) {
      expect(family.to).toBeGreaterThan(family.code);
      const inside = errorTable.filter(
        (row) => row !== family && row.code >= family.code && row.code <= (family.to ?? 0)
      );
      expect(inside).toEqual([]);
    }
  });

  it('has a scope exactly where a rate is exceeded', () => {
    for (const row of errorTable) expect(row.scope !== undefined).toBe(row.class === 'rate');
  });

  it('ends a family at its last code', () => {
    expect(errorRowOf(299)?.code).toBe(200);
    expect(errorRowOf(300)).toBeUndefined();
    expect(errorRowOf(199)).toBeUndefined();
    expect(errorRowOf(null)).toBeUndefined();
  });

  it('says whether a retry by a user can help', () => {
    const retry = (code: number): boolean => classifyGraphError({ status: 400, code }).retryable;
    expect([131047, 131050, 131049, 132000, 132016, 131021].filter(retry)).toEqual([]);
    expect([190, 131000, 130429, 131056, 133010, 131042, 132015].every(retry)).toBe(true);
  });

  it('explains unknown codes too', () => {
    expect(explainError(987_654, 'en')).toMatchObject({ title: 'Error 987654' });
    expect(explainError(987_654, 'tr').text).toMatch(/belgelenmemiş/);
    expect(explainError(null, 'en').title).toBe('Error');
    expect(explainError(100, 'en', 2388019).title).toBe('Message template limit reached');
  });
});
