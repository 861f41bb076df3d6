import type { DomainError } from '../../../server/src/kernel/errors';
import { refuseMaxPrice } from '../../../server/src/sending/max-price';

const refusal = (marketingOnboarded: boolean | null): DomainError | null => {
  try {
    refuseMaxPrice({ maxPrice: { bidAmount: 5_000, strategy: null } }, { marketingOnboarded });
    return null;
  } catch (error) {
    return error as DomainError;
  }
};

describe('a template with a maximum price', () => {
  it('[T-53] is refused with what to do in both languages, where the account has not accepted the terms', () => {
    expect(refusal(true)).toBeNull();
    for (const marketingOnboarded of [false, null])
      expect(refusal(marketingOnboarded)).toMatchObject({
        kind: 'template-not-sendable',
        details: {
          field: 'templateId',
          reason: 'max-price',
          words: {
            en: { advice: expect.stringContaining('accept the terms') as string },
            tr: { advice: expect.stringContaining('kabul edin') as string },
          },
        },
      });
  });
});
