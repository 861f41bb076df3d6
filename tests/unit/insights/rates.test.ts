import { ratesOf } from '../../../server/src/insights/domain/rates';

const button = { text: 'Show', presses: 0, people: 0, optOuts: 0 };
const nothing = {
  ...{ clicked: 0, hasLinks: true, replied: 0, optedOut: 0 },
  ...{ pressed: 0, buttons: [button] },
};

describe('the rates of a campaign', () => {
  it('[A-01] [A-03] [A-04] are shares of those sent, tried or delivered', () => {
    expect(
      ratesOf(
        { sent: 80, delivered: 50, read: 25, failed: 20 },
        { ...nothing, clicked: 10, pressed: 8, replied: 5, optedOut: 1 }
      )
    ).toEqual({
      delivered: 0.625,
      read: 0.5,
      clicked: 0.2,
      pressed: 0.16,
      replied: 0.1,
      failed: 0.2,
      optedOut: 0.02,
    });
  });

  it('are not known where the whole is nothing, clicks where no link was sent and presses where no button was', () => {
    const none = ratesOf({ sent: 0, delivered: 0, read: 0, failed: 0 }, nothing);
    expect(Object.values(none)).toEqual([null, null, null, null, null, null, null]);
    const { clicked, pressed } = ratesOf(
      { sent: 2, delivered: 2, read: 1, failed: 0 },
      { ...nothing, hasLinks: false, buttons: [] }
    );
    expect([clicked, pressed]).toEqual([null, null]);
  });
});
