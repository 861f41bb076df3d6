import { createContext, useContext } from 'react';
import { sayIn, type Language, type Say } from './words';

export type Settings = { say: Say; language: Language };

export const SettingsContext = createContext<Settings>({ say: sayIn('en'), language: 'en' });
export const useSay = (): Say => useContext(SettingsContext).say;
export const useLanguage = (): Language => useContext(SettingsContext).language;

/** Remembered choices; a browser that forbids storage simply forgets them. */
export const remembered = (key: string): string | null => {
  try {
    return window.localStorage.getItem(`simulator.${key}`);
  } catch {
    return null;
  }
};

export const remember = (key: string, value: string): void => {
  try {
    window.localStorage.setItem(`simulator.${key}`, value);
  } catch {
    // storage is forbidden: the choice lasts until the page is closed
  }
};
