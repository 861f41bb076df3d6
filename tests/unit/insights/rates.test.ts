import { ratesOf } from '../../../server/src/insights/domain/rates';

const nothing = { clicked: 0, hasLinks: true, replied: 0, optedOut: 0 };

describe('the rates of a campaign', () => {
  it('[A-01] [A-03] [A-04] are shares of those sent, tried or delivered', () => {
    expect(
      ratesOf(
        { sent: 80, delivered: 50, read: 25, failed: 20 },
        { clicked: 10, hasLinks: true, replied: 5, optedOut: 1 }
      )
    ).toEqual({
      delivered: 0.625,
      read: 0.5,
      clicked: 0.2,
      replied: 0.1,
      failed: 0.2,
      optedOut: 0.02,
    });
  });

  it('are not known where the whole is nothing, and clicks where no link was sent', () => {
    const none = ratesOf({ sent: 0, delivered: 0, read: 0, failed: 0 }, nothing);
    expect(Object.values(none)).toEqual([null, null, null, null, null, null]);
    const { clicked } = ratesOf(
      { sent: 2, delivered: 2, read: 1, failed: 0 },
      { ...nothing, hasLinks: false }
    );
    expect(clicked).toBeNull();
  });
});
