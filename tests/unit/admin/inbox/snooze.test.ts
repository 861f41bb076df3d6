import { fromField, snoozePresets, toField } from '../../../../admin/src/pages/Inbox/model/snooze';

const at = (text: string) => new Date(text);
const shown = (now: string) =>
  snoozePresets(at(now)).map((preset) => `${preset.word} ${toField(preset.at)}`);

describe('the usual times of a snooze', () => {
  it('[C-03] on a Wednesday morning: today, this evening, tomorrow at nine, Monday at nine', () => {
    expect(shown('2026-11-18T09:20:00')).toEqual([
      'later 2026-11-18T13:00',
      'evening 2026-11-18T18:00',
      'tomorrow 2026-11-19T09:00',
      'week 2026-11-23T09:00',
    ]);
  });

  it('[C-03] late in the evening nothing of today is offered', () => {
    expect(shown('2026-11-18T22:10:00')).toEqual([
      'tomorrow 2026-11-19T09:00',
      'week 2026-11-23T09:00',
    ]);
  });

  it('[C-03] what would stand twice stands once', () => {
    expect(shown('2026-11-18T14:50:00')).toEqual([
      'later 2026-11-18T18:00',
      'tomorrow 2026-11-19T09:00',
      'week 2026-11-23T09:00',
    ]);
    // On a Sunday tomorrow is next Monday.
    expect(shown('2026-11-22T22:00:00')).toEqual(['tomorrow 2026-11-23T09:00']);
  });

  it('[C-03] a typed time is taken when it is ahead within a year', () => {
    const now = at('2026-11-18T09:20:00').getTime();
    expect(fromField('2026-11-18T09:21', now)).toBe(now + 60_000);
    expect(fromField('2026-11-18T09:20', now)).toBeNull();
    expect(fromField('2027-11-19T09:20', now)).toBeNull();
    expect(fromField('', now)).toBeNull();
    expect(fromField('x', now)).toBeNull();
  });
});
