/** Text that may be a phone number, however typed: offered as a new contact when nobody is found. */
export const looksLikePhone = (text: string): boolean => {
  const digits = text.replace(/\D/g, '');
  return /^\+?[\d\s().\-/]+$/.test(text.trim()) && digits.length >= 7 && digits.length <= 15;
};
