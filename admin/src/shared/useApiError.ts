import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';
import { readRefusal, refusedWords, type ReadRefusal } from './refusal';

export interface ShownError {
  /** What to show at the field, below its label: what the value must be, without the field's name in the request. */
  readonly atField: string;
  /** One sentence to show: our words where the kind is known, else the server's. */
  readonly message: string;
  readonly kind: string | null;
  /** Field of the form that the refusal is about. */
  readonly field: string | null;
  readonly remedy: string | null;
  readonly status: number | null;
  /** Quoted by people who ask for help. */
  readonly requestId: string | null;
}

/** Programs know a field by its path in the request, people by its label: what names only the path is left out. */
const wordsAt = (
  field: string | null,
  { message, remedy }: Pick<ShownError, 'message' | 'remedy'>
): string => {
  if (field !== null && remedy !== null && message.includes(`“${field}”`)) return remedy;
  const path = `${field ?? ''}: `;
  const isPrefixed = field !== null && message.toLowerCase().startsWith(path.toLowerCase());
  const words = isPrefixed ? message.slice(path.length) : message;
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (remedy === null) return sentence;
  return `${/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`} ${remedy}`;
};

/** `explain(error)`: any failure of our API as words a person can act on. */
export const useApiError = (): ((error: unknown) => ShownError) => {
  const { formatMessage, messages, locale } = useIntl();
  return useCallback(
    (error) => {
      const refusal: ReadRefusal = readRefusal(error);
      const id = `${PLUGIN_ID}.error.${refusal.kind ?? 'unknown'}`;
      const known = refusal.kind !== null && id in messages;
      const words = refusedWords(error, locale);
      if (words && !known) return { ...refusal, ...words, atField: wordsAt(refusal.field, words) };
      const fallback = refusal.message ?? '';
      const label = refusal.label ?? refusal.field ?? '';
      const message =
        known || fallback === ''
          ? formatMessage({ id, defaultMessage: fallback || id }, { label })
          : fallback;
      // Our sentence says what to do as well. The plain remedy is the same again, in English, for programs; only one that the
      // server wrote in the reader's language tells more, such as which campaign it is.
      const remedy = known ? (words?.remedy ?? null) : refusal.remedy;
      return { ...refusal, message, remedy, atField: wordsAt(refusal.field, { message, remedy }) };
    },
    [formatMessage, messages, locale]
  );
};
