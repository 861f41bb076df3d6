import { useIntl } from 'react-intl';
import { ruleLocale } from './ruleLocale';

/** The language of what the server writes, and of the sentences that it shares with the browser (`template-rules`). */
export const useRuleLocale = (): 'en' | 'tr' => ruleLocale(useIntl().locale);
