/** Which of our two languages a page in this one speaks: server and shared rules know no other. */
export const ruleLocale = (locale: string): 'en' | 'tr' => (locale.startsWith('tr') ? 'tr' : 'en');
