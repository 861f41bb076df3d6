import fc from 'fast-check';
import {
  changedNumber,
  limitOf,
  metaWords,
  readAccountChange,
} from '../../../server/src/accounts/domain/meta-update';

describe('limitOf', () => {
  it.each([
    ['TIER_50', 50],
    ['TIER_250', 250],
    ['TIER_2K', 2_000],
    ['TIER_100K', 100_000],
    ['TIER_UNLIMITED', null],
    [-1, null],
    ['-1', null],
    [10_000, 10_000],
    ['TIER_NOT_SET', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    ['TIER_1M', 1_000_000],
    ['TIER_', undefined],
    ['MY_TIER_250', undefined],
    ['TIER_250_DAILY', undefined],
    ['TIER_1234567890', undefined],
  ])('reads %j as %j', (tier, wanted) => {
    expect(limitOf(tier)).toBe(wanted);
  });
});

describe('readAccountChange', () => {
  it('takes the limit of a capability update, whichever of its names it has', () => {
    expect(
      readAccountChange('capability', { max_daily_conversations_per_business: 'TIER_2K' }).limit
    ).toBe(2_000);
    expect(readAccountChange('capability', { max_daily_conversation_per_phone: 250 }).limit).toBe(
      250
    );
    expect('limit' in readAccountChange('capability', { max_phone_numbers_per_waba: 25 })).toBe(
      false
    );
  });

  it('raises the rate when Meta raised it', () => {
    const change = readAccountChange('number-quality', {
      event: 'THROUGHPUT_UPGRADE',
      current_limit: 'TIER_UNLIMITED',
    });
    expect(change).toMatchObject({ throughputMps: 1_000, limit: null, refresh: true });
    expect('throughputMps' in readAccountChange('number-quality', { event: 'ONBOARDING' })).toBe(
      false
    );
  });

  it('marks a flagged number red', () => {
    expect(readAccountChange('number-quality', { event: 'FLAGGED' }).qualityRating).toBe('RED');
  });

  it('stops campaigns, but not answers, when business-initiated messages are restricted', () => {
    const restriction_info = [
      { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1763900000 },
    ];
    const change = readAccountChange('account', { event: 'ACCOUNT_RESTRICTION', restriction_info });
    expect(change.pauseAll?.reason).toBe('account-restricted');
    expect(change.status).toBeUndefined();
  });

  it('stops everything when answers are restricted too', () => {
    const restriction_info = [{ restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' }];
    const change = readAccountChange('account', { event: 'ACCOUNT_RESTRICTION', restriction_info });
    expect(change).toMatchObject({
      status: 'disconnected',
      pauseAll: { reason: 'account-restricted' },
    });
  });

  it('only notes a restriction that concerns calls', () => {
    const restriction_info = [{ restriction_type: 'RESTRICTED_USER_INITIATED_CALLING' }];
    const change = readAccountChange('account', { event: 'ACCOUNT_RESTRICTION', restriction_info });
    expect(change.pauseAll).toBeUndefined();
    expect(change.statusReason).toContain('USER_INITIATED_CALLING');
  });

  it.each([
    ['DISABLE', 'disconnected', 'account-disabled'],
    ['SCHEDULE_FOR_DISABLE', undefined, 'account-disabled-soon'],
    ['REINSTATE', 'connected', undefined],
  ])('follows the ban state %s', (waba_ban_state, status, reason) => {
    const change = readAccountChange('account', {
      event: 'DISABLED_UPDATE',
      ban_info: { waba_ban_state },
    });
    expect(change.status).toBe(status);
    expect(change.pauseAll?.reason).toBe(reason);
  });

  it.each(['ACCOUNT_DELETED', 'ACCOUNT_OFFBOARDED', 'PARTNER_REMOVED'])(
    'disconnects on %s',
    (event) => {
      expect(readAccountChange('account', { event })).toMatchObject({
        status: 'disconnected',
        pauseAll: { reason: 'account-gone' },
      });
    }
  );

  it.each([
    ['business_downgrade', /ordinary WhatsApp app/, /normal WhatsApp/],
    ['primary_inactivity', /about 14 days/, /14 gün/],
    ['companion_inactivity', /about 30 days/, /30 gün/],
    ['account_disconnected', /was disconnected/, /bağlantıyı kesti/],
    ['change_number', /another number/, /başka bir numaraya/],
    ['user_re_registered', /registered again/, /yeniden kaydedildi/],
  ])('[X-17] says in words why a number left: %s', (reason, en, tr) => {
    const value = { event: 'PARTNER_REMOVED', disconnection_info: { reason } };
    const change = readAccountChange('account', value);
    expect(change.statusReason).toBe(`Meta: PARTNER_REMOVED, ${reason}`);
    expect(change.statusWords?.en.text).toMatch(en);
    expect(change.statusWords?.tr.text).toMatch(tr);
    expect(metaWords(value)).toBe(`PARTNER_REMOVED, ${reason}`);
  });

  it('names a reason that it does not know as Meta does', () => {
    const value = { event: 'PARTNER_REMOVED', disconnection_info: { reason: 'UNLINKED' } };
    expect(readAccountChange('account', value)).toMatchObject({
      statusReason: 'Meta: PARTNER_REMOVED, unlinked',
      statusWords: null,
    });
  });

  it('never throws and changes nothing for what it does not know', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (kind, value) => {
        expect(typeof readAccountChange(kind, value)).toBe('object');
        changedNumber(value);
      })
    );
    expect(readAccountChange('other', { event: 'DISABLED_UPDATE' })).toEqual({});
    expect(readAccountChange('account', null)).toEqual({});
  });

  it('takes no limit of a number from words that are none', () => {
    expect(readAccountChange('capability', { current_limit: 'TIER_NOT_SET' })).toEqual({
      refresh: true,
    });
    expect(readAccountChange('capability', null)).toEqual({});
  });

  it('leaves the quality alone for any other event, and tells it', () => {
    expect(readAccountChange('number-quality', { event: 'UNFLAGGED' })).toEqual({
      refresh: true,
      text: 'Meta reports: UNFLAGGED',
    });
  });

  it('connects again, asks Meta and says so when an account is reinstated', () => {
    const ban_info = { waba_ban_state: 'REINSTATE' };
    expect(readAccountChange('account', { event: 'DISABLED_UPDATE', ban_info })).toEqual({
      status: 'connected',
      refresh: true,
      text: 'Meta reinstated the account',
    });
    expect(readAccountChange('account', { event: 'ACCOUNT_RECONNECTED' })).toEqual({
      status: 'connected',
      refresh: true,
      text: 'Meta: account reconnected',
    });
  });

  it.each([
    [{ waba_ban_state: 'DISABLE', waba_ban_date: 'May 1' }, 'Meta: DISABLE, May 1'],
    [{ waba_ban_date: 'May 1' }, 'Meta: May 1'],
    [{ waba_ban_state: 'DISABLE' }, 'Meta: DISABLE'],
    [{}, 'Meta: account disabled'],
    [undefined, 'Meta: account disabled'],
  ])('explains a ban of %j', (ban_info, detail) => {
    expect(readAccountChange('account', { event: 'DISABLED_UPDATE', ban_info })).toEqual({
      status: 'disconnected',
      statusReason: detail,
      pauseAll: { reason: 'account-disabled', detail },
      text: detail,
    });
  });

  const restriction = (...types: (string | null)[]) =>
    readAccountChange('account', {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: types.map((restriction_type) => ({ restriction_type })),
    });
  const calls = 'RESTRICTED_USER_INITIATED_CALLING';

  it('disconnects when one restriction of many stops the answers', () => {
    const detail = `Meta restricted the account: ${calls}, RESTRICTED_CUSTOMER_INITIATED_MESSAGING`;
    expect(restriction(calls, 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING')).toEqual({
      status: 'disconnected',
      statusReason: detail,
      pauseAll: { reason: 'account-restricted', detail },
      text: detail,
    });
  });

  it.each(['RESTRICTED_BIZ_INITIATED_MESSAGING', 'RESTRICTED_UTILITY_TEMPLATES'])(
    'stops campaigns when one restriction of many is %s',
    (type) => {
      const detail = `Meta restricted the account: ${calls}, ${type}`;
      expect(restriction(calls, type)).toEqual({
        statusReason: detail,
        pauseAll: { reason: 'account-restricted', detail },
        text: detail,
      });
    }
  );

  it('leaves an unnamed restriction out of the words, and says when none has a name', () => {
    expect(restriction(null, calls).text).toBe(`Meta restricted the account: ${calls}`);
    const unnamed = 'Meta restricted the account: no type given';
    expect(restriction(null)).toEqual({ statusReason: unnamed, text: unnamed });
    expect(readAccountChange('account', { event: 'ACCOUNT_RESTRICTION' }).text).toBe(unnamed);
  });

  it('explains why an account is gone', () => {
    const detail = 'Meta: ACCOUNT_DELETED';
    expect(readAccountChange('account', { event: 'ACCOUNT_DELETED' })).toEqual({
      status: 'disconnected',
      statusReason: detail,
      statusWords: null,
      pauseAll: { reason: 'account-gone', detail },
      text: detail,
    });
  });

  it.each([
    [{ violation_type: 'SCAM' }, 'Meta reports a violation: SCAM'],
    [{}, 'Meta reports a violation: ?'],
    [undefined, 'Meta reports a violation: ?'],
  ])('only tells a violation: %j', (violation_info, text) => {
    expect(readAccountChange('account', { event: 'ACCOUNT_VIOLATION', violation_info })).toEqual({
      text,
    });
  });

  it('only tells an event of the account that it does not know, and nothing without one', () => {
    const event = 'VERIFIED_ACCOUNT';
    const ban_info = { waba_ban_state: 'DISABLE' };
    expect(readAccountChange('account', { event, ban_info })).toEqual({
      text: 'Meta reports: VERIFIED_ACCOUNT',
    });
    expect(readAccountChange('account', { ban_info })).toEqual({});
  });

  it('reads which number a change is about', () => {
    expect(changedNumber({ display_phone_number: '+1 555-000-9999' })).toBe('15550009999');
    expect(changedNumber({})).toBeNull();
  });
});
