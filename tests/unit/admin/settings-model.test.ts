import fc from 'fast-check';
import { createAccountBody, updateAccountBody } from '../../../server/src/contracts/accounts';
import { countriesIn, countryCodes } from '../../../admin/src/shared/countries';
import {
  createBody,
  emptyNumber,
  isChanged,
  makeEncryptionKey,
  type NumberValues,
  problemsOf,
  repairOf,
  sharersOf,
  testBody,
  updateBody,
  valuesOf,
  webhookHealth,
} from '../../../admin/src/pages/Settings/model';
import { timeTyped } from '../../../admin/src/pages/Settings/team/model';
import { anAccount } from '../../support/account-view';

const complete: NumberValues = {
  ...emptyNumber,
  name: 'Shop TR',
  wabaId: '1020304050',
  phoneNumberId: '9080706050',
};

it.each([
  ...[
    ['9', '09:00'],
    ['8.30', '08:30'],
    ['830', '08:30'],
    ['8:30 am', '08:30'],
    ['5 p.m.', '17:00'],
    ['12 am', '00:00'],
    ['12:15pm', '12:15'],
    ['24:00', '24:00'],
  ],
  // What is no time stays: the server says so.
  ...[
    ['13 pm', '13 pm'],
    ['noon', 'noon'],
    ['9:5', '9:5'],
    ['', ''],
  ],
])('[B-19] reads the time %j as %j', (typed, kept) => {
  expect(timeTyped(typed)).toBe(kept);
});

describe('the form of a number', () => {
  it('accepts exactly what the contract of the server accepts', () => {
    const field = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\d{3,34}$/),
      fc.constantFrom('', ' ', 'TR', 'tr', 'v24.0', 'v1', 'ftp://x', 'https://graph.facebook.com'),
      fc.webUrl()
    );
    const values = fc.record({
      name: field,
      wabaId: field,
      phoneNumberId: field,
      token: field,
      appSecret: field,
      defaultCountry: field,
      baseUrl: field,
      apiVersion: field,
    });
    fc.assert(
      fc.property(values, (form) => {
        const ours = Object.keys(problemsOf(form)).sort();
        const parsed = createAccountBody.safeParse(createBody(form));
        const theirs = parsed.error?.issues.map((issue) => String(issue.path[0])) ?? [];
        expect(ours).toEqual([...new Set(theirs)].sort());
      }),
      { numRuns: 500 }
    );
  });

  it('names each missing field of an empty form', () => {
    expect(Object.keys(problemsOf(emptyNumber)).sort()).toEqual([
      'name',
      'phoneNumberId',
      'wabaId',
    ]);
  });

  it('never carries a secret of an existing number', () => {
    const values = valuesOf(anAccount());
    expect(values.token).toBe('');
    expect(values.appSecret).toBe('');
    expect(updateBody(values, anAccount())).toEqual({});
  });

  it('sends only what was changed, with a replaced secret and without the others', () => {
    const values = { ...valuesOf(anAccount()), name: ' Depot ', token: ' EAAG1234567890 ' };
    const body = updateBody(values, anAccount());
    expect(body).toEqual({ name: 'Depot', token: 'EAAG1234567890' });
    expect(updateAccountBody.safeParse(body).success).toBe(true);
  });

  it('tests what stands in the form and lets the server add the kept secrets', () => {
    expect(testBody(valuesOf(anAccount()), anAccount())).toMatchObject({ accountId: 7 });
    expect(testBody(valuesOf(anAccount()), anAccount())).not.toHaveProperty('token');
    expect(testBody(complete, null)).not.toHaveProperty('accountId');
  });

  it('knows whether leaving would lose something', () => {
    expect(isChanged(emptyNumber, null)).toBe(false);
    expect(isChanged({ ...emptyNumber, name: ' ' }, null)).toBe(false);
    expect(isChanged(complete, null)).toBe(true);
    expect(isChanged(valuesOf(anAccount()), anAccount())).toBe(false);
    expect(isChanged({ ...valuesOf(anAccount()), appSecret: 'x' }, anAccount())).toBe(true);
  });
});

describe('what a number says about itself', () => {
  const webhook = anAccount().webhook;

  it('calls a webhook quiet after a day without an event', () => {
    const now = 10 * 86_400_000;
    expect(webhookHealth(webhook, now)).toBe('never');
    expect(webhookHealth({ ...webhook, lastEventAt: now - 86_400_000 }, now)).toBe('fresh');
    expect(webhookHealth({ ...webhook, lastEventAt: now - 86_400_001 }, now)).toBe('quiet');
  });

  it('asks for a new token when Meta refused it or it cannot be read', () => {
    expect(repairOf(anAccount({ status: 'token-refused' }))).toBe('new-token');
    expect(repairOf(anAccount({ status: 'token-unreadable' }))).toBe('new-token');
    expect(repairOf(anAccount({ status: 'not-connected' }))).toBe('test');
    expect(repairOf(anAccount())).toBeNull();
  });

  it('counts the numbers that share one messaging limit', () => {
    const a = anAccount({ id: 1, portfolioId: 'p' });
    const b = anAccount({ id: 2, portfolioId: 'p', wabaId: '99999' });
    const c = anAccount({ id: 3 });
    expect(sharersOf(a, [a, b, c])).toBe(2);
    expect(sharersOf(c, [a, b, c])).toBe(1);
  });
});

describe('the encryption key made in the browser', () => {
  it('has 256 bits in characters that need no quotes in .env', () => {
    const key = makeEncryptionKey((bytes) => bytes.fill(255));
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(makeEncryptionKey()).not.toBe(makeEncryptionKey());
  });
});

describe('countries', () => {
  it('are named in the language of the admin, each once', () => {
    expect(new Set(countryCodes).size).toBe(countryCodes.length);
    expect(countriesIn('tr')).toContainEqual({ code: 'TR', name: 'Türkiye' });
    expect(countriesIn('en').every(({ code }) => /^[A-Z]{2}$/.test(code))).toBe(true);
  });
});
