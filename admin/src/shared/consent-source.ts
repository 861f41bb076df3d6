import type { Key } from '../translations/key';
import type { Translate } from './useT';

const OWN_SOURCES: ReadonlyMap<string, Key> = new Map([
  ['keyword', 'optIn.source.keyword'],
  ['unsubscribe button', 'optIn.source.unsubscribe-button'],
  ['asked to stop', 'optIn.source.asked-to-stop'],
  ['desk', 'optIn.source.desk'],
  ['preference page', 'optIn.source.preference-page'],
  ['preference chat', 'optIn.source.preference-chat'],
  ['flow', 'optIn.source.flow'],
  ['WhatsApp', 'optIn.source.whatsapp'],
  ['linked record', 'optIn.source.linked-record'],
  ['import', 'optIn.source.import'],
  ['merge', 'optIn.source.merge'],
  ['sample', 'optIn.source.sample'],
  ['erased', 'optIn.source.erased'],
]);

/** How the source of an opt-in form begins; its slug follows. */
const FORM = 'form:';

/** Words for a source of consent that the server named; null for words that people wrote, which stay as they are. */
export const ownSource = (t: Translate, source: string): string | null => {
  const key = OWN_SOURCES.get(source);
  if (key !== undefined) return t(key);
  return source.startsWith(FORM)
    ? t('optIn.source.one-form', { form: source.slice(FORM.length) })
    : null;
};
