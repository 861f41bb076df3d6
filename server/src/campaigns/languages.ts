import type { ContactRow } from '../contacts/public';
import type { SlotBindings } from '../contracts/templates';
import type { Dialect } from '../strapi/db';
import {
  chooseLanguage,
  languageSql,
  languageTable,
  type LanguageTable,
  type TemplateLanguages,
} from '../templates/public';
import { freeze, readFrozen, type Frozen } from './frozen';
import type { CampaignRow, FrozenLanguages } from './tables';

/** One message of a campaign: what goes out, and where its values come from. */
export interface Message {
  frozen: Frozen;
  bindings: CampaignRow['bindings'];
}

/** The languages of a campaign, by template, and who gets which (E-25). */
export interface Languages {
  messages: ReadonlyMap<number, Message & { bindings: SlotBindings }>;
  table: LanguageTable<{ id: number; language: string }>;
}

/** The template in its languages as they are now. */
export const freezeLanguages = ({ order, ready }: TemplateLanguages): FrozenLanguages => ({
  order,
  messages: ready.map(({ row, bindings }) => ({
    templateId: row.id,
    frozen: freeze(row),
    bindings,
  })),
});

/** Null: the campaign names a language. */
export const readLanguages = (given: FrozenLanguages | null): Languages | null => {
  if (!given) return null;
  const messages = given.messages.map(
    ({ templateId, frozen, bindings }) =>
      [templateId, { frozen: readFrozen({ frozen }), bindings }] as const
  );
  const rows = messages.flatMap(([id, { frozen }]) =>
    frozen.kind === 'template' ? [{ id, language: frozen.language }] : []
  );
  return { messages: new Map(messages), table: languageTable(rows, given.order) };
};

/** The template that this person gets; null: no language fits. */
export const templateOf = (
  { table }: Languages,
  { language }: Pick<ContactRow, 'language'>
): number | null => chooseLanguage(table, language)?.id ?? null;

/** The same over `c`, as SQL without placeholders. */
export const templateSql = (dialect: Dialect, { table }: Languages): string =>
  languageSql(dialect, table);

/** A condition over `c` that depends on the message that somebody gets; null: it holds for nobody. */
export const perMessage = (
  dialect: Dialect,
  { languages, ...own }: Message & { languages: Languages | null },
  conditionOf: (message: Message) => string | null
): string | null => {
  if (!languages) return conditionOf(own);
  const tests = [...languages.messages].flatMap(([id, message]) => {
    const condition = conditionOf(message);
    return condition === null ? [] : [`WHEN ${id} THEN (${condition})`];
  });
  if (tests.length === 0) return null;
  return `(CASE ${templateSql(dialect, languages)} ${tests.join(' ')} ELSE false END)`;
};

/** All messages of a campaign or draft. */
export const messagesIn = ({
  languages,
  ...own
}: Message & { languages: Languages | null }): Message[] =>
  languages ? [...languages.messages.values()] : [own];

/** People by the message that they get; those in whose language there is none are left out. */
export const peopleByMessage = <Person extends Pick<ContactRow, 'language'>>(
  { languages, ...own }: Message & { languages: Languages | null },
  people: readonly Person[]
): { message: Message; people: Person[] }[] => {
  if (!languages) return [{ message: own, people: [...people] }];
  return [...languages.messages].flatMap(([id, message]) => {
    const mine = people.filter((person) => templateOf(languages, person) === id);
    return mine.length === 0 ? [] : [{ message, people: mine }];
  });
};
