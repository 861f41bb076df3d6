import { createContext, useContext, type ReactNode } from 'react';
import type { Bubble, BusinessNumber, Person } from './types';

/** A sheet slides up inside the phone; `full` covers it, as pictures do. */
export type SheetContent = { title: string; body: ReactNode; full?: boolean };

/** The chat that is on the screen of one phone, and what can be done in it. */
export type Scene = {
  person: Person;
  number: BusinessNumber | undefined;
  numberId: string;
  now: number;
  thread: readonly Bubble[];
  /** Does it as the person; false when it was refused, which the phone then says. */
  perform: (action: string, body?: object) => Promise<boolean>;
  /** Writes to the business of this chat: answers what is quoted, and tells the ad it came from, once. */
  send: (action: string, body: object) => Promise<boolean>;
  show: (sheet: SheetContent) => void;
  close: () => void;
  quote: (bubble: Bubble | null) => void;
  jump: (wamid: string) => void;
};

const SceneContext = createContext<Scene | null>(null);
export const SceneProvider = SceneContext.Provider;

export const useScene = (): Scene => {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error('A part of a phone was drawn outside a phone.');
  return scene;
};
