import { createIntl, createIntlCache, type PrimitiveType } from 'react-intl';
import enWords from '../../admin/src/translations/en';
import enStart from '../../admin/src/translations/en/start.json';
import trWords from '../../admin/src/translations/tr';
import trStart from '../../admin/src/translations/tr/start.json';
import type { Key } from '../../admin/src/translations/key';

type Say = (key: Key, values?: Record<string, PrimitiveType>) => string;

const speaker = (locale: string, messages: Readonly<Record<string, string>>): Say => {
  const intl = createIntl({ locale, messages: { ...messages } }, createIntlCache());
  return (key, values) => {
    if (!(key in messages)) throw new Error(`the ${locale} catalogue has no "${key}"`);
    return intl.formatMessage({ id: key }, values);
  };
};

/**
 * What the admin shows in English for a key, `en('tasks.due', { count: 2 })`: tests look for it
 * with this, so that words can be rewritten without touching the tests.
 */
export const en = speaker('en', { ...enWords, ...enStart });

/** As `en`, in Turkish. */
export const tr = speaker('tr', { ...trWords, ...trStart });
