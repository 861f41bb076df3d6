import type { AgentView } from '../../../../../server/src/contracts/conversations';
import { fold, foldedParts } from '../../../../../server/src/contracts/fold';
import { containsWords } from '../../../shared/contains-words';

/** An `@` that is being typed: where it stands and what follows it. */
export interface TypedMention {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

/** The `@word` that ends at the caret; null while nobody is being named. An e-mail address names nobody. */
export const typedMention = (text: string, caret: number): TypedMention | null => {
  const match = /(?:^|[\s(])@([^\s@]{0,40})$/.exec(text.slice(0, caret));
  if (!match) return null;
  const word = match[1] ?? '';
  return { from: caret - word.length - 1, to: caret, word };
};

const MOST_OFFERED = 8;

/** 0: the name begins with it; 1: another word of the name does; 2: it stands within a word. */
const rankOf = (name: string, word: string): number => {
  const typed = fold(word);
  if (fold(name).startsWith(typed)) return 0;
  return foldedParts(name).some((part) => part.startsWith(typed)) ? 1 : 2;
};

/** People whose name has what was typed: those whose name begins with it first, else as they are listed. */
export const offeredPeople = (people: readonly AgentView[], word: string): AgentView[] =>
  people
    .filter(({ name }) => containsWords(name, word))
    .sort((a, b) => rankOf(a.name, word) - rankOf(b.name, word))
    .slice(0, MOST_OFFERED);

/** The text with the name in place of what was typed, and where the caret goes. */
export const insertMention = (
  text: string,
  { from, to }: Pick<TypedMention, 'from' | 'to'>,
  name: string
): { text: string; caret: number } => {
  const named = `@${name} `;
  const rest = text.slice(to).replace(/^ /, '');
  return { text: `${text.slice(0, from)}${named}${rest}`, caret: from + named.length };
};

export interface NotePart {
  readonly text: string;
  readonly isName: boolean;
}

/** The text in parts, names of the people whom it mentions apart from the rest; of two names the longer wins. */
export const noteParts = (text: string, mentions: readonly AgentView[]): NotePart[] => {
  const names = mentions.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length);
  const parts: NotePart[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') parts.push({ text: plain, isName: false });
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const name = names.find((one) => text.startsWith(one, at));
    if (name === undefined) {
      plain += text[at] ?? '';
      at += 1;
    } else {
      flush();
      parts.push({ text: name, isName: true });
      at += name.length;
    }
  }
  flush();
  return parts;
};

/** Whom the text names: a name that is part of a longer one does not count. */
export const stillNamed = (text: string, people: readonly AgentView[]): number[] => {
  const written = new Set(
    noteParts(text, people)
      .filter(({ isName }) => isName)
      .map(({ text: name }) => name)
  );
  const ids = people.filter(({ name }) => written.has(`@${name}`)).map(({ id }) => id);
  return [...new Set(ids)];
};
