import { isFromElsewhere } from '../../../server/src/consent/domain/elsewhere';
import { mayContact, type GateContact } from '../../../server/src/consent/domain/gate';
import { aGatePerson } from '../../support/gate-person';

const contact = aGatePerson({ utility: 'none' });
const may = (part: Partial<GateContact>, confirms: boolean) => {
  const ask = { category: 'UTILITY' as const, contact: { ...contact, ...part }, now: 1 };
  const verdict = mayContact({ ...ask, confirms });
  return verdict.ok ? null : verdict.reason;
};

describe('consent from elsewhere', () => {
  it('[O-06] is what no message of the contact carries', () => {
    for (const source of ['Phone call', 'desk', 'linked record', 'Form on the site'])
      expect(isFromElsewhere({ source })).toBe(true);
    for (const source of ['keyword', 'WhatsApp', 'preference page', 'merge', 'form:till'])
      expect(isFromElsewhere({ source })).toBe(false);
    expect(isFromElsewhere({ source: 'Phone call', wamid: 'wamid.1' })).toBe(false);
  });

  it('[O-06] a recorded yes carries its own confirmation, and nothing else; a no or a pause is not overruled', () => {
    expect(may({}, true)).toBeNull();
    expect(may({}, false)).toBe('no-consent');
    expect(may({ marketing: 'none' }, true)).toBe('no-consent');
    expect(may({ utility: 'out' }, true)).toBe('opted-out');
    expect(may({ pausedUntil: 2 }, true)).toBe('paused');
    expect(may({ blocked: true }, true)).toBe('blocked');
  });
});
