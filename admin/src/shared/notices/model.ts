/** Whose conversations somebody wants to be told of. */
export const WHICH = ['all', 'mine', 'unassigned'] as const;
export type Which = (typeof WHICH)[number];

export interface NoticeSettings {
  /** Notices of the browser; its own permission comes on top. */
  readonly browser: boolean;
  readonly sound: boolean;
  readonly which: Which;
}

const OFF: NoticeSettings = { browser: false, sound: false, which: 'all' };
/** Whatever stands there: what is not understood is off. */
export const readSettings = (text: string | null): NoticeSettings => {
  try {
    const read = JSON.parse(text ?? '{}') as Partial<Record<keyof NoticeSettings, unknown>>;
    return {
      browser: read.browser === true,
      sound: read.sound === true,
      which: WHICH.find((one) => one === read.which) ?? OFF.which,
    };
  } catch {
    return OFF;
  }
};
