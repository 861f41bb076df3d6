import {
  answersOf,
  dayBefore,
  declining,
  invites,
} from '../../../../admin/src/pages/Campaigns/reminder-model';
import { libraryKeysFor, readyKinds } from '../../../../admin/src/pages/Campaigns/wizard-model';
import type { LibraryLanguage } from '../../../../server/src/contracts/template-library';
import { library } from '../../../../server/src/templates/library';

const repliesOf = (key: string, language: LibraryLanguage): string[] =>
  answersOf({
    buttons: (library.find((one) => one.key === key)?.texts[language].buttons ?? []).flatMap(
      (button) => ('text' in button ? [{ type: button.type, text: button.text }] : [])
    ),
  });

describe('the reminder of an event', () => {
  it('[M-51] is offered for the ready event and for every invitation of the library', () => {
    expect(invites('event', null)).toBe(true);
    expect(invites(null, { name: 'webinar_invitation' })).toBe(true);
    expect(invites('newsletter', { name: 'newsletter' })).toBe(false);
    expect(invites(null, null)).toBe(false);
  });

  it('[M-51] knows the answer that says no, in both languages', () => {
    const nos = ['event_invitation', 'webinar_invitation', 'conference_invitation', 'local_event'];
    for (const key of nos) {
      expect(declining(repliesOf(key, 'en'))).toBe('No, not this time');
      expect(declining(repliesOf(key, 'tr'))).toBe('Hayır, gelemem');
    }
    expect(declining(['Not now', 'Notify me', 'Yes'])).toBeNull();
  });

  it('[M-51] is due on the day before at the same hour', () => {
    const at = new Date(2026, 2, 1, 18, 30).getTime();
    expect(dayBefore(at)).toBe(new Date(2026, 1, 28, 18, 30).getTime());
  });

  it('[M-51] every ready campaign has a text of the library', () => {
    const keys = library.map(({ key }) => key);
    for (const kind of readyKinds) {
      expect(libraryKeysFor(kind).length).toBeGreaterThan(0);
      for (const key of libraryKeysFor(kind)) expect(keys).toContain(key);
    }
    expect(libraryKeysFor(null)).toEqual([]);
  });
});
