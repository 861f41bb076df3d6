import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Whether a number (`+905321112233`) is a mobile one by its country's plan; `maybe`: the plan does not part them (US, Canada). */
export const isMobile = (e164: string): boolean | 'maybe' => {
  const type = parsePhoneNumberFromString(e164)?.getType();
  return type === 'FIXED_LINE_OR_MOBILE' ? 'maybe' : type === 'MOBILE';
};
