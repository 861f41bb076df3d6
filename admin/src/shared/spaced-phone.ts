import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** `905321234567` → `+90 532 123 45 67`, as it is written in its country; what is no number stays as it is. */
export const spacedPhone = (phone: string): string => {
  const international = phone.startsWith('+') ? phone : `+${phone}`;
  return parsePhoneNumberFromString(international)?.formatInternational() ?? phone;
};
