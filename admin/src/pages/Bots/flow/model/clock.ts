interface Time {
  readonly hour: number;
  readonly minute: number;
}

/** "09:05", as a field for a time holds it. */
export const clockOf = ({ hour, minute }: Time): string =>
  [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');

/** What such a field holds; null while a part of it is missing, or where it was cleared. */
export const timeIn = (typed: string): Time | null => {
  const [, hour, minute] = /^(\d{2}):(\d{2})(?::\d{2})?/.exec(typed) ?? [];
  return hour === undefined || minute === undefined
    ? null
    : { hour: Number(hour), minute: Number(minute) };
};
