import type { Language, Say } from './words';

export const clockTime = (at: number, language: Language): string =>
  new Date(at).toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' });

const dayOf = (at: number): string => new Date(at).toDateString();
export const isSameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);

/** Day above the messages of a day. */
export const dayWord = (at: number, now: number, settings: { say: Say; language: Language }) => {
  if (isSameDay(at, now)) return settings.say('today');
  if (isSameDay(at, now - 86_400_000)) return settings.say('yesterday');
  return new Date(at).toLocaleDateString(settings.language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
};

/** Time in a list of chats: the clock today, the day before that. */
export const listTime = (at: number, now: number, language: Language): string =>
  isSameDay(at, now)
    ? clockTime(at, language)
    : new Date(at).toLocaleDateString(language, { day: 'numeric', month: 'numeric' });

export const seconds = (value: number): string => {
  const whole = Number.isFinite(value) ? Math.floor(value) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};
