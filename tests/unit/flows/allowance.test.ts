import { allowanceState } from '../../../server/src/contracts/bot-allowance';
import { monthIn, newsOf } from '../../../server/src/flows/domain/allowance';

describe('the messages of a month', () => {
  it('are counted by the clock of the business', () => {
    const at = Date.parse('2026-11-30T21:30:00Z');
    expect(monthIn('UTC', at)).toBe('2026-11');
    expect(monthIn('Europe/Istanbul', at)).toBe('2026-12');
    expect(monthIn('America/New_York', Date.parse('2027-01-01T03:00:00Z'))).toBe('2026-12');
  });

  it('are nearly used up from 80 % on', () => {
    const state = (sent: number) => allowanceState(sent, { messages: 2000 });
    expect([0, 1599, 1600, 1999].map(state)).toEqual(['left', 'left', 'near', 'near']);
    // Of an allowance that somebody lowered more may be sent than it has.
    expect([2000, 2400].map(state)).toEqual(['used', 'used']);
  });

  it('are warned of once at 80 % and once at the end', () => {
    const news = (messages: number): string[] => {
      const found: string[] = [];
      for (let sent = 1; sent <= messages + 2; sent += 1) {
        const one = newsOf(sent, { messages, then: 'stop' });
        if (one) found.push(`${sent} ${one}`);
      }
      return found;
    };
    expect(news(2000)).toEqual(['1600 near', '2000 used']);
    expect(news(5)).toEqual(['4 near', '5 used']);
    expect(news(1)).toEqual(['1 used']);
  });
});
