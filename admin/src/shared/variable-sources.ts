import type {
  ContactField,
  SlotBinding,
  ValueSource,
  VariableSources,
} from '../../../server/src/contracts/templates';
import { variableOf } from '../../../server/src/contracts/text-variables';
import { contactFields } from './template-preview';
import type { Translate } from './useT';

/** One line of the "@" chooser. */
export interface SourceChoice {
  /** Stable, for the list and for finding the chosen one again. */
  key: string;
  label: string;
  source: ValueSource;
}

export const FIXED_TEXT = 'text';

/** Two sources are the same when their keys are. */
export const sourceKey = (source: ValueSource): string => {
  switch (source.kind) {
    case 'contact':
      return `contact.${source.field}`;
    case 'custom':
      return `custom.${source.key}`;
    case 'record':
      return `record.${source.type}.${source.field}`;
    case 'agent':
      return `agent.${source.field}`;
    case 'account':
      return `account.${source.field}`;
    case 'preferences':
      return `preferences.${source.field}`;
    case 'link':
      return `link.${source.linkId}.${source.field}`;
    case 'text':
      return FIXED_TEXT;
    case 'media':
      return 'media';
  }
};

const person = (t: Translate): SourceChoice[] =>
  contactFields.map((field: ContactField) => ({
    key: `contact.${field}`,
    label: `@${t(`templates.field.${field}`)}`,
    source: { kind: 'contact', field },
  }));

const within = (group: string, label: string): string => `@${group} › ${label}`;

/** Everything that may stand after "@", in the order Person · Custom fields · Linked records · Agent · Number · Preference page · Tracked links · Fixed text. */
export const sourceChoices = (t: Translate, sources: VariableSources | null): SourceChoice[] => [
  ...person(t),
  ...(sources?.custom ?? []).map(({ key, label }): SourceChoice => ({
    key: `custom.${key}`,
    label: within(t('templates.group.custom'), label),
    source: { kind: 'custom', key },
  })),
  ...(sources?.records ?? []).flatMap(({ type, label: group, fields }) =>
    fields.map(({ field, label }): SourceChoice => ({
      key: `record.${type}.${field}`,
      label: within(group, label),
      source: { kind: 'record', type, field },
    }))
  ),
  ...(['name', 'firstName'] as const).map((field): SourceChoice => ({
    key: `agent.${field}`,
    label: within(t('templates.group.agent'), t(`templates.field.${field}`)),
    source: { kind: 'agent', field },
  })),
  ...(['name', 'phone'] as const).map((field): SourceChoice => ({
    key: `account.${field}`,
    label: within(t('templates.group.account'), t(`templates.account.${field}`)),
    source: { kind: 'account', field },
  })),
  ...(['link', 'code'] as const).map((field): SourceChoice => ({
    key: `preferences.${field}`,
    label: within(t('templates.group.preferences'), t(`templates.preferences.${field}`)),
    source: { kind: 'preferences', field },
  })),
  ...(sources?.links ?? []).flatMap(({ id, name }) =>
    (['link', 'code'] as const).map((field): SourceChoice => ({
      key: `link.${id}.${field}`,
      label: within(`${t('templates.group.link')} › ${name}`, t(`templates.preferences.${field}`)),
      source: { kind: 'link', linkId: id, field },
    }))
  ),
  {
    key: FIXED_TEXT,
    label: t('templates.variable.fixed'),
    source: { kind: 'text', text: '' },
  },
];

/** Those of them that texts of bots can name, under the names by which they do. */
export const textChoices = (
  t: Translate,
  sources: VariableSources | null
): { name: string; label: string }[] =>
  sourceChoices(t, sources).flatMap(({ label, source }) => {
    const name = variableOf(source);
    return name === null ? [] : [{ name, label }];
  });

/** The words of a chosen source; one that is not offered any more keeps its key. */
export const sourceLabel = (
  choices: readonly SourceChoice[],
  source: SlotBinding['source']
): string => {
  const key = sourceKey(source);
  return choices.find((one) => one.key === key)?.label ?? `@${key}`;
};
